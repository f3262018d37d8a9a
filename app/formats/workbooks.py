"""Workbooks written: .xlsx, every cell a text, straight into the zip.

Nothing that a cell says is ever a formula (OWASP formula injection), 18-digit numbers and leading zeros stay as they
are, and no part passes through the temporary folder, as it would with openpyxl.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import IO, BinaryIO
from xml.sax.saxutils import escape, quoteattr

LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
_TITLE_LENGTH = 31
_FILLED_IN = 4
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# XML 1.0 has no way to write these; spreadsheets write _x0007_, and an underscore that looks like that as _x005F_.
_CONTROL = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\r\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class Style(IntEnum):
    """How a cell looks; the numbers are places in the style sheet below."""

    TEXT = 0
    HEADER = 1
    WRONG = 2
    REASON = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A text with a look."""

    text: str
    style: Style = Style.TEXT


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet: its heads in the first row, kept in sight, then rows as long as they are. `widths` in characters.

    `choices` are what cells of a column (from 0) may be picked from, `hints` what is shown beside one in use.
    """

    title: str
    heads: Sequence[str]
    rows: Iterable[Sequence[str | Cell]]
    widths: Sequence[int] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)
    hints: Mapping[int, str] = field(default_factory=dict)


def write_workbook(target: BinaryIO, pages: Iterable[Page]) -> int:
    """Write the pages as they come and return the number of their rows, heads not counted.

    A page longer than a sheet can be goes on in a second one with the same heads.
    """
    titles: list[str] = []
    count = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for page in pages:
            rows = iter(page.rows)
            more = True
            while more:
                titles.append(_title(page.title, titles))
                name = f"xl/worksheets/sheet{len(titles)}.xml"
                with archive.open(name, "w", force_zip64=True) as part:
                    written, more = _write_sheet(part, page, rows)
                count += written
        for name, text in _frame(titles or [_title("", titles)]):
            archive.writestr(name, _HEAD + text)
        if not titles:
            archive.writestr("xl/worksheets/sheet1.xml", f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData/></worksheet>')
    return count


def _write_sheet(part: IO[bytes], page: Page, rows: Iterator[Sequence[str | Cell]]) -> tuple[int, bool]:
    """The number of rows written, and whether the sheet is full and rows are left."""
    pane = '<pane ySplit="1" topLeftCell="A2" state="frozen"/>'
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    part.write(f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}{_columns(page.widths)}<sheetData>'.encode())
    part.write(_row(1, [Cell(head, Style.HEADER) for head in page.heads]))
    number = 1
    for row in rows:
        number += 1
        part.write(_row(number, row))
        if number == LAST_ROW:
            break
    part.write(f"</sheetData>{_validations(page)}</worksheet>".encode())
    return number - 1, number == LAST_ROW


def _columns(widths: Sequence[int]) -> str:
    if not widths:
        return ""
    # Cells that are filled in later take the column's look: as texts, so that long numbers keep their last digits.
    look = f'customWidth="1" style="{_FILLED_IN}"'
    columns = (f'<col min="{at}" max="{at}" width="{width}" {look}/>' for at, width in enumerate(widths, 1))
    return f"<cols>{''.join(columns)}</cols>"


def _validations(page: Page) -> str:
    """Drop-down lists and hints for all rows below the heads; other texts than the listed ones may be written too."""
    rules = []
    for at in sorted({*page.choices, *page.hints}):
        letter = column_letters(at)
        shown = f' showInputMessage="1" prompt={quoteattr(page.hints[at])}' if at in page.hints else ""
        place = f'allowBlank="1"{shown} sqref="{letter}2:{letter}{LAST_ROW}"'
        listed = escape(",".join(page.choices.get(at, ())))
        rules.append(
            f'<dataValidation type="list" {place}><formula1>"{listed}"</formula1></dataValidation>'
            if listed
            else f"<dataValidation {place}/>"
        )
    return f'<dataValidations count="{len(rules)}">{"".join(rules)}</dataValidations>' if rules else ""


def _row(number: int, cells: Sequence[str | Cell]) -> bytes:
    parts = [f'<row r="{number}">']
    for index, cell in enumerate(cells):
        text, style = (cell, Style.TEXT) if isinstance(cell, str) else (cell.text, cell.style)
        if text or style:
            look = f' s="{style.value}"' if style else ""
            value = f'<is><t xml:space="preserve">{_safe(text)}</t></is>'
            parts.append(f'<c r="{column_letters(index)}{number}"{look} t="inlineStr">{value}</c>')
    parts.append("</row>")
    return "".join(parts).encode()


def _safe(text: str) -> str:
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    return escape(_CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text))


@cache
def column_letters(index: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(wanted: str, taken: Sequence[str]) -> str:
    """A name that spreadsheets allow and that no sheet has yet."""
    bare = _FORBIDDEN_IN_TITLE.sub(" ", wanted).strip(" '")[:_TITLE_LENGTH] or "Sheet"
    used = {one.lower() for one in taken}
    title, number = bare, 1
    while title.lower() in used:
        number += 1
        title = f"{bare[: _TITLE_LENGTH - len(str(number)) - 3]} ({number})"
    return title


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts around the sheets: what there is, how it hangs together, how it looks."""
    numbered = list(enumerate(titles, 1))
    parts = [f"/xl/worksheets/sheet{number}.xml" for number, _ in numbered]
    types = "".join(f'<Override PartName="{part}" ContentType="{_TYPE}.worksheet+xml"/>' for part in parts)
    yield "[Content_Types].xml", _CONTENT_TYPES.format(sheets=types)
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    sheets = "".join(f'<sheet name={quoteattr(title)} sheetId="{at}" r:id="rId{at}"/>' for at, title in numbered)
    yield "xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'
    yield "xl/_rels/workbook.xml.rels", _relations([*(("worksheet", part) for part in parts), ("styles", "styles.xml")])
    yield "xl/styles.xml", _STYLES


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{{sheets}}'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
# Format 49 is "@": a cell that is edited stays a text. Fonts 1 bold, 2 red; fills 2 head, 3 wrong.
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    '<font><sz val="11"/><color rgb="FFB5382B"/><name val="Calibri"/></font></fonts>'
    '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE4EEF1"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF8E9E6"/></patternFill></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="49" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" applyNumberFormat="1" applyFont="1" applyFill="1"/>'
    '<xf numFmtId="49" fillId="3" applyNumberFormat="1" applyFill="1"/>'
    '<xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
