"""What personal information files hold, without a vault; nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.detect import sheets
from app.detect.sheets import Finding
from app.domain.words import Kind, PiType, Sensitivity
from app.formats.table_files import open_table_file
from app.jobs import Progress
from app.services.sheet_tables import WHOLE, tables_of


@dataclass(frozen=True, slots=True)
class ScannedColumn:
    """A column's type, and the share of its filled cells that carry it."""

    index: int
    header: str
    type: PiType
    share: float
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class ScannedSheet:
    """A sheet with its columns, and the spans found in cells of free text."""

    name: str
    header_row: int | None
    kind: Kind
    columns: tuple[ScannedColumn, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file with its sheets."""

    file: str
    sheets: tuple[ScannedSheet, ...]


def scan(
    paths: Iterable[Path], progress: Progress | None = None, password: str | None = None
) -> tuple[ScannedFile, ...]:
    """Look into every row of every sheet of the files. Raises what open_table_file raises, Cancelled."""
    progress = progress or Progress()
    return tuple(scan_file(path, progress, password) for path in paths)


def scan_file(path: Path, progress: Progress, password: str | None = None) -> ScannedFile:
    """Look into every row of every sheet of one file; raises as `scan` does."""
    progress.start("import.read")
    with open_table_file(path, password) as file:
        found: list[ScannedSheet] = []
        progress.start("scan.rows", len(file.sheets))
        for index in range(len(file.sheets)):
            tables = tables_of(file.open(index), path.name, WHOLE)
            found += [_scan_sheet(list(table.rows()), table.name) for table in tables]
            progress.advance()
    return ScannedFile(str(path), tuple(found))


def _scan_sheet(rows: Sequence[Sequence[str]], name: str) -> ScannedSheet:
    report = sheets.inspect(rows, name)
    columns = tuple(
        ScannedColumn(column.index, column.header, column.type, column.share, column.sensitivity)
        for column in report.columns
    )
    return ScannedSheet(name, report.header_row, report.kind, columns, tuple(sheets.findings(rows, report)))
