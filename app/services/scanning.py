"""What personal information files hold, without a vault; nothing is written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.detect import sheets
from app.detect.columns import ColumnReport
from app.detect.sensitivity import is_personal
from app.detect.sheets import Finding, SheetReport
from app.domain.retention import Reason
from app.domain.words import Kind, PiType, Sensitivity
from app.errors import Damaged
from app.formats.table_files import open_table_file
from app.formats.tables import FormLabels, OpenSheet
from app.jobs import Progress
from app.services.gathering import TakenIn, gather, taken_in
from app.services.sheet_forms import form_table
from app.services.sheet_tables import WHOLE, tables_of

_WIDE, _CHECKED_ROWS = 200, 4096
_BLANK: list[str] = []
_MANY_BLANK, _LONGEST_GAP = 100_000, 20


@dataclass(frozen=True, slots=True)
class ScannedColumn:
    """A column's type, and the share of its `cells` (those with content) that carry it.

    `others` counts cells that hold something else of a person, by type; those of children under 14 as MINOR.
    """

    index: int
    header: str
    type: PiType
    share: float
    sensitivity: Sensitivity
    cells: int = 0
    others: tuple[tuple[PiType, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """A sheet with its columns, and the spans found in cells of free text; `rows` are those of data.

    `kind_reasons` say what spoke for the kind. Of a form the columns are its labels, in reading order.
    """

    name: str
    header_row: int | None
    kind: Kind
    columns: tuple[ScannedColumn, ...]
    findings: tuple[Finding, ...]
    rows: int = 0
    kind_reasons: tuple[Reason, ...] = ()
    is_form: bool = False


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file with its sheets."""

    file: str
    sheets: tuple[ScannedSheet, ...]


def scan(paths: Iterable[Path], progress: Progress | None = None) -> tuple[ScannedFile, ...]:
    """Look into every row of every sheet of the files. Raises what open_table_file raises, Cancelled."""
    progress = progress or Progress()
    return tuple(scan_file(path, progress) for path in paths)


def scan_found(paths: Sequence[Path], progress: Progress) -> TakenIn[ScannedFile]:
    """Look into the files, and into the tables in folders and zip files; raises as `gather` and `scan` do."""
    return taken_in(gather(paths), lambda file: scan_file(file, progress))


def scan_file(path: Path, progress: Progress, password: str | None = None) -> ScannedFile:
    """Look into every row of every sheet of one file; raises as `scan` does."""
    progress.start("import.read")
    # Where something was found in a .txt is counted in its lines.
    with open_table_file(path, password, whole_lines=True) as file:
        found: list[ScannedSheet] = []
        progress.start("scan.rows", len(file.sheets))
        for index in range(len(file.sheets)):
            page = _stoppable(file.open(index), progress)
            form = _form(page, path.name)
            if form is not None and form.labels is not None:
                found.append(_scan_form(form, form.labels, path.stem))
            else:
                tables = tables_of(page, path.name, WHOLE)
                found += [_scan_sheet(_rows(table), table.name, path.stem) for table in tables]
            progress.advance()
    return ScannedFile(str(path), tuple(found))


def _stoppable(page: OpenSheet, progress: Progress) -> OpenSheet:
    """The sheet, whose reading ends where it is to stop: a million rows can lie before its last cell."""

    def rows() -> Iterator[list[str]]:
        for number, row in enumerate(page.rows()):
            if number % _CHECKED_ROWS == 0:
                progress.cancel.check()
            yield row

    return replace(page, rows=rows)


def _form(page: OpenSheet, file: str) -> OpenSheet | None:
    """The sheet's forms; what is unclear in them is told when they are imported."""
    try:
        return form_table(page, file)
    except Damaged:
        return None


def _rows(table: OpenSheet) -> Iterator[list[str]]:
    return (row[: table.notes_at] for row in table.rows())


def _scan_form(table: OpenSheet, labels: FormLabels, file: str) -> ScannedSheet:
    """Forms have no header row: a column for each label, and a form's cells all in the row where it begins."""
    above = [[title] for title in labels.titles]
    first = len(above) + 1
    found = _scan_sheet([*above, [*labels.texts], *_rows(table)], table.name, file, first)
    findings = tuple(one._replace(row=labels.rows[one.row - first - 1]) for one in found.findings)
    return replace(found, header_row=None, findings=findings, is_form=True)


def _scan_sheet(rows: Iterable[list[str]], name: str, file: str, header_row: int | None = None) -> ScannedSheet:
    # Blank rows are one and the same list, so that millions of them cost next to nothing.
    numbers, held = _without_gaps([row if any(row) else _BLANK for row in rows])
    used, held = _used(held)
    report = sheets.inspect(held, name, header_row, file=file)
    columns = tuple(_column(column, used[column.index]) for column in report.columns)
    findings = tuple(
        one._replace(row=numbers[one.row - 1], column=used[one.column]) for one in sheets.findings(held, report)
    )
    rows_of_data = _data_rows(held, report)
    header = report.header_row and numbers[report.header_row - 1]
    return ScannedSheet(name, header, report.kind, columns, findings, rows_of_data, kind_reasons=report.kind_reasons)


def _without_gaps(rows: list[list[str]]) -> tuple[Sequence[int], list[list[str]]]:
    """The rows' numbers from 1, and the rows; where most are blank, no more than a few of these in a row."""
    if len(rows) - sum(map(bool, rows)) < _MANY_BLANK:
        return range(1, len(rows) + 1), rows
    kept: list[int] = []
    last = 0
    for number, row in enumerate(rows, 1):
        last = number if row else last
        if number - last <= _LONGEST_GAP:
            kept.append(number)
    return kept, [rows[number - 1] for number in kept]


def _column(column: ColumnReport, index: int) -> ScannedColumn:
    children = sum(
        int(value)
        for reason in column.reasons
        if reason.code == "column-children"
        for key, value in reason.params
        if key == "cells"
    )
    others = [(kind, count) for kind, count in column.others if is_personal(kind) and kind is not PiType.FREE_TEXT]
    if children:
        others.append((PiType.MINOR, children))
    return ScannedColumn(
        index, column.header, column.type, column.share, column.sensitivity, column.cells, tuple(others)
    )


def _data_rows(rows: Sequence[Sequence[str]], report: SheetReport) -> int:
    asides = set(report.asides)
    first = report.first_row
    return sum(bool(row) and number not in asides for number, row in enumerate(rows[first - 1 :], start=first))


def _used(rows: list[list[str]]) -> tuple[Sequence[int], list[list[str]]]:
    """The columns that are looked at, and the rows cut to them: of a very wide sheet only those that a row fills."""
    width = max(map(len, rows), default=0)
    if width <= _WIDE:
        return range(width), rows
    used = sorted({at for row in rows for at, text in enumerate(row) if text})
    return used, [[row[at] if at < len(row) else "" for at in used] if row else row for row in rows]
