"""The workbook of rejected rows goes round: corrected in place, it comes in, and nothing is counted twice."""

from pathlib import Path

from openpyxl import load_workbook

from app.bootstrap import Services
from app.domain.words import Kind
from app.formats.table_files import open_table_file
from app.services.imports import ImportedSheet
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people, person

WRONG = "110101199003070418"


def counts(sheet: ImportedSheet) -> tuple[int, int, int, int]:
    assert sheet.rows_read == sheet.records_added + sheet.duplicates + sheet.rejected_rows
    return sheet.rows_read, sheet.records_added, sheet.duplicates, sheet.rejected_rows


def rejected(services: Services, folder: Path, rows: list[list[str]]) -> Path:
    path = workbook(folder / "客户.xlsx", {"会员": rows})
    found = services.imports.run(path, rejects_dir=folder / "out").rejects_file
    assert found is not None
    return Path(found)


def corrected(path: Path, row: int, column: int, text: str) -> Path:
    """One cell typed over, as in a spreadsheet."""
    book = load_workbook(path)
    book.worksheets[0].cell(row, column, text)
    book.save(path)
    return path


def test_what_is_still_wrong_is_rejected_again_and_the_rest_comes_in(services: Services, tmp_path: Path) -> None:
    first, second = person(1), person(2)
    table = [HEADS, person(0), [first[0], WRONG, *first[2:]], [second[0], WRONG, *second[2:]], ["合计", "", "3"]]
    path = corrected(rejected(services, tmp_path, table), 2, 2, first[1])
    (sheet,) = services.imports.run(path, rejects_dir=tmp_path / "out").sheets
    assert counts(sheet) == (3, 1, 0, 2)
    assert [(one.row, one.code) for one in sheet.rejected] == [(3, "bad-id"), (4, "total-row")]
    (again,) = services.imports.run(path).sheets
    assert counts(again) == (3, 0, 1, 2)


def test_a_corrected_row_is_the_same_record_as_in_the_file(services: Services, tmp_path: Path) -> None:
    """Columns without a header or with the same one twice keep their names on the way."""
    heads, good = [*HEADS, "", "鞋码", "鞋码"], [[*one, "x", "1", "2"] for one in people(3)]
    bad = [good[0][0], WRONG, *good[0][2:]]
    path = corrected(rejected(services, tmp_path, [heads, bad, *good[1:]]), 2, 2, good[0][1])
    (sheet,) = services.imports.run(path).sheets
    assert counts(sheet) == (1, 1, 0, 0)
    (whole,) = services.imports.run(workbook(tmp_path / "b.xlsx", [heads, *good])).sheets
    assert counts(whole) == (3, 0, 3, 0)


def test_rows_of_a_sheet_without_header_go_round(services: Services, tmp_path: Path) -> None:
    good = people(9)
    bad = [good[0][0], WRONG, *good[0][2:]]
    path = rejected(services, tmp_path, [bad, *good[1:]])
    with open_table_file(path) as file:
        assert next(file.open(0).rows())[:2] == ["[A]", "[B]"]
    (sheet,) = services.imports.run(corrected(path, 2, 2, good[0][1])).sheets
    assert counts(sheet) == (1, 1, 0, 0)
    (whole,) = services.imports.run(workbook(tmp_path / "b.xlsx", good)).sheets
    assert counts(whole) == (9, 0, 9, 0)


def test_several_tables_of_a_sheet_have_a_page_each(services: Services, tmp_path: Path) -> None:
    orders = [["订单编号", "客户姓名", "交易日期", "金额"], *([f"D{at}", "王伟", "2019-03-01", "1"] for at in range(5))]
    orders += [["D9", "王伟", "2019-02-30", "1"]]
    first = person(1)
    path = rejected(services, tmp_path, [HEADS, person(0), [first[0], WRONG, *first[2:]], [], *orders])
    with open_table_file(path) as file:
        assert [sheet.name for sheet in file.sheets] == ["会员", "会员 (2)"]


def test_rows_come_back_as_the_kind_that_their_sheet_was(services: Services, tmp_path: Path) -> None:
    """One row of a contract list says little of it by itself; and the user may have said what the list is."""
    table = [HEADS, *people(6), [person(8)[0], WRONG, *person(8)[2:]]]
    path = workbook(tmp_path / "名单.xlsx", {"Sheet1": table})
    found = services.imports.run(path, kind=Kind.CONTRACT, rejects_dir=tmp_path / "out").rejects_file
    assert found is not None
    again = corrected(Path(found), 2, 2, person(8)[1])
    (sheet,) = services.imports.run(again).sheets
    assert (sheet.kind, sheet.records_added) == (Kind.CONTRACT, 1)


def test_a_row_with_two_faults_names_both(services: Services, tmp_path: Path) -> None:
    one = person(1)
    two_wrong = [one[0], WRONG, *one[2:4], "2021-02-30", ""]
    path = rejected(services, tmp_path, [HEADS, *people(6, first=2), two_wrong])
    page = load_workbook(path).worksheets[0]
    heads = [cell.value for cell in page[1]]
    reasons = page.cell(2, heads.index("未导入原因（清档）") + 1).value
    assert isinstance(reasons, str)
    assert [("身份证号" in line, "登记日期" in line) for line in reasons.split("\n")] == [(True, False), (False, True)]
    colours = {page.cell(2, at).fill.fgColor.rgb for at in (2, 5)}
    assert len(colours) == 1
    assert page.cell(2, 1).fill.fgColor.rgb not in colours
