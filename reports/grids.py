"""Tables: columns as wide as their content asks, heads repeated on every page, rows laid out only when they are due.

A table is tagged cell by cell. One of more than MOST_TAGGED cells, which only a register has, is tagged as a section
with a paragraph a page: a tree of a million cells would make file and memory many times as large.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, reduce
from typing import TypeAlias

from reportlab.platypus.flowables import Flowable

from reports import fonts, style
from reports.blocks import draw_lines
from reports.columns import COMFORTABLE, Cell, Column, Density, column_widths, head_size, runs_of
from reports.slices import Slice, sliced
from reports.structure import Element, Role, artifact, structure_of, tagged
from reports.style import TextStyle
from reports.sums import PageSums, Sums, added
from reports.typesetting import Doubtful, Line, Run, lay_out
from reports.writing import fill, put, stroke

# A row and the slice of it.
Position: TypeAlias = tuple[int, int]
# A page that lies on its side has room for this under a heading.
_ROOM = 340.0
REMEMBERED_CELLS = 4000
# A table does not begin at the foot of a page with fewer rows.
FEWEST_ROWS = 2
# One higher than this is enough.
HIGH_ROW = 50.0
# A table not higher than this is not broken at all where the next page takes it.
SMALL_TABLE = 150.0
# What stands in a row's place for the sums at the foot of a page.
_FOOT = -1
MOST_TAGGED = 20_000


class _Layout:
    """The rows of one table as they are cut and laid out; shared by the parts that fall on different pages."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        total: Sequence[Cell] | None,
        doubtful: Doubtful,
        density: Density,
        sums: PageSums | None,
    ) -> None:
        self.columns = columns
        self.sums = sums
        self.density = density
        self.has_shades = any(column.shade for column in columns)
        self.rows = rows
        self.total = total
        self.widths: list[float] = []
        self.heading: Slice | None = None
        self._doubtful = doubtful
        self._laid: dict[int, list[Slice]] = {}
        self._cells: dict[tuple[object, ...], list[Line]] = {}
        self.is_coarse = self.row_count * len(columns) > MOST_TAGGED
        self.element = Element(Role.SECTION if self.is_coarse else Role.TABLE)
        self._tagged: dict[int, list[Element]] = {}

    @property
    def row_count(self) -> int:
        return len(self.rows) + (self.total is not None)

    def measure(self, width: float, *, head: bool) -> None:
        """Settle the column widths and the head, once."""
        if self.widths:
            return
        self.widths = column_widths(
            self.columns, self.rows, self.total, width, side=self.density.side, head=head, under=self._feet()
        )
        if head:
            titles = [[Run(column.title, bold=True)] for column in self.columns]
            self.heading = reduce(Slice.joined, self._lay(titles, [head_size(self.columns)] * len(self.columns)))

    def slices(self, start: Position, end: Position | None) -> Iterator[tuple[Position, Slice]]:
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
        self._tagged.pop(row, None)

    def cells_of(self, row: int | None) -> list[Element]:
        """The cells of a row, or of the head (None), as elements; the same ones for every slice of it."""
        if row is None:
            head = Element(Role.ROW, self.element)
            return [Element(Role.HEAD_CELL, head, scope="Column") for _ in self.columns]
        if row not in self._tagged:
            line = Element(Role.ROW, self.element)
            self._tagged[row] = [
                Element(Role.HEAD_CELL, line, scope="Row") if column.shade else Element(Role.CELL, line)
                for column in self.columns
            ]
        return self._tagged[row]

    def foot(self, before: Sums, here: Sums, *, is_last: bool) -> list[Slice]:
        """The sums under a part of a broken table; the last one's total says the sum of all itself."""
        if self.sums is None:
            return []
        rows = [self.sums.cells(self.sums.page, here, len(self.columns))]
        if not is_last:
            rows.append(self.sums.cells(self.sums.so_far, added(before, here), len(self.columns)))
        sizes = [column.size for column in self.columns]
        return [part for row in rows for part in self._lay([runs_of(cell) for cell in row], sizes)]

    def _feet(self) -> list[list[Cell]]:
        """The words of the sums under a part: their column is wide enough for them."""
        if self.sums is None:
            return []
        words = (self.sums.page, self.sums.so_far)
        return [self.sums.cells(word, self.sums.nothing, len(self.columns)) for word in words]

    def is_total(self, row: int) -> bool:
        return self.total is not None and row == len(self.rows)

    def _row(self, row: int) -> list[Slice]:
        if row not in self._laid:
            cells = self.total if self.total is not None and self.is_total(row) else self.rows[row]
            bold = self.is_total(row)
            runs = [runs_of(cell, bold=bold) for cell in cells]
            self._laid[row] = self._lay(runs, [column.size for column in self.columns])
        return self._laid[row]

    def _lay(self, cells: Sequence[Sequence[Run]], sizes: Sequence[float]) -> list[Slice]:
        lines = [
            self._lines(runs, size, width - 2 * self.density.side)
            for runs, size, width in zip(cells, sizes, self.widths, strict=True)
        ]
        return sliced(lines, sizes, self.density)

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


@cache
def _cell_style(size: float, leading: float, align: str) -> TextStyle:
    return TextStyle(size, leading, align=align)


class Grid(Flowable):
    """A table, or the part of it that falls on one page.

    Splitting shares the laid-out rows and drawn ones are let go, so that time and memory stay linear.
    """

    def __init__(
        self,
        layout: _Layout,
        *,
        head: bool,
        start: Position = (0, 0),
        end: Position | None = None,
        before: Sums = (),
    ) -> None:
        super().__init__()
        self._layout = layout
        self._before = before
        self._head = head
        self._start = start
        self._end = end
        self._shown: list[tuple[Position, Slice]] = []
        self.spaceAfter = 8 if end is None else 0
        # What is said of the table right under it; it does not stand alone on the next page.
        self.follower: Flowable | None = None

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803 - reportlab's names
        self.width, self._shown, self.height = aW, [], self._head_height(aW)
        for position, part in self._layout.slices(self._start, self._end):
            self._shown.append((position, part))
            self.height += part.height
            if self.height > aH + 0.01:
                break
        if self._is_part:
            self.height += self._foot_height(is_last=self._end is None)
        asked = self.height + (self._reserved(aW) if len(self._shown) > FEWEST_ROWS else 0.0)
        return self.width, asked if self.height <= aH < asked else self.height

    def split(self, aW: float, aH: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        room = aH + 0.01 - self._head_height(aW)
        whole = room - (self._foot_height(is_last=True) if self._is_part else 0.0) - self._reserved(aW)
        broken = room - self._foot_height(is_last=False)
        used, passed, cut = 0.0, list[Position](), None
        for position, part in self._layout.slices(self._start, self._end):
            used += part.height
            if cut is None and used > broken:
                cut = position
            if used > whole:
                if self._start == (0, 0) and aH + 0.01 < self.beginning(aW) <= _ROOM:
                    return []
                return self._broken(passed, cut or position)
            if cut is None:
                passed.append(position)
        return [self]

    def beginning(self, width: float) -> float:
        """The height of all of a small table, else of the head, the first rows, and the sums that may stand there.

        The first rows are two, or one high one.
        """
        head, rows, enough = self._head_height(width), 0.0, 0.0
        for count, (_, part) in enumerate(self._layout.slices(self._start, self._end), start=1):
            rows += part.height
            if not enough and (count == FEWEST_ROWS or rows > HIGH_ROW):
                enough = rows
            if enough and head + rows > SMALL_TABLE:
                return head + enough + self._foot_height(is_last=False)
        return head + rows + self._reserved(width)

    def _reserved(self, width: float) -> float:
        """The room under the table's end for what is said of it."""
        if self.follower is None or self._end is not None:
            return 0.0
        height = self.follower.wrap(width, style.PAGE_HEIGHT)[1]
        return float(height) + max(self.spaceAfter, self.follower.getSpaceBefore())

    def draw(self) -> None:
        parts: list[tuple[int | None, Slice]] = [(None, self._layout.heading)] if self._layout.heading else []
        for (at_row, _), part in self._shown:
            if parts and parts[-1][0] == at_row:
                parts[-1] = (at_row, parts[-1][1].joined(part))
            else:
                parts.append((at_row, part))
        if self._is_part:
            at = len(parts) - (self._end is None and self._layout.total is not None)
            foot = self._layout.foot(self._before, self._sums(), is_last=self._end is None)
            parts[at:at] = [(_FOOT, part) for part in foot]
        # All shades first: a border must not vanish under its neighbour's.
        with artifact(self.canv):
            top = self.height
            for row, part in parts:
                self._shade_row(part, top, shaded=row is None or row == _FOOT or self._layout.is_total(row))
                top -= part.height
        self._write(parts)
        with artifact(self.canv):
            self._rule(part for _, part in parts)
        # A row that goes on overleaf is needed there.
        goes_on = self._end[0] if self._end and self._end[1] else None
        for (shown, _), _ in self._shown:
            if shown != goes_on:
                self._layout.forget(shown)

    def _head_height(self, width: float) -> float:
        self._layout.measure(width, head=self._head)
        return self._layout.heading.height if self._layout.heading else 0.0

    @property
    def _is_part(self) -> bool:
        return self._start != (0, 0) or self._end is not None

    def _foot_height(self, *, is_last: bool) -> float:
        sums = self._layout.sums
        if sums is None:
            return 0.0
        return sum(part.height for part in self._layout.foot(sums.nothing, sums.nothing, is_last=is_last))

    def _sums(self) -> Sums:
        """Of the rows that begin in this part."""
        if self._layout.sums is None:
            return ()
        first, last = self._start, self._end or (len(self._layout.rows), 0)
        return self._layout.sums.of(range(first[0] + bool(first[1]), last[0] + bool(last[1])))

    def _broken(self, passed: Sequence[Position], cut: Position) -> list[Flowable]:
        """This part and the rest of the table; nothing where too little of it would stand here."""
        # Neither the sum nor a single low row stands alone overleaf: others come along, where enough stay here.
        left, coming = len(self._layout.rows) - cut[0], int(self._layout.is_total(cut[0]))
        if left < FEWEST_ROWS and not any(part for _, part in (*passed[-FEWEST_ROWS:], cut)):
            if len(passed) > FEWEST_ROWS:
                coming = FEWEST_ROWS - left
            elif self._start != (0, 0):
                return []
        fitting = passed[: len(passed) - coming]
        if not fitting:
            return []
        cut = passed[-coming] if coming else cut
        here = Grid(self._layout, head=self._head, start=self._start, end=cut, before=self._before)
        rest = Grid(self._layout, head=self._head, start=cut, end=self._end)
        rest.follower = self.follower
        if self._layout.sums is not None:
            rest._before = added(self._before or self._layout.sums.nothing, here._sums())
            here._before = self._before or self._layout.sums.nothing
        return [here, rest]

    def _shade_row(self, part: Slice, top: float, *, shaded: bool) -> None:
        if not shaded and not self._layout.has_shades:
            return
        x, operators = 0.0, [fill(style.SHADE)]
        for column, width in zip(self._layout.columns, self._layout.widths, strict=True):
            if shaded or column.shade:
                operators.append(f"{x:.2f} {top - part.height:.2f} {width:.2f} {part.height:.2f} re f")
            x += width
        put(self.canv, operators)

    def _write(self, parts: Sequence[tuple[int | None, Slice]]) -> None:
        """All texts with their tags; a head that comes back on a further page is none."""
        top, rest = self.height, list(parts)
        if rest and rest[0][0] is None and self._start != (0, 0):
            with artifact(self.canv):
                self._write_row(rest[0][1], top, None)
            top -= rest.pop(0)[1].height
        if not self._layout.is_coarse:
            for row, part in rest:
                if row == _FOOT:
                    with artifact(self.canv):
                        self._write_row(part, top, None)
                else:
                    self._write_row(part, top, self._layout.cells_of(row))
                top -= part.height
            return
        with tagged(self.canv, Element(Role.PARAGRAPH, self._layout.element)):
            for _, part in rest:
                self._write_row(part, top, None)
                top -= part.height

    def _write_row(self, part: Slice, top: float, cells: Sequence[Element] | None) -> None:
        """One row, each of its texts in its element among `cells` where there are such."""
        x, density = 0.0, self._layout.density
        columns = zip(self._layout.columns, part.sizes, self._layout.widths, part.cells, strict=True)
        for i, (column, size, width, lines) in enumerate(columns):
            text = _cell_style(size, density.leading, column.align)
            # A table of facts centres its cells; under a head they stand at the top, where reading starts.
            above = part.above if self._head else (part.height - len(lines) * density.leading) / 2
            room = width - 2 * density.side
            place = (x + density.side, top - above)
            if cells is None:
                draw_lines(self.canv, lines, *place, room, text)
            elif any(line.pieces for line in lines):
                with tagged(self.canv, cells[i]):
                    draw_lines(self.canv, lines, *place, room, text)
            else:
                structure_of(self.canv).place(cells[i])
            x += width

    def _rule(self, parts: Iterable[Slice]) -> None:
        """All borders in one path."""
        width, height = f"{self.width:.2f}", f"{self.height:.2f}"
        path = [f"q {style.HAIR:g} w {stroke(style.LINE)} 0 {height} m {width} {height} l"]
        y = self.height
        for part in parts:
            y -= part.height
            path.append(f"0 {y:.2f} m {width} {y:.2f} l")
        x = 0.0
        for column in [0.0, *self._layout.widths]:
            x += column
            path.append(f"{x:.2f} {y:.2f} m {x:.2f} {height} l")
        put(self.canv, [*path, "S Q"])


def grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    doubtful: Doubtful,
    *,
    total: Sequence[Cell] | None = None,
    head: bool = True,
    density: Density = COMFORTABLE,
    sums: PageSums | None = None,
) -> Grid:
    """A table of `rows` under `columns`, with `total` as a last row in bold; `rows` may be any lazy sequence.

    With `sums` each of its pages has those under it, where it takes more than one.
    """
    return Grid(_Layout(columns, rows, total, doubtful, density, sums), head=head)
