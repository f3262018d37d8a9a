"""A report of chapters as a workbook: a sheet a chapter, written row by row, safe from formula injection."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, cast

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from app.domain.marks import NN_
from reports.blocks import rich
from reports.chapters import Chapter, Field, Form, Report, Value
from reports.language import Language, zone
from reports.proof import key_rows
from reports.streamed_book import StreamedBook

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.header_footer import HeaderFooterItem
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {
    Form.TEXT: "@",
    Form.NUMBER: "#,##0",
    Form.SHARE: "0.0%",
    Form.MONEY: "#,##0.00",
    Form.DAY: "yyyy-mm-dd",
    Form.INSTANT: "yyyy-mm-dd hh:mm:ss",
}
_RIGHT = (Form.NUMBER, Form.SHARE, Form.MONEY)
_RISKY = re.compile(r"^[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32767
_SAMPLED_ROWS = 200
# In characters: a sheet is printed as wide as the page, and has to stay readable there.
_WIDEST = 50
_A4 = 9
_LINE_HEIGHT = 14.5  # points, at 10 points of text
# On every Windows and Mac with Office; another program takes its own Chinese font for it.
_FONT = "Microsoft YaHei"
_HEAD = PatternFill("solid", fgColor="F1F1EF")
_LINE = Side(style="thin", color="9BA8A6")
_FAINT = Side(style="thin", color="E2E4E3")


def report_workbook(report: Report, language: Language) -> tuple[bytes, int]:
    """The workbook's bytes and how many rows it holds, heads and sums not counted."""
    target = BytesIO()
    streamed = StreamedBook(target)
    book = streamed.book
    book.properties.title = report.title
    book.properties.creator = report.head.firm.name
    book.properties.created = report.head.issued_at.replace(tzinfo=None)
    for style in _styles():
        book.add_named_style(style)
    names = _Names()
    with streamed.sheet(names.free(language.t("Summary"))) as sheet:
        _mark(sheet, report.watermark)
        rows = _write_facts(sheet, report, language)
    for chapter in report.chapters:
        with streamed.sheet(names.free(chapter.sheet)) as sheet:
            _mark(sheet, report.watermark)
            rows += _write_chapter(sheet, tabled(chapter, language), language)
    streamed.save()
    return target.getvalue(), rows


def _mark(sheet: "Worksheet", watermark: str) -> None:
    if watermark:
        # A page's header takes & for a code; doubled it is itself.
        cast("HeaderFooterItem", sheet.oddHeader).center.text = watermark.replace("&", "&&")


class _Names:
    """Sheet names: at most 31 characters, without the ones Excel forbids, no two alike."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wish: str) -> str:
        wish = re.sub(r"[\\/*?:\[\]]", " ", wish).strip("' ")[:31] or "Sheet"
        name, count = wish, 1
        while name.casefold() in self._taken:
            count += 1
            name = f"{wish[:27]} {count}"
        self._taken.add(name.casefold())
        return name


def _styles() -> Iterator[NamedStyle]:
    """A style for the cells of each form, as data, as head and as sum."""
    for form, number_format in _FORMATS.items():
        side = "right" if form in _RIGHT else "left"
        data = NamedStyle(f"data-{form.value}", number_format=number_format)
        data.font = Font(name=_FONT, size=10)
        # A figure does not touch the text of the next column.
        inset = 1 if side == "right" else 0
        data.alignment = Alignment(horizontal=side, vertical="top", wrap_text=form is Form.TEXT, indent=inset)
        data.border = Border(bottom=_FAINT)
        yield data
        for name in ("head", "sum"):
            strong = NamedStyle(f"{name}-{form.value}", number_format=number_format if name == "sum" else "@")
            strong.font = Font(name=_FONT, size=10, bold=True)
            strong.fill = _HEAD
            strong.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
            strong.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True, indent=inset)
            yield strong


def _write_facts(sheet: "Worksheet", report: Report, language: Language) -> int:
    t, head = language.t, report.head
    facts = [
        (t("Document"), report.title),
        (t("Report No."), head.number),
        (t("Personal information handler"), head.firm.name),
        (t("Unified social credit code"), head.firm.uscc),
        *report.facts,
        (t("Rule pack"), head.pack_version),
        (t("Figures as of"), f"{language.instant(head.issued_at)} ({zone(head.issued_at)})"),
        (t("Made with"), f"Qingdang {head.program_version}"),
        (t("Vault"), head.vault_id),
        (
            t(
                NN_("Root of the audit log, {size} event", "Root of the audit log, {size} events", "size"),
                size=language.number(head.checkpoint.size),
            ),
            head.checkpoint.root,
        ),
        *key_rows(head, language),
    ]
    if report.digest:
        facts.append((t("SHA-256 of the evidence"), report.digest))
    to_sign = t("Signature, seal, date:")
    facts += [(one.role, "\n".join(part for part in (one.name, *one.notes, to_sign) if part)) for one in report.signers]
    widths = (32, 76)
    _set_up(sheet, widths)
    for i, (label, value) in enumerate(facts, start=1):
        _fit(sheet, i, (label, value), widths)
        sheet.append([_text_cell(sheet, label, "head-text"), _text_cell(sheet, value, "data-text")])
    sheet.print_area = f"A1:B{len(facts)}"
    return len(facts)


def _set_up(sheet: "Worksheet", widths: Sequence[float]) -> None:
    for i, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def tabled(chapter: Chapter, language: Language) -> Chapter:
    """The chapter as a table: sentences and events become rows where it has no table of its own."""
    if chapter.fields:
        return chapter
    if chapter.events:
        fields = (Field(language.t("Date")), Field(language.t("Event"), weight=4))
        return replace(chapter, fields=fields, rows=[(event.day, event.text) for event in chapter.events])
    said = rich(chapter.intro, dict(chapter.params))
    sentences = ["".join(run.text for run in said), *chapter.items, chapter.note]
    if not chapter.items:
        sentences.append(chapter.empty)
    return replace(chapter, fields=(Field(chapter.title),), rows=[(text,) for text in sentences if text])


def _write_chapter(sheet: "Worksheet", chapter: Chapter, language: Language) -> int:
    fields, count, widths = chapter.fields, len(chapter.rows), _widths(chapter)
    _set_up(sheet, widths)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.append([_text_cell(sheet, field.title, f"head-{field.form.value}") for field in fields])
    for i in range(count):
        row = chapter.rows[i]
        _fit(sheet, i + 2, row, widths)
        sheet.append([_cell(sheet, value, field.form) for value, field in zip(row, fields, strict=True)])
    last = get_column_letter(len(fields))
    if count:
        sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    summed = any(field.summed for field in fields)
    if summed:
        sheet.append(list(_sums(sheet, fields, count, language)))
    sheet.print_area = f"A1:{last}{count + 1 + summed}"
    return count


def _fit(sheet: "Worksheet", row: int, values: Sequence[Value], widths: Sequence[float]) -> None:
    """Make a row as high as its wrapped text: not every program does so by itself."""
    lines = max(_lines(value, width) for value, width in zip(values, widths, strict=True))
    if lines > 1:
        sheet.row_dimensions[row].height = lines * _LINE_HEIGHT


def _sums(sheet: "Worksheet", fields: tuple[Field, ...], count: int, language: Language) -> Iterator["Cell"]:
    for i, field in enumerate(fields, start=1):
        letter = get_column_letter(i)
        if field.summed:
            cell = WriteOnlyCell(sheet, value=f"=SUM({letter}2:{letter}{count + 1})" if count else 0)
            cell.style = f"sum-{field.form.value}"
            yield cell
        else:
            yield _text_cell(sheet, language.t("Total") if i == 1 else "", "sum-text")


def _cell(sheet: "Worksheet", value: Value, form: Form) -> "Cell":
    """A cell of the value's own type; text is text whatever it begins with, and so are long numbers."""
    if isinstance(value, datetime):
        # Excel knows no time zones: the sheet shows the computer's time, as the PDF does.
        local = value.astimezone().replace(tzinfo=None)
        value = local if form is Form.INSTANT else local.date()
    if isinstance(value, str):
        return _text_cell(sheet, value, "data-text")
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stub forgets plain dates
    cell.style = f"data-{form.value}"
    return cell


def _text_cell(sheet: "Worksheet", text: str, style: str) -> "Cell":
    """Text as text: no formula however it begins, control characters as their pictures, cut only where Excel must."""
    text = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    cell = WriteOnlyCell(sheet, value=text)
    cell.style = style
    cell.data_type = "s"
    if _RISKY.match(text):
        # Shown as it is; stays text when somebody edits the cell or saves the sheet as CSV and back.
        cell.quotePrefix = True
    return cell


def _widths(chapter: Chapter) -> list[float]:
    """Column widths in characters, from the head and the first rows; a Han character counts as two."""
    sample = [chapter.rows[i] for i in range(min(len(chapter.rows), _SAMPLED_ROWS))]
    widths: list[float] = []
    for i, field in enumerate(chapter.fields):
        texts = [field.title, *(_plain(row[i], field.form) for row in sample)]
        longest = max(_measure(line) for text in texts for line in text.split("\n"))
        widths.append(min(max(longest + 3, 9), _WIDEST))
    return widths


def _measure(line: str) -> int:
    """A line's width in characters of the workbook's font."""
    return sum(1 if sign.isascii() else 2 for sign in line)


def _lines(value: Value, width: float) -> int:
    """How many lines a text takes in a column this wide."""
    if not isinstance(value, str) or (len(value) * 2 < width and "\n" not in value):
        return 1
    return sum(max(1, math.ceil(_measure(line) / (width - 2))) for line in value.split("\n"))


def _plain(value: Value, form: Form) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return "2026-11-21 16:30:00" if form is Form.INSTANT else "2026-11-21"
    return f"{value:,}" if isinstance(value, int) else str(value)
