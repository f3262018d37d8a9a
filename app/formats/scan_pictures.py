"""Pages of scans as pictures, to be looked at inside the program: drawn in memory, never written anywhere."""

import io
from contextlib import closing
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps

from app.errors import UserError
from app.jobs import PDFIUM_TURN

_PDF = "application/pdf"
_MOST_PIXELS = 64_000_000
_TO_PIXELS = 96 / 72  # from points
_TURNED, _SIDEWAYS = 0x0112, (5, 6, 7, 8)  # the EXIF word for how the camera was held, and those that swap the sides
_UNREADABLE = (pdfium.PdfiumError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, EOFError)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: three bytes a pixel (red, green, blue), rows from the top without padding."""

    width: int
    height: int
    rgb: bytes


def pages_to_show(content: bytes, kind: str) -> int:
    """How many pages can be drawn; 0 for a file that is no PDF or picture, or a damaged one."""
    try:
        if kind == _PDF:
            with PDFIUM_TURN, closing(pdfium.PdfDocument(content)) as document:
                return len(document)
        with Image.open(io.BytesIO(content)) as image:
            return getattr(image, "n_frames", 1)
    except _UNREADABLE:
        return 0


def size(content: bytes, kind: str, number: int) -> tuple[float, float]:
    """How wide and high a page is in pixels: of a PDF at 96 to the inch. Raises UserError("scan-not-shown")."""
    try:
        wide, high = _pdf_size(content, number) if kind == _PDF else _frame_size(content, number)
    except _UNREADABLE as error:
        raise UserError("scan-not-shown", page=number + 1) from error
    return max(wide, 1.0), max(high, 1.0)


def _pdf_size(content: bytes, number: int) -> tuple[float, float]:
    with PDFIUM_TURN, closing(pdfium.PdfDocument(content)) as document, closing(document[number]) as page:
        wide, high = page.get_size()
    return wide * _TO_PIXELS, high * _TO_PIXELS


def _frame_size(content: bytes, number: int) -> tuple[float, float]:
    with Image.open(io.BytesIO(content)) as image:
        image.seek(number)
        wide, high = image.size
        return (high, wide) if image.getexif().get(_TURNED, 1) in _SIDEWAYS else (wide, high)


def draw(content: bytes, kind: str, number: int, width: int) -> Picture:
    """A page, counted from 0, as wide as asked for. Raises UserError("scan-not-shown")."""
    try:
        image = _pdf_page(content, number, width) if kind == _PDF else _frame(content, number, width)
    except _UNREADABLE as error:
        raise UserError("scan-not-shown", page=number + 1) from error
    return Picture(image.width, image.height, image.tobytes())


def _pdf_page(content: bytes, number: int, width: int) -> Image.Image:
    with PDFIUM_TURN, closing(pdfium.PdfDocument(content)) as document:
        # The blocks of further signers are form fields, which PDFium draws only for whom asks for forms.
        document.init_forms()
        return _rendered(document, number, width)


def _rendered(document: pdfium.PdfDocument, number: int, width: int) -> Image.Image:
    with closing(document[number]) as page:
        wide, high = page.get_size()
        scale = min(width / wide, (_MOST_PIXELS / (wide * high)) ** 0.5)
        drawn: Image.Image = page.render(scale=scale).to_pil()
        return drawn.convert("RGB")


def _frame(content: bytes, number: int, width: int) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        image.seek(number)
        if image.width * image.height > _MOST_PIXELS:
            raise ValueError(image.size)
        upright = ImageOps.exif_transpose(image).convert("RGB")
    return upright.resize((width, max(1, round(upright.height * width / upright.width))), Image.Resampling.LANCZOS)
