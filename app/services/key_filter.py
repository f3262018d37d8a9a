"""Which of many keys were met before, in memory that does not grow with their number."""

from collections.abc import Collection, Iterable
from typing import TypeVar

Key = TypeVar("Key", str, bytes)
_LEAST, _MOST = 1 << 20, 1 << 28
_PLACES_OF_ONE = 16
_FEW, _CERTAINLY_MANY = 1 << 19, 1 << 20  # what is expected is a guess from the file's size


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up.

    Few keys are kept as they are, and asked six times as quickly. Of more, each has a bit in up to 32 MB: of as many
    keys as expected six of a hundred others are a maybe.
    """

    def __init__(self, expected: int) -> None:
        """`expected`: how many keys there may be."""
        self._expected = expected
        self._few: set[str | bytes] = set()
        self._marks = bytearray()
        self._mask = 0
        if expected > _CERTAINLY_MANY:
            self._begin_marks()

    def enter(self, keys: Iterable[str | bytes]) -> None:
        """Meet these keys."""
        if not self._marks:
            self._few.update(keys)
            if len(self._few) <= _FEW:
                return
            self._begin_marks()
            keys, self._few = self._few, set()
        marks, mask = self._marks, self._mask
        for number in map(hash, keys):
            place = number & mask
            marks[place >> 3] |= 1 << (place & 7)

    def maybe(self, keys: Collection[Key]) -> list[Key]:
        """Those of the different keys that may have been met."""
        if not self._marks:
            return [] if self._few.isdisjoint(keys) else [key for key in keys if key in self._few]
        marks, mask = self._marks, self._mask
        return [key for key in keys if marks[(place := hash(key) & mask) >> 3] >> (place & 7) & 1]

    def _begin_marks(self) -> None:
        wanted = 1 << (_PLACES_OF_ONE * self._expected).bit_length()
        places = max(_LEAST, min(wanted, _MOST))
        self._marks = bytearray(places // 8)
        self._mask = places - 1
