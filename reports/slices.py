"""Rows of a table as slices between which a page may end: a row whole, a high one in parts of a few lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.columns import Density
from reports.typesetting import Line

# A row higher than this may go on overleaf. Kept whole, a long one would leave half of a page empty that lies on its
# side, and an endless one would stop the document.
TALLEST_ROW = 110.0
SLICE_LINES = 3


@dataclass(frozen=True, slots=True)
class Slice:
    """A row, or the part of a high row that is never broken; `above` is the blank over its first line."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    sizes: tuple[float, ...]
    above: float

    def joined(self, following: "Slice") -> "Slice":
        """Both as one, where they stand on the same page."""
        cells = tuple(upper + lower for upper, lower in zip(self.cells, following.cells, strict=True))
        return replace(self, cells=cells, height=self.height + following.height)


def sliced(cells: Sequence[Sequence[Line]], sizes: Sequence[float], density: Density) -> list[Slice]:
    """The row of these cells; no slice of a high one is a single line."""
    most = max(len(cell) for cell in cells)
    leading, padding = density.leading, density.padding
    step = SLICE_LINES if most * leading + 2 * padding > TALLEST_ROW else most
    starts = list(range(0, most - 1, step)) or [0]
    return [
        Slice(
            tuple(tuple(cell[start:end]) for cell in cells),
            (end - start) * leading + padding * ((start == 0) + (end == most)),
            tuple(sizes),
            padding if start == 0 else 0.0,
        )
        for start, end in zip(starts, [*starts[1:], most], strict=True)
    ]
