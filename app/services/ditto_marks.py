"""Cells that say that they hold what the one above them holds: 同上, 〃. Left so, rows of other days would be equal."""

from collections.abc import Iterable, Sequence

_MARKS = frozenset({"同上", "同　上", "同 上", "〃", "″"})


def has_marks(rows: Iterable[Sequence[str]]) -> bool:
    """Whether any of the cells is such a mark."""
    return any(not _MARKS.isdisjoint(row) for row in rows)


class Dittos:
    """Puts in place of marks what stands above them, row by row."""

    def __init__(self) -> None:
        self._last: dict[int, str] = {}

    def filled(self, row: Sequence[str]) -> list[str]:
        """The row with its marks filled in; one with nothing above it stays."""
        cells = [self._last.get(at, text) if text in _MARKS else text for at, text in enumerate(row)]
        self._last.update((at, text) for at, text in enumerate(cells) if text)
        return cells
