"""A word under a page's text: that the paper is a draft, a copy, a sample, or of something that is not done yet."""

import math

from reportlab.pdfgen.canvas import Canvas

from reports import style
from reports.blocks import draw_lines, ink
from reports.structure import artifact
from reports.style import TextStyle
from reports.typesetting import Doubtful, Run, lay_out, natural_width

# Pale enough to read through, drawn solid: an archive file of part 1 has no transparency.
COLOUR = "#EBEBE8"
_LARGEST = 120.0
_SHARE = 0.72  # of the page's diagonal


def draw_watermark(canvas: Canvas, text: str, page: tuple[float, float]) -> None:
    """Across the page from left below to right above, as large as it fits; text drawn later covers it."""
    width, height = page
    across = math.hypot(width, height) * _SHARE
    run = Run(text, bold=True, colour=COLOUR)
    size = min(_LARGEST, across / natural_width([run], 1.0))
    lines = lay_out([run], size, across * 2, Doubtful())
    with artifact(canvas, "Watermark"):
        canvas.saveState()
        canvas.setFillColor(ink(COLOUR))
        canvas.translate(width / 2, height / 2)
        canvas.rotate(math.degrees(math.atan2(height, width)))
        draw_lines(canvas, lines, -across, size / 2, across * 2, TextStyle(size, size, colour=COLOUR, align="centre"))
        canvas.restoreState()
    canvas.setFillColor(ink(style.INK))
