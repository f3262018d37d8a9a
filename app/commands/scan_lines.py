"""What a scan of files found, as lines for people: sheet by sheet, then the sum."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.commands.lines import NOTHING, spoken, table
from app.domain.marks import NN_
from app.domain.reasons import sentence
from app.domain.scan_evidence import ScanColumn, ScanEvidence, ScanSheet
from app.domain.words import PiType
from app.i18n import N_

Translate = Callable[..., str]


def scan_lines(found: ScanEvidence, header_rows: Sequence[int | None], tr: Translate) -> Iterator[str]:
    """A block a sheet, in the order of the evidence; `header_rows` are theirs, None where a sheet has none."""
    for sheet, header_row in zip(found.sheets, header_rows, strict=True):
        yield from _sheet(sheet, header_row, tr)
        yield ""
    yield from _sum(found, tr)


def _sheet(sheet: ScanSheet, header_row: int | None, tr: Translate) -> Iterator[str]:
    head = tr(N_("header in row {row}"), row=header_row) if header_row else tr(N_("no header"))
    rows = tr(NN_("{n} row", "{n} rows", "n"), n=f"{sheet.rows:,}")
    yield " · ".join(part for part in (sheet.file, sheet.sheet, spoken(sheet.kind, tr), head, rows) if part)
    if sheet.kind_reasons:
        yield "  " + " ".join(sentence(reason, tr) for reason in sheet.kind_reasons)
    titles = (N_("Column"), N_("Holds"), N_("Cells that fit"), N_("Grade"), N_("Also holds"))
    heads = ["  ", *map(tr, titles)]
    yield from table([["  ", *_column(column, tr)] for column in sheet.columns if column.cells], heads)


def _column(column: ScanColumn, tr: Translate) -> list[str]:
    fits = f"{column.carrying:,} / {column.cells:,}" if column.type is not PiType.OTHER else NOTHING
    more = Counter(dict(column.inside)) + Counter(dict(column.aside))
    return [
        column.header or NOTHING,
        spoken(column.type, tr),
        fits,
        spoken(column.sensitivity, tr),
        _counted(more.most_common(), tr),
    ]


def _sum(found: ScanEvidence, tr: Translate) -> Iterator[str]:
    yield tr(
        N_("Files: {files}, sheets: {sheets}, rows: {rows}, cells with content: {cells}."),
        files=found.files, sheets=len(found.sheets), rows=f"{found.rows:,}", cells=f"{found.cells:,}",
    )  # fmt: skip
    if not found.totals:
        yield tr(N_("No personal information was found."))
        return
    yield tr(
        N_("Personal information: {types}."),
        types=_counted([(total.type, total.cells + total.inside) for total in found.totals], tr),
    )
    sensitive = [spoken(total.type, tr) for total in found.totals if total.pi_sensitive]
    if sensitive:
        yield tr(N_("Sensitive by article 28 of the PIPL: {types}."), types=tr(", ").join(sensitive))
    yield tr(N_("The grades are your own internal grading, not the State's under the Data Security Law."))


def _counted(counts: Iterable[tuple[PiType, int]], tr: Translate) -> str:
    return tr(", ").join(f"{spoken(kind, tr)} {count:,}" for kind, count in counts)
