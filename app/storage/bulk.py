"""Many rows by few statements.

One statement enters up to some thousand rows in a single step: while it runs, other threads can work, and the search
index is not made to write out what it has gathered after every row.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, repeat
from typing import Any

from app.storage.connection import Connection

_PARAMETERS = 32_000  # SQLite takes 32,766
_STEP = 256


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values are in the order of `columns`; the first is never None.

    Table and columns are the program's own words. Raises Conflict; what was entered before goes with the transaction.
    """
    for size, values in _parts(rows, len(columns)):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT * FROM (VALUES {_marks(len(columns), size)}) WHERE column1 IS NOT NULL",
            values,
        )


def update(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows with these ids; each row is its id followed by the values."""
    sets = ", ".join(f"{column} = new.column{place}" for place, column in enumerate(columns, 2))
    for size, values in _parts(rows, len(columns) + 1):
        connection.execute(
            f"WITH new AS (VALUES {_marks(len(columns) + 1, size)})"
            f" UPDATE {table} SET {sets} FROM new WHERE {table}.id = new.column1",
            values,
        )


def _parts(rows: Iterable[Sequence[Any]], width: int) -> Iterator[tuple[int, list[Any]]]:
    """The values of as many rows as one statement takes, and that number; what is missing to it is None.

    Only few numbers occur, so that each statement stays compiled and they don't fill the memory.
    """
    listed = list(rows)
    most = _PARAMETERS // width
    most = most - most % _STEP or 1 << most.bit_length() - 1
    for start in range(0, len(listed), most):
        part = listed[start : start + most]
        size = 1 << (len(part) - 1).bit_length()
        if size > _STEP:
            size = -(-len(part) // _STEP) * _STEP
        yield size, [*chain.from_iterable(part), *repeat(None, width * (size - len(part)))]


@cache
def _marks(width: int, rows: int) -> str:
    one = f"({', '.join('?' * width)})"
    return ", ".join([one] * rows)
