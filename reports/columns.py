"""A table's columns: what they are called, and how wide their content lets them be."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from reports import style
from reports.typesetting import Run, natural_width, widest_part

Cell: TypeAlias = str | Sequence[Run]
# Column widths come from the head, the sum and this many rows from the start and from the end (where numbers are
# longest): a whole register is never measured.
SAMPLED_ROWS = 100
# Ids of the same length differ in width: rows that are not measured may be wider by so much.
UNSEEN = 1.06
_ID = re.compile("[0-9a-f]{16,}")
# Of the table's width: no column keeps its others from being read, however long a file's name is.
WIDEST_COLUMN = 0.5
SMALLEST_HEAD = 8.0
# No column gets narrower than its words, up to this many points (a hash may be cut), or than so many Han characters.
LONGEST_WORD = 100.0
FEWEST_HAN = 4


@dataclass(frozen=True, slots=True)
class Density:
    """How close a table is set: from line to line, and from text to border above and below, left and right."""

    leading: float
    padding: float
    side: float


COMFORTABLE = Density(style.CELL.leading, style.CELL_Y, style.CELL_X)
DENSE = Density(11.5, 2.6, 4.0)


@dataclass(frozen=True, slots=True)
class Column:
    """`weight` shares out what room is left (0: never more than the content asks); `shade` marks a column of labels."""

    title: str
    align: str = "left"
    weight: float = 1.0
    shade: bool = False
    size: float = style.CELL.size


def head_size(columns: Sequence[Column]) -> float:
    """All heads of a table are set in the size of its smallest column, but not too small to be read at a glance."""
    return max(SMALLEST_HEAD, min(column.size for column in columns))


def runs_of(cell: Cell, *, bold: bool = False) -> list[Run]:
    if isinstance(cell, str):
        return [Run(cell, bold)]
    return [replace(run, bold=run.bold or bold) for run in cell]


def column_widths(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None,
    width: float,
    *,
    side: float,
    head: bool,
    under: Sequence[Sequence[Cell]] = (),
) -> list[float]:
    """Each column as wide as its content where there is room; else the wide ones share what is left, by weight.

    No word is cut for it, unless the words alone are too wide. Where there is no room, heads are broken between words
    before other columns have to give way to them. `under` are further rows that may stand under a part of the table.
    """
    count = len(rows)
    sampled = sorted({*range(min(count, SAMPLED_ROWS)), *range(max(0, count - SAMPLED_ROWS), count)})
    sample = [*(rows[i] for i in sampled), *([total] if total is not None else []), *under]
    wishes, floors, broken = [], [], []
    padding = 2 * side + 0.5
    headed = head_size(columns)
    for i, column in enumerate(columns):
        texts = [(runs_of(row[i], bold=row is total), column.size) for row in sample]
        heads = [([Run(column.title, bold=True)], headed)] if head else []
        unseen = UNSEEN if count > 2 * SAMPLED_ROWS and _ID.fullmatch(texts[0][0][0].text) else 1.0
        content = _widest(natural_width, texts) * unseen + padding
        wish = max(content, _widest(natural_width, heads) + padding)
        floor = min(_widest(widest_part, texts + heads), LONGEST_WORD) + padding
        wishes.append(wish if column.weight else min(wish, WIDEST_COLUMN * width))
        floors.append(min(max(floor, FEWEST_HAN * column.size + padding), wishes[-1]))
        broken.append(wishes[-1] if column.weight else min(wishes[-1], max(content, floors[-1])))
    tight = sum(wishes) > width
    return _shared_out(broken if tight else wishes, floors, [column.weight for column in columns], width)


def _widest(measure: Callable[[Sequence[Run], float], float], texts: Sequence[tuple[Sequence[Run], float]]) -> float:
    return max((measure(runs, size) for runs, size in texts), default=0.0)


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
    room = max(0.0, width - sum(settled.values()))
    return [settled[i] + room * weight / sum(weights) for i, weight in enumerate(weights)]
