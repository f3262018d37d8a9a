"""What is wrong with a row, and what may pass although it looks odd."""

import pytest

from app.domain.records import Column, SheetPlan
from app.domain.words import Field, Kind, PiType, Sensitivity
from app.services.row_checks import RowChecks, date_fault, day_of, id_fault
from app.services.rows import RowReader
from tests.helpers.people_rows import with_check_digit

GOOD_ID = with_check_digit("31010119900101123")
WRONG_ID = GOOD_ID[:17] + ("1" if GOOD_ID[17] != "1" else "2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD_ID, None),
        (GOOD_ID.lower(), None),
        (f" {GOOD_ID[:6]} {GOOD_ID[6:14]} {GOOD_ID[14:]} ", None),
        ("３１" + GOOD_ID[2:], None),
        (WRONG_ID, "bad-id"),
        (GOOD_ID[:17], "bad-id"),
        (GOOD_ID + "1", "bad-id"),
        ("310101900101123", None),
        ("310101901301123", "bad-id"),
        ("3.10101199001011E+17", "rounded-number"),
        ("3.1E17", "rounded-number"),
        ("310101199001011000", "bad-id"),
        ("310101********1234", None),
        ("E12345678", None),
        ("H1234567890", None),
        ("12345678", None),
        ("91110000600037341L", None),
        ("无", None),
        ("0000", None),
        ("不详", None),
    ],
)
def test_id_column(text: str, code: str | None) -> None:
    assert id_fault(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023-02-28", None),
        ("2023-02-30", "bad-date"),
        ("2023/13/1", "bad-date"),
        ("2023年2月30日", "bad-date"),
        ("20230230", "bad-date"),
        ("2023-06", None),
        ("2023年春", None),
        ("2023—02—28", None),
        ("2023 02 30", "bad-date"),
        *((text, None) for text in ("9999-12-31", "2999/1/1", "0000-00-00", "0001-01-01", "1885年3月2日")),
        ("9999-02-30", "bad-date"),
        ("长期", None),
        ("2020-01-01至2021-01-01", None),
        ("45000", None),
    ],
)
def test_date_column(text: str, code: str | None) -> None:
    assert date_fault(text) == code


def test_dates_have_one_form() -> None:
    said = ("2023/3/1", "2023年3月1日", "20230301", "2023-03-01 08:15:00", "44986", "2023—03—01", "2023 03 01")
    assert [day_of(text) for text in said] == ["2023-03-01"] * len(said)
    assert day_of("长期") is None


COLUMNS = (
    ("序号", None, PiType.OTHER),
    ("姓名", Field.NAME, PiType.PERSON_NAME),
    ("身份证号", Field.ID_NUMBER, PiType.CN_RESIDENT_ID),
    ("手机", Field.PHONE, PiType.MOBILE_PHONE),
    ("日期", Field.DATE, PiType.EVENT_DATE),
    ("金额", Field.AMOUNT, PiType.AMOUNT),
    ("卡号", None, PiType.BANK_CARD),
    ("备注", Field.NOTE, PiType.FREE_TEXT),
)


PLAN = SheetPlan(
    "a",
    Kind.BASIC,
    1,
    2,
    tuple(
        Column(at, header, field, kind, 1.0, Sensitivity.GENERAL) for at, (header, field, kind) in enumerate(COLUMNS)
    ),
    titles=("客户登记表",),
)


def reader() -> RowReader:
    return RowReader(PLAN, b"key")


def checks() -> RowChecks:
    return RowChecks(PLAN)


def digest(read: RowReader, row: list[str]) -> bytes:
    return read.digests([(text,) for text in row])[0]


def fault(*cells: str) -> tuple[str | None, str] | None:
    """The header meant and the code."""
    row = [*cells, *[""] * (len(COLUMNS) - len(cells))]
    found = checks().fault(row)
    assert bool(found) <= bool(checks().doubtful([(cell,) for cell in row]))
    return found and (None if found[0] is None else COLUMNS[found[0]][0], found[1])


def test_a_good_row_has_no_fault() -> None:
    assert fault("1", "王伟", GOOD_ID, "13800138000", "2023-01-01", "10.5", "", "合计金额见附件") is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("1", "王伟", WRONG_ID), ("身份证号", "bad-id")),
        (("1", "王伟", "", "1.38001E+10"), ("手机", "rounded-number")),
        (("1", "王伟", "", "", "", "", "6.22202E+15"), ("卡号", "rounded-number")),
        (("1", "王伟", "", "", "2023-02-30"), ("日期", "bad-date")),
        (("1", "#REF!"), ("姓名", "error-cell")),
        (("1", "王伟", "", "", "", "#DIV/0!"), ("金额", "error-cell")),
        (("合计", "", "", "", "", "100.00"), (None, "total-row")),
        (("", "合  计：", "", "", "", "100.00"), (None, "total-row")),
        (("12", "本页小计", "", "", "", "5"), (None, "total-row")),
        (("Total", "", "", "", "", "5"), (None, "total-row")),
        (("制表人：张三", "", "", "审核：李四"), (None, "signature-row")),
        (("", "备注：以上均已核对"), (None, "signature-row")),
        (("序号", "姓名", "身份证号", "手机", "日期", "金额", "卡号", "备注"), (None, "repeated-header")),
        (("客户登记表",), (None, "repeated-header")),
        (("12",), (None, "number-only")),
        (("共10笔记录",), (None, "total-row")),
        (("", "共 120 条数据，合计 3,000.00 元"), (None, "total-row")),
        (("总记录数：120",), (None, "total-row")),
        (("合计人数：6人",), (None, "total-row")),
        (("以上共计：壹仟贰佰元整",), (None, "total-row")),
        (("合计（大写）：叁万元整", "", "", "", "", "30000"), (None, "total-row")),
        (("第1页 共3页",), (None, "signature-row")),
        (("", "", "", "", "", "", "", "共3页，第1页"), (None, "signature-row")),
        (("Page 1 of 3",), (None, "signature-row")),
        (("", "总经理：", "", "财务：", "", "制表："), (None, "signature-row")),
        (("园长：", "王芳", "", "出纳：", "李四", "日期：2023年1月5日"), (None, "signature-row")),
        (("", "王伟 汇总", "", "", "", "30"), (None, "total-row")),
        (("North Total", "", "", "", "", "30"), (None, "total-row")),
        (("#共20条",), (None, "total-row")),
        (("导出人：admin",), (None, "signature-row")),
        (("-----", "----"), (None, "signature-row")),
        (("———以下空白———",), (None, "signature-row")),
        (("", "此页无正文"), (None, "signature-row")),
        (("已收入:6笔,2100.00元",), (None, "total-row")),
        (("待支出：0笔，0.00元",), (None, "total-row")),
        (("例：张三", "张三", GOOD_ID, "13800000000", "2023-01-01", "1", "", "x"), (None, "signature-row")),
        (("例", "张三", GOOD_ID, "13800000000", "2023-01-01", "1", "", "x"), (None, "signature-row")),
        (("（示例）", "张三"), (None, "signature-row")),
        (("以上数据仅供内部使用",), (None, "signature-row")),
        (("", "以下客户已流失。"), (None, "signature-row")),
        (("价税合计（大写）", "伍佰元整", "", "", "小写", "500"), (None, "total-row")),
        (("平均分", "", "", "", "", "83.5"), (None, "total-row")),
        (("", "最高分", "", "", "", "95"), (None, "total-row")),
        (("收货人签字：", "", "日期：2021年3月1日"), (None, "signature-row")),
        (("", "客户签字（盖章）：", "", "2021年3月1日"), (None, "signature-row")),
        (("一月份",), (None, "group-row")),
        (("", "2023年 12月"), (None, "group-row")),
        (("第三季度",), (None, "group-row")),
        (("12、", " "), (None, "number-only")),
    ],
)
def test_rows_that_are_no_records(cells: tuple[str, ...], expected: tuple[str | None, str]) -> None:
    assert fault(*cells) == expected


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "王伟", "", "", "", "", "", "#REF! 已修正"),
        ("1", "王伟", "", "", "", "", "", "#N/A"),
        ("1", "总计划部", "", ""),
        ("1", "共青团", "", ""),
        ("第一中学", "", "", ""),
        ("1", "第三季度", "", ""),
        ("一月份", "王伟", "", "13800138000"),
        ("", "共享单车公司", "", ""),
        ("联系人：王伟", "电话：13800138000", "", ""),
        ("", "王月", "", ""),
        ("", "-", "-", "-"),
        ("", "以下村村委会", "", ""),
        ("", "*王伟*", "", ""),
        ("1", "汇总中心", "", "13800138000"),
        ("", "流动资产合计", "", "", "", "30"),
        ("加：银行已收企业未收", "0", "加：企业已收银行未收", "860"),
        ("1", "Tom", "", ""),
        ("平均", "王伟", "", "13800138000"),
        ("最高人民法院", "", "", "010-67550114"),
        ("例外服饰有限公司", "", "", "13800138000"),
        ("收入：其他", "", "", "", "", "30"),
        ("客户签字日期", "王伟", "", ""),
        ("", "王伟", "", "", "", "", "", ""),
        ("姓名", "王伟"),
        ("1", "审核科", "", "13800138000", "2023-01-01", "1", "", "x"),
    ],
)
def test_rows_that_only_look_odd_are_kept(cells: tuple[str, ...]) -> None:
    assert fault(*cells) is None


def test_equal_rows_have_equal_digests_whatever_the_order_of_columns() -> None:
    turned = RowReader(SheetPlan("b", Kind.OTHER, 1, 2, PLAN.columns[::-1]), b"key")
    row = ["1", "王伟", GOOD_ID, "", "", "", "", "备"]
    assert digest(reader(), row) == digest(turned, row[::-1])
    assert digest(reader(), row) != digest(reader(), [*row[:-1], "注"])
    assert digest(reader(), ["1", "2", *[""] * 6]) != digest(reader(), ["1", "", "2", *[""] * 5])


def test_a_digest_depends_on_the_vault() -> None:
    other = RowReader(SheetPlan("a", Kind.BASIC, 1, 2, PLAN.columns), b"another")
    row = ["1", "王伟", *[""] * 6]
    assert digest(reader(), row) != digest(other, row)


def test_personal_rows_are_told_by_their_columns_or_by_reading() -> None:
    read = reader()
    assert read.is_personal(["", "王伟", *[""] * 6])
    assert not read.is_personal(["1", "无", *[""] * 6])
    assert read.is_personal(["1", *[""] * 6, "请致电王建华，13800138000"])
    assert not read.is_personal(["1", *[""] * 6, "已到货"])
