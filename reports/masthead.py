"""The head of a firm's letters and posters: its logo, its name, and its own lines."""

from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from app.domain.firm_papers import Letterhead
from reports import style
from reports.blocks import draw_lines, formal, ink
from reports.structure import Element, Role, artifact, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out

_LOGO_HIGH, _LOGO_WIDE, _GAP = 40.0, 120.0, 12.0
_NAME, _LINE = 11.0, 8.5


class Masthead(Flowable):
    """`scale` grows all of it with the page; without logo and lines it is the firm's name alone."""

    def __init__(self, firm: str, letterhead: Letterhead, doubtful: Doubtful, *, scale: float = 1.0) -> None:
        super().__init__()
        self._firm, self._letterhead, self._doubtful, self._scale = firm, letterhead, doubtful, scale
        self._name = TextStyle(_NAME * scale, 16 * scale, bold=True, colour=style.PRIMARY)
        self._line = TextStyle(_LINE * scale, 12.5 * scale, colour=style.INK_2)
        self._picture = ImageReader(BytesIO(letterhead.logo)) if letterhead.logo else None
        self._logo = self._logo_size()
        self._texts: list[tuple[TextStyle, list[Line]]] = []
        self.spaceAfter = 0.0 if letterhead.is_plain else 10.0 * scale

    def _logo_size(self) -> tuple[float, float]:
        if self._picture is None:
            return 0.0, 0.0
        wide, high = self._picture.getSize()
        factor = min(_LOGO_HIGH / high, _LOGO_WIDE / wide) * self._scale
        return wide * factor, high * factor

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width = aW
        room = aW - self._indent
        texts = [(self._firm, self._name), *((line, self._line) for line in self._letterhead.lines)]
        self._texts = [
            (kind, lay_out([formal(text) if kind.bold else Run(text)], kind.size, room, self._doubtful))
            for text, kind in texts
        ]
        self._high = sum(kind.leading * len(lines) for kind, lines in self._texts)
        rule = 0.0 if self._letterhead.is_plain else 6.0 * self._scale
        self.height = max(self._high, self._logo[1]) + rule
        return self.width, self.height

    @property
    def _indent(self) -> float:
        return self._logo[0] + _GAP * self._scale if self._picture else 0.0

    def draw(self) -> None:
        if self._picture is not None:
            wide, high = self._logo
            left, bottom = self.canv.absolutePosition(0, self.height - high)
            figure = Element(Role.FIGURE, alt=self._firm)
            figure.box = (left, bottom, left + wide, bottom + high)
            with tagged(self.canv, figure):
                self.canv.drawImage(self._picture, 0, self.height - high, wide, high)
        top = self.height - max(0.0, (self._logo[1] - self._high) / 2)
        for kind, lines in self._texts:
            with tagged(self.canv, Element(Role.PARAGRAPH)):
                draw_lines(self.canv, lines, self._indent, top, self.width - self._indent, kind)
            top -= kind.leading * len(lines)
        if not self._letterhead.is_plain:
            with artifact(self.canv):
                self.canv.setStrokeColor(ink(style.LINE))
                self.canv.setLineWidth(style.HAIR)
                self.canv.line(0, 0, self.width, 0)
