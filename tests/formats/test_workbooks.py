"""Written workbooks: texts only, safe from formulas, readable by others."""

import io
from pathlib import Path

import openpyxl
import pytest

from app.formats import workbooks
from app.formats.table_files import open_table_file
from app.formats.workbooks import Cell, Page, Style, column_letters, write_workbook

PAYLOADS = [
    "=1+1", '=HYPERLINK("http://x","y")', "+1", "-1+2", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\xa0=1",
    "＝1", "＋1", "－1", "＠A1", "=cmd|' /C calc'!A0", ";=1", ",=1", "a\n=1+1", "%0A=1", "'=1",
]  # fmt: skip


def written(path: Path, *pages: Page) -> Path:
    with path.open("wb") as file:
        write_workbook(file, pages)
    return path


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_a_cell_says_is_a_formula(tmp_path: Path, payload: str) -> None:
    book = openpyxl.load_workbook(written(tmp_path / "a.xlsx", Page("a", ["h"], [[payload]])))
    cell = book["a"]["A2"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize(
    "text", [*PAYLOADS, "007", "310101199001011234", "_x000D_", "a\rb\x07", "<&>\"'", " a  b ", "𠮷"]
)
def test_what_is_written_is_read_again_unchanged(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "a.xlsx", Page("a", ["h", "i"], [["x", text]]))
    with open_table_file(path) as file:
        assert list(file.open(0).rows())[1] == ["x", text]


def test_rows_are_counted_without_heads_and_pages_keep_their_order() -> None:
    target = io.BytesIO()
    assert write_workbook(target, [Page("a", ["h"], [["1"], ["2"]]), Page("b", ["h"], [["3"]])]) == 3
    assert openpyxl.load_workbook(target).sheetnames == ["a", "b"]


def test_titles_that_sheets_do_not_allow_are_mended() -> None:
    target = io.BytesIO()
    write_workbook(target, [Page("a/b", [], []), Page("A:B", [], []), Page("", [], []), Page("长" * 40, [], [])])
    assert openpyxl.load_workbook(target).sheetnames == ["a b", "A B (2)", "Sheet", "长" * 31]


def test_a_page_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "LAST_ROW", 3)
    target = io.BytesIO()
    assert write_workbook(target, [Page("a", ["h"], [[str(number)] for number in range(5)])]) == 5
    book = openpyxl.load_workbook(target)
    assert [[cell.value for cell in page["A"]] for page in book] == [["h", "0", "1"], ["h", "2", "3"], ["h", "4"]]


def test_no_page_gives_a_workbook_that_opens() -> None:
    target = io.BytesIO()
    write_workbook(target, [])
    assert len(openpyxl.load_workbook(target).sheetnames) == 1


def test_a_cell_too_long_for_a_sheet_is_cut_with_a_sign() -> None:
    target = io.BytesIO()
    write_workbook(target, [Page("a", ["h"], [["x" * 40_000]])])
    value = openpyxl.load_workbook(target)["a"]["A2"].value
    assert isinstance(value, str)
    assert (len(value), value[-1]) == (32_767, "…")


def test_looks_are_kept() -> None:
    target = io.BytesIO()
    write_workbook(target, [Page("a", ["h"], [[Cell("x", Style.WRONG), Cell("", Style.REASON)]], [12, 30])])
    page = openpyxl.load_workbook(target)["a"]
    assert page["A1"].font.b
    assert page["A2"].fill.fgColor.rgb == "FFF8E9E6"
    assert page.column_dimensions["B"].width == 30


def test_column_letters() -> None:
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_writing_leaves_nothing_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    seen: list[int] = []

    def rows() -> list[list[str]]:
        seen.append(len(list((tmp_path / "tmp").iterdir())))
        return [["王伟"]]

    written(tmp_path / "a.xlsx", Page("a", ["h"], (row for _ in range(3) for row in rows())))
    assert seen == [0, 0, 0]
