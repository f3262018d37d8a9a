"""Sums at the foot of a table's pages, as registers have them: 本页合计 of the rows on the page, 累计 of all so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from reports.columns import Cell

# One number a summed column.
Sums: TypeAlias = tuple[int | Decimal, ...]


@dataclass(frozen=True, slots=True)
class PageSums:
    """Which columns are summed and how that is written; `value` tells a row's number in a column.

    They stand only where a table goes over more than one page, and every row is asked once for its numbers.
    """

    page: str
    so_far: str
    columns: tuple[int, ...]
    value: Callable[[int, int], int | Decimal]
    shown: Callable[[int | Decimal], str]
    label_column: int = 0

    @property
    def nothing(self) -> Sums:
        """The sums before the first row."""
        return (0,) * len(self.columns)

    def of(self, rows: range) -> Sums:
        """The sums of these rows."""
        return tuple(sum(self.value(row, column) for row in rows) for column in self.columns)

    def cells(self, label: str, sums: Sums, count: int) -> list[Cell]:
        """A row of `count` cells with these sums and what they are."""
        cells: list[Cell] = [""] * count
        cells[self.label_column] = label
        for column, value in zip(self.columns, sums, strict=True):
            cells[column] = self.shown(value)
        return cells


def added(one: Sums, other: Sequence[int | Decimal]) -> Sums:
    """Two rows of sums together."""
    return tuple(a + b for a, b in zip(one, other, strict=True))
