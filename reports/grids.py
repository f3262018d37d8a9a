"""Tables: columns as wide as their content asks, heads repeated on every page, rows laid out only when they are due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reportlab.platypus.flowables import Flowable

from reports import fonts, style
from reports.blocks import draw_lines, ink
from reports.style import TextStyle
from reports.typesetting import Doubtful, Line, Run, lay_out, natural_width, widest_part

Cell: TypeAlias = str | Sequence[Run]
# A row and the slice of it.
Position: TypeAlias = tuple[int, int]
# Column widths come from the head, the sum and this many rows; a whole register is never measured.
SAMPLED_ROWS = 200
# Of the table's width: no column keeps its others from being read, however long a file's name is.
WIDEST_COLUMN = 0.5
SMALLEST_HEAD = 8.0
REMEMBERED_CELLS = 4000
# No column gets narrower than its words, up to this many points (a hash may be cut), or than so many Han characters.
LONGEST_WORD = 100.0
FEWEST_HAN = 4
# A row higher than this is cut between its lines, so that one endless cell can't stop a document.
TALLEST_ROW = 520.0


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` shares out what room is left (0: never more than the content asks); `shade` marks a column of labels.

    `width` fixes it, in points.
    """

    title: str
    align: str = "left"
    weight: float = 1.0
    shade: bool = False
    bold: bool = False
    width: float | None = None
    size: float = style.CELL.size


@dataclass(frozen=True, slots=True)
class _Slice:
    """A row, or the part of an overlong row that is drawn together."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    sizes: tuple[float, ...]


class _Layout:
    """The rows of one table as they are cut and laid out; shared by the parts that fall on different pages."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        total: Sequence[Cell] | None,
        doubtful: Doubtful,
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.total = total
        self.widths: list[float] = []
        self.heading: _Slice | None = None
        self._doubtful = doubtful
        self._laid: dict[int, list[_Slice]] = {}
        self._cells: dict[tuple[object, ...], list[Line]] = {}

    @property
    def row_count(self) -> int:
        return len(self.rows) + (self.total is not None)

    def measure(self, width: float, *, head: bool) -> None:
        """Settle the column widths and the head, once."""
        if self.widths:
            return
        self.widths = column_widths(self.columns, self.rows, self.total, width, head=head)
        if head:
            titles = [[Run(column.title, bold=True)] for column in self.columns]
            self.heading = self._lay(titles, [head_size(column) for column in self.columns])[0]

    def slices(self, start: Position, end: Position | None) -> Iterator[tuple[Position, _Slice]]:
        """Rows from `start` up to `end` (not included; None: to the last), cut where they are too high."""
        row, first = start
        while row < self.row_count:
            for i, part in enumerate(self._row(row)):
                if i >= first:
                    if (row, i) == end:
                        return
                    yield (row, i), part
            row, first = row + 1, 0

    def forget(self, row: int) -> None:
        """Let go of a row that has been drawn."""
        self._laid.pop(row, None)

    def is_total(self, row: int) -> bool:
        return self.total is not None and row == len(self.rows)

    def _row(self, row: int) -> list[_Slice]:
        if row not in self._laid:
            cells = self.total if self.total is not None and self.is_total(row) else self.rows[row]
            bold = self.is_total(row)
            runs = [_runs(cell, bold=bold or column.bold) for cell, column in zip(cells, self.columns, strict=True)]
            self._laid[row] = self._lay(runs, [column.size for column in self.columns])
        return self._laid[row]

    def _lay(self, cells: Sequence[Sequence[Run]], sizes: Sequence[float]) -> list[_Slice]:
        lines = [
            self._lines(runs, size, width - 2 * style.CELL_X)
            for runs, size, width in zip(cells, sizes, self.widths, strict=True)
        ]
        most = max(len(cell) for cell in lines)
        step = int(TALLEST_ROW // style.CELL.leading)
        return [
            _Slice(
                tuple(tuple(cell[i : i + step]) for cell in lines),
                min(step, most - i) * style.CELL.leading + 2 * style.CELL_Y,
                tuple(sizes),
            )
            for i in range(0, most, step)
        ]

    def _lines(self, runs: Sequence[Run], size: float, width: float) -> list[Line]:
        """Laid out once where the same text comes again and again: kinds, articles, dates."""
        key = (*runs, size, width)
        if key not in self._cells:
            if len(self._cells) >= REMEMBERED_CELLS:
                self._cells.clear()
            lines = lay_out(runs, size, width, self._doubtful)
            if not all(fonts.has_all(run.text) for run in runs):
                return lines  # counted every time it stands there
            self._cells[key] = lines
        return self._cells[key]


class Grid(Flowable):
    """A table, or the part of it that falls on one page.

    Splitting shares the laid-out rows and drawn ones are let go, so that time and memory stay linear.
    """

    def __init__(self, layout: _Layout, *, head: bool, start: Position = (0, 0), end: Position | None = None) -> None:
        super().__init__()
        self._layout = layout
        self._head = head
        self._start = start
        self._end = end
        self._shown: list[tuple[int, _Slice]] = []
        self.spaceAfter = 8 if end is None else 0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width, self._shown, self.height = aW, [], self._head_height(aW)
        for position, part in self._layout.slices(self._start, self._end):
            self._shown.append((position[0], part))
            self.height += part.height
            if self.height > aH + 0.01:
                break
        return self.width, self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        used = self._head_height(aW)
        passed: list[Position] = []
        for position, part in self._layout.slices(self._start, self._end):
            if used + part.height > aH + 0.01:
                # The sum does not stand alone on a page.
                cut = passed.pop() if passed and self._layout.is_total(position[0]) else position
                return self._halves(cut) if passed else []
            used += part.height
            passed.append(position)
        return [self]

    def draw(self) -> None:
        heading = self._layout.heading
        parts = [(heading, True)] if heading else []
        parts += [(part, self._layout.is_total(row)) for row, part in self._shown]
        # All shades first: a border must not vanish under its neighbour's.
        for drawing in (self._shade_row, self._write_row):
            top = self.height
            for part, shaded in parts:
                drawing(part, top, shaded=shaded)
                top -= part.height
        self._rule(parts)
        for row, _ in self._shown[:-1]:
            self._layout.forget(row)

    def _head_height(self, width: float) -> float:
        self._layout.measure(width, head=self._head)
        return self._layout.heading.height if self._layout.heading else 0.0

    def _halves(self, cut: Position) -> list[Flowable]:
        return [
            Grid(self._layout, head=self._head, start=self._start, end=cut),
            Grid(self._layout, head=self._head, start=cut, end=self._end),
        ]

    def _shade_row(self, part: _Slice, top: float, *, shaded: bool) -> None:
        self.canv.setFillColor(ink(style.SHADE))
        x = 0.0
        for column, width in zip(self._layout.columns, self._layout.widths, strict=True):
            if shaded or column.shade:
                self.canv.rect(x, top - part.height, width, part.height, stroke=0, fill=1)
            x += width

    def _write_row(self, part: _Slice, top: float, *, shaded: bool) -> None:  # noqa: ARG002 - the twin of _shade_row
        x = 0.0
        columns = zip(self._layout.columns, part.sizes, self._layout.widths, part.cells, strict=True)
        for column, size, width, lines in columns:
            text = TextStyle(size, style.CELL.leading, align=column.align)
            # A table of facts centres its cells; under a head they stand at the top, where reading starts.
            drop = 0.0 if self._head else (part.height - len(lines) * text.leading) / 2 - style.CELL_Y
            draw_lines(self.canv, lines, x + style.CELL_X, top - style.CELL_Y - drop, width - 2 * style.CELL_X, text)
            x += width

    def _rule(self, parts: Sequence[tuple[_Slice, bool]]) -> None:
        """All borders in one path."""
        y, lines = self.height, [(0.0, self.height, self.width, self.height)]
        for part, _ in parts:
            y -= part.height
            lines.append((0.0, y, self.width, y))
        x = 0.0
        for width in [0.0, *self._layout.widths]:
            x += width
            lines.append((x, y, x, self.height))
        self.canv.setLineWidth(style.HAIR)
        self.canv.setStrokeColor(ink(style.LINE))
        self.canv.lines(lines)


def grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    doubtful: Doubtful,
    *,
    total: Sequence[Cell] | None = None,
    head: bool = True,
) -> Grid:
    """A table of `rows` under `columns`, with `total` as a last row in bold; `rows` may be any lazy sequence."""
    return Grid(_Layout(columns, rows, total, doubtful), head=head)


def head_size(column: Column) -> float:
    """Heads are set in the size of their column, but never too small to be read at a glance."""
    return max(column.size, SMALLEST_HEAD)


def _runs(cell: Cell, *, bold: bool = False) -> list[Run]:
    if isinstance(cell, str):
        return [Run(cell, bold)]
    return [Run(run.text, run.bold or bold, run.colour) for run in cell]


def column_widths(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None,
    width: float,
    *,
    head: bool,
) -> list[float]:
    """Each column as wide as its content where there is room; else the wide ones share what is left, by weight.

    No word is cut for it, unless the words alone are too wide.
    """
    sample = [rows[i] for i in range(min(len(rows), SAMPLED_ROWS))] + ([total] if total is not None else [])
    wishes, floors = [], []
    for i, column in enumerate(columns):
        texts = [(_runs(row[i], bold=column.bold or row is total), column.size) for row in sample]
        if head:
            texts.append(([Run(column.title, bold=True)], head_size(column)))
        padding = 2 * style.CELL_X + 0.5
        wish = max((natural_width(runs, size) for runs, size in texts), default=0.0) + padding
        floor = min(max((widest_part(runs, size) for runs, size in texts), default=0.0), LONGEST_WORD) + padding
        wishes.append(column.width or min(wish, WIDEST_COLUMN * width))
        floors.append(column.width or min(max(floor, FEWEST_HAN * column.size + padding), wishes[-1]))
    return _shared_out(wishes, floors, [0.0 if column.width else column.weight for column in columns], width)


def _shared_out(wishes: list[float], floors: list[float], weights: list[float], width: float) -> list[float]:
    room = width - sum(wishes)
    if room >= 0:
        whole = sum(weights) or 1.0
        return [wish + room * weight / whole for wish, weight in zip(wishes, weights, strict=True)]
    settled = {i: wishes[i] for i, weight in enumerate(weights) if weight == 0}
    if sum(settled.values()) + sum(floor for i, floor in enumerate(floors) if i not in settled) > width:
        settled, weights = {}, [weight or 1.0 for weight in weights]
    while len(settled) < len(wishes):
        rest = [i for i in range(len(wishes)) if i not in settled]
        left, whole = width - sum(settled.values()), sum(weights[i] for i in rest)
        shares = {i: left * weights[i] / whole for i in rest}
        fitting = {i: wishes[i] for i in rest if wishes[i] <= shares[i]}
        narrow = {i: floors[i] for i in rest if floors[i] > shares[i]}
        if not narrow and not fitting:
            settled |= shares
        elif narrow and sum(narrow.values()) < left:
            settled |= narrow
        else:
            settled |= fitting or shares
    return [settled[i] for i in range(len(wishes))]
