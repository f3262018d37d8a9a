"""Headers as offices have them: of two rows, of periods, said again below, in bills and pivot tables; ditto marks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.words import Field
from app.services.scanning import scan
from tests.helpers.odd_sheets import book, imported, reasons, run, stored
from tests.helpers.people_rows import HEADS, people

PEOPLE = people(8)


UNDER = {
    "another language": ["Name", "ID No.", "Mobile", "Address", "Date", "Remarks"],
    "numbers of the columns": ["栏次", 1, 2, 3, 4, 5],
    "letters and numbers": ["甲", "乙", "丙", 1, 2, 3],
    "plain numbers": [1, 2, 3, 4, 5, 6],
    "units": ["", "", "（11位）", "", "（年月日）", ""],
}


@pytest.mark.parametrize("row", UNDER.values(), ids=UNDER)
def test_what_says_again_below_a_header_is_no_record(services: Services, tmp_path: Path, row: list[Any]) -> None:
    sheet = run(services, tmp_path, book([["客户登记表"], HEADS, row, *PEOPLE])[0])
    assert (sheet.rows_read, sheet.records_added) == (8, 8)


def test_headers_of_a_database_above_those_of_people(services: Services, tmp_path: Path) -> None:
    rows = [["cust_name", "id_no", "mobile_no", "address", "create_time", "remark"], HEADS, *PEOPLE]
    assert run(services, tmp_path, book(rows)[0]).records_added == 8
    assert {cells[0] for cells, _ in stored(services)} == {one[0] for one in PEOPLE}


def test_a_pivot_table(services: Services, tmp_path: Path) -> None:
    rows = [["求和项:金额", "列标签", "", ""], ["行标签", "2020年", "2021年", "总计"]]
    rows += [[one[0], "100", "200", "300"] for one in PEOPLE] + [["总计", "800", "1600", "2400"]]
    path = tmp_path / "a.xlsx"
    book(rows)[0].save(path)
    (preview,) = services.imports.preview(path).sheets
    assert [column.header for column in preview.columns] == ["行标签", "2020年", "2021年", "总计"]
    sheet = imported(services, path)
    assert (sheet.records_added, reasons(sheet)) == (8, [(11, "total-row")])


def test_notes_numbered_below_a_table_and_examples_in_it(services: Services, tmp_path: Path) -> None:
    rows = [HEADS, ["示例：张三", "110101199003070417", "13800138000"], *PEOPLE]
    rows += [[], ["注：1、以上为全部客户。"], ["2、如有疑问，请联系财务部。"], ["3、王伟"]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert reasons(sheet) == [(2, "signature-row"), (12, "signature-row"), (13, "signature-row")]
    assert stored(services)[-1][0][0] == "3、王伟"


def test_a_bill_as_payment_programs_export_it(services: Services, tmp_path: Path) -> None:
    lines = [
        "微信支付账单明细,,,,,,",
        "微信昵称：[小王],,,,,,",
        "起始时间：[2021-01-01 00:00:00] 终止时间：[2021-02-01 00:00:00],,,,,,",
    ]
    lines += [",,,,,,", "----------------------微信支付账单明细列表--------------------,,,,,,"]
    lines += ["交易时间,交易类型,交易对方,商品,收/支,金额(元),交易单号"]
    lines += [
        f'2021-01-0{at} 10:00:00,商户消费,{one[0]},"课程",支出,¥{at}.00,"10000{at}\t"'
        for at, one in enumerate(PEOPLE, 1)
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    (preview,) = services.imports.preview(path).sheets
    assert {column.header: column.field for column in preview.columns if column.field} == {
        "交易时间": Field.DATE,
        "交易对方": Field.NAME,
        "商品": Field.SUBJECT,
        "金额(元)": Field.AMOUNT,
    }
    assert imported(services, path).records_added == 8


def test_ditto_marks_hold_what_stands_above(services: Services, tmp_path: Path) -> None:
    rows = [
        ["日期", "单位", "货品", "数量"],
        ["2021-03-01", "甲有限公司", "纸", 1],
        ["同上", "〃", "笔", 2],
        ["〃", "同上", "墨", 3],
    ]
    rows += [["2021-03-02", "乙有限公司", "纸", 1], ["同上", "〃", "笔", 2]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.duplicates, sheet.warnings) == (5, 0, ("dittos",))
    assert stored(services)[2] == (["2021-03-01", "甲有限公司", "墨", "3"], "2021-03-01")
    assert stored(services)[4] == (["2021-03-02", "乙有限公司", "笔", "2"], "2021-03-02")


def test_ditto_marks_hold_wherever_they_begin(services: Services, tmp_path: Path) -> None:
    """Behind the rows by which a sheet is judged too; told once they were met."""
    rows = [["日期", "单位", "货品"], *([f"2021-03-{at % 28 + 1:02}", f"第{at}有限公司", "纸"] for at in range(300))]
    rows += [["同上", "〃", "上等笔"], ['"', "丙有限公司", "”"]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.warnings) == (302, ("dittos",))
    day = rows[300][0]
    assert [cells for cells, _ in stored(services)[-2:]] == [
        [day, "第299有限公司", "上等笔"],
        [day, "丙有限公司", "上等笔"],
    ]


def test_payslips_each_below_its_own_header(services: Services, tmp_path: Path) -> None:
    heads = ["姓名", "基本工资", "奖金", "扣款", "实发"]
    rows = [row for at, one in enumerate(PEOPLE) for row in (heads, [one[0], 5000 + at, 300, -100, 5200 + at], [])]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.rejected_rows) == (len(PEOPLE), len(PEOPLE) - 1)
    assert services.imports.preview(tmp_path / "a.xlsx").sheets[0].header_row == 1


SEASONS = [["姓名", "第一季度", "", "第二季度", ""], ["", "数量", "金额", "数量", "金额"]]


def test_columns_of_one_name_take_their_group_along(services: Services, tmp_path: Path) -> None:
    """As a text file, which knows no merged cells; the header comes again on the next page."""
    rows = [*SEASONS, *([one[0], "1", "100", "2", "200"] for one in PEOPLE[:4]), *SEASONS]
    rows += [[one[0], "3", "300", "4", "400"] for one in PEOPLE[4:]]
    path = tmp_path / "a.csv"
    path.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    (preview,) = services.imports.preview(path).sheets
    heads = ["姓名", "第一季度 数量", "第一季度 金额", "第二季度 数量", "第二季度 金额"]
    assert [column.header for column in preview.columns] == heads
    sheet = imported(services, path)
    assert (sheet.records_added, reasons(sheet)) == (8, [(7, "repeated-header"), (8, "repeated-header")])


PERIODS = {
    "years": [2019, 2020, 2021],
    "years of the books": ["2019年度", "2020年度", "2021年度"],
    "backwards": [2021, 2020, 2019],
    "months": ["1月", "2月", "3月"],
    "months of a year": ["2020年11月", "2020年12月", "2021年1月"],
    "months in digits": [202011, 202012, 202101],
    "first days": [date(2020, 1, 1), date(2020, 2, 1), date(2020, 3, 1)],
    "days": [date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1)],
}


@pytest.mark.parametrize("heads", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize("first", ["姓名", "客户"])
def test_periods_counted_on_are_a_header(services: Services, tmp_path: Path, first: str, heads: list[Any]) -> None:
    rows = [[first, *heads], *([one[0], 100 * at, 200, 300.5] for at, one in enumerate(PEOPLE))]
    made = book(rows)[0]
    made.save(tmp_path / "a.xlsx")
    assert services.imports.preview(tmp_path / "a.xlsx").sheets[0].header_row == 1
    assert imported(services, tmp_path / "a.xlsx").records_added == 8


def test_years_in_rows_of_data_are_no_header(services: Services, tmp_path: Path) -> None:
    rows = [[one[0], 2019, 2020 + at, 2021 + 2 * at] for at, one in enumerate(PEOPLE)]
    assert run(services, tmp_path, book(rows)[0]).records_added == 8


def test_words_below_a_table_without_header_are_none(services: Services, tmp_path: Path) -> None:
    """What looks like a header stands below the rows: they would be lost above it."""
    rows = [*([one[0], one[1], one[2]] for one in PEOPLE[:2]), ["经办人签字：", "", "日期："], ["姓名", "电话"]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert [cells[0] for cells, _ in stored(services)][:2] == [PEOPLE[0][0], PEOPLE[1][0]]
    assert "no-header" in sheet.warnings


def test_a_title_above_rows_without_header_is_no_customer(services: Services, tmp_path: Path) -> None:
    rows = [["学员花名册"], ["填表说明：带*为必填"], *([one[0], one[1], one[2]] for one in PEOPLE)]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.rejected_rows, sheet.warnings) == (len(PEOPLE), 0, ("no-header",))
    assert scan([tmp_path / "a.xlsx"])[0].sheets[0].header_row is None


def test_columns_below_a_single_year(services: Services, tmp_path: Path) -> None:
    rows = [["姓名", "2021年", "", "备注"], ["", "课程", "金额", ""]]
    rows += [[one[0], "钢琴", str(100 + at), "老客户"] for at, one in enumerate(PEOPLE)]
    sheet = run(services, tmp_path, book(rows)[0])
    assert sheet.records_added == len(PEOPLE)
    assert [column.header for column in services.imports.preview(tmp_path / "a.xlsx").sheets[0].columns] == [
        "姓名",
        "课程",
        "金额",
        "备注",
    ]
