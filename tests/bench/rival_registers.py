"""The same register rows drawn by others: reportlab's canvas and nothing else, fpdf2, Typst."""

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from app.domain.report_evidence import RegisterEvidence
from app.resources import resource
from reports import fonts
from reports.chapters import shown
from reports.language import Language
from reports.register import register_report

Texts = list[str]
_WIDTHS = (10, 52, 24, 20, 16, 20, 20, 20)  # millimetres
_TYPST = """#set page(paper: "a4", margin: 18mm, numbering: "1 / 1")
#set text(font: "Noto Sans SC", size: 8pt)
#table(columns: 8, stroke: 0.6pt, ..json("rows.json").flatten())
"""


def texts(evidence: RegisterEvidence) -> Iterable[Texts]:
    """The list's cells as they are printed."""
    language = Language("zh")
    chapter = register_report(evidence, language).chapters[-1]
    forms = [field.form for field in chapter.fields]
    return ([shown(value, form, language) for value, form in zip(row, forms, strict=True)] for row in chapter.rows)


def bare_canvas(rows: Iterable[Texts]) -> bytes:
    """What layout is measured against: no wrapping, no rules, no repeated heads."""
    fonts.register()
    target = BytesIO()
    canvas = Canvas(target)
    y = 800.0
    for row in rows:
        canvas.setFont(fonts.REGULAR, 8)
        for i, text in enumerate(row):
            canvas.drawString(40 + 60 * i, y, text)
        y -= 14
        if y < 60:
            canvas.showPage()
            y = 800.0
    canvas.save()
    return target.getvalue()


def fpdf2(rows: Sequence[Texts]) -> bytes:
    """fpdf2's own cells in a grid, without its slower table(); ImportError where it is not installed."""
    pdf = import_module("fpdf").FPDF()
    pdf.add_font("noto", fname=str(resource("fonts", fonts.FILES[fonts.REGULAR])))
    pdf.set_font("noto", size=8)
    pdf.add_page()
    for row in rows:
        for text, width in zip(row, _WIDTHS, strict=True):
            pdf.cell(width, 5, text, border=1)
        pdf.ln()
    return bytes(pdf.output())


def typst(rows: Sequence[Texts], folder: Path) -> bytes:
    """A Typst table of the rows; ImportError where it is not installed."""
    compiler = import_module("typst")
    (folder / "rows.json").write_text(json.dumps(list(rows)), encoding="utf-8")
    (folder / "register.typ").write_text(_TYPST, encoding="utf-8")
    fonts_folder = str(resource("fonts", fonts.FILES[fonts.REGULAR]).parent)
    made = compiler.compile(str(folder / "register.typ"), font_paths=[fonts_folder], ignore_system_fonts=True)
    return bytes(made)
