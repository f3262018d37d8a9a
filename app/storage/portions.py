"""Portions of rows by their ids: an index that begins with the portion is only entered at its end.

Keys of customers and digests of records come in any order. An index of a million of them is larger than the memory
that the processor has for itself, and each row that is entered waits for the other; the end of one that begins with the
portion is not. Who asks such an index says in which portions, see KeyFilter.
"""

from collections.abc import Iterator, Mapping
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
BITS = 18
ROWS = 1 << BITS
"""Ids of a portion. Most vaults have one."""
EVERYWHERE = 0xFF
"""The marks of all portions."""
_EIGHT = 7


def of(number: int) -> int:
    """The portion of the row with this id."""
    return number >> BITS


def between(first: int, last: int) -> range:
    """The portions of the rows with ids from `first` to `last`."""
    return range(of(first), of(last) + 1)


def mark(portion: int) -> int:
    """One bit of a byte, which every eighth portion shares."""
    return 1 << (portion & _EIGHT)


def within(marks: int, last: int) -> Iterator[int]:
    """The portions that have one of these marks, up to the one of the id `last`."""
    return (portion for portion in between(0, last) if marks & mark(portion))


def placed(keys: Mapping[Key, int], last: int) -> list[tuple[int, Key]]:
    """Each key with every portion in which its marks say to look, up to the one of the id `last`."""
    where = {told: tuple(within(told, last)) for told in {*keys.values()}}
    return [(portion, key) for key, marks in keys.items() for portion in where[marks]]
