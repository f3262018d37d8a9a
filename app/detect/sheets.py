"""A sheet as a whole: its header, its columns, its kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.detect import columns, kinds, layout
from app.detect.columns import ColumnReport
from app.domain.words import Kind

__all__ = ["ColumnReport", "SheetReport", "inspect"]


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What a sheet holds; rows counted from 1, `header_row` None where it has no header."""

    header_row: int | None
    first_row: int
    kind: Kind
    columns: tuple[ColumnReport, ...]


def inspect(rows: Sequence[Sequence[str]], name: str = "") -> SheetReport:
    """The report of a sheet from its cells as stored (numbers without ".0", dates ISO); rows may differ in length."""
    found = layout.find(rows)
    data = rows[found.first_row - 1 :]
    reports = tuple(
        columns.inspect(index, header, [row[index] if index < len(row) else "" for row in data])
        for index, header in enumerate(found.headers)
    )
    titles = [cell for row in rows[: (found.header_row or 1) - 1] for cell in row if cell.strip()]
    return SheetReport(found.header_row, found.first_row, kinds.of_sheet(name, titles, found.headers), reports)
