"""Where a text stands on the pages of a PDF: looked for in memory, told as places on the page."""

from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_int
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from app.jobs import PDFIUM_TURN, Progress

_MOST = 1000  # hits: nobody steps through more, and a page of them is slow to paint
_AT_ONCE = 16  # pages
_FINE = 10_000  # of a page's width and height: places are told in such steps


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, in shares of its width and height from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the text stands: the page, counted from 0, and its boxes, one a line."""

    page: int
    boxes: tuple[Box, ...]


def find(content: bytes, text: str, progress: Progress) -> tuple[Hit, ...]:
    """All places of a text in a PDF, large and small letters alike, at most a thousand; () for a damaged PDF.

    Raises Cancelled.
    """
    found: list[Hit] = []
    if not text.strip():
        return ()
    try:
        with PDFIUM_TURN, closing(pdfium.PdfDocument(content)) as document:
            pages = len(document)
        for first in range(0, pages, _AT_ONCE):
            progress.cancel.check()
            # The turn is given back now and then: the page looked at can be drawn meanwhile.
            with PDFIUM_TURN, closing(pdfium.PdfDocument(content)) as document:
                for number in range(first, min(first + _AT_ONCE, pages)):
                    with closing(document[number]) as page:
                        found += _on_page(page, number, text)
            if len(found) >= _MOST:
                break
    except pdfium.PdfiumError:
        return ()
    return tuple(found[:_MOST])


def _on_page(page: Any, number: int, text: str) -> Iterator[Hit]:
    with closing(page.get_textpage()) as words, closing(words.search(text)) as search:
        while (at := search.get_next()) is not None:
            count = words.count_rects(*at)
            yield Hit(number, _joined([_box(page, words.get_rect(piece)) for piece in range(count)]))


def _joined(pieces: list[Box]) -> tuple[Box, ...]:
    """The boxes of one line as one: a text that changes its font within is told in pieces."""
    lines: list[Box] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last is not None and last.top < (piece.top + piece.bottom) / 2 < last.bottom:
            left, right = min(last.left, piece.left), max(last.right, piece.right)
            lines[-1] = Box(left, min(last.top, piece.top), right, max(last.bottom, piece.bottom))
        else:
            lines.append(piece)
    return tuple(lines)


def _box(page: Any, corners: tuple[float, float, float, float]) -> Box:
    """The box of a text as it lies on the drawn page, which may be turned or cut."""
    left, bottom, right, top = corners
    one, other = _placed(page, left, top), _placed(page, right, bottom)
    across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return Box(across[0], down[0], across[1], down[1])


def _placed(page: Any, x: float, y: float) -> tuple[float, float]:
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, byref(across), byref(down))
    return across.value / _FINE, down.value / _FINE
