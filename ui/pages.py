"""Pages as Qt draws them: as pictures on the screen, and on paper. Straight from memory, without a file."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.jobs import Progress
from app.services.leaves import Leaves, Picture

_INCH = 96  # pixels of a page's size
# Finer than this nobody sees, and a page takes 100 MB.
_FINEST = 300


def as_image(picture: Picture) -> QImage:
    """The picture with bytes of its own."""
    stride = 3 * picture.width
    return QImage(picture.rgb, picture.width, picture.height, stride, QImage.Format.Format_RGB888).copy()


def print_pages(leaves: Leaves, printer: QPrinter, progress: Progress) -> None:
    """Print every page, each as large as the paper takes it; a landscape page turns the paper. Cancelled."""
    progress.start("document.print", leaves.pages)
    scale = min(printer.resolution(), _FINEST) / _INCH
    painter = QPainter()
    for number in range(leaves.pages):
        progress.cancel.check()
        picture = as_image(leaves.draw(number, round(leaves.size(number)[0] * scale)))
        wide = picture.width() > picture.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
        if number == 0:
            painter.begin(printer)
        else:
            printer.newPage()
        painter.drawImage(_fitting(picture, printer), picture)
        progress.advance()
    painter.end()


def _fitting(picture: QImage, printer: QPrinter) -> QRectF:
    """Where the picture goes: whole, in the middle of the paper."""
    paper = printer.pageRect(QPrinter.Unit.DevicePixel)
    factor = min(paper.width() / picture.width(), paper.height() / picture.height())
    width, height = picture.width() * factor, picture.height() * factor
    return QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height)
