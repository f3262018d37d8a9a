"""A card beside a list: a heading, named facts, texts and the actions on the chosen thing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from ui.theme import Size, Space
from ui.widgets.boxes import clear, column, holder, rule, scrolled
from ui.widgets.texts import Tone, label

LEADING = ("primary", "danger")  # the weights of an action of which a screen has one


class FactCard(QFrame):
    """Filled anew for each chosen thing: `begin`, then facts and texts, then the actions.

    `led` tells whether one of the actions is the primary one.
    """

    led = Signal(bool)

    def __init__(self, name: str, width: int = Size.SIDE) -> None:
        super().__init__()
        self.setProperty("card", "plain")
        self.setAccessibleName(name)
        self.setFixedWidth(width)
        self._body: QVBoxLayout = column(gap=Space.M)
        self._actions: QVBoxLayout = column(gap=Space.S)
        inner = column(self._body, None, gap=0, margins=(Space.CARD, Space.L, Space.CARD, Space.S))
        below = column(self._actions, margins=(Space.CARD, Space.S, Space.CARD, Space.L))
        outer = column(scrolled(holder(inner)), below, gap=0)
        outer.setContentsMargins(1, 1, 1, 1)
        self.setLayout(outer)

    def begin(self, heading: str, below: str = "") -> None:
        """Empty the card and head it; it keeps the cursor that one of its actions had."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self.setFocus()
        clear(self._body)
        clear(self._actions)
        self.led.emit(False)
        self._body.addWidget(label(heading, "lead", wrap=True))
        if below:
            self._body.addWidget(label(below, None, "second", wrap=True))

    def add_fact(self, name: str, value: str, tone: Tone | None = None) -> None:
        text = label(value, None, tone, wrap=True, selectable=True)
        self._body.addLayout(column(label(name, "small", "second", wrap=True), text, gap=Space.HAIR))

    def add_section(self, title: str, lines: Sequence[str]) -> None:
        parts = [label(line, wrap=True) for line in lines]
        self._body.addWidget(rule())
        self._body.addLayout(column(label(title, "small", "second"), *parts, gap=Space.XS))

    def add_note(self, text: str) -> None:
        self._body.addWidget(label(text, "small", "second", wrap=True))

    def add_action(self, action: QWidget) -> None:
        if not self._actions.count():
            self._actions.addWidget(rule())  # what is scrolled ends here
            self._actions.addSpacing(Space.XS)
        self._actions.addWidget(action)
        if action.property("act") in LEADING:
            self.led.emit(True)
