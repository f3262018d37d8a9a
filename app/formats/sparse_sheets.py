"""Sheets that are mostly nothing (a stray cell in the far corner), read cell by cell instead of as a rectangle."""

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from typing import BinaryIO

import openpyxl

from app.errors import Damaged
from app.formats.cells import text_of

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
            for values in page.iter_rows(values_only=True):
                if not values:  # of the rows between there can be a million
                    yield []
                    continue
                budget -= len(values)
                if budget < 0:
                    raise Damaged("sheet-too-large", file=name, sheet=sheet)
                yield [text_of(value if isinstance(value, _PLAIN) else str(value)) for value in values]
        except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
            raise Damaged("file-unreadable", file=name) from error

    return rows
