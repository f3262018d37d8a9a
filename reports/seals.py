"""The end of a certificate: boxes for who signed (签字、盖章、日期), the firm's own, and the code to verify by."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportlab.graphics.barcode.qr import QrCode
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import style
from reports.blocks import draw_lines, ink
from reports.structure import Element, Role, artifact, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out

# Page number from 0 and rectangle (left, bottom, right, top) in points.
Place = tuple[int, tuple[float, float, float, float]]

_ROLE = TextStyle(9, 14)
_NAME = TextStyle(10, 16, bold=True)
_SMALL = TextStyle(7.5, 11.5, colour=style.INK_2)
_PAD = 8.0
_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Seal:
    """One box: who, in which role, and small lines (when, with which key); room is left for pen and stamp."""

    role: str
    name: str
    notes: tuple[str, ...]


class SealRow(Flowable):
    """Boxes side by side, all as high as the highest; `on_draw` is told where the last box stands."""

    def __init__(
        self,
        seals: Sequence[Seal],
        doubtful: Doubtful,
        *,
        columns: int = 3,
        room: float = 26.0,
        on_draw: Callable[[Place], None] | None = None,
    ) -> None:
        super().__init__()
        self._seals = seals
        self._doubtful = doubtful
        self._columns = columns
        self._room = room
        self._on_draw = on_draw
        self._laid: list[list[tuple[TextStyle, list[Line]]]] = []
        self.spaceAfter = _GAP

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width = aW
        inner = self._box_width - 2 * _PAD
        self._laid = [
            [
                (_ROLE, lay_out([Run(seal.role)], _ROLE.size, inner, self._doubtful)),
                (_NAME, lay_out([Run(seal.name, bold=True)], _NAME.size, inner, self._doubtful)),
                *((_SMALL, lay_out([Run(note)], _SMALL.size, inner, self._doubtful)) for note in seal.notes),
            ]
            for seal in self._seals
        ]
        heights = [sum(text.leading * len(lines) for text, lines in box) for box in self._laid]
        self.height = max(heights) + 2 * _PAD + self._room
        return self.width, self.height

    def draw(self) -> None:
        x = 0.0
        for box in self._laid:
            with artifact(self.canv):
                self.canv.setStrokeColor(ink(style.LINE))
                self.canv.setLineWidth(style.HAIR)
                self.canv.rect(x, 0, self._box_width, self.height)
            top, section = self.height - _PAD, Element(Role.SECTION)
            for text, lines in box:
                with tagged(self.canv, Element(Role.PARAGRAPH, section)):
                    draw_lines(self.canv, lines, x + _PAD, top, self._box_width - 2 * _PAD, text)
                top -= text.leading * len(lines)
            if self._on_draw and box is self._laid[-1]:
                left, bottom = self.canv.absolutePosition(x, 0)
                place = (left, bottom, left + self._box_width, bottom + self.height)
                self._on_draw((self.canv.getPageNumber() - 1, place))
            x += self._box_width + _GAP

    @property
    def _box_width(self) -> float:
        return float((self.width - _GAP * (self._columns - 1)) / self._columns)


class QrBlock(Flowable):
    """A QR code with what it says beside it."""

    def __init__(self, content: str, notes: Sequence[str], doubtful: Doubtful, *, side: float = 88.0) -> None:
        super().__init__()
        self._content = content
        self._notes = notes
        self._doubtful = doubtful
        self._side = side
        self._lines: list[Line] = []
        self.spaceAfter = _GAP

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width = aW
        room = aW - self._side - 14
        self._lines = [
            line for note in self._notes for line in lay_out([Run(note)], style.NOTE.size, room, self._doubtful)
        ]
        self.height = max(self._side, len(self._lines) * style.NOTE.leading)
        return self.width, self.height

    def draw(self) -> None:
        with artifact(self.canv):
            self.canv.setStrokeColor(ink(style.LINE))
            self.canv.setLineWidth(style.HAIR)
            self.canv.rect(0, self.height - self._side, self._side, self._side)
        draw_code(self.canv, self._content, 0, self.height - self._side, self._side, border=2)
        if self._lines:
            with tagged(self.canv, Element(Role.PARAGRAPH)):
                room = self.width - self._side - 14
                draw_lines(self.canv, self._lines, self._side + 14, self.height, room, style.NOTE)


def draw_code(canvas: Canvas, content: str, x: float, y: float, side: float, *, border: int) -> None:
    """The QR code of `content` as a figure whose left bottom corner is at x, y; `border` in modules."""
    left, bottom = canvas.absolutePosition(x, y)
    figure = Element(Role.FIGURE, alt=content)
    figure.box = (left, bottom, left + side, bottom + side)
    with tagged(canvas, figure):
        canvas.setFillColor(ink(style.INK))
        QrCode(content, width=side, height=side, qrBorder=border, qrLevel="M").drawOn(canvas, x, y)
