"""The embedded fonts: which characters they hold and how wide those are.

Sans Serif in two weights for all text, as GB/T 9704 sets headings in 黑体; one face with serifs for titles, which that
standard sets in 小标宋. The latter holds the characters of GB 2312 and stands back where a title has others.
"""

import mmap
import struct
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.resources import resource

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
SERIF = "NotoSerifSC"
FALLBACK = "Fallback"
FILES = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    SERIF: "NotoSerifSC-Bold-GB2312.ttf",
}
# Of the em, from the fonts' own head table: where the top of a Han character stands over the baseline.
ASCENT = 0.88
_BOX = 0x25A1
_LENT: dict[str, TTFont] = {}


def register() -> None:
    """Make the faces known to reportlab; needed once before a document is drawn, harmless again."""
    for name in FILES:
        _face(name)


class _MappedFile:
    """A font's file for reportlab, which keeps what it reads: mapped, ten megabytes a face stay on the disk."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    def read(self) -> mmap.mmap:
        with self._path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _face(name: str) -> TTFont:
    font = TTFont(name, _MappedFile(resource("fonts", FILES[name])), asciiReadable=True, shapable=False)
    _slim(font, _face(REGULAR) if name == BOLD else None)
    pdfmetrics.registerFont(font)
    return font


def _slim(font: TTFont, twin: TTFont | None) -> None:
    """Let go of what reading the font left in memory, where a register of 100,000 rows has two hundred megabytes.

    `twin` may have the same characters as the same glyphs: one table is enough for both then.
    """
    face: Any = font.face
    # Only the reading itself asks which characters a glyph has.
    face.glyphToChar = {}
    if twin is not None and face.charToGlyph == twin.face.charToGlyph:
        face.charToGlyph = twin.face.charToGlyph


def rest() -> None:
    """Leave the files' pages to the system until the next document; where it can't be told to, they stay."""
    for name in FILES:
        mapped = vars(_face(name).face).get("_ttf_data")
        if sys.platform == "linux" and isinstance(mapped, mmap.mmap):
            mapped.madvise(mmap.MADV_DONTNEED)


def face(name: str) -> TTFont:
    """The font as reportlab knows it."""
    return _face(name)


def face_for(character: str, name: str) -> TTFont:
    """The font that draws the character: the user's own where ours lack it."""
    return _LENT[FALLBACK] if is_lent(character) else _face(name)


def use_fallback(path: Path) -> None:
    """Draw characters that our faces lack with the user's own TrueType font, embedded like them.

    A file that is not there, can't be read, or is no such font changes nothing: the characters stay boxes with their
    code points.
    """
    if FALLBACK in _LENT:
        return
    try:
        font = TTFont(FALLBACK, _MappedFile(path), asciiReadable=False, shapable=False)
    except (TTFError, OSError, ValueError, KeyError, IndexError, struct.error):
        return
    pdfmetrics.registerFont(font)
    _LENT[FALLBACK] = font


def is_lent(character: str) -> bool:
    """Whether only the user's own font has the character."""
    code = ord(character)
    return bool(_LENT) and code not in _characters() and code in _LENT[FALLBACK].face.charToGlyph


def has(character: str) -> bool:
    """Whether the character can be drawn (both weights of the sans serif hold the same ones)."""
    return ord(character) in _characters() or is_lent(character)


def has_all(text: str) -> bool:
    """Whether our own faces can draw all of it."""
    return _characters().issuperset(map(ord, text))


def serif_has_all(text: str) -> bool:
    """Whether the face with serifs can draw all of it."""
    return _characters(SERIF).issuperset(map(ord, text))


@cache
def _characters(name: str = REGULAR) -> frozenset[int]:
    return frozenset(_face(name).face.charToGlyph)


def lend_box(character: str) -> None:
    """Let a character that no face holds be written with the glyph of an empty box, so that copied text keeps it."""
    code = ord(character)
    if code not in _characters():
        for name in (REGULAR, BOLD):
            face = _face(name).face
            face.charToGlyph[code] = face.charToGlyph[_BOX]
            face.charWidths[code] = face.charWidths[_BOX]


def is_invisible(character: str) -> bool:
    """Whether a character draws nothing by itself: controls, joiners, variation selectors."""
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def advance(character: str, name: str = REGULAR) -> float:
    """The character's width in em; a character that no face holds is drawn as a box of one em."""
    widths = face_for(character, name).face.charWidths
    return float(widths.get(ord(character), 1000)) / 1000


def text_width(text: str, size: float, name: str = REGULAR) -> float:
    """The width in points of text in one face, set solid; KeyError where the face lacks a character."""
    widths = _face(name).face.charWidths
    return float(sum(map(widths.__getitem__, map(ord, text)))) * size / 1000
