"""The workbook of rejected rows: as they were in the file, the wrong cell marked, the reason beside them.

Corrected there, it can be imported again: the two columns that it adds are known and left out (row_marks).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.labels import KINDS
from app.domain.row_faults import TEMPLATES
from app.domain.words import Kind
from app.formats.workbooks import Cell, Page, Style, write_workbook
from app.i18n import catalogue
from app.services.row_marks import REJECT_KIND, REJECT_REASON, REJECT_ROW
from app.services.sheet_import import RejectedRow
from app.vault.disk import disk_errors, sync_file

_REASON_WIDTH, _WIDTH = 48, 16


@dataclass(frozen=True, slots=True)
class RejectedSheet:
    """One sheet's rejected rows; `kind` is what its rows were read as, `heads` are its columns' headers."""

    name: str
    kind: Kind
    heads: tuple[str, ...]
    rows: Sequence[RejectedRow]


def write_rejects(path: Path, sheets: Sequence[RejectedSheet], language: str) -> None:
    """Write the workbook where nothing is yet, in "zh" or "en"; raises EnvironmentProblem."""
    added = (REJECT_REASON[language], REJECT_ROW[language], REJECT_KIND[language])
    pages = (
        Page(
            sheet.name,
            [*sheet.heads, *added],
            _rows(sheet, language),
            [_WIDTH] * len(sheet.heads) + [_REASON_WIDTH, _WIDTH, _WIDTH],
        )
        for sheet in sheets
        if sheet.rows
    )
    with disk_errors(path):
        with path.open("xb") as target:
            write_workbook(target, pages)
        sync_file(path)


def _rows(sheet: RejectedSheet, language: str) -> Iterator[list[str | Cell]]:
    words = catalogue(language)
    kind = words.gettext(KINDS[sheet.kind])
    for reject, place, texts, more in sheet.rows:
        cells: list[str | Cell] = [*texts]
        for wrong in (place, *(at for at, _ in more)):
            if wrong is not None:
                cells[wrong] = Cell(texts[wrong], Style.WRONG)
        faults = (reject, *(fault for _, fault in more))
        reasons = [words.gettext(TEMPLATES[fault.code]).format_map(fault.shown()) for fault in faults]
        yield [*cells, Cell("\n".join(reasons), Style.REASON), str(reject.row), kind]
