"""The one style of all documents: sizes, distances and colours, in points; nothing is set elsewhere."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 18 * mm
TOP = 27 * mm
BOTTOM = 24 * mm
HEADER = 16 * mm

INK = "#1C2126"
INK_2 = "#59636D"
LINE = "#9BA8A6"
RULE = "#1C2126"
SHADE = "#F1F1EF"
PRIMARY = "#2A5F74"
DANGER = "#B5382B"
DONE = "#3B7A4C"
WAIT = "#9A6A12"
HAIR = 0.6

CELL_X = 7.0
CELL_Y = 3.6


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a block of text is set; `before` and `after` are the distances to its neighbours."""

    size: float
    leading: float
    bold: bool = False
    colour: str = INK
    align: str = "left"
    justify: bool = False
    before: float = 0.0
    after: float = 0.0
    tracking: float = 0.0


TITLE = TextStyle(21, 30, bold=True, align="centre", before=10, after=3, tracking=4)
TITLE_LATIN = TextStyle(19, 28, bold=True, align="centre", before=10, after=2)
SUBTITLE = TextStyle(9.5, 16, colour=INK_2, align="centre", after=12)
HEADING = TextStyle(11.5, 18, bold=True, before=15, after=6)
SUBHEADING = TextStyle(9.5, 16, bold=True, before=7, after=4)
BODY = TextStyle(9.5, 16.5, justify=True, after=5)
CELL = TextStyle(9, 14)
NOTE = TextStyle(8, 13, colour=INK_2, after=4)
FURNITURE = TextStyle(8, 12, colour=INK_2)
