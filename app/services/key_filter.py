"""Which of many keys were met before, in memory that does not grow with their number."""

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from itertools import compress, repeat
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
_PLACES = 1 << 25


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up. Takes 32 MB; of three million keys one no in twelve is lost."""

    def __init__(self, places: int = _PLACES) -> None:
        """`places` is a power of two."""
        self._marks = bytearray(places)
        self._mask = places - 1

    def enter(self, keys: Iterable[str | bytes]) -> None:
        """Meet these keys."""
        deque(map(self._marks.__setitem__, self._places(keys), repeat(1)), maxlen=0)

    def maybe(self, keys: Collection[Key]) -> list[Key]:
        """Those of the keys that may have been met."""
        return list(compress(keys, map(self._marks.__getitem__, self._places(keys))))

    def _places(self, keys: Iterable[str | bytes]) -> Iterator[int]:
        # Without a step of Python's own a key: there are several a row.
        return map(self._mask.__and__, map(hash, keys))
