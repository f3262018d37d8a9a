"""Labels and pills."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Type = Literal["title", "heading", "lead", "strong", "figure", "small", "table", "mono", "code"]
Tone = Literal["second", "hint", "primary", "danger", "wait", "done"]
PillTone = Literal["neutral", "primary", "danger", "wait", "done"]


def label(
    text: str = "",
    type_: Type | None = None,
    tone: Tone | None = None,
    *,
    wrap: bool = False,
    selectable: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """A text in the type scale; `wrap` lets it take several lines."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if type_:
        made.setProperty("type", type_)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        made.setAccessibleName(text)
    return made


def pill(text: str, tone: PillTone = "neutral") -> QLabel:
    """A word on a soft ground: a state, a grade."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("pill", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
