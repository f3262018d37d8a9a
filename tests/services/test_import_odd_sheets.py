"""Sheets as offices have them: each comes in as what it says, and what is no record is named."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.table import Table

from app.bootstrap import Services
from app.detect.values import id_check_digit
from app.domain.records import RecordQuery
from app.services.scanning import scan
from tests.helpers.odd_sheets import book, imported, reasons, run, stored
from tests.helpers.office_files import DATA
from tests.helpers.people_rows import HEADS, people

PEOPLE = people(8)


def test_titles_above_and_totals_and_signatures_below(services: Services, tmp_path: Path) -> None:
    rows = [["客户登记表"], ["制表日期：2021-03-05", "", "", "单位：元"], HEADS, *PEOPLE, [], ["合计", "8人"]]
    rows += [["制表人：张三", "", "审核人：李四"]]
    sheet = run(services, tmp_path, book(rows, ["A1:F1"])[0])
    assert (sheet.rows_read, sheet.records_added) == (10, 8)
    assert reasons(sheet) == [(13, "total-row"), (14, "signature-row")]


def test_counts_page_marks_and_labels_below_and_months_between(services: Services, tmp_path: Path) -> None:
    rows = [HEADS, ["一月份"], *PEOPLE[:4], ["2023年2月"], *PEOPLE[4:], [], ["", "合计人数：8人"], ["共8笔记录"]]
    rows += [
        ["第1页 共3页"],
        ["", "总经理：", "", "财务：", "", "制表："],
        ["以上共计：捌佰元整"],
        ["共 8 条记录，详见附件"],
    ]
    sheet = run(services, tmp_path, book(rows)[0])
    assert sheet.records_added == 8
    assert reasons(sheet) == [
        (2, "group-row"),
        (7, "group-row"),
        (13, "total-row"),
        (14, "total-row"),
        (15, "signature-row"),
        (16, "signature-row"),
        (17, "total-row"),
        (18, "total-row"),
    ]
    with services.session.read() as uow:
        assert uow.customers.count() == len(PEOPLE)


def test_totals_of_groups_whatever_stands_before_their_word(services: Services, tmp_path: Path) -> None:
    names = [one[0] for one in PEOPLE]
    rows: list[list[Any]] = [["收款明细"], ["客户", "日期", "项目", "金额（元）"]]
    rows += [[names[0], "2021-03-01", "课程", 100], ["", "2021-03-02", "教材", 50], ["", "小计", "", 150]]
    rows += [["一、老客户"], [names[1], "2021-03-01", "课程", 200], ["销售部小计：", "", "", "¥200.00"]]
    rows += [["2021-03-01", "小计", "", 200], ["", "", "本月合计", 350], [names[2], "2021-03-03", "设计", 60]]
    rows += [["（二）新客户"], ["汇总", "", "", 410], ["合计（大写）：肆佰壹拾元整"], ["人民币大写", "肆佰壹拾元整"]]
    sheet = run(services, tmp_path, book(rows, ["A1:D1", "A3:A5"])[0])
    assert [cells[:3] for cells, _ in stored(services)] == [
        [names[0], "2021-03-01", "课程"],
        [names[0], "2021-03-02", "教材"],
        [names[1], "2021-03-01", "课程"],
        [names[2], "2021-03-03", "设计"],
    ]
    totals = [(at, "total-row") for at in (5, 8, 9, 10, 13, 14, 15)]
    assert sorted(reasons(sheet)) == sorted([*totals, (6, "group-row"), (12, "group-row")])


def test_remarks_between_customers_are_no_customers(services: Services, tmp_path: Path) -> None:
    """A name alone in its row may be all that is known of somebody."""
    remarks = ["2020年以后新增客户", "（下面的都是老王介绍的）", "待核实", "VIP客户", "8人"]
    rows = [row for one, text in zip(PEOPLE, remarks, strict=False) for row in ([one[0], one[2], one[3]], [text])]
    sheet = run(services, tmp_path, book([["姓名", "电话", "地址"], ["张三丰"], *rows])[0])
    assert [cells[0] for cells, _ in stored(services)] == ["张三丰", *(one[0] for one in PEOPLE[:5])]
    assert reasons(sheet) == [(at, "group-row") for at in (4, 6, 8, 10, 12)]


def test_what_stands_below_bank_statements_ledgers_and_tax_returns(services: Services, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["交易时间", "借方金额", "贷方金额", "对方户名", "摘要"]]
    rows += [["20210105 10:01:01", "", "1,000.00", PEOPLE[0][0], "转账"]]
    rows += [["借方合计：", "10.00", "贷方合计：", "1,000.00"], ["份数：2"], ["谨声明：本表是真实的、可靠的、完整的。"]]
    rows += [["", "", "", "扣缴义务人（签章）：", "2021年2月5日"]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert [day for _, day in stored(services)] == ["2021-01-05"]
    assert reasons(sheet) == [(3, "total-row"), (4, "total-row"), (5, "signature-row"), (6, "signature-row")]


def test_sums_of_a_ledger_below_its_months(services: Services, tmp_path: Path) -> None:
    rows = [
        ["月", "日", "凭证号", "摘要", "借方", "贷方", "方向", "余额"],
        ["1", "5", "记-12", "售课", "5", "", "借", "15"],
    ]
    rows += [["1", "", "", "本月合计", "5", "", "借", "15"], ["1", "", "", "本年累计", "5", "", "借", "15"]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, reasons(sheet)) == (1, [(3, "total-row"), (4, "total-row")])


def test_the_total_row_of_an_excel_table_and_its_filtered_rows(services: Services, tmp_path: Path) -> None:
    made, page = book([["姓名", "电话", "金额"], *([one[0], one[2], 10] for one in PEOPLE), ["汇总", None, 80]])
    table = Table(displayName="表1", ref="A1:C10", totalsRowCount=1)
    page.add_table(table)
    page.row_dimensions[4].hidden = True
    sheet = run(services, tmp_path, made)
    assert (sheet.records_added, reasons(sheet), sheet.warnings) == (8, [(10, "total-row")], ("hidden-rows",))


def test_two_rows_of_headers(services: Services, tmp_path: Path) -> None:
    rows = [["客户信息", "", "联系方式", "", "备注"], ["姓名", "证件号码", "手机号码", "通信地址", ""]]
    rows += [[one[0], one[1], one[2], one[3], "x"] for one in PEOPLE]
    path = tmp_path / "a.xlsx"
    book(rows, ["A1:B1", "C1:D1", "E1:E2"])[0].save(path)
    (preview,) = services.imports.preview(path).sheets
    assert [column.header for column in preview.columns] == ["姓名", "证件号码", "手机号码", "通信地址", "备注"]
    assert imported(services, path).records_added == 8


def test_no_header_at_all(services: Services, tmp_path: Path) -> None:
    assert run(services, tmp_path, book(PEOPLE)[0]).records_added == 8
    with services.session.read() as uow:
        assert uow.connection.rows("SELECT count(*) FROM customer WHERE id_number <> ''") == [(8,)]


def test_blank_rows_and_columns_around(services: Services, tmp_path: Path) -> None:
    rows = [
        [],
        [],
        ["", "", *HEADS],
        *(["", "", *one] for one in PEOPLE[:4]),
        [],
        *(["", "", *one] for one in PEOPLE[4:]),
    ]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.rows_read, sheet.records_added) == (8, 8)


def test_a_table_far_down(services: Services, tmp_path: Path) -> None:
    rows = [*[[]] * 40, ["", "", "客户名单"], *(["", "", *row] for row in [HEADS, *PEOPLE])]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.rejected_rows, sheet.warnings) == (len(PEOPLE), 0, ())
    assert scan([tmp_path / "a.xlsx"])[0].sheets[0].header_row == 42


def test_rows_numbered_beforehand_are_no_customers(services: Services, tmp_path: Path) -> None:
    rows = [["序号", *HEADS], *([at, *one] for at, one in enumerate(PEOPLE, 1)), *([at] for at in range(9, 13))]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, reasons(sheet)) == (8, [(at, "number-only") for at in range(10, 14)])


def test_numbers_beforehand_need_no_header_of_their_own(services: Services, tmp_path: Path) -> None:
    rows = [
        ["", "姓名", "电话"],
        *([at, one[0], one[2]] for at, one in enumerate(PEOPLE, 1)),
        [9, "", ""],
        [10, "", ""],
    ]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, reasons(sheet)) == (8, [(10, "number-only"), (11, "number-only")])


def test_titles_and_headers_repeated_on_each_page(services: Services, tmp_path: Path) -> None:
    rows = [["客户登记表"], HEADS, *PEOPLE[:4], ["客户登记表"], HEADS, *PEOPLE[4:]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, reasons(sheet)) == (8, [(7, "repeated-header"), (8, "repeated-header")])


def test_cells_merged_downwards_hold_for_each_row(services: Services, tmp_path: Path) -> None:
    firms = ["甲有限公司", "", "", "乙有限公司", "", "", "", ""]
    rows = [["单位名称", *HEADS], *([firm, *one] for firm, one in zip(firms, PEOPLE, strict=True))]
    run(services, tmp_path, book(rows, ["A2:A4", "A5:A9"])[0])
    assert [cells[0] for cells, _ in stored(services)] == ["甲有限公司"] * 3 + ["乙有限公司"] * 5


def test_hidden_sheets_and_rows_come_in_and_are_told(services: Services) -> None:
    path = DATA / "customers.xls"
    shown, hidden = services.imports.preview(path).sheets
    assert "hidden-rows" in shown.warnings
    assert "hidden-sheet" in hidden.warnings
    first, second = services.imports.run(path).sheets
    assert (first.records_added, second.records_added) == (2, 1)
    assert reasons(first) == [(5, "total-row")]


def test_comments_are_kept_in_a_column_of_their_own(services: Services, tmp_path: Path) -> None:
    made, page = book([HEADS, *PEOPLE])
    page["A1"].comment = Comment("请填写身份证上的姓名，不要填写简称或者别名", "店长")
    page["A2"].comment = Comment("老客户，电话13900139000", "店长")
    made.save(tmp_path / "a.xlsx")
    (preview,) = services.imports.preview(tmp_path / "a.xlsx").sheets
    assert [column.header for column in preview.columns] == [*HEADS, "批注"]
    assert run(services, tmp_path, made).records_added == 8
    assert [cells[len(HEADS)] for cells, _ in stored(services)] == ["老客户，电话13900139000", *[""] * 7]


def test_detect_speaks_of_the_files_own_columns(tmp_path: Path) -> None:
    made, page = book([HEADS, *PEOPLE])
    page["A2"].comment = Comment("老客户", "店长")
    made.save(tmp_path / "a.xlsx")
    (file,) = scan([tmp_path / "a.xlsx"])
    assert [column.index for column in file.sheets[0].columns] == list(range(len(HEADS)))


DATES = {
    "a date": date(2019, 3, 1),
    "a day's number in a cell of no format": 43525,
    "Chinese": "2019年3月1日",
    "Chinese figures": "二〇一九年三月一日",
    "full width": "２０１９－０３－０１",
    "dots": "2019.3.1",
    "digits": "20190301",
    "digits with a time": "20190301 08:30:00",
    "slashes": "2019/3/1",
    "with a time": "2019-03-01 08:30",
    "with spaces": "2019 年 3 月 1 日",
    "with a weekday": "2019年03月01日（星期五）",
    "half Chinese figures": "2019年三月一日",
    "a letter for the nought": "二O一九年三月一号",
    "capitals of cheques": "贰零壹玖年叁月零壹日",
    "pause marks": "2019、3、1",
    "strokes": r"2019\3\1",
    "a year of two digits": "19年3月1日",
    "points and two digits of the year": "19.3.1",
    "lines and two digits of the year": "19-03-01",
    "strokes and two digits of the year": "19/3/1",
    "a day's number with a part of the day": "43525.5",
    "the era": "民国108年3月1日",
    "a month": "201903",
    "a month in words": "2019年3月",
    "with a time of day": "2019年3月1日下午3点",
}


def test_dates_of_every_kind(services: Services, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["姓名", "手机号码", "登记日期"]]
    rows += [[one[0], one[2], text] for one, text in zip(people(len(DATES)), DATES.values(), strict=True)]
    run(services, tmp_path, book(rows)[0])
    assert dict(zip(DATES, (day for _, day in stored(services)), strict=True)) == dict.fromkeys(DATES, "2019-03-01")


def test_short_dates_that_nobody_could_be_sure_of_stay_as_written(services: Services, tmp_path: Path) -> None:
    """05/06/19 is of May or of June; 30.12.31 is a day to come, 98.12.1 one past."""
    texts = ["05/06/19", "19.13.1", "19.2.30", "98.12.1", "30.12.31"]
    rows = [
        ["姓名", "手机号码", "登记日期"],
        *([one[0], one[2], text] for one, text in zip(PEOPLE, texts, strict=False)),
    ]
    run(services, tmp_path, book(rows)[0])
    assert [(cells[2], day) for cells, day in stored(services)] == [
        *((text, None) for text in texts[:3]),
        ("98.12.1", "1998-12-01"),
        ("30.12.31", "2030-12-31"),
    ]


def test_dates_of_a_workbook_that_counts_from_1904(services: Services, tmp_path: Path) -> None:
    made, page = book([["姓名", "手机号码", "登记日期"]])
    made.epoch = CALENDAR_MAC_1904
    for one in PEOPLE:
        page.append([one[0], one[2], date(2019, 3, 1)])
    run(services, tmp_path, made)
    assert {day for _, day in stored(services)} == {"2019-03-01"}


@pytest.mark.parametrize(
    ("number", "phone", "code"),
    [
        (110101199003070417, "13800138000", "rounded-number"),
        ("1.10101E+17", "13800138000", "rounded-number"),
        ("110101199003070000", "13800138000", "bad-id"),
        ("", "1.38001E+10", "rounded-number"),
    ],
)
def test_numbers_that_a_spreadsheet_rounded_are_rejected_by_name(
    services: Services, tmp_path: Path, number: object, phone: str, code: str
) -> None:
    rows = [["姓名", "身份证号", "手机号码"], *([one[0], one[1], one[2]] for one in PEOPLE), ["王伟", number, phone]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, reasons(sheet)) == (8, [(10, code)])


@pytest.mark.parametrize("right", [0, 3])
def test_id_numbers_that_were_rounded_are_rejected_whatever_their_check_digit(
    services: Services, tmp_path: Path, right: int
) -> None:
    """One in eleven has a right check digit by chance; beside others that end alike it is rounded too."""
    path = tmp_path / "a.csv"
    numbers = [one[1] if at < right else f"{one[1][:15]}000" for at, one in enumerate(PEOPLE)]
    numbers[-1] = "110101196001060000"
    assert id_check_digit(numbers[-1])
    lines = [
        "姓名,身份证号,手机",
        *(f"{one[0]},{number},{one[2]}" for one, number in zip(PEOPLE, numbers, strict=True)),
    ]
    path.write_text("\n".join(lines), encoding="gb18030")
    sheet = imported(services, path)
    assert [(one.row, one.code, one.header) for one in sheet.rejected] == [
        (row, "rounded-number", "身份证号") for row in range(right + 2, len(PEOPLE) + 2)
    ]


def test_numbers_of_cards_that_were_rounded_are_rejected(services: Services, tmp_path: Path) -> None:
    """Fifteen digits are all that a spreadsheet keeps of a number: the last of sixteen is a nought."""
    cards = [6222021234567890, 6222029876543210, 6225880112233440, "6222021234567894"]
    rows = [["姓名", "银行卡号"], *([one[0], card] for one, card in zip(PEOPLE, cards, strict=False))]
    sheet = run(services, tmp_path, book(rows)[0])
    assert [(one.row, one.code, one.header) for one in sheet.rejected] == [
        (row, "rounded-number", "银行卡号") for row in (2, 3, 4)
    ]


def test_a_card_whose_number_ends_in_a_nought_stays(services: Services, tmp_path: Path) -> None:
    cards = ["6222021234567890", "6222029876543213", "6225880112233447", "6222021234567894", "6222021234567810"]
    rows = [["姓名", "银行卡号"], *([one[0], card] for one, card in zip(PEOPLE, cards, strict=False))]
    assert run(services, tmp_path, book(rows)[0]).rejected_rows == 0


def test_a_right_id_number_that_ends_in_noughts_stays(services: Services, tmp_path: Path) -> None:
    numbers = [*(one[1] for one in PEOPLE[1:]), "110101196001060000"]
    rows = [["姓名", "身份证号"], *([one[0], number] for one, number in zip(PEOPLE, numbers, strict=True))]
    assert run(services, tmp_path, book(rows)[0]).records_added == len(PEOPLE)


@pytest.mark.parametrize(
    "number", ["１１０１０１１９９００３０７０４１７", "110101 19900307 0417", " 110101199003070417"]
)
@pytest.mark.parametrize(
    "phone", ["１３８００１３８０００", 13800138000, 13800138000.0, "138-0013-8000", "+86 13800138000"]
)
def test_numbers_in_any_dress_are_the_same_customer(
    services: Services, tmp_path: Path, number: str, phone: object
) -> None:
    rows = [["姓名", "身份证号", "手机号码"], ["王伟", "110101199003070417", "13800138000"], ["王伟", number, phone]]
    run(services, tmp_path, book(rows)[0])
    with services.session.read() as uow:
        assert uow.connection.rows("SELECT id_number, phone FROM customer") == [("110101199003070417", "13800138000")]


def test_a_number_is_found_as_its_cell_shows_it(services: Services, tmp_path: Path) -> None:
    """00123 is what the customer's card says; the workbook holds 123 and a format."""
    made, page = book([["客户编号", "姓名", "电话"], *([7 + at, one[0], one[2]] for at, one in enumerate(PEOPLE))])
    for (cell,) in page.iter_rows(min_row=2, max_col=1):
        cell.number_format = "00000"
    assert run(services, tmp_path, made).records_added == len(PEOPLE)
    assert [cells[0] for cells, _ in stored(services)][:2] == ["00007", "00008"]
    assert services.records.list(RecordQuery(search="00008")).total == 1


def test_formulas_as_names_are_texts_and_the_last_value_counts(services: Services, tmp_path: Path) -> None:
    rows = [["姓名", "手机号码", "备注"], ["+cmd|calc", "13800138000", "@SUM(A1)"], ["-2+3", "13900139000", "x"]]
    run(services, tmp_path, book(rows)[0])
    assert [cells[0] for cells, _ in stored(services)] == ["+cmd|calc", "-2+3"]
    sheet = imported(services, DATA / "errors.xls")
    assert reasons(sheet) == [(2, "error-cell"), (3, "error-cell")]
    assert stored(services)[-1][0][2] == "13800138000"


def test_formulas_that_nobody_let_a_spreadsheet_work_out_are_told(services: Services, tmp_path: Path) -> None:
    rows = [[*HEADS, "积分"], *([*one, f"={at}*10"] for at, one in enumerate(PEOPLE))]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, sheet.warnings) == (len(PEOPLE), ("formulas",))
    assert services.imports.preview(tmp_path / "a.xlsx").sheets[0].warnings == ("formulas",)
