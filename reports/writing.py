"""Text put into a page's content as PDF operators: each text is encoded once, each line costs one pass.

reportlab's own text object formats every number and encodes every string anew; a register has a million of them.
"""

import re
from functools import cache
from weakref import WeakKeyDictionary

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from reports import fonts

# Where a text of one kind comes again and again (kinds, articles, days), its codes are taken from here.
REMEMBERED_TEXTS = 4000
# In the first subset of an ASCII-readable font these stand at their own codes; the three signs have to be escaped.
_READABLE = re.compile(r"[ !-'*-\[\]-~]+")


class Writer:
    """Encodes texts in the fonts of one document."""

    def __init__(self, document: PDFDocument) -> None:
        self._document = document
        self._known: dict[tuple[str, str], str] = {}
        self._first: dict[str, str] = {}

    def shown(self, text: str, size: float, face: str) -> str:
        """The operators that choose the font and show the text."""
        if _READABLE.fullmatch(text):
            return f"{self._first_subset(face)} {size:g} Tf ({text}) Tj"
        key = (text, face)
        template = self._known.get(key)
        if template is None:
            if len(self._known) >= REMEMBERED_TEXTS:
                self._known.clear()
            template = self._known[key] = self._encoded(text, face)
        return template.replace("\0", f"{size:g}")

    def _first_subset(self, face: str) -> str:
        if face not in self._first:
            font = fonts.face(face)
            font.splitString(" ", self._document)
            self._first[face] = font.getSubsetInternalName(0, self._document)
        return self._first[face]

    def _encoded(self, text: str, face: str) -> str:
        """The operators with a NUL where the size goes."""
        font = fonts.face_for(text[0], face)
        parts = font.splitString(text, self._document)
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._document)} \0 Tf <{codes.hex()}> Tj" for subset, codes in parts
        )


_WRITERS: "WeakKeyDictionary[PDFDocument, Writer]" = WeakKeyDictionary()


def writer_of(canvas: Canvas) -> Writer:
    """The writer of the canvas's document."""
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - reportlab has no other name for it
    writer = _WRITERS.get(document)
    if writer is None:
        writer = _WRITERS[document] = Writer(document)
    return writer


def put(canvas: Canvas, operators: list[str]) -> None:
    """Append operators to the canvas's page."""
    canvas._code.extend(operators)  # type: ignore[attr-defined]  # noqa: SLF001 - its own calls cost too much


@cache
def fill(colour: str) -> str:
    """The operator that fills with the colour of a token such as "#1C2126"."""
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.4g} {green:.4g} {blue:.4g} rg"


@cache
def stroke(colour: str) -> str:
    """The operator that draws lines in the colour of a token."""
    return fill(colour)[:-2] + "RG"
