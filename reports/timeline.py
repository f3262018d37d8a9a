"""A timeline: what happened when, one mark an event along a line, days in figures and in words beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from reports import style
from reports.blocks import draw_lines, ink
from reports.structure import Element, Role, artifact, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out

_DAY = TextStyle(9, 14, colour=style.INK_2)
_TEXT = TextStyle(9, 14)
_DAYS = 74.0
_MARK = 14.0
_GAP = 5.0
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Event:
    """`day` as it is printed; `colour` marks what kind of event it is, the words say it too."""

    day: str
    text: str
    colour: str = style.PRIMARY


class Timeline(Flowable):
    """Breaks between events; an event never stands on two pages."""

    def __init__(self, events: Sequence[Event], doubtful: Doubtful) -> None:
        super().__init__()
        self._events = events
        self._doubtful = doubtful
        self._laid: list[list[Line]] = []
        self.spaceBefore = 4
        self.spaceAfter = 8

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        room = aW - _DAYS - _MARK
        self._laid = [lay_out([Run(event.text)], _TEXT.size, room, self._doubtful) for event in self._events]
        self.width, self.height = aW, sum(map(_height, self._laid))
        return self.width, self.height

    def beginning(self, width: float) -> float:
        """The height of the first events, which a heading over them needs."""
        self.wrap(width, 0)
        return sum(map(_height, self._laid[:_FEWEST])) + self.spaceBefore

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        self.wrap(aW, aH)
        used, count = 0.0, 0
        for lines in self._laid:
            if used + _height(lines) > aH + 0.01:
                break
            used, count = used + _height(lines), count + 1
        if count in (0, len(self._events)):
            return [] if count == 0 else [self]
        return [Timeline(self._events[:count], self._doubtful), Timeline(self._events[count:], self._doubtful)]

    def draw(self) -> None:
        top, centre = self.height, _DAYS + 3.5
        with artifact(self.canv):
            self.canv.setStrokeColor(ink(style.LINE))
            self.canv.setLineWidth(1)
            self.canv.line(centre, _height(self._laid[-1]) - _TEXT.leading / 2, centre, self.height - _TEXT.leading / 2)
        for event, lines in zip(self._events, self._laid, strict=True):
            day = lay_out([Run(event.day)], _DAY.size, _DAYS, self._doubtful)
            item = Element(Role.ITEM)
            with tagged(self.canv, Element(Role.LABEL, item)):
                draw_lines(self.canv, day, 0, top, _DAYS, _DAY)
            with artifact(self.canv):
                self.canv.setFillColor(ink(event.colour))
                self.canv.circle(centre, top - _TEXT.leading / 2, 3.2, stroke=0, fill=1)
            with tagged(self.canv, Element(Role.BODY, item)):
                draw_lines(self.canv, lines, _DAYS + _MARK, top, self.width - _DAYS - _MARK, _TEXT)
            top -= _height(lines)


def _height(lines: Sequence[Line]) -> float:
    return len(lines) * _TEXT.leading + _GAP
