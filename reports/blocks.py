"""Blocks of text on the page: paragraphs, headings, numbered items, and how a laid-out line is drawn."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports import fonts, style
from reports.structure import Element, Role, artifact, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Piece, Run, justified, lay_out
from reports.writing import fill, put, writer_of

# The seven strokes of a digit, from corner to corner, in widths and half heights; and which of them each digit has.
_STROKES = {
    "a": ((0, 2), (1, 2)), "b": ((1, 2), (1, 1)), "c": ((1, 1), (1, 0)), "d": ((0, 0), (1, 0)),
    "e": ((0, 1), (0, 0)), "f": ((0, 2), (0, 1)), "g": ((0, 1), (1, 1)),
}  # fmt: skip
_SEGMENTS = {
    "0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc",
    "8": "abcdefg", "9": "abcdfg", "A": "abcefg", "B": "cdefg", "C": "adef", "D": "bcdeg", "E": "adefg", "F": "aefg",
}  # fmt: skip
_MARKUP = re.compile(r"(\*\*|\{\w+\})")
# How many widths are tried for a title of several lines.
_EVENING = 12


def rich(template: str, params: Mapping[str, str] | None = None, *, bold: bool = False) -> list[Run]:
    """Runs of a translated template: **bold** in the template itself, {names} filled in untouched by markup."""
    runs: list[Run] = []
    for part in _MARKUP.split(template):
        if part == "**":
            bold = not bold
        elif params and part.startswith("{") and part[1:-1] in params:
            runs.append(Run(params[part[1:-1]], bold))
        elif part:
            runs.append(Run(part, bold))
    return runs


def formal(text: str) -> Run:
    """A title's run: with serifs where that face has all of it, else bold."""
    return Run(text, bold=True, serif=fonts.serif_has_all(text))


def draw_lines(canvas: Canvas, lines: Sequence[Line], x: float, top: float, width: float, text: TextStyle) -> None:
    """Draw the lines downwards from `top`; the em box of a line stands in the middle of its leading."""
    baseline = top - (text.leading - text.size) / 2 - fonts.ASCENT * text.size
    writer, written = writer_of(canvas), ""
    operators = ["BT"]
    boxes: list[tuple[Piece, float, float]] = []
    for line in lines:
        slack = width - line.width
        left = x + (0.0 if text.align == "left" else slack / 2 if text.align == "centre" else slack)
        for piece in line.pieces:
            if piece.box:
                fonts.lend_box(piece.text)
                boxes.append((piece, left + piece.x, baseline))
            colour = piece.colour or text.colour
            if written != colour:
                written = colour
                operators.append(fill(colour))
            shown = writer.shown(piece.text, text.size, piece.face)
            if piece.spread:
                shown = f"{piece.spread:.3f} Tc {shown} 0 Tc"
            operators.append(f"1 0 0 1 {left + piece.x:.2f} {baseline:.2f} Tm {shown}")
        baseline -= text.leading
    operators.append("ET")
    put(canvas, operators)
    for piece, left, bottom in boxes:
        _draw_code_point(canvas, piece, left, bottom, text)


@cache
def ink(colour: str) -> Color:
    """The colour of a token such as "#1C2126"."""
    return HexColor(colour)


def _draw_code_point(canvas: Canvas, piece: Piece, x: float, baseline: float, text: TextStyle) -> None:
    """What stands in the box of a character that no font holds; copied text gets the character itself."""
    size, code = text.size, f"{ord(piece.text):04X}"
    canvas.setStrokeColor(ink(piece.colour or text.colour))
    canvas.setLineWidth(size * 0.045)
    half = (len(code) + 1) // 2
    for row, digits in enumerate((code[:half], code[half:])):
        left = x + (size - len(digits) * size * 0.26) / 2 + size * 0.05
        for i, digit in enumerate(digits):
            _draw_digit(canvas, digit, left + i * size * 0.26, baseline + size * (0.45 - 0.43 * row), size)


def _draw_digit(canvas: Canvas, digit: str, x: float, y: float, size: float) -> None:
    """A hexadecimal digit of seven strokes: drawn, not written, so that it does not get into copied text."""
    wide, high = size * 0.16, size * 0.15
    for segment in _SEGMENTS[digit]:
        (x1, y1), (x2, y2) = _STROKES[segment]
        canvas.line(x + x1 * wide, y + y1 * high, x + x2 * wide, y + y2 * high)


class TextBlock(Flowable):
    """A paragraph. It breaks over pages with at least two lines on each side; `indent` moves it to the right."""

    def __init__(
        self,
        runs: Sequence[Run],
        text: TextStyle,
        doubtful: Doubtful,
        *,
        indent: float = 0.0,
        marker: str = "",
        role: Role = Role.PARAGRAPH,
    ) -> None:
        super().__init__()
        self._element = Element(Role.ITEM if marker else role)
        self._content = Element(Role.BODY, self._element) if marker else self._element
        self._runs = [replace(run, bold=run.bold or text.bold) for run in runs]
        self._text = text
        self._doubtful = doubtful
        self._indent = indent
        self._marker = marker
        self._lines: list[Line] | None = None
        self._laid_width = 0.0

    def getSpaceBefore(self) -> float:  # noqa: N802 - reportlab's name
        return self._text.before

    def getSpaceAfter(self) -> float:  # noqa: N802 - reportlab's name
        return self._text.after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        if self._lines is None or self._laid_width != aW:
            self._lines = lay_out(self._runs, self._text.size, aW - self._indent, self._doubtful)
            self._laid_width = aW
        self.width, self.height = aW, len(self._lines) * self._text.leading
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        self.wrap(aW, aH)
        lines = self._lines or []
        fitting = int((aH + 0.01) // self._text.leading)
        fitting = min(fitting, len(lines) - 2)
        if fitting < 2:
            return []
        return [self._part(lines[:fitting], aW, self._marker), self._part(lines[fitting:], aW, "")]

    def _part(self, lines: list[Line], width: float, marker: str) -> "TextBlock":
        part = TextBlock([], self._text, self._doubtful, indent=self._indent, marker=marker)
        part._lines, part._laid_width = lines, width
        part._element, part._content = self._element, self._content
        return part

    def draw(self) -> None:
        text, inner = self._text, self.width - self._indent
        lines = [justified(line, inner, text.size) if text.justify else line for line in self._lines or []]
        if self._marker:
            marker = lay_out([Run(self._marker)], text.size, self._indent * 2, self._doubtful)
            with tagged(self.canv, Element(Role.LABEL, self._element)):
                draw_lines(self.canv, marker, 0, self.height, self._indent, text)
        if lines:
            with tagged(self.canv, self._content):
                draw_lines(self.canv, lines, self._indent, self.height, inner, text)


class Heading(TextBlock):
    """A heading, which also stands in the document's outline."""

    def __init__(self, title: str, text: TextStyle, doubtful: Doubtful, *, outlined: bool = True) -> None:
        role = Role.HEADING if outlined else Role.SUBHEADING
        super().__init__([Run(title, bold=text.bold)], text, doubtful, role=role)
        self._title = title
        self._outlined = outlined

    def draw(self) -> None:
        pages = getattr(self.canv, "pages_of", None)
        if pages is not None:
            above = self.canv.absolutePosition(0, self.height)[1] + 6
            pages.setdefault(self._title, (self.canv.getPageNumber(), above))
        if self._outlined:
            key = f"heading-{self.canv.getPageNumber()}-{self.canv.absolutePosition(0, self.height)[1]:.0f}"
            self.canv.bookmarkHorizontal(key, 0, self.height + 6)
            self.canv.addOutlineEntry(self._title, key, 0, closed=False)
        super().draw()


class Title(TextBlock):
    """The document's title; Chinese characters stand wide apart, as official papers set them."""

    def __init__(self, title: str, doubtful: Doubtful, text: TextStyle | None = None) -> None:
        text = text or (style.TITLE_LATIN if title.isascii() else style.TITLE)
        super().__init__([formal(title)], text, doubtful, role=Role.TITLE)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        runs, size, doubtful = self._runs, self._text.size, self._doubtful
        room = aW * size / (size + self._text.tracking)
        self._lines = lay_out(runs, size, room, doubtful)
        if len(self._lines) > 1:
            # Lines of about the same length, none ending in a hyphen: no last word stands alone.
            even = sum(line.width for line in self._lines) / len(self._lines)
            tries = (even + (room - even) * i / _EVENING for i in range(_EVENING))
            found = (lay_out(runs, size, width, Doubtful()) for width in tries)
            fitting = (lines for lines in found if len(lines) == len(self._lines) and not _is_hyphened(lines))
            self._lines = next(fitting, self._lines)
        self.width, self.height = aW, len(self._lines) * self._text.leading
        return self.width, self.height

    def draw(self) -> None:
        tracking = self._text.tracking
        lines = []
        for line in self._lines or []:
            pieces, moved = [], 0.0
            for piece in line.pieces:
                pieces.append(replace(piece, x=piece.x + moved, spread=tracking))
                moved += tracking * len(piece.text)
            lines.append(Line(tuple(pieces), line.width + moved - tracking, line.last))
        with tagged(self.canv, self._content):
            draw_lines(self.canv, lines, 0, self.height, self.width, self._text)


def _is_hyphened(lines: Sequence[Line]) -> bool:
    return any(line.pieces[-1].text.endswith("-") for line in lines if line.pieces)


class CutLine(Flowable):
    """A dashed rule to cut along."""

    def __init__(self) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 14, 10

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        self.width, self.height = aW, style.HAIR
        return self.width, self.height

    def draw(self) -> None:
        with artifact(self.canv):
            self.canv.saveState()
            self.canv.setStrokeColor(ink(style.INK_2))
            self.canv.setLineWidth(style.HAIR)
            self.canv.setDash(3, 3)
            self.canv.line(0, 0, self.width, 0)
            self.canv.restoreState()
