"""A way to begin: what it is called, what it does, in one large button."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint
from ui.theme import Size, Space, Theme, Type, font
from ui.widgets.boxes import RADIUS
from ui.widgets.buttons import RingedButton

WRAPPED = Qt.TextFlag.TextWordWrap


class Option(RingedButton):
    """Icon, name and a sentence; the one that most people want is filled."""

    def __init__(
        self,
        theme: Theme,
        icon_name: str,
        text: str,
        about: str,
        on_clicked: Callable[[], object],
        *,
        is_primary: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._about, self.is_primary = theme, icon_name, about, is_primary
        self._heights: dict[int, int] = {}  # asked for dozens of times before the first showing
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(about)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda _checked=False: on_clicked())

    def lead(self, *, leads: bool) -> None:
        """Fill it or not: while something else is the next step it steps back."""
        self.is_primary = leads
        self.update()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._height_at(width)
        return self._heights[width]

    def _height_at(self, width: int) -> int:
        room = max(1, width - 2 * Space.CARD)
        metrics = QFontMetrics(font(Type.TABLE))
        words = metrics.boundingRect(0, 0, room, 10_000, int(WRAPPED), self._about).height()
        title = QFontMetrics(font(Type.BASE, 700)).height()
        return 2 * Space.CARD + Size.ICON_LARGE + Space.M + title + Space.XS + words

    def sizeHint(self) -> QSize:
        return QSize(Size.FIELD, self.heightForWidth(Size.FIELD))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def needed_width(self) -> int:
        """What its name takes on one line."""
        return QFontMetrics(font(Type.BASE, 700)).horizontalAdvance(self.text()) + 2 * Space.CARD

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        title, words, sign = self._inks()
        left, top, room = float(Space.CARD), float(Space.CARD), self.width() - 2 * Space.CARD
        paint(painter, self._icon, QRectF(left, top, Size.ICON_LARGE, Size.ICON_LARGE), self._theme.colour(sign))
        top += Size.ICON_LARGE + Space.M
        bold = font(Type.BASE, 700)
        high = QFontMetrics(bold).height()
        painter.setFont(bold)
        painter.setPen(self._theme.colour(title))
        painter.drawText(QRectF(left, top, room, high), Qt.AlignmentFlag.AlignLeft, self.text())
        top += high + Space.XS
        painter.setFont(font(Type.TABLE))
        painter.setPen(self._theme.colour(words))
        painter.drawText(QRectF(left, top, room, self.height() - top), int(WRAPPED), self._about)
        painter.end()

    def _inks(self) -> tuple[str, str, str]:
        """The tokens of name, sentence and icon."""
        if not self.isEnabled():
            return "ink2", "ink2", "ink3"
        return ("on_primary",) * 3 if self.is_primary else ("ink1", "ink2", "primary")

    def _paint_ground(self, painter: QPainter) -> None:
        is_filled = self.is_primary and self.isEnabled()
        ground, line = ("primary", "primary") if is_filled else ("surface", "line")
        if self.underMouse() and self.isEnabled():
            ground = "primary_hover" if is_filled else "hover"
        painter.setBrush(self._theme.colour(ground))
        painter.setPen(QPen(self._theme.colour(line), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self.has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("ink1" if is_filled else "primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
