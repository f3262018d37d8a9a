"""A report of chapters as a workbook: a sheet a chapter, written row by row, safe from formula injection."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from reports.chapters import Chapter, Field, Form, Report, Value
from reports.language import BEIJING, Language

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FORMATS = {Form.NUMBER: "#,##0", Form.SHARE: "0.0%", Form.DAY: "yyyy-mm-dd", Form.INSTANT: "yyyy-mm-dd hh:mm:ss"}
_RISKY = re.compile(r"^[\s\u00a0\u3000]*[=+\-@＝＋－＠\t\r]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST = 32767
_SAMPLED_ROWS = 200
_HEAD = PatternFill("solid", fgColor="F1F1EF")
_LINE = Side(style="thin", color="9BA8A6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_BOLD = Font(bold=True)


def report_workbook(report: Report, language: Language) -> tuple[bytes, int]:
    """The workbook's bytes and how many rows it holds, heads and sums not counted."""
    book = Workbook(write_only=True)
    book.properties.title = report.title
    book.properties.creator = report.head.firm.name
    book.properties.created = report.head.issued_at.replace(tzinfo=None)
    names = _Names()
    rows = _write_facts(_sheet(book, names.free(language.t("Summary"))), report, language)
    for chapter in report.chapters:
        rows += _write_chapter(_sheet(book, names.free(chapter.sheet)), chapter, language)
    target = BytesIO()
    book.save(target)
    return target.getvalue(), rows


def _sheet(book: Workbook, name: str) -> "Worksheet":
    """A sheet that is written row by row; it has a Worksheet's settings, which its own type does not tell."""
    return cast("Worksheet", book.create_sheet(name))


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


def _write_facts(sheet: "Worksheet", report: Report, language: Language) -> int:
    t, head = language.t, report.head
    facts = [
        (t("Document"), report.title),
        (t("Report No."), head.number),
        (t("Personal information handler"), head.firm.name),
        (t("Unified social credit code"), head.firm.uscc),
        *report.facts,
        (t("Rule pack"), head.pack_version),
        (t("Figures as of"), f"{language.instant(head.issued_at)} (UTC+8)"),
        (t("Made with"), f"Qingdang {head.program_version}"),
        (t("Vault"), head.vault_id),
        (t("Root of the audit log, {size} events", size=language.number(head.checkpoint.size)), head.checkpoint.root),
        (t("Fingerprint of the firm's key"), head.firm_key),
    ]
    if report.digest:
        facts.append((t("SHA-256 of the evidence"), report.digest))
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 72
    for label, value in facts:
        sheet.append([_cell(sheet, label, Form.TEXT, bold=True), _cell(sheet, value, Form.TEXT)])
    return len(facts)


def _write_chapter(sheet: "Worksheet", chapter: Chapter, language: Language) -> int:
    fields = chapter.fields
    for i, width in enumerate(_widths(chapter), start=1):
        sheet.column_dimensions[get_column_letter(i)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.append([_head(sheet, field) for field in fields])
    count = len(chapter.rows)
    for i in range(count):
        sheet.append([_cell(sheet, value, field.form) for value, field in zip(chapter.rows[i], fields, strict=True)])
    last = get_column_letter(len(fields))
    if count:
        sheet.auto_filter.ref = f"A1:{last}{count + 1}"
    summed = any(field.summed for field in fields)
    if summed:
        sheet.append(list(_sums(sheet, fields, count, language)))
    sheet.print_area = f"A1:{last}{count + 1 + summed}"
    return count


def _head(sheet: "Worksheet", field: Field) -> "Cell":
    cell = _cell(sheet, field.title, Form.TEXT, bold=True)
    cell.fill, cell.border = _HEAD, _BORDER
    return cell


def _sums(sheet: "Worksheet", fields: tuple[Field, ...], count: int, language: Language) -> Iterable["Cell"]:
    for i, field in enumerate(fields, start=1):
        letter = get_column_letter(i)
        if field.summed:
            cell = WriteOnlyCell(sheet, value=f"=SUM({letter}2:{letter}{count + 1})" if count else 0)
            cell.number_format, cell.font = _FORMATS[field.form], _BOLD
        else:
            cell = _cell(sheet, language.t("Total") if i == 1 else None, Form.TEXT, bold=True)
        cell.fill, cell.border = _HEAD, _BORDER
        yield cell


def _cell(sheet: "Worksheet", value: Value, form: Form, *, bold: bool = False) -> "Cell":
    """A cell of the value's own type; text is text whatever it begins with, and so are long numbers."""
    if isinstance(value, datetime):
        # Excel knows no time zones: the sheet shows Beijing time, as the PDF does.
        value = (
            value.astimezone(BEIJING).replace(tzinfo=None) if form is Form.INSTANT else value.astimezone(BEIJING).date()
        )
    if isinstance(value, str):
        cell = _text_cell(sheet, value)
    else:
        cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # the stub forgets plain dates
        if isinstance(value, int | float | date) and form in _FORMATS:
            cell.number_format = _FORMATS[form]
    if bold:
        cell.font = _BOLD
    return cell


def _text_cell(sheet: "Worksheet", text: str) -> "Cell":
    """Text as text: no formula however it begins, control characters as their pictures, cut only where Excel must."""
    text = _CONTROL.sub(lambda found: chr(0x2400 + ord(found[0])), text)
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.number_format = "@"
    if _RISKY.match(text):
        # Shown as it is; stays text when somebody edits the cell or saves the sheet as CSV and back.
        cell.quotePrefix = True
    if "\n" in text or len(text) > 40:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(chapter: Chapter) -> list[float]:
    """Column widths in characters, from the head and the first rows; a Han character counts as two."""
    sample = [chapter.rows[i] for i in range(min(len(chapter.rows), _SAMPLED_ROWS))]
    widths: list[float] = []
    for i, field in enumerate(chapter.fields):
        texts = [field.title, *(_plain(row[i], field.form) for row in sample)]
        longest = max(sum(1 if sign.isascii() else 2 for sign in line) for text in texts for line in text.split("\n"))
        widths.append(min(max(longest + 3, 9), 64))
    return widths


def _plain(value: Value, form: Form) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return "2026-11-21 16:30:00" if form is Form.INSTANT else "2026-11-21"
    return f"{value:,}" if isinstance(value, int) else str(value)
