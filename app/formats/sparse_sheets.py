"""Sheets that are mostly nothing (a stray cell in the far corner), read cell by cell instead of as a rectangle."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import cache
from typing import BinaryIO

import openpyxl
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape

from app.errors import Damaged
from app.formats.cells import text_of
from app.formats.number_formats import picture

_BUDGET = 80 << 20
_PLAIN = (str, int, float, date, time, timedelta, type(None))


def sparse_rows(source: BinaryIO, sheet: str, name: str) -> Callable[[], Iterator[list[str]]]:
    """A reader of the sheet's rows; each row ends with its own last cell. Raises Damaged while reading."""

    def rows() -> Iterator[list[str]]:
        budget = _BUDGET
        source.seek(0)
        try:
            book = openpyxl.load_workbook(source, read_only=True, data_only=True)
            page = book[sheet]
            page.reset_dimensions()
            for cells in page.iter_rows():
                if not cells:  # of the rows between there can be a million
                    yield []
                    continue
                budget -= len(cells)
                if budget < 0:
                    raise Damaged("sheet-too-large", file=name, sheet=sheet)
                yield [_shown(cell) if cell.value is not None else "" for cell in cells]
        except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
            raise Damaged("file-unreadable", file=name) from error

    return rows


def _shown(cell: Cell) -> str:
    value = cell.value
    look = _look(cell.number_format) if isinstance(value, int | float) else None
    text = text_of(value if isinstance(value, _PLAIN) else str(value))
    return look.text(text) if look is not None and text.isdecimal() else unescape(text)


_look = cache(picture)
