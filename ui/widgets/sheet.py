"""A page as it is looked at: the drawn picture, what was found on it marked, in an area that scrolls."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.theme import LIGHT, Space, Theme

STEP = 40  # pixels that an arrow scrolls
MARGIN = Space.L  # around the page


@dataclass(frozen=True, slots=True)
class Marked:
    """A found place in shares of the page, left, top, right, bottom; the chosen one is told from the others."""

    corners: tuple[float, float, float, float]
    is_chosen: bool


class Sheet(QWidget):
    """The picture of one page, as large as it was drawn, with a margin around it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._image = QImage()
        self._marks: tuple[Marked, ...] = ()

    @property
    def image(self) -> QImage:
        """What is shown; empty before the first page."""
        return self._image

    def show_page(self, image: QImage) -> None:
        """Take another picture; its pixel ratio counts."""
        self._image = image
        self.setFixedSize(image.deviceIndependentSize().toSize() + QSize(2 * MARGIN, 2 * MARGIN))
        self.update()

    def show_marks(self, marks: tuple[Marked, ...]) -> None:
        self._marks = marks
        self.update()

    def place(self, marked: Marked) -> QRectF:
        """Where on the picture it is."""
        left, top, right, bottom = marked.corners
        wide, high = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        return QRectF(MARGIN + left * wide, MARGIN + top * high, (right - left) * wide, (bottom - top) * high)

    def forget(self) -> None:
        """Let go of the picture."""
        self._image, self._marks = QImage(), ()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(MARGIN, MARGIN, self._image)
        painter.setPen(self._theme.colour("line"))
        painter.drawRect(self.rect().adjusted(MARGIN - 1, MARGIN - 1, -MARGIN, -MARGIN))
        for marked in self._marks:
            room = self.place(marked).adjusted(-1, -1, 1, 1)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            # Paper is white in every appearance, so the marks on it are the light one's.
            painter.fillRect(room, LIGHT.colour("primary_soft" if marked.is_chosen else "wait_soft"))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            if marked.is_chosen:
                painter.setPen(QPen(LIGHT.colour("primary"), 2))
                painter.drawRect(room)
        painter.end()


class SheetArea(QScrollArea):
    """Scrolls a sheet; at its ends Page Up, Page Down, Space and the wheel ask for the page before or after."""

    turned = Signal(int)
    zoomed = Signal(int)
    resized = Signal()

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.setWidget(sheet)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The bar is always there: else it comes with a page that fits the width, which then no longer fits.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(STEP)
        self.horizontalScrollBar().setSingleStep(STEP)

    def room(self) -> QSize:
        """What a page has room in."""
        return self.viewport().size() - QSize(2 * MARGIN, 2 * MARGIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = event.key() == Qt.Key.Key_Space and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Space: -1 if back else 1}
        step = steps.get(Qt.Key(event.key()), 0)
        if step:
            self._go(step, self.verticalScrollBar().pageStep())
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if turn > 0 else -1)
        elif turn and not event.angleDelta().x():
            self._go(-1 if turn > 0 else 1, abs(turn))
        else:
            super().wheelEvent(event)
        event.accept()

    def _go(self, step: int, by: int) -> None:
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.turned.emit(step)
        else:
            bar.setValue(bar.value() + step * by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
