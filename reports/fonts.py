"""The embedded fonts: which characters they hold and how wide those are."""

import mmap
import struct
import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from app.resources import resource

REGULAR = "NotoSansSC"
BOLD = "NotoSansSC-Bold"
FALLBACK = "Fallback"
FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
# Of the em, from the fonts' own head table: where the top of a Han character stands over the baseline.
ASCENT = 0.88
_BOX = 0x25A1
_LENT: dict[str, TTFont] = {}


def register() -> None:
    """Make both faces known to reportlab; needed once before a document is drawn, harmless again."""
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
    pdfmetrics.registerFont(font)
    return font


def font_name(bold: bool) -> str:
    return BOLD if bold else REGULAR


def face(bold: bool) -> TTFont:
    """The font as reportlab knows it."""
    return _face(font_name(bold))


def face_for(character: str, bold: bool) -> TTFont:
    """The font that draws the character: the user's own where ours lack it."""
    return _LENT[FALLBACK] if is_lent(character) else face(bold)


def use_fallback(path: Path) -> None:
    """Draw characters that both faces lack with the user's own TrueType font, embedded like them.

    A file that is not there, or is no such font, changes nothing: the characters stay boxes with their code points.
    """
    if FALLBACK in _LENT or not path.is_file():
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
    """Whether the character can be drawn (both faces hold the same ones)."""
    return ord(character) in _characters() or is_lent(character)


def has_all(text: str) -> bool:
    """Whether our own faces can draw all of it."""
    return _characters().issuperset(map(ord, text))


@cache
def _characters() -> frozenset[int]:
    return frozenset(_face(REGULAR).face.charToGlyph)


def lend_box(character: str) -> None:
    """Let a character that no face holds be written with the glyph of an empty box, so that copied text keeps it."""
    code = ord(character)
    if code not in _characters():
        for name in FILES:
            face = _face(name).face
            face.charToGlyph[code] = face.charToGlyph[_BOX]
            face.charWidths[code] = face.charWidths[_BOX]


def is_invisible(character: str) -> bool:
    """Whether a character draws nothing by itself: controls, joiners, variation selectors."""
    code = ord(character)
    return unicodedata.category(character) in ("Cc", "Cf") or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF


def advance(character: str, bold: bool = False) -> float:
    """The character's width in em; a character that no face holds is drawn as a box of one em."""
    widths = face_for(character, bold).face.charWidths
    return float(widths.get(ord(character), 1000)) / 1000


def text_width(text: str, size: float, bold: bool = False) -> float:
    """The width in points of text in one face, set solid; KeyError where the face lacks a character."""
    widths = _face(font_name(bold)).face.charWidths
    return float(sum(map(widths.__getitem__, map(ord, text)))) * size / 1000
