"""A row that can be clicked: a line of text with a second line below it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint
from ui.theme import Size, Space, Theme, Type, font
from ui.widgets.buttons import RingedButton


class ClickRow(RingedButton):
    """Two lines and an arrow; the whole row is the button."""

    def __init__(
        self, theme: Theme, first: str, second: str, on_clicked: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first = first
        self._second = second
        self.setAccessibleName(first)
        self.setAccessibleDescription(second)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: on_clicked())

    def needed_width(self) -> int:
        """What the longer of the two lines takes."""
        first = QFontMetrics(font(Type.BASE, 500)).horizontalAdvance(self._first)
        second = QFontMetrics(font(Type.SMALL)).horizontalAdvance(self._second)
        return max(first, second) + 2 * Space.M + Size.ICON_LARGE

    def sizeHint(self) -> QSize:
        return QSize(Size.FORM, 2 * Size.ICON_LARGE + Space.L)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("hover"))
            painter.drawRoundedRect(ground, 6, 6)
        if self.has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("primary"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)
        room = ground.adjusted(Space.M, Space.S, -Space.M - Size.ICON_LARGE, -Space.S)
        self._line(painter, room, self._first, Qt.AlignmentFlag.AlignTop, "ink1", 500)
        self._line(painter, room, self._second, Qt.AlignmentFlag.AlignBottom, "ink2", 400)
        arrow = QRectF(ground.right() - Space.M - Size.ICON, (ground.height() - Size.ICON) / 2, Size.ICON, Size.ICON)
        paint(painter, "chevron-right", arrow, self._theme.colour("ink3"))
        painter.end()

    def _line(
        self, painter: QPainter, room: QRectF, text: str, side: Qt.AlignmentFlag, token: str, weight: int
    ) -> None:
        used = font(Type.BASE if weight > 400 else Type.SMALL, weight)
        painter.setFont(used)
        painter.setPen(self._theme.colour(token))
        shown = QFontMetrics(used).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignLeft, shown)
