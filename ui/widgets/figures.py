"""A number that decides, big, with its name above and what explains it below."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui.theme import Space, mark
from ui.widgets.boxes import CARD, Margins, column
from ui.widgets.texts import Tone, label


class Figure(QFrame):
    """Name, number, explanation; with `on_clicked` it can be clicked, or pressed with Return."""

    def __init__(self, name: str, on_clicked: Callable[[], object] | None = None, *, margins: Margins = CARD) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self._on_clicked = on_clicked
        self._name = name
        self._number = label("", "figure")
        self._below = label("", "small", "second", wrap=True)
        called = label(name, "small", "second", wrap=True)
        self.setLayout(column(called, self._number, self._below, None, gap=Space.HAIR, margins=margins))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if on_clicked is not None:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setProperty("clickable", True)

    def show_number(self, text: str, below: str = "", tone: Tone | None = None) -> None:
        self._number.setText(text)
        mark(self._number, tone=tone or "")
        self._below.setText(below)
        self.setAccessibleName(f"{self._name} {text}")
        self.setAccessibleDescription(below)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_clicked is not None and self.rect().contains(event.position().toPoint()):
            self._on_clicked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._on_clicked is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._on_clicked()
        else:
            super().keyPressEvent(event)
