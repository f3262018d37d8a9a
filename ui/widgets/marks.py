"""The four marks of a stage: done, now, waiting for a gate, open."""

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.icons import paint
from ui.theme import Theme

SIZE = 16


class Mark(StrEnum):
    """How a stage of the flow stands."""

    DONE = "done"
    NOW = "now"
    WAITING = "waiting"
    OPEN = "open"


def draw_mark(painter: QPainter, theme: Theme, mark: Mark, x: float, y: float) -> None:
    """Draw the mark with its upper left corner at the point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = QRectF(x + 0.75, y + 0.75, SIZE - 1.5, SIZE - 1.5)
    if mark is Mark.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("done"))
        painter.drawEllipse(QRectF(x, y, SIZE, SIZE))
        paint(painter, "check", QRectF(x + 3, y + 3, 10, 10), theme.colour("raised"))
    elif mark is Mark.NOW:
        painter.setPen(QPen(theme.colour("primary"), 1.5))
        painter.drawEllipse(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawEllipse(ring.center(), 4, 4)
    elif mark is Mark.WAITING:
        pen = QPen(theme.colour("wait"), 1.5)
        pen.setDashPattern([1.6, 1.5])
        painter.setPen(pen)
        painter.drawEllipse(ring)
    else:
        painter.setPen(QPen(theme.colour("ink3"), 1.2))
        painter.drawEllipse(ring)
    painter.restore()
