"""Which of many keys were met before, in memory that does not grow with their number."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
_PLACES = 1 << 25


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up.

    Takes 32 MB; with three million keys nine of a hundred others are a maybe.
    """

    def __init__(self, places: int = _PLACES) -> None:
        """`places` is a power of two."""
        self._marks = bytearray(places)
        self._mask = places - 1

    def enter(self, keys: Iterable[str | bytes]) -> None:
        """Meet these keys."""
        marks, mask = self._marks, self._mask
        for number in map(hash, keys):
            marks[number & mask] = 1

    def maybe(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the keys that may have been met."""
        marks, mask = self._marks, self._mask
        return [key for key in keys if marks[hash(key) & mask]]
