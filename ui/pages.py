"""The pages of a PDF as pictures, straight from its bytes: for the preview and the printer, without a file."""

from threading import Lock
from types import TracebackType
from typing import Self

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.jobs import Progress

_POINT = 72  # of an inch
# Finer than this nobody sees, and a page takes 100 MB.
_FINEST = 300
# PDFium works for one thread at a time.
_PDFIUM = Lock()


class Pages:
    """An open PDF; `with` closes it."""

    def __init__(self, content: bytes) -> None:
        with _PDFIUM:
            self._document = pypdfium2.PdfDocument(content)
            # The blocks of further signers are form fields, which PDFium draws only for whom asks for forms.
            self._document.init_forms()
            self.count = len(self._document)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the PDF; the pictures made stay."""
        with _PDFIUM:
            self._document.close()

    def width(self, page: int) -> float:
        """The page's width in points; pages count from 0."""
        with _PDFIUM:
            return float(self._document[page].get_width())

    def picture(self, page: int, scale: float) -> QImage:
        """The page at `scale` pixels a point."""
        with _PDFIUM:
            bitmap = self._document[page].render(scale=scale, prefer_bgrx=True)
            shown = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
            return shown.copy()


def print_pages(content: bytes, printer: QPrinter, progress: Progress) -> None:
    """Print every page, each as large as the paper takes it; a landscape page turns the paper. Cancelled."""
    with Pages(content) as pages:
        progress.start("document.print", pages.count)
        scale = min(printer.resolution(), _FINEST) / _POINT
        painter = QPainter()
        for number in range(pages.count):
            progress.cancel.check()
            picture = pages.picture(number, scale)
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
