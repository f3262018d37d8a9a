"""Many rows by few statements.

One statement enters up to some thousand rows in a single step: while it runs, other threads can work, and the search
index is not made to write out what it has gathered after every row.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import Any

from app.storage.connection import Connection

_PARAMETERS = 32_000  # SQLite takes 32,766


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values are in the order of `columns`; table and columns are the program's own words.

    Raises Conflict; what was entered before goes with the transaction.
    """
    listed = list(rows)
    for part in _parts(listed, len(columns)):
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {_marks(len(columns), len(part))}",
            list(chain.from_iterable(part)),
        )


def update(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows with these ids; each row is its id followed by the values."""
    listed = list(rows)
    sets = ", ".join(f"{column} = new.column{place}" for place, column in enumerate(columns, 2))
    for part in _parts(listed, len(columns) + 1):
        connection.execute(
            f"WITH new AS (VALUES {_marks(len(columns) + 1, len(part))})"
            f" UPDATE {table} SET {sets} FROM new WHERE {table}.id = new.column1",
            list(chain.from_iterable(part)),
        )


def _parts(rows: list[Sequence[Any]], width: int) -> Iterator[list[Sequence[Any]]]:
    """Pieces of a power of two of rows each: so few statements are enough that each stays compiled."""
    size = 1 << (_PARAMETERS // width).bit_length() - 1
    start = 0
    while start < len(rows):
        while size > len(rows) - start:
            size //= 2
        yield rows[start : start + size]
        start += size


@cache
def _marks(width: int, rows: int) -> str:
    one = f"({', '.join('?' * width)})"
    return ", ".join([one] * rows)
