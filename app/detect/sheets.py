"""A sheet as a whole: its header, its columns, its kind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, zip_longest
from typing import NamedTuple

from app.detect import columns, kind_signs, kinds, layout, mixed, neighbours, reports, sensitivity
from app.detect.columns import ColumnReport, Evidence
from app.detect.kind_signs import Seen
from app.detect.sensitivity import Grading
from app.domain.retention import Reason
from app.domain.words import Kind, PiType

__all__ = ["ColumnReport", "Finding", "SheetReport", "findings", "inspect"]

# Columns of which hardly a cell is anything else: what is not of the type there is counted, not read.
_NEVER_TELLS = frozenset({PiType.AMOUNT, PiType.EVENT_DATE, PiType.GENDER, PiType.AGE, PiType.POSTCODE})


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What a sheet holds; rows counted from 1, `header_row` None where it has no header.

    `kind_reasons` say what spoke for the kind; `asides` are rows below `first_row` that are no data: repeated headers,
    totals, signatures.
    """

    header_row: int | None
    first_row: int
    kind: Kind
    columns: tuple[ColumnReport, ...]
    asides: tuple[int, ...] = ()
    kind_reasons: tuple[Reason, ...] = ()


class Finding(NamedTuple):
    """A span in a cell of free text: the sheet's own row (from 1) and column (from 0), characters from `start`."""

    row: int
    column: int
    type: PiType
    start: int
    end: int


def inspect(
    rows: Sequence[Sequence[str]],
    name: str = "",
    header_row: int | None = None,
    grading: Grading | None = None,
    *,
    file: str = "",
) -> SheetReport:
    """The report of a sheet from its cells as stored (numbers without ".0", dates ISO); rows may differ in length.

    `header_row` (from 1, within the rows) is the header that the user names; None lets it be found.
    `grading` is the firm's own table of what is how sensitive, in place of the shipped one. `file` is the file's name
    without its ending: it stands in for the name of a sheet that nobody named (Sheet1).
    """
    found = layout.find(rows, header_row)
    width = len(found.headers)
    cut = _columns(rows[found.first_row - 1 :], {number - found.first_row for number in found.asides}, width)
    groups = found.groups or ("",) * width
    seen = [columns.evidence(*told) for told in zip(found.headers, cut, groups, strict=True)]
    types = [columns.decide(evidence) for evidence in seen]
    changed = neighbours.refine(types, seen, cut)
    types = [changed.get(index, kind) for index, kind in enumerate(types)]
    told = [reports.report(index, seen[index], kind, by_neighbour=index in changed) for index, kind in enumerate(types)]
    named = file if kind_signs.is_unnamed(name) else name
    titles = [named, *layout.titles(rows, found)]
    kind = kinds.of_sheet(titles, [_seen(evidence, kind) for evidence, kind in zip(seen, types, strict=True)])
    graded = reports.graded(told, kind.kind, grading or sensitivity.shipped())
    return SheetReport(found.header_row, found.first_row, kind.kind, graded, found.asides, kind.reasons)


def _columns(rows: Sequence[Sequence[str]], asides: Collection[int], width: int) -> list[Sequence[str]]:
    """As many columns as the width, of the rows without those aside (from 0); short rows end in empty cells."""
    data = [row for place, row in enumerate(rows) if place not in asides] if asides else rows
    together = zip(*data, strict=True) if len(set(map(len, data))) == 1 else zip_longest(*data, fillvalue="")
    cut: list[Sequence[str]] = [*islice(together, width)]
    return cut + [()] * (width - len(cut))


def _seen(found: Evidence, kind: PiType) -> Seen:
    return Seen(found.header, kind, found.hint, found.total, found.counts)


def findings(rows: Sequence[Sequence[str]], report: SheetReport) -> list[Finding]:
    """The spans in the sheet's free text, and in cells that tell more than their column's type."""
    looked = [(column.index, column.type) for column in report.columns if _may_tell(column)]
    asides = set(report.asides)
    read = cache(mixed.find)
    return [
        Finding(number, index, span.type, span.start, span.end)
        for number, row in enumerate(rows[report.first_row - 1 :], start=report.first_row)
        if number not in asides
        for index, kind in looked
        if index < len(row) and row[index]
        for span in read(kind, row[index])
    ]


def _may_tell(column: ColumnReport) -> bool:
    """Whether a cell of the column could tell more than its type: none can where all cells are of it."""
    if column.type in mixed.OF_WORDS:
        return True
    return column.type not in _NEVER_TELLS and column.share < 1.0
