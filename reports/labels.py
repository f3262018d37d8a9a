"""Labels for boxes and volumes of paper files, to be printed on sheets of 2 x 7 and stuck on."""

from collections.abc import Iterator
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from app.domain.marks import NN_
from app.domain.paper import LabelEvidence, PaperFile, code_of
from reports import fonts, style
from reports.blocks import draw_lines
from reports.language import Language
from reports.page import Composed
from reports.seals import draw_code
from reports.structure import Element, Role, structure_of, tagged
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out

_COLUMNS, _ROWS = 2, 7
_WIDE, _HIGH = 99.1 * mm, 38.1 * mm  # the usual sheet of 14 on A4
_LEFT = (style.PAGE_WIDTH - _COLUMNS * _WIDE) / 2
_TOP = style.PAGE_HEIGHT - (style.PAGE_HEIGHT - _ROWS * _HIGH) / 2
_INSET = 4 * mm
_SIDE = 27 * mm
# What box and volume are called has to be read whole: the longer it is, the smaller it stands.
_MARKS = tuple(TextStyle(size, leading, bold=True) for size, leading in ((13.0, 18.0), (10.5, 14.0), (8.5, 11.5)))
_MARK_LINES = 2
_LINE = TextStyle(8.5, 12.5)
_FIRM = TextStyle(7, 10, colour=style.INK_2)


def label_sheets(evidence: LabelEvidence, language: Language) -> Composed:
    """The labels on A4 sheets, in the register's order; the caller makes them an archive file."""
    fonts.register()
    target = BytesIO()
    canvas = Canvas(
        target,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs say float
        invariant=1,
        lang="zh-CN" if language.is_chinese else "en",
    )
    canvas.setTitle(language.t("Labels of paper files"))
    canvas.setAuthor(evidence.firm)
    for at, file in enumerate(evidence.files):
        place = at % (_COLUMNS * _ROWS)
        if at and not place:
            canvas.showPage()
        canvas.saveState()
        canvas.translate(_LEFT + place % _COLUMNS * _WIDE, _TOP - (place // _COLUMNS + 1) * _HIGH)
        _draw(canvas, file, evidence.firm, language)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return Composed(target, canvas.getPageNumber() - 1, structure_of(canvas))


def _draw(canvas: Canvas, file: PaperFile, firm: str, language: Language) -> None:
    structure_of(canvas).begin_part()
    room = _WIDE - 3 * _INSET - _SIDE
    top = _HIGH - _INSET
    doubtful = Doubtful()
    for text, kind, most in _lines(file, firm, language, room):
        lines = _fitted(text, kind, room, most, doubtful)
        with tagged(canvas, Element(Role.PARAGRAPH)):
            draw_lines(canvas, lines, _INSET, top, room, kind)
        top -= len(lines) * kind.leading
    draw_code(canvas, code_of(file), _WIDE - _INSET - _SIDE, (_HIGH - _SIDE) / 2, _SIDE, border=1)


def _fitted(text: str, kind: TextStyle, room: float, most: int, doubtful: Doubtful) -> list[Line]:
    """At most so many lines; a text that needs more ends with an ellipsis."""
    lines = lay_out([Run(text, kind.bold)], kind.size, room, doubtful)
    while len(lines) > most:
        text = text[: min(len(text) - 1, sum(len(piece.text) for line in lines[:most] for piece in line.pieces))]
        lines = lay_out([Run(f"{text.rstrip()}…", kind.bold)], kind.size, room, doubtful)
    return lines


def _mark_style(mark: str, room: float) -> tuple[TextStyle, int]:
    """The largest style in which the mark fits on its lines, the smallest if none; one line of the largest."""
    for kind in _MARKS:
        lines = len(lay_out([Run(mark, bold=True)], kind.size, room, Doubtful()))
        if lines == 1 or (kind is not _MARKS[0] and lines <= _MARK_LINES):
            return kind, lines
    return _MARKS[-1], _MARK_LINES


def _lines(file: PaperFile, firm: str, language: Language, room: float) -> Iterator[tuple[str, TextStyle, int]]:
    """Texts from top to bottom, each with its style and how many lines it may take."""
    entry = file.entry
    mark = " · ".join(
        part
        for part in (
            language.t("Box {box}", box=entry.box) if entry.box else "",
            language.t("Volume {volume}", volume=entry.volume) if entry.volume else "",
        )
        if part
    )
    yield mark or entry.place, *_mark_style(mark or entry.place, room)
    if entry.title:
        yield entry.title, _LINE, 2
    about = []
    if entry.period_from or entry.period_to:
        about.append(f"{language.iso(entry.period_from)} — {language.iso(entry.period_to)}")
    if entry.pages:
        about.append(language.t(NN_("{n} page", "{n} pages", "n"), n=language.number(entry.pages)))
    if about:
        yield " · ".join(about), _LINE, 1
    if mark:
        yield entry.place, _LINE, 1 if entry.title else 2
    yield firm, _FIRM, 1
