"""The navigation on the left: what the firm is, the flow with its marks, the other places, the rarer ones folded."""

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from ui.theme import Size, Space, Theme
from ui.widgets.boxes import column, holder, scrolled
from ui.widgets.entries import SIDE, NavigationFold, NavigationItem, Status
from ui.widgets.texts import label


class Navigation(QFrame):
    """The column of entries; `on_chosen` gets the name of the place that was clicked."""

    def __init__(self, theme: Theme, on_chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._on_chosen = on_chosen
        self._items: dict[str, NavigationItem] = {}
        self._folds: dict[str, NavigationFold] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setProperty("edge", "right")
        self.setFixedWidth(Size.NAVIGATION)
        self._firm = label("", "strong", wrap=True)
        self._about = label("", "small", "second", wrap=True)
        self._column: QVBoxLayout = column(gap=0, margins=(SIDE, 0, SIDE, Space.M))
        self._scroll = scrolled(holder(self._column))
        head = column(self._firm, self._about, gap=Space.HAIR, margins=(2 * SIDE, Space.CARD, 2 * SIDE, Space.M))
        self.setLayout(column(head, self._scroll, gap=0))

    def show_firm(self, firm: str, about: str, hint: str) -> None:
        """`about` stands below the firm's name, `hint` is its tooltip."""
        self._firm.setText(firm)
        self._about.setText(about)
        self._about.setToolTip(hint)

    def add_section(self, text: str) -> None:
        caption = label(text, "small", "second")
        caption.setContentsMargins(SIDE, Space.M, 0, Space.XS)
        self._column.addWidget(caption)

    def add_space(self) -> None:
        """Push what follows to the bottom."""
        self._column.addStretch(1)

    def add_fold(self, text: str, words: tuple[str, str], on_folded: Callable[[bool], None]) -> NavigationFold:
        """A caption that folds what is added under it; `on_folded` is told True when it was opened by hand."""
        fold = NavigationFold(self._theme, text, words)
        fold.clicked.connect(on_folded)
        self._column.addWidget(fold)
        return fold

    def add(self, name: str, text: str, hint: str, fold: NavigationFold | None = None) -> None:
        """An entry, under a fold or always seen; `hint` is its tooltip, with its keys."""
        item = NavigationItem(self._theme, text, is_under=fold is not None)
        item.setToolTip(hint)
        item.clicked.connect(lambda _checked=False: self._on_chosen(name))
        self._group.addButton(item)
        self._items[name] = item
        self._column.addWidget(item)
        if fold is not None:
            self._folds[name] = fold
            item.setVisible(fold.isChecked())
            fold.toggled.connect(item.setVisible)

    def choose(self, name: str) -> None:
        """Mark an entry as the place shown, opening the fold that it is under; a name without an entry marks none."""
        chosen = self._items.get(name)
        if chosen is None:
            return
        if name in self._folds:
            self._folds[name].setChecked(True)
        chosen.setChecked(True)
        self._scroll.ensureWidgetVisible(chosen, 0, Space.S)

    def show_status(self, name: str, status: Status) -> None:
        if name in self._items:
            self._items[name].show_status(status)

    def item(self, name: str) -> NavigationItem:
        """The entry of this name; KeyError where there is none."""
        return self._items[name]
