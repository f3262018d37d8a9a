"""Portions of rows by their ids: an index that begins with the portion is only entered at its end.

Keys of customers and digests of records come in any order. An index of a million of them is larger than the
processor's own memory, so that each row that is entered waits for the machine's; the end of an index that begins with
the portion fits. Who asks such an index says in which portions to look, see KeyFilter.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
BITS = 18
"""A portion is 2 ** BITS ids: most vaults have one. Frozen, as the indexes and the digests on the disk say it too."""
_MARKS = 8
EVERYWHERE = (1 << _MARKS) - 1
"""The marks of all portions."""


def of(number: int) -> int:
    """The portion of the row with this id."""
    return number >> BITS


def between(first: int, last: int) -> range:
    """The portions of the rows with ids from `first` to `last`."""
    return range(of(first), of(last) + 1)


def mark(portion: int) -> int:
    """One bit of a byte, which every eighth portion shares."""
    return 1 << portion % _MARKS


def within(marks: int, last: int) -> Iterator[int]:
    """The portions that have one of these marks, up to the one of the id `last`."""
    return (portion for portion in between(0, last) if marks & mark(portion))


def placed(keys: Mapping[Key, int], last: int) -> list[tuple[int, Key]]:
    """Each key once for every portion in which its marks say to look, up to the one of the id `last`."""
    where = {told: tuple(within(told, last)) for told in {*keys.values()}}
    return [(portion, key) for key, marks in keys.items() for portion in where[marks]]
