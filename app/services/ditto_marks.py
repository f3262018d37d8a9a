"""Cells that say that they hold what the one above them holds: 同上, 〃. Left so, rows of other days would be equal."""

from collections.abc import Iterable, Sequence

_MARKS = frozenset({"同上", "同　上", "同 上", "〃", "″", '"', "＂", "”"})


def has_marks(rows: Iterable[Sequence[str]]) -> bool:
    """Whether any of the cells is such a mark."""
    return any(not _MARKS.isdisjoint(row) for row in rows)


class Dittos:
    """Puts in place of marks what stands above them, row by row; `met` says whether there were any so far."""

    def __init__(self, *, met: bool = False) -> None:
        """`met`: there will be some. Else rows are let through until the first mark comes."""
        self.met = met
        self._last: dict[int, str] = {}
        self._above: Sequence[str] = ()

    def filled(self, row: list[str]) -> list[str]:
        """The row with its marks filled in; one with nothing above it stays."""
        if not self.met:
            if _MARKS.isdisjoint(row):
                self._above = row
                return row
            self.met = True
            self._keep(self._above)
        cells = [self._last.get(at, text) if text in _MARKS else text for at, text in enumerate(row)]
        self._keep(cells)
        return cells

    def _keep(self, row: Sequence[str]) -> None:
        self._last.update((at, text) for at, text in enumerate(row) if text)
