"""Which of many keys were met before and in which portions, in memory that does not grow with their number."""

from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from app.storage import portions

Key = TypeVar("Key", str, bytes)
_FEW = 1 << 19
_PLACES_OF_ONE = 8
_LEAST, _MOST = 1 << 23, 1 << 25  # the least is for _FEW, where fewer than came were expected
_WORTH = 4


def is_worth_filling(known: int, rows: int, expected: int) -> bool:
    """Whether to read the keys of all `known` rows into a filter, for as many new `rows` so far or as `expected`.

    What is expected is a guess from the file's size, so half of it counts.
    """
    return _WORTH * max(rows, expected // 2) >= known


class KeyFilter:
    """A "no" is certain, a "maybe" has to be looked up, in the portions whose marks are told with it.

    Few keys are kept as they are, and asked six times as quickly; their portions are not. Of more, each leaves the mark
    of its portion at two of up to 32 million places: of as many keys as expected, up to ten million, at most five of a
    hundred others are a maybe.
    """

    def __init__(self, expected: int) -> None:
        """`expected`: how many keys there may be."""
        self._expected = expected
        self._few: set[str | bytes] = set()
        self._marks = bytearray()
        self._mask = 0
        if expected > _FEW:
            self._begin_marks()

    def enter(self, keys: Iterable[str | bytes], portion: int) -> None:
        """Meet these keys in rows of this portion."""
        if self._marks:
            self._mark(keys, portions.mark(portion))
            return
        self._few.update(keys)
        if len(self._few) > _FEW:
            self._begin_marks()
            self._mark(self._few, portions.EVERYWHERE)
            self._few = set()

    def enter_all(self, known: Iterable[tuple[int, Iterable[str | bytes]]]) -> None:
        """Meet keys that come with the number of their portion."""
        for portion, keys in known:
            self.enter(keys, portion)

    def maybe(self, keys: Collection[Key]) -> Mapping[Key, int]:
        """Those of the different keys that may have been met, each with the marks of the portions to look in."""
        if not self._marks:
            few = self._few
            return {} if few.isdisjoint(keys) else {key: portions.EVERYWHERE for key in keys if key in few}
        marks, mask = self._marks, self._mask
        return {key: both for key in keys if (both := marks[(at := hash(key)) & mask] & marks[at >> 32 & mask])}

    def _mark(self, keys: Iterable[str | bytes], mark: int) -> None:
        marks, mask = self._marks, self._mask
        for at in map(hash, keys):
            marks[at & mask] |= mark
            marks[at >> 32 & mask] |= mark

    def _begin_marks(self) -> None:
        wanted = 1 << (_PLACES_OF_ONE * self._expected).bit_length()
        places = max(_LEAST, min(wanted, _MOST))
        self._marks = bytearray(places)
        self._mask = places - 1
