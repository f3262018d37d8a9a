"""The table of contents of a long document: its titles are set in place, its page numbers once they are known."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from reports import style
from reports.blocks import TextBlock, draw_lines, ink
from reports.structure import Element, Role, artifact, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out

# A document with fewer headings is found through without.
FEWEST = 8
# So many of its lines go overleaf at least, where any do.
_FEWEST_OVERLEAF = 3
ROW = TextStyle(9, 15)
_NUMBER = 26.0
_DOTS = 4.2


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page number goes: the page from 1, the edges and top of its line, in points; `entry` is its element."""

    page: int
    title: str
    entry: Element
    left: float
    right: float
    top: float


class Contents(Flowable):
    """One line a heading; `titles` is filled by the press until the document is composed.

    It breaks between lines: a catalogue of a hundred volumes has more of them than a page holds.
    """

    def __init__(
        self, titles: Sequence[str], heading: str, doubtful: Doubtful, *, start: int = 0, end: int | None = None
    ) -> None:
        super().__init__()
        self._titles = titles
        self._doubtful = doubtful
        self._words = heading
        self._heading = TextBlock([Run(heading, bold=True)], style.SUBHEADING, doubtful, role=Role.SUBHEADING)
        self._element = Element(Role.CONTENTS)
        self._start = start
        self._end = end
        self._laid: list[list[Line]] = []
        self.spaceAfter = 6

    @property
    def is_shown(self) -> bool:
        return len(self._titles) >= FEWEST

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width, self.height = aW, 0.0
        if self.is_shown:
            room = aW - _NUMBER
            shown = self._titles[self._start : self._end]
            self._laid = [lay_out([Run(title)], ROW.size, room, self._doubtful) for title in shown]
            head = 0.0 if self._start else self._heading.wrap(aW, aH)[1]
            self.height = head + sum(len(lines) for lines in self._laid) * ROW.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        self.wrap(aW, aH)
        left, count = aH - (0.0 if self._start else self._heading.height), 0
        for lines in self._laid:
            left -= len(lines) * ROW.leading
            if left < -0.01:
                break
            count += 1
        if count == len(self._laid):
            return [self]
        count = min(count, len(self._laid) - _FEWEST_OVERLEAF)
        if count <= 0:
            return []
        cut = self._start + count
        return [self._part(self._start, cut), self._part(cut, self._end)]

    def _part(self, start: int, end: int | None) -> "Contents":
        part = Contents(self._titles, self._words, self._doubtful, start=start, end=end)
        part._element = self._element
        return part

    def draw(self) -> None:
        if not self.is_shown:
            return
        top = self.height
        if not self._start:
            top -= self._heading.height
            self._heading.drawOn(self.canv, 0, top)
        places = getattr(self.canv, "contents", [])
        for title, lines in zip(self._titles[self._start : self._end], self._laid, strict=True):
            entry = Element(Role.CONTENTS_ITEM, self._element)
            with tagged(self.canv, Element(Role.REFERENCE, entry)):
                draw_lines(self.canv, lines, 0, top, self.width - _NUMBER, ROW)
            top -= ROW.leading * len(lines)
            self._draw_dots(lines[-1].width + 8, top + ROW.leading)
            right, above = self.canv.absolutePosition(self.width, top + ROW.leading)
            places.append(Place(self.canv.getPageNumber(), title, entry, right - self.width, right, above))

    def _draw_dots(self, start: float, top: float) -> None:
        """A dotted rule, drawn and not written, so that copied text is the titles alone."""
        end, y = self.width - _NUMBER, top - ROW.leading * 0.68
        if start >= end:
            return
        with artifact(self.canv):
            self.canv.saveState()
            self.canv.setStrokeColor(ink(style.LINE))
            self.canv.setLineWidth(0.9)
            self.canv.setDash(0.9, _DOTS)
            self.canv.line(start, y, end, y)
            self.canv.restoreState()
