"""Sheets on which labels stand beside their values come in as one record a filled form."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment

from app.bootstrap import Services
from app.domain.words import Field, Kind, PiType
from app.errors import Damaged
from app.services.scanning import scan
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import people

PEOPLE = people(4)


def card(person: list[str]) -> list[list[Any]]:
    """A card of a customer, three rows high."""
    name, number, phone, address, day, _ = person
    return [["姓名：", name, "电话：", phone], ["身份证号：", number, "登记日期：", day], ["地址：", address, "备注："]]


def stored(services: Services) -> list[tuple[int, list[str]]]:
    """Each record's row and cells."""
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT row_number, content FROM record ORDER BY id")
    return [(int(str(number)), json.loads(str(content))) for number, content in rows]


def test_a_registration_card_is_one_record(services: Services, tmp_path: Path) -> None:
    name, number, phone, address, _, _ = PEOPLE[0]
    book = Workbook()
    page = book.worksheets[0]
    for row in (
        ["会员登记表"],
        ["姓    名", name, "*性别", "女", "民 族", "汉"],
        ["身份证\n号码", number, None, None, "出生日期", date(1989, 7, 24)],
        ["联系电话", phone, None, "邮箱（选填）", "wang@163.com"],
        ["家庭住址", address],
        ["备注"],
    ):
        page.append(row)
    for place in ("A1:F1", "B3:D3", "B5:F5", "B6:F6"):
        page.merge_cells(place)
    page["B4"].comment = Comment("下午再打", "店长")
    book.save(tmp_path / "a.xlsx")
    (preview,) = services.imports.preview(tmp_path / "a.xlsx").sheets
    heads = ["姓名", "*性别", "民族", "身份证号码", "出生日期", "联系电话", "邮箱（选填）", "家庭住址", "备注", "批注"]
    assert [column.header for column in preview.columns] == heads
    fields = {column.field for column in preview.columns}
    assert {Field.NAME, Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.ADDRESS} <= fields
    assert (preview.header_row, preview.rows_total) == (2, 1)
    assert preview.warnings == ("form",)
    (sheet,) = services.imports.run(tmp_path / "a.xlsx").sheets
    assert (sheet.kind, sheet.rows_read, sheet.records_added) == (Kind.BASIC, 1, 1)
    assert (sheet.warnings, sheet.columns) == (("form",), 10)
    cells = [name, "女", "汉", number, "1989-07-24", phone, "wang@163.com", address, "", "下午再打"]
    assert stored(services) == [(2, cells)]


def test_forms_below_one_another_are_a_record_each(services: Services, tmp_path: Path) -> None:
    rows = [row for person in PEOPLE for row in (["会员卡"], *card(person), [])]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.rows_read, sheet.records_added) == (4, 4)
    assert [number for number, _ in stored(services)] == [2, 7, 12, 17]
    assert stored(services)[3][1] == [PEOPLE[3][0], PEOPLE[3][2], PEOPLE[3][1], PEOPLE[3][4], PEOPLE[3][3], ""]


def test_a_sheet_for_each_customer(services: Services, tmp_path: Path) -> None:
    imported = services.imports.run(workbook(tmp_path / "a.xlsx", {person[0]: card(person) for person in PEOPLE}))
    assert [(one.name, one.records_added) for one in imported.sheets] == [(person[0], 1) for person in PEOPLE]
    with services.session.read() as uow:
        assert uow.customers.count() == len(PEOPLE)


def test_forms_beside_one_another_and_lists_on_their_side(services: Services, tmp_path: Path) -> None:
    beside = [[*left, None, *right] for left, right in zip(card(PEOPLE[0]), card(PEOPLE[1]), strict=True)]
    beside[2] = ["地址：", PEOPLE[0][3], "备注：", None, None, "地址：", PEOPLE[1][3], "备注：", "老客户"]
    on_side = [["姓名", *(one[0] for one in PEOPLE)], ["电话", *(one[2] for one in PEOPLE)]]
    on_side.append(["身份证号", *(one[1] for one in PEOPLE)])
    path = workbook(tmp_path / "a.xlsx", {"并列": beside, "横排": on_side})
    first, second = services.imports.run(path).sheets
    assert (first.records_added, second.records_added) == (2, 4)
    assert stored(services)[1] == (1, [PEOPLE[1][0], PEOPLE[1][2], PEOPLE[1][1], PEOPLE[1][4], PEOPLE[1][3], "老客户"])
    assert stored(services)[5] == (1, [PEOPLE[3][0], PEOPLE[3][2], PEOPLE[3][1]])


def test_what_is_wrong_in_a_form_is_told_by_its_label(services: Services, tmp_path: Path) -> None:
    person = ["王芳", "310101199001011235", *PEOPLE[0][2:]]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", [*card(person), *card(PEOPLE[1])])).sheets
    assert (sheet.rows_read, sheet.records_added) == (2, 1)
    assert [(one.row, one.code, one.header) for one in sheet.rejected] == [(1, "bad-id", "身份证号")]


def test_a_form_that_is_not_clear_is_refused_with_its_row(services: Services, tmp_path: Path) -> None:
    rows = [*card(PEOPLE[0]), ["家庭成员", "李某", "某厂", "退休"]]
    path = workbook(tmp_path / "a.xlsx", {"王芳": rows})
    with pytest.raises(Damaged) as caught:
        services.imports.run(path)
    assert caught.value.code == "form-unclear"
    assert caught.value.params == {"file": "a.xlsx", "sheet": "王芳", "row": 4}
    assert stored(services) == []


def test_detect_tells_of_the_labels_as_columns(tmp_path: Path) -> None:
    rows = [["登记卡"], *card(PEOPLE[0])]
    rows[3] = ["地址：", PEOPLE[0][3], "备注：", "丈夫电话13900139000，周末联系"]
    ((sheet,),) = (one.sheets for one in scan([workbook(tmp_path / "a.xlsx", rows)]))
    assert (sheet.is_form, sheet.header_row, sheet.rows) == (True, None, 1)
    assert [column.type for column in sheet.columns][:3] == [
        PiType.PERSON_NAME,
        PiType.MOBILE_PHONE,
        PiType.CN_RESIDENT_ID,
    ]
    assert [(one.row, one.column, one.type) for one in sheet.findings] == [(2, 5, PiType.MOBILE_PHONE)]


NO_FORMS: dict[str, list[list[Any]]] = {
    "a delivery note": [
        ["送货单"],
        ["客户名称", "上海明达贸易有限公司", "日期", "2020-03-01"],
        ["联系人", "王芳", "电话", "13800020177"],
        ["地址", "上海市黄浦区南京东路1号", "单号", "SH2020030101"],
        ["序号", "品名", "数量", "单价", "金额"],
        [1, "打印纸", 10, 20, 200],
        [2, "墨盒", 2, 150, 300],
    ],
    "words of headers as values": [["手机", "销售", "微信"], ["电话", "客服", "邮箱"], ["姓名", "部门", "渠道"]],
    "ways to reach people": [
        ["手机", "13800020177", "王芳"],
        ["邮箱", "a@b.com", "李伟"],
        ["电话", "010-62345678", "张敏"],
    ],
    "accounts": [["科目", "金额"], ["现金", 100], ["应收账款", 200], ["固定资产", 300]],
}


@pytest.mark.parametrize("rows", NO_FORMS.values(), ids=NO_FORMS)
def test_tables_are_no_forms(services: Services, tmp_path: Path, rows: list[list[Any]]) -> None:
    for sheet in services.imports.preview(workbook(tmp_path / "a.xlsx", rows)).sheets:
        assert "form" not in sheet.warnings


def test_the_users_header_makes_a_table_of_it(services: Services, tmp_path: Path) -> None:
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", card(PEOPLE[0])), header_row=1).sheets
    assert (sheet.rows_read, "form" in sheet.warnings) == (2, False)


def test_a_form_with_a_photograph_and_signatures(services: Services, tmp_path: Path) -> None:
    name, number, phone, address, _, _ = PEOPLE[0]
    rows = [
        ["学员登记表"],
        ["姓名", name, "性别", "女", "贴一寸\n照片处"],
        ["身份证号", *number],
        ["家长姓名", PEOPLE[1][0], "家长电话", phone],
        ["家庭住址", address],
        ["身体状况", "健康", "过敏史", "无"],
        ["一、以上内容由家长填写"],
        ["家长签字：", None, "日期："],
    ]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert sheet.records_added == 1
    ((row, cells),) = stored(services)
    assert (row, cells[:6]) == (2, [name, "女", number, PEOPLE[1][0], phone, address])
    assert cells[6:] == ["健康", "无", "一、以上内容由家长填写", "", ""]


def test_a_column_of_groups_before_the_labels(services: Services, tmp_path: Path) -> None:
    name, number, phone, address, _, _ = PEOPLE[0]
    rows: list[list[Any]] = [
        ["基本信息", "姓名", name, "性别", "女"],
        [None, "身份证号", number, "住址", address],
        ["监护人", "姓名", PEOPLE[1][0], "电话", phone],
    ]
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0].merge_cells("A1:A2")
    book.save(tmp_path / "a.xlsx")
    (preview,) = services.imports.preview(tmp_path / "a.xlsx").sheets
    heads = ["基本信息姓名", "性别", "身份证号", "住址", "监护人姓名", "电话"]
    assert [column.header for column in preview.columns] == heads
    assert preview.rows == ((name, "女", number, address, PEOPLE[1][0], phone),)


def test_a_blank_form_holds_nothing(services: Services, tmp_path: Path) -> None:
    blank = [["会员登记表"], ["姓名", None, "电话", None], ["身份证号", None, "日期", None], ["备注"]]
    path = workbook(tmp_path / "a.xlsx", {"空表": blank, "王芳": card(PEOPLE[0])})
    assert [one.name for one in services.imports.run(path).sheets] == ["王芳"]


STATEMENT: dict[str, list[list[Any]]] = {
    "in one cell": [["客户：明达贸易有限公司   联系人：王芳 电话：021-58881234"]],
    "in cells": [["客户名称", "明达贸易有限公司", "联系人", "王芳"], ["电话", "021-58881234"]],
    "of a buyer": [["购方名称：明达贸易有限公司"], ["联系人：王芳", "电话：021-58881234"]],
    "with a colon": [["客户：", "明达贸易有限公司", "联系人：王芳", "电话：021-58881234"]],
}


@pytest.mark.parametrize("above", STATEMENT.values(), ids=STATEMENT)
def test_whose_a_table_is_stays_with_its_rows(services: Services, tmp_path: Path, above: list[list[Any]]) -> None:
    rows = [
        ["对账单"],
        *above,
        ["日期", "品名", "金额"],
        ["2021-03-01", "纸", 10],
        ["2021-03-02", "笔", 20],
        ["合计", "", 30],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    (preview,) = services.imports.preview(path).sheets
    assert preview.warnings == ("said-above",)
    assert [column.field for column in preview.columns[-3:]] == [Field.ORG, Field.NAME, Field.PHONE]
    (sheet,) = services.imports.run(path).sheets
    assert (sheet.records_added, [one.code for one in sheet.rejected]) == (2, ["total-row"])
    assert stored(services)[0][1][-3:] == ["明达贸易有限公司", "王芳", "021-58881234"]
    with services.session.read() as uow:
        assert uow.connection.rows("SELECT count(*) FROM customer") == [(1,)]


BELOW: dict[str, list[list[Any]]] = {
    "in one cell": [["客户：明达贸易有限公司   联系人：王芳 电话：021-58881234"]],
    "behind the total": [["合计", "", 30], ["客户名称：明达贸易有限公司", "联系人：王芳", "电话：021-58881234"]],
    "with a signature": [
        ["客户：明达贸易有限公司"],
        ["联系人：王芳", "", "电话：021-58881234"],
        ["收货人签字：", "", "日期：2021年3月5日"],
    ],
}


@pytest.mark.parametrize("below", BELOW.values(), ids=BELOW)
def test_whose_a_table_is_may_stand_below_it(services: Services, tmp_path: Path, below: list[list[Any]]) -> None:
    rows: list[list[Any]] = [
        ["送货单"],
        ["日期", "品名", "金额"],
        ["2021-03-01", "纸", 10],
        ["2021-03-02", "笔", 20],
        *below,
    ]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.records_added, sheet.rejected_rows, sheet.warnings) == (2, len(below), ("said-above",))
    assert [cells[3:6] for _, cells in stored(services)] == [["明达贸易有限公司", "王芳", "021-58881234"]] * 2


def test_what_stands_below_a_list_of_customers_is_no_customer_of_theirs(services: Services, tmp_path: Path) -> None:
    rows = [["姓名", "电话"], *([one[0], one[2]] for one in PEOPLE), [], ["客户：全部", "", "备注：无"]]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.columns, sheet.warnings) == (3, ())


def test_whose_a_table_is_names_nobody_whom_its_rows_name(services: Services, tmp_path: Path) -> None:
    rows = [["员工登记表"], ["姓名", PEOPLE[0][0], "身份证号", PEOPLE[0][1]], ["家庭成员", "关系", "电话"]]
    rows += [[PEOPLE[1][0], "父亲", PEOPLE[1][2]], [PEOPLE[2][0], "母亲", PEOPLE[2][2]]]
    services.imports.run(workbook(tmp_path / "a.xlsx", rows))
    assert [cells[-2:] for _, cells in stored(services)] == [PEOPLE[0][:2]] * 2
    with services.session.read() as uow:
        assert uow.connection.rows("SELECT count(*) FROM customer WHERE id_number <> ''") == [(0,)]


def test_rows_that_say_whose_the_ones_below_are(services: Services, tmp_path: Path) -> None:
    first, second = PEOPLE[0][0], PEOPLE[1][0]
    rows: list[list[Any]] = [["往来明细"], ["日期", "项目", "金额"], [f"客户：{first}"], ["2021-03-01", "课程", 10]]
    rows += [
        ["2021-03-02", "教材", 20],
        ["小计", "", 30],
        [f"客户： {second}"],
        ["2021-03-03", "课程", 10],
        ["合计", "", 40],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    assert services.imports.preview(path).sheets[0].columns[-1].field is Field.NAME
    (sheet,) = services.imports.run(path).sheets
    found = [(one.row, one.code) for one in sheet.rejected]
    assert found == [(3, "group-row"), (6, "total-row"), (7, "group-row"), (9, "total-row")]
    assert [(number, cells[-1]) for number, cells in stored(services)] == [(4, first), (5, first), (8, second)]


OWN: list[list[Any]] = [
    ["编制单位：北京晨光教育咨询有限公司", "", "单位：元"],
    ["制表人：李娜", "", "制表日期：2021-03-05"],
    ["班主任：王芳"],
]


def test_what_says_nothing_of_customers_stays_a_title(services: Services, tmp_path: Path) -> None:
    rows = [*OWN, ["日期", "摘要", "借方", "贷方"], ["2021-03-01", "收费", 1, 0], ["2021-03-02", "收费", 0, 1]]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.records_added, sheet.columns) == (2, 4)


def test_persons_in_one_column_each_in_one_cell(services: Services, tmp_path: Path) -> None:
    """As they are copied from chats."""
    rows = [[f"姓名：{one[0]} 电话：{one[2]} 身份证号：{one[1]}"] for one in PEOPLE]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.records_added, sheet.warnings) == (len(PEOPLE), ("form",))
    assert stored(services)[0][1] == [PEOPLE[0][0], PEOPLE[0][2], PEOPLE[0][1]]


def test_a_card_in_one_column(services: Services, tmp_path: Path) -> None:
    rows = [["客户登记"], [f"姓名：{PEOPLE[0][0]}"], [f"电话：{PEOPLE[0][2]}"], [f"身份证号：{PEOPLE[0][1]}"]]
    (sheet,) = services.imports.run(workbook(tmp_path / "a.xlsx", rows)).sheets
    assert (sheet.records_added, sheet.columns) == (1, 3)


def test_remarks_that_are_all_there_is_are_records(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("备注：王芳要求退款\n说明：李娜电话13800138000\n姓名：赵敏\n", encoding="utf-8")
    (sheet,) = services.imports.run(path).sheets
    assert (sheet.records_added, sheet.rejected_rows, sheet.columns) == (3, 0, 1)


def test_a_talk_written_down_is_a_line_a_record(services: Services, tmp_path: Path) -> None:
    path = tmp_path / "聊天.txt"
    path.write_text("客户：请问周末上课吗？\n客服：上的\n客户：谢谢", encoding="utf-8")
    (sheet,) = services.imports.run(path).sheets
    assert (sheet.records_added, sheet.columns) == (3, 1)
