"""What all screens share: a header with the title and its actions, and being read again after a change."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import NONE, PAGE, column, row
from ui.widgets.texts import label


class Screen(QWidget):
    """A place of the main window. It reads what it shows when it is first seen and after each change.

    `lead` stands beside the title, `tools` at the right. With `flush` the body reaches the window's edges.
    """

    def __init__(self, context: AppContext, title: str, *, flush: bool = False) -> None:
        super().__init__()
        self.context = context
        self._is_stale = True
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
