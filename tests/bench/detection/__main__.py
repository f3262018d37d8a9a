"""Prints how good and how fast detection is, as a Markdown table: `python -m tests.bench.detection`."""

import sys
from time import process_time

from app.detect import sheets
from tests.bench.detection import speed
from tests.bench.detection.office import collection
from tests.bench.detection.scoring import Score, score

REPORTED = range(10_000, 10_020)


def table(measured: Score) -> str:
    """The figures of a score in Markdown."""
    lines = ["| type | columns P | R | F1 | in notes P | R | F1 |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for kind in sorted(set(measured.columns.types()) | set(measured.spans.types()), key=lambda kind: kind.value):
        cells = [
            f"{tally.precision(kind):.3f} | {tally.recall(kind):.3f} | {tally.f1(kind):.3f}"
            if kind in tally.types()
            else " | | "
            for tally in (measured.columns, measured.spans)
        ]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    lines.append(f"| all | | | {measured.columns.overall():.4f} | | | {measured.spans.overall():.4f} |")
    share = sum(measured.share_off) / len(measured.share_off)
    text = (
        f"{measured.sheets} sheets of {len(measured.styles)} kinds: "
        f"header row right {_part(measured.headers_right, measured)}, "
        f"kind of sheet right {_part(measured.kinds_right, measured)}, share off by {share:.4f} on average; "
        f"numbers with a wrong check digit called right: {measured.wrongly_proven}."
    )
    lines += ["", text]
    return "\n".join(lines)


def _part(right: int, measured: Score) -> str:
    return f"{right / measured.sheets:.4f}"


def rates() -> str:
    """Cells a second of processor time, for columns alone and with every note read, in Markdown."""
    rows = speed.rows(100_000)
    cells = len(rows) * len(rows[0])
    begun = process_time()
    report = sheets.inspect(rows, "")
    settled = process_time() - begun
    begun = process_time()
    sheets.findings(rows, report)
    read = process_time() - begun + settled
    return f"{cells / settled:,.0f} cells/s for columns, {cells / read:,.0f} with every note read ({cells:,} cells)."


if __name__ == "__main__":
    sys.stdout.write(f"{table(score(collection('reported', REPORTED)))}\n{rates()}\n")
