"""Small pictures of scans: drawn in the background, kept in memory only, gone with the vault or any change to it."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.services.attachments import Attached
from ui.context import AppContext
from ui.icons import paint
from ui.pages import as_image
from ui.theme import Size, Space, Theme
from ui.widgets.buttons import RingedButton

MOST = 100  # pictures, of 50 kB each at most


class Thumbnails(QObject):
    """One cache for a panel. `kept` tells how many pictures are in it."""

    drawn = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        context.changed.connect(self.forget)
        context.left.connect(self.forget)

    @property
    def kept(self) -> int:
        return len(self._images)

    def image(self, one: Attached) -> QImage:
        """The picture, empty while there is none; where it is still to be drawn, `drawn` tells its id later."""
        if one.id in self._images:
            self._images.move_to_end(one.id)
            return self._images[one.id]
        if one.id not in self._asked:
            self._asked.add(one.id)
            self._draw(one.id)
        return QImage()

    def forget(self) -> None:
        """Let go of all pictures: what they show may be destroyed, or the vault locked."""
        self._images.clear()
        self._asked.clear()

    def _draw(self, attachment: str) -> None:
        attachments = self._context.services.attachments

        def work(_progress: object) -> QImage:
            picture = attachments.thumbnail(attachment)
            return as_image(picture) if picture is not None else QImage()

        # Nothing is said of one that can't be drawn: its icon stays, and looking at it says why.
        self._context.read(self, work, lambda image: self._keep(attachment, image), lambda _error: None)

    def _keep(self, attachment: str, image: QImage) -> None:
        if attachment not in self._asked or image.isNull():
            return
        self._images[attachment] = image
        while len(self._images) > MOST:
            self._images.popitem(last=False)
        self.drawn.emit(attachment)


class Thumbnail(RingedButton):
    """A scan's first page, too small to be read; pressing it looks at the scan."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, one: Attached, name: str, on_pressed: Callable[[], None]
    ) -> None:
        super().__init__()
        self._theme, self._thumbnails, self._one = theme, thumbnails, one
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(QSize(Size.THUMBNAIL, Size.THUMBNAIL + Space.M))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _checked=False: on_pressed())
        thumbnails.drawn.connect(self._on_drawn)

    def _on_drawn(self, attachment: str) -> None:
        if attachment == self._one.id:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.fillRect(frame, self._theme.colour("surface"))
        image = self._thumbnails.image(self._one) if self.isEnabled() else QImage()
        if image.isNull():
            side = float(Size.ICON_LARGE)
            middle = QRectF(frame.center().x() - side / 2, frame.center().y() - side / 2, side, side)
            paint(painter, "file-search", middle, self._theme.colour("ink3"))
        else:
            painter.drawImage(_inside(image, frame), image)
        painter.setPen(QPen(self._theme.colour("primary" if self.has_ring else "line"), 2 if self.has_ring else 1))
        painter.drawRect(frame)
        painter.end()


def _inside(image: QImage, frame: QRectF) -> QRectF:
    """Where the whole picture goes, in the middle of the frame."""
    scale = min(frame.width() / image.width(), frame.height() / image.height())
    wide, high = scale * image.width(), scale * image.height()
    return QRectF(frame.center().x() - wide / 2, frame.center().y() - high / 2, wide, high)
