"""Files whose sheets are read at once and held in memory: web tables, XML spreadsheets, address cards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO, Self

from app.errors import Damaged
from app.formats.tables import LONGEST_CELL, OpenSheet, SheetName

LARGEST_FILE = 256 << 20
LARGEST_SHEET = 8 << 20


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """One sheet's rows from its first row on, blank ones too."""

    name: str
    rows: list[list[str]]
    hidden: bool = False
    hidden_rows: int = 0


class HeldTables:
    """An open file; the source is no longer needed and is closed at once."""

    def __init__(self, source: BinaryIO, name: str, sheets: Sequence[HeldSheet]) -> None:
        """Raises Damaged "cell-too-long"."""
        for sheet in sheets:
            for number, row in enumerate(sheet.rows, 1):
                if row and max(map(len, row)) > LONGEST_CELL:
                    raise Damaged("cell-too-long", file=name, row=number)
        source.close()
        self._held = tuple(sheets)
        self.sheets = tuple(SheetName(sheet.name, sheet.hidden) for sheet in sheets)

    def open(self, index: int) -> OpenSheet:
        """The sheet; its rows are given as copies, as whoever reads them may change them."""
        sheet = self._held[index]
        width = max(map(len, sheet.rows), default=0)
        return OpenSheet(
            sheet.name, lambda: map(list, sheet.rows), len(sheet.rows), width, sheet.hidden, sheet.hidden_rows
        )

    def release(self) -> None:
        """The sheets are one piece."""

    def close(self) -> None:
        self._held = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def whole(source: BinaryIO, name: str) -> bytes:
    """The file's bytes; raises Damaged "file-too-large" for one that is not to be held in memory."""
    source.seek(0)
    content = source.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise Damaged("file-too-large", file=name)
    return content


class Budget:
    """How many cells a file may still have; blank ones between others count."""

    def __init__(self, name: str) -> None:
        self._name, self._left = name, LARGEST_SHEET

    def take(self, cells: int) -> None:
        """Raises Damaged "file-too-large"."""
        self._left -= cells
        if self._left < 0:
            raise Damaged("file-too-large", file=self._name)
