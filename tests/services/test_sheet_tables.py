"""Several tables on one sheet are told apart; one table is never cut."""

from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Kind
from app.errors import Damaged
from app.formats.tables import OpenSheet
from app.services.scanning import scan
from app.services.sheet_tables import tables_of
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people
from tests.helpers.steps import calls

ORDERS = ["订单编号", "客户姓名", "交易日期", "金额"]


def orders(count: int) -> list[list[str]]:
    return [[f"D2019030100{at}", person[0], "2019-03-01", str(100 + at)] for at, person in enumerate(people(count))]


def sheet(rows: list[list[str]]) -> OpenSheet:
    return OpenSheet("Sheet1", lambda: map(list, rows), len(rows), None)


def filled(rows: list[list[str]]) -> list[list[tuple[int, list[str]]]]:
    """Each table's filled rows with their numbers."""
    tables = tables_of(sheet(rows), "a.xlsx")
    return [[(number, row) for number, row in enumerate(table.rows(), 1) if any(row)] for table in tables]


def test_tables_below_one_another_keep_their_rows_numbers(services: Services, tmp_path: Path) -> None:
    rows = [["客户名单"], HEADS, *people(8), [], [], ["订单"], ORDERS, *orders(6)]
    imported = services.imports.run(workbook(tmp_path / "a.xlsx", {"总表": rows}))
    told = [(one.name, one.kind, one.rows_read, one.records_added) for one in imported.sheets]
    assert told == [("总表", Kind.BASIC, 8, 8), ("总表 (2)", Kind.TRANSACTION, 6, 6)]
    with services.session.read() as uow:
        numbers = [row[0] for row in uow.connection.rows("SELECT row_number FROM record ORDER BY id")]
    assert numbers == [*range(3, 11), *range(15, 21)]


def test_detect_tells_of_each_table(tmp_path: Path) -> None:
    (file,) = scan([workbook(tmp_path / "a.xlsx", {"总表": [HEADS, *people(8), [], ORDERS, *orders(6)]})])
    assert [(one.name, one.header_row) for one in file.sheets] == [("总表", 1), ("总表 (2)", 11)]


def test_the_same_header_below_a_title_of_its_own_is_another_table() -> None:
    first, second = filled([["一班"], HEADS, *people(4), [], ["二班"], HEADS, *people(8)[4:]])
    assert [number for number, _ in first] == [1, 2, 3, 4, 5, 6]
    assert second[0] == (8, ["二班"])


def test_the_same_words_in_other_columns_are_another_table() -> None:
    turned = [["手机号码", "姓名"], *([row[2], row[0]] for row in people(6))]
    first, second = filled([["姓名", "手机号码"], *([row[0], row[2]] for row in people(4)), [], *turned])
    assert (len(first), len(second)) == (5, 7)


def test_another_header_right_below_a_table() -> None:
    names = [
        ["供应商名称", "联系人", "联系电话"],
        *([f"上海{at}号商贸有限公司", *row[:1], row[2]] for at, row in enumerate(people(4))),
    ]
    first, second = filled([HEADS, *people(5), *names])
    assert (len(first), len(second)) == (6, 5)
    assert second[0] == (7, ["供应商名称", "联系人", "联系电话"])


def test_tables_beside_one_another_with_one_header_twice() -> None:
    people_ = people(8)
    rows = [["名单"], ["姓名", "手机号码", "", "姓名", "手机号码"]]
    rows += [[left[0], left[2], "", right[0], right[2]] for left, right in zip(people_[:4], people_[4:], strict=True)]
    left, right = filled(rows)
    assert left[-1] == (6, [people_[3][0], people_[3][2], ""])
    assert right[-1] == (6, ["", "", "", people_[7][0], people_[7][2]])


def test_tables_beside_one_another_that_end_at_different_rows() -> None:
    rows = [[*HEADS, "", *ORDERS]]
    rows += [[*person, "", *order] for person, order in zip(people(8), orders(8), strict=True)]
    rows += [["", "", "", "", "", "", "", *order] for order in orders(9)[8:]]
    left, right = filled(rows)
    assert (len(left), len(right)) == (9, 10)
    assert right[0][1][7:] == ORDERS


@pytest.mark.parametrize(
    "foot", [["合计", "", "", "12", "36"], ["填表：王芳", "2023-05-01"], ["", "", "", "审核：", "日期："]]
)
def test_a_foot_below_one_half_parts_no_table(foot: list[str]) -> None:
    head = ["学员", "证件", "", "联系人", "关系"]
    rows = [head, *([person[0], "齐", "", person[0], "母亲"] for person in people(6)), foot]
    assert len(filled(rows)) == 1


def test_a_cell_astray_far_to_the_right_is_little_work() -> None:
    """An .xls of six kilobytes whose one cell says column 16,000 took more than a minute."""

    def look(blank: int) -> None:
        gap = [""] * blank
        tables_of(
            sheet([[*HEADS, *gap, "金额", "备注"], *([*person, *gap, "1", "x"] for person in people(6))]), "a.xlsx"
        )

    near, far = (calls(partial(look, blank)) for blank in (50, 400))
    assert far - near < 30 * (400 - 50)  # 59 where each blank column was asked


@pytest.mark.parametrize("word", ["姓名", "学员姓名", "序号"])
def test_tables_beside_one_another_that_end_at_the_same_row(word: str) -> None:
    """Each names its own people: rows of one table would be of two customers."""
    rows = [[*HEADS, "", word, "电话", "课程"]]
    rows += [[*left, "", right[0], right[2], "钢琴"] for left, right in zip(people(5), people(10)[5:], strict=True)]
    rows[0][0] = word if word == "序号" else "姓名"
    left, right = filled(rows)
    assert (len(left), len(right)) == (6, 6)
    assert right[0][1][7:] == [word, "电话", "课程"]


@pytest.mark.parametrize(("columns", "warned"), [((5, 2), True), ((1, 2), False), ((5, 1), False), ((0, 7), False)])
def test_a_table_with_a_blank_column_amid_it_is_said(
    services: Services, tmp_path: Path, columns: tuple[int, int], warned: bool
) -> None:
    """Customers beside orders of nobody are one row each here, and may be two tables."""
    order = ["订单号", "商品", "单价", "下单日期", "数量", "金额", "运费"]
    left, right = columns
    rows = [[*person[:left], "", *order[:right]] for person in [HEADS, *people(4)]]
    for at, row in enumerate(rows[1:]):
        row[left + 1 :] = [f"D{at}", "茶叶", "20.50", "2019-03-01", "3", "61.50", "5.00"][:right]
    path = workbook(tmp_path / "a.xlsx", rows)
    (shown,) = services.imports.preview(path).sheets
    assert ("gap" in shown.warnings) is warned
    (done,) = services.imports.run(path).sheets
    assert (done.records_added, "gap" in done.warnings) == (4, warned)


@pytest.mark.parametrize("who", [("客户", "供应商"), ("姓名", "供应商名称"), ("厂家", "客户名称")])
def test_customers_beside_suppliers_with_as_many_rows(who: tuple[str, str]) -> None:
    rows = [[who[0], "电话", "", who[1], "电话"], ["王伟", "1", "", "李娜", "2"], ["张三", "3", "", "赵六", "4"]]
    left, right = filled(rows)
    assert [row[:2] for _, row in left] == [[who[0], "电话"], ["王伟", "1"], ["张三", "3"]]
    assert [row[3:] for _, row in right] == [[who[1], "电话"], ["李娜", "2"], ["赵六", "4"]]


@pytest.mark.parametrize("number", [[], ["序号"]])
def test_suppliers_right_beside_customers(number: list[str]) -> None:
    """The same words on either side say as much as a blank column between them."""
    heads = [[*number, who, "电话", "地址"] for who in ("客户名称", "供应商名称")]
    rows = [[*number, who, "1", "上海"] for who in ("王伟", "李娜", "张三", "赵六")]
    left, right = filled([heads[0] + heads[1], rows[0] + rows[1], rows[2] + rows[3]])
    assert [row for _, row in left] == [heads[0], rows[0], rows[2]]
    assert [row[len(heads[0]) :] for _, row in right] == [heads[1], rows[1], rows[3]]


@pytest.mark.parametrize(
    "head",
    [
        ["客户", "电话", "供应商", "电话"],
        ["客户", "电话", "货品", "供应商", "电话", "价格"],
        ["客户名称", "电话", "地址", "客户名称2", "电话", "地址"],
    ],
)
def test_words_that_only_look_alike_part_no_table(head: list[str]) -> None:
    assert len(filled([head, ["1"] * len(head), ["2"] * len(head)])) == 1


def test_a_deal_of_a_customer_with_a_suppliers_goods_is_one_row() -> None:
    rows = [["客户", "电话", "", "供应商", "货品"], ["王伟", "1", "", "李娜", "茶"], ["张三", "3", "", "赵六", "茶"]]
    assert len(filled(rows)) == 1


def test_a_table_without_header_above_one_with_a_header_is_not_lost() -> None:
    first, second = filled([*people(5), [], ["订单"], ORDERS, *orders(6)])
    assert (len(first), len(second)) == (5, 8)


ONE = {
    "repeated header": [HEADS, *people(4), HEADS, *people(8)[4:]],
    "repeated header behind a blank row": [HEADS, *people(4), [], HEADS, *people(8)[4:]],
    "the same title again on each page": [["名单"], HEADS, *people(4), ["名单"], HEADS, *people(8)[4:]],
    "blank rows within": [HEADS, *people(4), [], [], *people(8)[4:], [], ["合计", "8", "姓名"]],
    "a blank column": [[*HEADS, "", "金额", "备注"], *([*person, "", "1", "x"] for person in people(6))],
    "another person behind a blank column": [
        [*HEADS, "", "紧急联系人", "联系电话"],
        *([*person, "", other[0], other[2]] for person, other in zip(people(5), people(10)[5:], strict=True)),
    ],
    "words of headers as values": [["商品", "部门", "渠道"], *[["手机", "销售", "微信"], ["电话", "客服", "邮箱"]] * 5],
    "words of headers as values of one row": [
        ["商品", "部门", "渠道"],
        *[["耳机", "门店", "微博"]] * 4,
        ["手机", "销售", "微信"],
    ]
    + [["耳机", "门店", "抖音"]] * 4,
    "two-row header": [["客户", "联系方式", ""], ["姓名", "电话", "地址"], *(person[:3] for person in people(5))],
    "columns that repeat below years": [
        ["客户", "2019年", "", "2020年", ""],
        ["", "数量", "金额", "数量", "金额"],
        *([person[0], "1", "100", "2", "200"] for person in people(5)),
    ],
    "statement below": [HEADS, *people(4), [], ["说明：以上为全部客户"], ["制表人：张三", "审核人：李四"]],
    "headers only": [HEADS, [], ORDERS],
    "nothing": [],
}


@pytest.mark.parametrize("rows", ONE.values(), ids=ONE)
def test_one_table_stays_one(rows: list[list[str]]) -> None:
    assert len(filled(rows)) == 1


def test_the_users_header_makes_the_sheet_one_table(services: Services, tmp_path: Path) -> None:
    rows = [["客户名单"], HEADS, *people(3), [], ["订单"], ORDERS, *orders(2)]
    imported = services.imports.run(workbook(tmp_path / "a.xlsx", rows), header_row=2)
    assert len(imported.sheets) == 1


def test_another_table_far_below_is_refused_with_its_row() -> None:
    rows = [["姓名", "手机号码"], *(["王伟", "13800138000"] for _ in range(3100)), [], ["订单"], ORDERS, *orders(2)]
    (table,) = tables_of(sheet(rows), "a.xlsx")
    with pytest.raises(Damaged, match="several-tables") as found:
        list(table.rows())
    assert found.value.params == {"file": "a.xlsx", "sheet": "Sheet1", "row": 3104}


def test_a_repeated_header_far_below_is_not() -> None:
    heads, row = ["姓名", "手机号码"], ["王伟", "13800138000"]
    rows = [heads, *(row for _ in range(3100)), [], heads, row]
    (table,) = tables_of(sheet(rows), "a.xlsx")
    assert len(list(table.rows())) == len(rows)
