"""What every file of rows looks like to the rest of the program, whatever its format."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol, Self

LONGEST_CELL = 131_072
"""How many characters a cell may have: four times what a spreadsheet allows."""


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet before it is opened."""

    name: str
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class FormLabels:
    """The labels of filled forms in place of a header, the sheet's row (from 1) where each begins, and its titles."""

    texts: tuple[str, ...]
    rows: tuple[int, ...]
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A sheet's rows as stored texts.

    `rows()` reads from the sheet's first row again at each call, blank rows too, so that the n-th row given is the
    sheet's row n; a row is a list of texts from column A on, as long as it is. `rows_total` counts all of them and
    is None where that is not known before reading. `hidden_rows` are among them. `notes_at` is the column, behind the
    file's own, in which the comments on a row's cells stand, None where there are none. With `labels` the rows are
    filled forms, one after another. `mixed`: lines in two encodings, decoded one by one. Columns
    before `left` belong to other tables. `pictures`: it has some, which are not read; `unsolved`: formulas whose value
    nobody saved, which are blank; `is_running`: running text, a line a row. `torn` are the numbers of the rows given so
    far whose quotation marks are broken, so that their cells can't be told apart.
    """

    name: str
    rows: Callable[[], Iterator[list[str]]]
    rows_total: int | None
    width: int | None
    hidden: bool = False
    hidden_rows: int = 0
    notes_at: int | None = None
    labels: FormLabels | None = None
    mixed: bool = False
    left: int = 0
    pictures: bool = False
    unsolved: bool = False
    is_running: bool = False
    torn: AbstractSet[int] = frozenset()


class TableFile(Protocol):
    """An open file of one or more sheets; a context manager that closes it."""

    sheets: tuple[SheetName, ...]

    def open(self, index: int) -> OpenSheet:
        """Read one sheet; what it holds in memory goes when it is let go. Raises Damaged."""
        ...

    def release(self) -> None:
        """No other sheet will be opened: lets go of what only they would need. Sheets that are open stay readable."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...
