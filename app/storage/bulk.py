"""Many rows by few statements.

One statement enters up to some thousand rows in a single step: while it runs, other threads can work, and the search
index is not made to write out what it has gathered after every row. What can be counted within the statement is not
bound value by value, since that holds the other threads up.

A statement that may have to be taken back alone makes SQLite copy every page that it is the first to touch, which took
an eighth of a large import. So no statement here calls a function (which might fail half way), all say OR FAIL, and
where a table refers to others see Session.write about foreign keys.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import Any

from app.storage.connection import Connection

_PARAMETERS = 32_000  # SQLite takes 32,766
_STEP = 256


class Utf8(list[bytes]):
    """A column of texts that are given as UTF-8, so that nobody turns them into text and back."""


def insert(
    connection: Connection,
    table: str,
    columns: Mapping[str, Sequence[Any]],
    alike: Mapping[str, Any] = MappingProxyType({}),
) -> None:
    """Insert rows given by columns; `alike` is what all of them have in common.

    Table and columns are the program's own words. Raises Conflict; what was entered before goes with the transaction,
    which must not be committed then.
    """
    places = count(2)
    rows = len(next(iter(columns.values())))
    alike = {**alike, **{name: values[0] for name, values in columns.items() if _are_alike(values)}}
    columns = {name: values for name, values in columns.items() if name not in alike}
    taken = [_taken(values, places) for values in columns.values()]
    asked = ", ".join([*taken, *("?" * len(alike))])
    names = ", ".join([*columns, *alike])
    bound = [values for values in columns.values() if not isinstance(values, range)]
    counted = [values[0] for values in columns.values() if isinstance(values, range) and values]
    room = _PARAMETERS - len(counted) - len(alike)
    for size, values in _parts([range(rows), *bound], room):
        connection.execute(
            f"INSERT OR FAIL INTO {table} ({names})"
            f" SELECT {asked} FROM (VALUES {_marks(1 + len(bound), size)}) WHERE column1 IS NOT NULL",
            [*counted, *alike.values(), *values],
        )


def _are_alike(values: Sequence[Any]) -> bool:
    """Whether all values, at least two, are the same: then they are bound once."""
    if len(values) < 2 or isinstance(values, range | Utf8) or values[0] != values[-1]:
        return False
    return values.count(values[0]) == len(values)


def _taken(values: Sequence[Any], places: Iterator[int]) -> str:
    """What the statement takes for a column; column1 is the row's number, from 0."""
    if isinstance(values, range):
        return "? + column1"
    place = f"column{next(places)}"
    return f"CAST({place} AS TEXT)" if isinstance(values, Utf8) else place


def update(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Set `columns` of the rows with these ids; each row is its id followed by the values."""
    sets = ", ".join(f"{column} = new.column{place}" for place, column in enumerate(columns, 2))
    for size, values in _parts([*zip(*rows, strict=True)], _PARAMETERS):
        connection.execute(
            f"WITH new AS (VALUES {_marks(len(columns) + 1, size)})"
            f" UPDATE OR FAIL {table} SET {sets} FROM new WHERE {table}.id = new.column1",
            values,
        )


def _parts(columns: Sequence[Sequence[Any]], parameters: int) -> Iterator[tuple[int, list[Any]]]:
    """The values of as many rows as one statement takes, row by row, and that number; what is missing to it is None.

    Only few numbers occur, so that each statement stays compiled and they don't fill the memory.
    """
    width = len(columns)
    if not width:
        return
    most = parameters // width
    most = most - most % _STEP or 1 << most.bit_length() - 1
    for start in range(0, len(columns[0]), most):
        rows = min(most, len(columns[0]) - start)
        size = 1 << (rows - 1).bit_length()
        if size > _STEP:
            size = -(-rows // _STEP) * _STEP
        values = [None] * (width * size)
        for place, column in enumerate(columns):
            values[place : width * rows : width] = column[start : start + rows]
        yield size, values


@cache
def _marks(width: int, rows: int) -> str:
    one = f"({', '.join('?' * width)})"
    return ", ".join([one] * rows)
