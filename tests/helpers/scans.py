"""PDFs and pictures as a scanner or an office program leaves them."""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.resources import resource

FONT = resource("fonts", "NotoSansSC-Regular.ttf")


def pdf_with_text(path: Path, *pages: Sequence[str]) -> Path:
    """A PDF whose pages carry these lines as text."""
    pdfmetrics.registerFont(TTFont("Scan", FONT))
    canvas = Canvas(str(path))
    for lines in pages:
        canvas.setFont("Scan", 14)
        for at, line in enumerate(lines):
            canvas.drawString(60, 760 - 30 * at, line)
        canvas.showPage()
    canvas.save()
    return path


def picture(lines: Sequence[str]) -> Image.Image:
    """A page as a scanner sees it: lines of print on white."""
    font = ImageFont.truetype(str(FONT), 34)
    page = Image.new("RGB", (1240, 120 + 100 * len(lines)), "white")
    pen = ImageDraw.Draw(page)
    for at, line in enumerate(lines):
        pen.text((60, 60 + 100 * at), line, font=font, fill="black")
    return page
