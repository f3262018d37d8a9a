"""What a person says of a sheet's columns, and how a sheet like it is known again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from app.domain.customers import narrow
from app.domain.records import Column
from app.domain.words import Field, Kind, PiType

_EMPTY_HEADS = frozenset({""})


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a column holds: the field that it fills, or None, and the type of what is in it."""

    field: Field | None
    type: PiType


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What a person decided about one sheet instead of the program; `columns` by their index in the file."""

    kind: Kind | None = None
    header_row: int | None = None
    columns: Mapping[int, ColumnChoice] = field(default_factory=dict)


def with_column(choice: SheetChoice, index: int, column: ColumnChoice) -> SheetChoice:
    """The choice with one more column; a field that it takes is taken from any other chosen column."""
    others = {
        at: replace(one, field=None) if column.field is not None and one.field is column.field else one
        for at, one in choice.columns.items()
    }
    return replace(choice, columns={**others, index: column})


def with_choices(columns: Sequence[Column], choice: SheetChoice) -> tuple[Column, ...]:
    """The program's columns with a person's choices in their place: a field is filled by one column only."""
    taken = {one.field for one in choice.columns.values()} - {None}
    return tuple(_one(column, choice.columns.get(column.index), taken) for column in columns)


def _one(column: Column, choice: ColumnChoice | None, taken: Iterable[Field | None]) -> Column:
    if choice is not None:
        return replace(column, field=choice.field, type=choice.type)
    return replace(column, field=None) if column.field is not None and column.field in set(taken) else column


def places(columns: Sequence[Column]) -> dict[tuple[str, int], int]:
    """The index of each column with a header, by its word in one form and which of several equal ones it is."""
    found: dict[tuple[str, int], int] = {}
    seen: Counter[str] = Counter()
    for column in columns:
        word = "".join(narrow(column.header).split()).casefold()
        if word not in _EMPTY_HEADS:
            found[word, seen[word]] = column.index
            seen[word] += 1
    return found


def signature(columns: Sequence[Column], key: bytes) -> bytes | None:
    """16 bytes that sheets with the same header words have, in whatever order; None for a sheet without headers.

    Keyed (at most 64 bytes), so that nobody can try words out on it.
    """
    words = sorted(places(columns))
    if not words:
        return None
    text = "\x1f".join(f"{word}\x1e{nth}" for word, nth in words)
    return blake2b(text.encode(), key=key, digest_size=16, person=b"header words").digest()


def in_order(columns: Sequence[Column]) -> tuple[int, ...]:
    """The columns' indexes in the order of their header words: what a memory without words goes by."""
    found = places(columns)
    return tuple(found[word] for word in sorted(found))
