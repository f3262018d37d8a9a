"""A bar chart that says where the records went; each bar carries its number, so it also reads in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from reports import style
from reports.blocks import draw_lines, ink
from reports.structure import Element, Role, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run, lay_out, natural_width

_ROW = 21.0
_BAR = 11.0
# A chart of so many bars is not broken for its heading's sake.
_WHOLE = 8
_TEXT = TextStyle(9, 14)
_VALUE = TextStyle(9, 14, align="left")


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    value: int
    shown: str
    colour: str


class BarChart(Flowable):
    """Horizontal bars on one scale, the longest as long as there is room; a value above zero is always visible.

    It breaks over pages between bars; `among` are then all bars, whose scale and label width the parts share.
    """

    def __init__(self, bars: Sequence[Bar], doubtful: Doubtful, *, among: Sequence[Bar] | None = None) -> None:
        super().__init__()
        self._bars = bars
        self._among = among or bars
        self._doubtful = doubtful
        self.spaceBefore = 4
        self.spaceAfter = 10

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width, self.height = aW, _ROW * len(self._bars)
        return self.width, self.height

    def beginning(self, width: float) -> float:  # noqa: ARG002 - the twin of a table's
        """The height of a chart, of a long one of its first bars."""
        return _ROW * min(len(self._bars), _WHOLE) + self.spaceBefore

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803, ARG002 - reportlab's names
        fitting = int(aH // _ROW)
        if fitting >= len(self._bars):
            return [self]
        if fitting < 1:
            return []
        parts = (self._bars[:fitting], self._bars[fitting:])
        return [BarChart(part, self._doubtful, among=self._among) for part in parts]

    def draw(self) -> None:
        said = "; ".join(f"{bar.label}: {bar.shown}" for bar in self._bars)
        left, bottom = self.canv.absolutePosition(0, 0)
        figure = Element(Role.FIGURE, alt=said)
        figure.box = (left, bottom, left + self.width, bottom + self.height)
        with tagged(self.canv, figure):
            self._draw_bars()

    def _draw_bars(self) -> None:
        names = max(natural_width([Run(bar.label)], _TEXT.size) for bar in self._among) + 12
        values = max(natural_width([Run(bar.shown)], _VALUE.size) for bar in self._among) + 8
        longest = max((bar.value for bar in self._among), default=0) or 1
        room = self.width - names - values
        top = self.height
        for bar in self._bars:
            label = lay_out([Run(bar.label)], _TEXT.size, names, self._doubtful)
            draw_lines(self.canv, label, 0, top - (_ROW - _TEXT.leading) / 2, names, _TEXT)
            length = max(room * bar.value / longest, 1.5 if bar.value else 0.0)
            self.canv.setFillColor(ink(bar.colour))
            self.canv.rect(names, top - (_ROW + _BAR) / 2, length, _BAR, stroke=0, fill=1)
            shown = lay_out([Run(bar.shown)], _VALUE.size, values, self._doubtful)
            draw_lines(self.canv, shown, names + length + 6, top - (_ROW - _TEXT.leading) / 2, values, _VALUE)
            top -= _ROW
        self.canv.setStrokeColor(ink(style.LINE))
        self.canv.setLineWidth(style.HAIR)
        self.canv.line(names, 0, names, self.height)
