"""A document's logical structure: elements in reading order and the marked content that belongs to each (PDF 14.7).

What is drawn stands either between the marks of an element or between those of an artifact, which readers that speak
leave out: rules, shades, heads that come back, the furniture of a page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas

from reports.writing import put

# Left, bottom, right, top on the page, in points.
Box: TypeAlias = tuple[float, float, float, float]


class Role(StrEnum):
    """The standard types (PDF 14.8.4) that our documents need."""

    DOCUMENT = "Document"
    PART = "Part"
    SECTION = "Sect"
    TITLE = "H1"
    HEADING = "H2"
    SUBHEADING = "H3"
    PARAGRAPH = "P"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    ROW = "TR"
    HEAD_CELL = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    CONTENTS = "TOC"
    CONTENTS_ITEM = "TOCI"
    REFERENCE = "Reference"
    SPAN = "Span"
    LINK = "Link"


class Element:
    """One element; it takes its place after its parent's last child when its first content is drawn.

    `kids` are elements and marked content as (page from 0, number on that page). `alt` is what is said in the place of
    a figure, whose place on its page is `box`; `scope` is "Row" or "Column" for the cells that a head cell heads.
    """

    __slots__ = ("alt", "box", "is_placed", "kids", "parent", "role", "scope")

    def __init__(self, role: Role, parent: "Element | None" = None, *, alt: str = "", scope: str = "") -> None:
        self.role = role
        self.parent = parent
        self.alt = alt
        self.scope = scope
        self.box: Box | None = None
        self.kids: list[Element | tuple[int, int]] = []
        self.is_placed = False


@dataclass(frozen=True, slots=True)
class Link:
    """A place on a page that leads to another one: both pages from 0, `top` in points; `element` stands for it."""

    page: int
    box: Box
    to_page: int
    top: float
    element: Element


class Structure:
    """The elements of one document. `pages` tells of each page whose each marked content is, by its number there."""

    def __init__(self) -> None:
        self.root = Element(Role.DOCUMENT)
        self.root.is_placed = True
        self.pages: list[list[Element]] = []
        self.links: list[Link] = []
        self._around = self.root

    def begin_part(self) -> None:
        """What is placed from here on belongs to a part of its own: one letter of many."""
        self._around = Element(Role.PART, self.root)

    def place(self, element: Element) -> None:
        """Give the element its place, as what an empty cell needs; its parents take theirs before."""
        if element.is_placed:
            return
        element.is_placed = True
        if element.parent is None:
            element.parent = self._list() if element.role is Role.ITEM else self._around
        self.place(element.parent)
        element.parent.kids.append(element)

    def _list(self) -> Element:
        """Items one after another are one list."""
        last = self._around.kids[-1] if self._around.kids else None
        if isinstance(last, Element) and last.role is Role.LIST:
            return last
        return Element(Role.LIST)

    def mark(self, element: Element, page: int) -> int:
        """The number of the element's next marked content on this page, counted from 0."""
        self.place(element)
        while len(self.pages) <= page:
            self.pages.append([])
        owners = self.pages[page]
        owners.append(element)
        element.kids.append((page, len(owners) - 1))
        return len(owners) - 1


_STRUCTURES: "WeakKeyDictionary[PDFDocument, Structure]" = WeakKeyDictionary()


def structure_of(canvas: Canvas) -> Structure:
    """The structure of the canvas's document."""
    document = canvas._doc  # type: ignore[attr-defined]  # noqa: SLF001 - reportlab has no other name for it
    structure = _STRUCTURES.get(document)
    if structure is None:
        structure = _STRUCTURES[document] = Structure()
    return structure


@contextmanager
def tagged(canvas: Canvas, element: Element, page: int | None = None) -> Iterator[None]:
    """What is drawn meanwhile belongs to the element; `page` from 0 where it is not the canvas's own."""
    at = canvas.getPageNumber() - 1 if page is None else page
    number = structure_of(canvas).mark(element, at)
    put(canvas, [f"/{element.role} <</MCID {number}>> BDC"])
    yield
    put(canvas, ["EMC"])


@contextmanager
def artifact(canvas: Canvas, kind: str = "") -> Iterator[None]:
    """What is drawn meanwhile is no content: a rule; `kind` "Header", "Footer" or "Watermark" is furniture."""
    named = f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else "/Artifact BMC"
    put(canvas, [named])
    yield
    put(canvas, ["EMC"])
