"""Which of many keys were met before, in memory that does not grow with their number."""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import compress, repeat
from operator import rshift
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
_PLACES = 1 << 25
_HALF = 32


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up (a Bloom filter with two marks a key).

    Takes 32 MB; with three million keys three of a hundred others are a maybe.
    """

    def __init__(self, places: int = _PLACES) -> None:
        """`places` is a power of two, at most 2^32."""
        self._marks = bytearray(places)
        self._mask = places - 1

    # Without a step of Python's own a key: there are several a row.

    def enter(self, keys: Iterable[str | bytes]) -> None:
        """Meet these keys."""
        hashes = [*map(hash, keys)]
        for places in (self._first(hashes), self._second(hashes)):
            deque(map(self._marks.__setitem__, places, repeat(1)), maxlen=0)

    def maybe(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the keys that may have been met."""
        found = list(keys)
        for places in (self._first, self._second):
            found = list(compress(found, map(self._marks.__getitem__, places(map(hash, found)))))
        return found

    def _first(self, hashes: Iterable[int]) -> Iterator[int]:
        return map(self._mask.__and__, hashes)

    def _second(self, hashes: Iterable[int]) -> Iterator[int]:
        return map(self._mask.__and__, map(rshift, hashes, repeat(_HALF)))
