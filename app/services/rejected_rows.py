"""The workbook of rejected rows: as they were in the file, the wrong cell marked, the reason beside them.

Corrected there, it can be imported again: the two columns that it adds are known and left out (row_marks).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.row_faults import TEMPLATES
from app.formats.workbooks import Cell, Page, Style, write_workbook
from app.i18n import catalogue
from app.services.row_marks import REJECT_REASON, REJECT_ROW
from app.services.sheet_import import RejectedRow
from app.vault.disk import disk_errors, sync_file

_REASON_WIDTH, _WIDTH = 48, 16


@dataclass(frozen=True, slots=True)
class RejectedSheet:
    """One sheet's rejected rows; `heads` are its columns' headers."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[RejectedRow]


def write_rejects(path: Path, sheets: Sequence[RejectedSheet], language: str) -> None:
    """Write the workbook where nothing is yet, in "zh" or "en"; raises EnvironmentProblem."""
    added = (REJECT_REASON[language], REJECT_ROW[language])
    pages = (
        Page(
            sheet.name,
            [*sheet.heads, *added],
            _rows(sheet, language),
            [_WIDTH] * len(sheet.heads) + [_REASON_WIDTH, _WIDTH],
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
    for reject, place, texts in sheet.rows:
        cells: list[str | Cell] = [*texts]
        if place is not None:
            cells[place] = Cell(texts[place], Style.WRONG)
        reason = words.gettext(TEMPLATES[reject.code]).format_map(reject.shown())
        yield [*cells, Cell(reason, Style.REASON), str(reject.row)]
