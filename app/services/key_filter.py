"""Which of many keys were met before, in memory that does not grow with their number."""

from collections.abc import Iterable
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
_LEAST, _MOST = 1 << 20, 1 << 28
_PLACES_OF_ONE = 16


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up.

    Takes a bit a place, up to 32 MB. Of as many keys as expected six of a hundred others are a maybe.
    """

    def __init__(self, expected: int) -> None:
        """`expected`: how many keys there may be."""
        wanted = 1 << (_PLACES_OF_ONE * expected).bit_length()
        places = max(_LEAST, min(wanted, _MOST))
        self._marks = bytearray(places // 8)
        self._mask = places - 1

    def enter(self, keys: Iterable[str | bytes]) -> None:
        """Meet these keys."""
        marks, mask = self._marks, self._mask
        for number in map(hash, keys):
            place = number & mask
            marks[place >> 3] |= 1 << (place & 7)

    def maybe(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the keys that may have been met."""
        marks, mask = self._marks, self._mask
        return [key for key in keys if marks[(place := hash(key) & mask) >> 3] >> (place & 7) & 1]
