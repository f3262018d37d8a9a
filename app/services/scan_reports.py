"""The report of a scan: what files hold of people, counted by type, as a PDF; needs no vault."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from app import __version__
from app.detect.sensitivity import grade_of, is_personal, is_pi_sensitive
from app.domain.documents import FullRenderer
from app.domain.scan_evidence import ScanColumn, ScanEvidence, ScanSheet, ScanTotal
from app.domain.words import PiType, Sensitivity
from app.errors import UserError
from app.services.deliveries import require_free
from app.services.scanning import ScannedColumn, ScannedFile, ScannedSheet
from app.vault.disk import atomic_write

_GRADES = tuple(Sensitivity)
_NOTHING_OF_PEOPLE = frozenset({PiType.FREE_TEXT, PiType.OTHER})


def evidence(files: Sequence[ScannedFile], at: datetime, left_out: Iterable[tuple[str, str]] = ()) -> ScanEvidence:
    """The content of a report; `left_out` are files that were not read, each with the reason for people."""
    names = _short_names([file.file for file in files])
    sheets = tuple(_sheet(names[file.file], sheet) for file in files for sheet in file.sheets)
    return ScanEvidence(at, __version__, sheets, _totals(sheets), tuple(left_out))


def require_pdf(target: Path) -> None:
    """Raise UserError where no report can be put: "bad-suffix", "target-exists", "folder-not-found"."""
    if target.suffix.lower() != ".pdf":
        raise UserError("bad-suffix", file=target.name, suffixes=".pdf")
    require_free(target.absolute())


def save(found: ScanEvidence, target: Path, renderer: FullRenderer, language: str) -> None:
    """Write the report. Raises what `require_pdf` raises, and EnvironmentProblem."""
    require_pdf(target)
    atomic_write(target.absolute(), renderer.scan_report(found, language))


def _short_names(paths: Sequence[str]) -> dict[str, str]:
    """File names, with their folder where two are alike."""
    split = {path: path.replace("\\", "/").split("/") for path in paths}
    counted = Counter(parts[-1] for parts in split.values())
    return {path: parts[-1] if counted[parts[-1]] == 1 else "/".join(parts[-2:]) for path, parts in split.items()}


def _sheet(name: str, sheet: ScannedSheet) -> ScanSheet:
    spans = Counter((one.column, one.type) for one in sheet.findings)
    columns = tuple(_column(column, spans) for column in sheet.columns)
    return ScanSheet(name, sheet.name, sheet.kind, sheet.rows, columns, sheet.kind_reasons)


def _column(column: ScannedColumn, spans: Counter[tuple[int, PiType]]) -> ScanColumn:
    inside = [(kind, spans[column.index, kind]) for kind in PiType if spans[column.index, kind]]
    return ScanColumn(
        column.header, column.type, column.cells, column.share, column.sensitivity, tuple(inside), column.others
    )


def _totals(sheets: Sequence[ScanSheet]) -> tuple[ScanTotal, ...]:
    """What was found of each type that tells of a person, in the order of the contract's list."""
    columns: Counter[PiType] = Counter()
    cells: Counter[PiType] = Counter()
    inside: Counter[PiType] = Counter()
    grades: dict[PiType, Sensitivity] = {}
    for column in (column for sheet in sheets for column in sheet.columns):
        columns[column.type] += 1
        cells[column.type] += column.carrying
        grades[column.type] = max(grades.get(column.type, Sensitivity.GENERAL), column.sensitivity, key=_GRADES.index)
        inside.update(dict(column.inside))
        cells.update(dict(column.aside))
    return tuple(
        ScanTotal(
            kind, columns[kind], cells[kind], inside[kind],
            max(grades.get(kind, Sensitivity.GENERAL), grade_of(kind), key=_GRADES.index), is_pi_sensitive(kind),
        )
        for kind in PiType
        if is_personal(kind) and kind not in _NOTHING_OF_PEOPLE and cells[kind] + inside[kind]
    )  # fmt: skip
