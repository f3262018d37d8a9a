"""What the navigation is made of: entries with mark and status, and captions that fold what is below them."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.icons import paint
from ui.theme import Size, Space, Theme, Type, font
from ui.widgets.buttons import RingedButton
from ui.widgets.marks import SIZE, Mark, draw_mark

SIDE = 10  # between the edge and what stands in an entry
CHEVRON = 14


@dataclass(frozen=True, slots=True)
class Status:
    """What an entry says beside its name: a mark for stages of the flow, a short text on the right, both in words."""

    mark: Mark | None = None
    text: str = ""
    spoken: str = ""


class _Entry(RingedButton):
    """A line of the navigation: its ground under the pointer, its ring with the keyboard."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._hovered = False
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFixedHeight(Size.NAVIGATION_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(Size.NAVIGATION - Space.CARD, Size.NAVIGATION_ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def paint_ground(self, painter: QPainter, *, chosen: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if chosen or self._hovered:
            painter.setBrush(self.theme.colour("primary_soft" if chosen else "hover"))
            painter.drawRoundedRect(ground, 6, 6)
        if self.has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colour("primary"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)


class NavigationItem(_Entry):
    """One place; the chosen one is on a soft ground, one under a fold stands further in."""

    def __init__(self, theme: Theme, text: str, *, is_under: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self._status = Status()
        self._left = SIDE + (Space.M if is_under else 0)

    def show_status(self, status: Status) -> None:
        self._status = status
        self.setAccessibleDescription(status.spoken or status.text)
        self.update()

    def needed_width(self) -> int:
        """What mark, name and status take side by side."""
        text = QFontMetrics(font(Type.BASE, 500)).horizontalAdvance(self.text())
        status = QFontMetrics(font(Type.SMALL)).horizontalAdvance(self._status.text)
        mark = SIZE + SIDE if self._status.mark is not None else 0
        return self._left + SIDE + mark + text + (Space.S + status if status else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, chosen=self.isChecked())
        left = float(self._left)
        if self._status.mark is not None:
            draw_mark(painter, self.theme, self._status.mark, left, (self.height() - SIZE) / 2)
            left += SIZE + SIDE
        painter.setPen(self.theme.colour("ink2"))
        painter.setFont(font(Type.SMALL, tabular=True))
        room = QRectF(left, 0, self.width() - left - SIDE, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._status.text)
        painter.setPen(self.theme.colour("primary" if self.isChecked() else "ink1"))
        painter.setFont(font(Type.BASE, 500))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class NavigationFold(_Entry):
    """A caption that opens and folds the entries below it: by click, Space, and the arrows to the right and left.

    It is checked while open.
    """

    def __init__(self, theme: Theme, text: str, words: tuple[str, str], parent: QWidget | None = None) -> None:
        """`words` are what a screen reader is told of it: folded, open."""
        super().__init__(theme, text, parent)
        self._words = words
        self.toggled.connect(self._describe)
        self._describe(False)

    def _describe(self, is_open: bool) -> None:
        self.setAccessibleDescription(self._words[is_open])

    def needed_width(self) -> int:
        """What name and chevron take side by side."""
        return 2 * SIDE + QFontMetrics(font(Type.BASE, 500)).horizontalAdvance(self.text()) + Space.S + CHEVRON

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            if self.isChecked() is not (event.key() == Qt.Key.Key_Right):
                self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_ground(painter, chosen=False)
        room = QRectF(SIDE, 0, self.width() - 2 * SIDE, self.height())
        painter.setPen(self.theme.colour("ink1"))
        painter.setFont(font(Type.BASE, 500))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.translate(QPointF(room.right() - CHEVRON / 2, room.center().y()))
        painter.rotate(90 if self.isChecked() else 0)
        half = CHEVRON / 2
        paint(painter, "chevron-right", QRectF(-half, -half, CHEVRON, CHEVRON), self.theme.colour("ink2"))
        painter.end()
