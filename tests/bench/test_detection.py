"""How fast detection reads sheets, and how good it is on words that it was not tuned on."""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.detect import sheets
from tests.bench.detection import fresh_sheets, held_sheets, line_sheets, speed
from tests.bench.detection.__main__ import REPORTED, table
from tests.bench.detection.office import collection
from tests.bench.detection.scoring import score

ROWS = 50_000


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return speed.rows(ROWS)


def test_columns_of_a_large_sheet(benchmark: BenchmarkFixture, rows: list[list[str]]) -> None:
    """Every cell is proven by its column's type; at least 1,000,000 cells a second."""
    benchmark.extra_info["cells"] = ROWS * len(rows[0])
    report = benchmark.pedantic(sheets.inspect, (rows,), rounds=3)  # type: ignore[no-untyped-call]  # its author left it so
    assert report.header_row == 1


def test_columns_and_notes_of_a_large_sheet(benchmark: BenchmarkFixture, rows: list[list[str]]) -> None:
    """Notes read word by word as well; at least 100,000 cells a second."""

    def read() -> int:
        return len(sheets.findings(rows, sheets.inspect(rows)))

    benchmark.extra_info["cells"] = ROWS * len(rows[0])
    assert benchmark.pedantic(read, rounds=1) > ROWS  # type: ignore[no-untyped-call]


def test_precision_and_recall(benchmark: BenchmarkFixture, capsys: pytest.CaptureFixture[str]) -> None:
    made = collection("reported", REPORTED)
    measured = benchmark.pedantic(score, (made,), rounds=1)  # type: ignore[no-untyped-call]
    with capsys.disabled():
        print(f"\n{table(measured)}")  # noqa: T201 - the table is what the benchmark is for
    assert measured.columns.overall() >= 0.98
    assert measured.spans.overall() >= 0.95
    assert measured.wrongly_proven == 0


@pytest.mark.parametrize("part", ["first", "second", "third", "fourth"])
def test_sheets_of_a_second_hand(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Sheets whose words, headers and trades the tuned generator does not know."""
    measured = score(held_sheets.collection(part, range(700, 720)))
    with capsys.disabled():
        print(f"\n{part}\n{table(measured)}")  # noqa: T201 - the table is what the benchmark is for
    assert measured.columns.overall() >= 0.98
    assert measured.spans.overall() >= 0.94
    assert measured.headers_right >= 0.98 * measured.sheets
    assert measured.kinds_right >= 0.98 * measured.sheets
    assert measured.wrongly_proven == 0


@pytest.mark.parametrize("part", ["first", "second", "third", "fifth", "columns", "notes"])
def test_sheets_written_after_the_code(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Layouts and words of other hands, with the spans that `detect` reports for the sheet."""
    measured = score(fresh_sheets.collection(part, range(900, 905)), as_reported=True)
    with capsys.disabled():
        print(f"\nfresh, {part}\n{table(measured)}")  # noqa: T201 - the table is what the benchmark is for
    assert measured.columns.overall() >= 0.98
    assert measured.spans.overall() >= 0.95
    assert measured.headers_right >= 0.98 * measured.sheets
    assert measured.kinds_right >= 0.98 * measured.sheets
    assert measured.wrongly_proven == 0


@pytest.mark.parametrize("part", line_sheets.FILES)
def test_sheets_of_many_trades(part: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What a row stands for, in trades and titles that no table names."""
    measured = score(line_sheets.collection(part, range(900, 902)), as_reported=True)
    with capsys.disabled():
        print(f"\nlines, {part}\n{table(measured)}")  # noqa: T201 - the table is what the benchmark is for
    assert measured.columns.overall() >= 0.98
    assert measured.headers_right >= 0.98 * measured.sheets
    assert measured.kinds_right >= 0.98 * measured.sheets
