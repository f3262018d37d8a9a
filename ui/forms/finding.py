"""The search of the viewer: a field, how many places were found, and the way from one to the next."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.services.leaves import Hit, Leaves
from ui.context import AppContext
from ui.formatting import number
from ui.tasks import Latest
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import IconButton
from ui.widgets.fields import SearchEdit
from ui.widgets.sheet import Marked
from ui.widgets.texts import label


class FindBar(QWidget):
    """Return goes to the next place, Shift+Return to the one before, Escape gives the search up."""

    def __init__(self, context: AppContext, leaves: Leaves, on_hit: Callable[[int | None], None]) -> None:
        super().__init__()
        tr = context.tr
        self._context, self._leaves, self._on_hit = context, leaves, on_hit
        self._searches = Latest(context.runner, self)
        self._hits: tuple[Hit, ...] = ()
        self._at = 0
        self._field = SearchEdit(context.theme, tr("Search the pages"))
        self._field.setFixedWidth(Size.FIELD)
        self._field.asked.connect(self._search)
        self._count = label("", None, "second")
        self._up = IconButton(context.theme, "chevron-up", tr("Place before"))
        self._down = IconButton(context.theme, "chevron-down", tr("Next place"))
        self._up.clicked.connect(lambda _checked=False: self.step(-1))
        self._down.clicked.connect(lambda _checked=False: self.step(1))
        self.setLayout(row(self._count, self._field, self._up, self._down, gap=Space.XS))
        self._show_count("")

    def start(self) -> None:
        """Go to the field, what stands in it chosen to be typed over."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def step(self, by: int) -> None:
        """To another place, from the last one on to the first."""
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._show_count(self._field.text())
            self._on_hit(self._hits[self._at].page)

    def marks(self, page: int) -> tuple[Marked, ...]:
        """What was found on this page."""
        return tuple(
            Marked((box.left, box.top, box.right, box.bottom), at == self._at)
            for at, hit in enumerate(self._hits)
            for box in hit.boxes
            if hit.page == page
        )

    def _search(self, text: str) -> None:
        leaves = self._leaves
        self._searches.run(lambda progress: leaves.find(text, progress), lambda hits: self._take(text, hits))

    def _take(self, text: str, hits: tuple[Hit, ...]) -> None:
        self._hits, self._at = hits, 0
        self._show_count(text)
        self._on_hit(hits[0].page if hits else None)

    def _show_count(self, text: str) -> None:
        tr, count = self._context.tr, len(self._hits)
        found = tr("{at} of {n}").format(at=number(self._at + 1), n=number(count)) if count else tr("Not found")
        self._count.setText(found if text.strip() else "")
        for way in (self._up, self._down):
            way.setEnabled(count > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self._field.text():
            self._field.clear()
        else:
            super().keyPressEvent(event)
