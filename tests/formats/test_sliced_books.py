"""A large sheet read in slices gives the rows that it gives as a whole."""

import zipfile
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

import pytest

from app.errors import Damaged
from app.formats.sheet_parts import workbook_parts
from app.formats.sliced_books import sliced
from app.formats.spreadsheets import Spreadsheet
from tests.helpers.large_files import FRAME, MAIN

LONG = "长" * 300
ROWS = 6_000
Cells = Mapping[str, str]


def written(path: Path, rows: Mapping[int, Cells], after: str = "") -> Path:
    """A workbook of one sheet with these cells, as they stand in its XML, by number and letters."""
    shared = ["甲", "乙"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, cells in rows.items():
                texts = "".join(f'<c r="{letters}{number}"{rest}</c>' for letters, rest in cells.items())
                part.write(f'<row r="{number}">{texts}</row>'.encode())
            part.write(f"</sheetData>{after}</worksheet>".encode())
        texts = "".join(f"<si><t>{text}</t></si>" for text in shared)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        for name, text in FRAME.items():
            archive.writestr(name, text)
    return path


def inline(text: str) -> str:
    return f' t="inlineStr"><is><t>{text}</t></is>'


def many(count: int = ROWS) -> dict[int, dict[str, str]]:
    return {
        number: {"B": f"><v>{number}</v>", "C": inline(LONG), "E": f' t="s"><v>{number % 2}</v>'}
        for number in range(3, count + 3)
    }


def expected(number: int, width: int = 5) -> list[str]:
    return ["", str(number), LONG, "", "甲乙"[number % 2], *[""] * (width - 5)]


def read(path: Path) -> list[list[str]]:
    with path.open("rb") as source, Spreadsheet(source, path.name) as book:
        sheet = book.open(0)
        book.release()
        rows = [*sheet.rows()]
        assert rows == [*sheet.rows()]
        assert sheet.rows_total == len(rows)
        assert [one.name for one in book.sheets] == ["客户"]
        return rows


def test_all_rows_from_the_first_cells_column_on(tmp_path: Path) -> None:
    rows = read(written(tmp_path / "a.xlsx", many()))
    assert rows[:2] == [[""] * 5] * 2
    assert rows[2:] == [expected(number) for number in range(3, ROWS + 3)]


def test_it_is_read_in_slices_and_only_as_far_as_asked(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", many())
    with path.open("rb") as source, zipfile.ZipFile(source) as archive:
        found = sliced(source, archive, workbook_parts(archive, path.name), path.name)
    assert found is not None
    assert len(found.slices["客户"]) > 4
    with path.open("rb") as source, Spreadsheet(source, path.name) as book:
        first = [*islice(book.open(0).rows(), 3)]
    assert first[2] == expected(3)


def test_a_column_that_only_a_late_row_fills(tmp_path: Path) -> None:
    cells = many()
    cells[5_500]["H"] = inline("晚")
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[2] == expected(3, 8)
    assert rows[5_499] == [*expected(5_500), "", "", "晚"]


def test_blank_rows_between(tmp_path: Path) -> None:
    cells = {number: one for number, one in many().items() if number < 1_000 or number > 4_000}
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert [number for number, row in enumerate(rows, 1) if not any(row)] == [1, 2, *range(1_000, 4_001)]
    assert rows[4_000] == expected(4_001)


def test_error_cells_are_put_back(tmp_path: Path) -> None:
    cells = many()
    cells[5_000]["D"] = ' t="e"><v>#REF!</v>'
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[4_999] == ["", "5000", LONG, "#REF!", "甲"]
    assert rows[5_000] == expected(5_001)


def test_cells_merged_downwards_are_filled(tmp_path: Path) -> None:
    merged = '<mergeCells count="1"><mergeCell ref="D3:D5000"/></mergeCells>'
    cells = many()
    cells[3]["D"] = inline("合")
    rows = read(written(tmp_path / "a.xlsx", cells, merged))
    assert {row[3] for row in rows[2:5_000]} == {"合"}
    assert rows[5_000][3] == ""


def test_columns_beyond_z(tmp_path: Path) -> None:
    cells = many()
    cells[4_000]["AB"] = inline("远")
    rows = read(written(tmp_path / "a.xlsx", cells))
    assert rows[3_999][27] == "远"
    assert rows[ROWS + 1] == expected(ROWS + 2, 28)


def test_a_row_that_is_no_xml_is_told(tmp_path: Path) -> None:
    cells = many()
    cells[5_000]["B"] = "><v>5000</w>"
    with pytest.raises(Damaged) as caught:
        read(written(tmp_path / "a.xlsx", cells))
    assert caught.value.code == "file-unreadable"
