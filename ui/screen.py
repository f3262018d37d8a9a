"""What all screens share: a header with the title and its actions, and being read again after a change."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.panels.facts import FactCard
from ui.theme import Space
from ui.widgets.boxes import NONE, PAGE, column, row
from ui.widgets.buttons import Button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import label


class Screen(QWidget):
    """A place of the main window. It reads what it shows when it is first seen and after each change.

    `lead` stands beside the title, `tools` at the right. With `flush` the body reaches the window's edges. There is
    one primary action at a time: the head's, or where there is nothing yet that of the empty state, or the next act
    on the chosen thing.
    """

    def __init__(self, context: AppContext, title: str, *, flush: bool = False) -> None:
        super().__init__()
        self.context = context
        self._is_stale = True
        self._action: Button | None = None
        self._furnished: tuple[QWidget, EmptyState] | None = None
        self.setProperty("ground", "page")
        self.setAccessibleName(title)
        self._title = label(title, "title")
        self._subtitle: QLabel = label("", None, "second")
        self._subtitle.hide()
        self.tools = row(gap=Space.S)
        self.body: QVBoxLayout = column(gap=Space.L)
        self.lead = row(gap=Space.S)
        head = row(column(self._title, self._subtitle, gap=Space.XS), self.lead, None, self.tools, gap=Space.L)
        head.setStretch(1, 3)
        if flush:
            head.setContentsMargins(Space.XL, Space.CARD, Space.XL, 0)
            self.body.setContentsMargins(Space.XL, 0, 0, 0)
        self.setLayout(column(head, self.body, gap=Space.L, margins=NONE if flush else PAGE))
        context.changed.connect(self._on_changed)

    def say(self, subtitle: str) -> None:
        """The line under the title; empty for none."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def lead_with(self, action: Button, *cards: FactCard) -> None:
        """Put the screen's primary action last among the tools; it steps back while one of the cards has one."""
        self._action = action
        self.tools.addWidget(action)
        for card in cards:
            card.led.connect(lambda leads: action.weigh("plain" if leads else "primary"))

    def furnish(self, content: QWidget, empty: EmptyState) -> None:
        """Take the screen's content, and what stands for it while there is nothing."""
        self._furnished = content, empty
        for part in (content, empty):
            part.hide()
            self.body.addWidget(part, 1)

    def show_content(self, is_there: bool) -> None:
        """Show the content, or else the empty state: the head's action then stands in it, unless it has its own."""
        if self._furnished is None:
            return
        content, empty = self._furnished
        content.setVisible(is_there)
        empty.setVisible(not is_there)
        self.place_action(None if is_there else empty)

    def place_action(self, empty: EmptyState | None) -> None:
        """Put the primary action into the empty state shown, if that has none of its own; else into the head."""
        if self._action is None:
            return
        if empty is None:
            self.tools.addWidget(self._action)
        elif not empty.has_action:
            empty.hold(self._action)
        self._action.setVisible(empty is None or not empty.has_action)

    def refresh(self) -> None:
        """Read again what is shown."""

    def receive(self, shown: object) -> None:
        """Show what another place asked for (a filter, a record, an order)."""

    def start_search(self) -> None:
        """Go to the search field, where the screen has one."""

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self._is_stale = False
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._read()
