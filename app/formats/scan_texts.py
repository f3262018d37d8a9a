"""The text on scans: a PDF's own text, and what the optional extra `ocr` reads off pages that have none."""

import importlib
import io
import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from typing import Any, BinaryIO, Protocol

import pypdfium2 as pdfium
from PIL import Image, ImageSequence

from app.errors import UserError
from app.jobs import PDFIUM_TURN, Progress

_PDF = "application/pdf"
_DOTS_AN_INCH, _POINTS_AN_INCH = 200, 72
_MOST_PIXELS = 64_000_000  # a page of A3 at 400 dots an inch
_UNREADABLE = (pdfium.PdfiumError, Image.DecompressionBombError, OSError, SyntaxError, ValueError)


class Recogniser(Protocol):
    """Reads the lines of text on a picture, given as PNG."""

    def __call__(self, picture: bytes) -> list[str]: ...


def pdf_pages(file: BinaryIO) -> int | None:
    """How many pages a PDF has; None for one that is damaged or has a password."""
    try:
        with _pdf(file) as document, PDFIUM_TURN:
            return len(document)
    except _UNREADABLE:
        return None


def text_layer(file: BinaryIO, kind: str) -> str:
    """The text that a PDF carries itself, a line a line; "" where there is none."""
    if kind != _PDF:
        return ""
    try:
        return "\n".join(text for text, _ in _pdf_pages(file) if text)
    except _UNREADABLE:
        return ""


def recogniser() -> Recogniser:
    """The reader of the extra `ocr`; its models come with it, and nothing is fetched.

    Raises UserError("ocr-missing") where the extra is not installed.
    """
    try:
        engine = importlib.import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})
    except ImportError as error:
        raise UserError("ocr-missing") from error
    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)  # what it reads must not reach any log

    def read(picture: bytes) -> list[str]:
        return list(engine(picture).txts or ())

    return read


def recognise(file: BinaryIO, kind: str, name: str, read: Recogniser, progress: Progress) -> str:
    """The text on all pages: a page's own where it has one, else what is read off its picture.

    Raises UserError("scan-unreadable") for a file that is no PDF or picture, or a damaged one; and Cancelled.
    """
    lines: list[str] = []
    try:
        for text, picture in _pages(file, kind):
            lines += [text] if text else read(picture())
            progress.advance(1)
    except _UNREADABLE as error:
        raise UserError("scan-unreadable", file=name) from error
    return "\n".join(lines)


def _pages(file: BinaryIO, kind: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Each page's own text, and a way to its picture as PNG."""
    if kind == _PDF:
        yield from _pdf_pages(file)
        return
    with Image.open(file) as image:
        for frame in ImageSequence.Iterator(image):
            if frame.width * frame.height > _MOST_PIXELS:
                raise ValueError(frame.size)
            yield "", partial(_png, frame)


def _pdf_pages(file: BinaryIO) -> Iterator[tuple[str, Callable[[], bytes]]]:
    with _pdf(file) as document:
        with PDFIUM_TURN:
            count = len(document)
        for number in range(count):
            with PDFIUM_TURN, closing(document[number]) as page, closing(page.get_textpage()) as text:
                own = text.get_text_range()
            lines = (line.strip() for line in own.splitlines())
            yield "\n".join(filter(None, lines)), partial(_drawn, document, number)


@contextmanager
def _pdf(file: BinaryIO) -> Iterator[Any]:
    with PDFIUM_TURN:
        document = pdfium.PdfDocument(file)
    try:
        yield document
    finally:
        with PDFIUM_TURN:
            document.close()


def _drawn(document: Any, number: int) -> bytes:
    with PDFIUM_TURN, closing(document[number]) as page:
        wide, high = page.get_size()
        dots = _DOTS_AN_INCH / _POINTS_AN_INCH
        scale = min(dots, (_MOST_PIXELS / max(wide * high, 1.0)) ** 0.5)
        image: Image.Image = page.render(scale=scale).to_pil()
        return _png(image)


def _png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.convert("RGB").save(written, "PNG", compress_level=1)
    return written.getvalue()
