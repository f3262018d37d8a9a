"""Sheets as offices write them: where the header is, what the columns hold, what kind of record the rows are."""

from datetime import timedelta
from random import Random

import pytest

from app.detect import dates, sheets
from app.detect.sheets import SheetReport
from app.domain import reasons
from app.domain.words import Kind, PiType, Sensitivity
from tests.bench.detection import numbers

PEOPLE = ("王小明", "李娜", "欧阳明月", "赵㛃", "阿依古丽·买买提", "陈建国", "周敏", "吴桂兰")


def _inspect(text: str, name: str = "") -> SheetReport:
    return sheets.inspect([line.split("|") if line else [] for line in text.strip("\n").split("\n")], name)


def _column(header: str, cells: list[str]) -> sheets.ColumnReport:
    rows = [["序号", header], *([str(number), cell] for number, cell in enumerate(cells, start=1))]
    return sheets.inspect(rows).columns[1]


def test_titles_and_blank_rows_stand_above_the_header() -> None:
    report = _inspect(
        "上海远帆公司客户名单\n单位：元||制表日期：2021-03-05\n\n姓名|电话|住址\n王小明|13812345678|上海市浦东新区张江路88号\n李娜|13912345678|花木路100弄5号301室"
    )
    assert (report.header_row, report.first_row, report.kind) == (4, 5, Kind.BASIC)
    assert [column.type for column in report.columns] == [PiType.PERSON_NAME, PiType.MOBILE_PHONE, PiType.ADDRESS]


def test_a_header_of_two_rows_names_its_columns_by_the_lower() -> None:
    report = _inspect(
        "序号|姓名|联系方式||备注\n||电话|邮箱|\n1|王小明|13812345678|a@b.com|老客户\n2|李娜|13912345678|c@b.com|"
    )
    assert report.header_row in (1, 2)
    assert report.first_row == 3
    assert [column.header for column in report.columns] == ["序号", "姓名", "电话", "邮箱", "备注"]


def test_a_sheet_without_a_header_has_none() -> None:
    report = _inspect("王小明|男|13812345678|上海市浦东新区张江路88号\n李娜|女|13912345678|北京市朝阳区望京街1号")
    assert (report.header_row, report.first_row) == (None, 1)
    assert [column.type for column in report.columns] == [
        PiType.PERSON_NAME, PiType.GENDER, PiType.MOBILE_PHONE, PiType.ADDRESS,
    ]  # fmt: skip


def test_columns_are_counted_from_the_sheets_first() -> None:
    report = _inspect("|姓名|电话\n|王小明|13812345678\n|李娜|13912345678")
    assert [(column.index, column.header) for column in report.columns] == [(0, ""), (1, "姓名"), (2, "电话")]


def test_repeated_headers_totals_and_signatures_are_no_data() -> None:
    report = _inspect(
        "姓名|电话|金额\n王小明|13812345678|100\n姓名|电话|金额\n李娜|13912345678|200\n合计||300\n制表人：王会计||审核：李总"
    )
    assert report.asides == (3, 5, 6)
    assert report.columns[0].share == 1.0


def test_the_user_may_name_the_header_row() -> None:
    rows = [["姓名", "电话"], ["名字", "号码"], ["王小明", "13812345678"], ["李娜", "13912345678"]]
    report = sheets.inspect(rows, header_row=2)
    assert (report.header_row, report.first_row, report.columns[0].header) == (2, 3, "名字")


def test_empty_sheets_hold_nothing() -> None:
    assert sheets.inspect([]).columns == ()
    assert sheets.inspect([[], ["", " "]]).header_row is None


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("电话", [f"2021031{number}00{number}" for number in range(1, 9)], PiType.ORDER_NUMBER),
        ("手机", [f"021-5881234{number}" for number in range(8)], PiType.LANDLINE_PHONE),
        ("姓名", ["上海启衡咨询有限公司", "宏达建材有限公司", "德恒律师事务所"], PiType.ORG_NAME),
        ("地址", ["a@b.com", "c@d.cn", "e@f.com"], PiType.EMAIL),
        ("备注", ["13812345678", "13912345678", "13712345678"], PiType.MOBILE_PHONE),
        ("身份证号", ["202103051234567890", "202103061234567891", "202103071234567893"], PiType.ORDER_NUMBER),
        ("", ["1999-01-02", "1985-05-06", "1970-11-30", "1964-02-02", "2001-08-09", "1990-12-12"], PiType.BIRTH_DATE),
        ("", ["2021-01-02", "2021-05-06", "2022-11-30"], PiType.EVENT_DATE),
        ("客户名称", list(PEOPLE), PiType.PERSON_NAME),
        ("商品名称", ["白菜", "马铃薯", "金龙鱼油", "方便面", "黄瓜", "雷达表"], PiType.OTHER),
        ("QQ", ["12345678", "87654321", "1234567890"], PiType.QQ_NUMBER),
        ("台胞证号", ["01234567", "12345678", "98765432"], PiType.TAIWAN_PERMIT),
        ("邮编", ["200000", "100020", "310000"], PiType.POSTCODE),
        ("数量", ["1", "12", "100000"], PiType.OTHER),
        ("日期", ["44260", "44261", "44270"], PiType.EVENT_DATE),
        ("过敏史", ["花生", "无", "青霉素过敏", "牛奶"], PiType.HEALTH),
        ("经度", ["121.473701", "121.473702"], PiType.LOCATION_TRACK),
        ("姓名", ["王 伟", "李　娜", "王小明（本人）", "Kevin"], PiType.PERSON_NAME),
        ("", ["王 伟", "李　娜", "赵 敏"], PiType.PERSON_NAME),
        ("手机", ["13812345678/13912345678", "'13712345678", "\t13612345678"], PiType.MOBILE_PHONE),
        ("往来港澳通行证号", ["C12345678", "CA1234567"], PiType.HK_MACAU_PERMIT),
        ("签署时间", ["二〇二一年三月十五日", "二〇二〇年十二月一日", "二○一九年十月廿八日"], PiType.EVENT_DATE),
        ("增员月份", ["202103", "202104", "202112"], PiType.EVENT_DATE),
        ("借据号", ["ZL〔2021〕44号", "ZL〔2021〕45号", "ZL〔2022〕3号"], PiType.ORDER_NUMBER),
        ("字号", ["记 - 9", "记 - 10", "记 - 11"], PiType.ORDER_NUMBER),
        ("网名", ["xiaoyu8868", "一米阳光2010", "lihua99", "爱吃糖的猫"], PiType.OTHER),
        ("印象", ["慢性胃炎", "甲状腺结节", "2型糖尿病", "腰椎间盘突出"], PiType.HEALTH),
        ("", ["5岁", "6岁半", "13周岁", "8岁"], PiType.AGE),
        ("", ["121.473701", "120.153576", "113.264435"], PiType.LOCATION_TRACK),
        ("是否未满14岁", ["√", "×", "√"], PiType.MINOR),
        ("处理结果", ["已退款", "已道歉", "已退款", "协商中", "已退款"], PiType.OTHER),
        ("最后发生日", ["12/23/2015", "03/29/2014", "11/13/2022"], PiType.EVENT_DATE),
        ("开卡门店", ["万达店", "老街店", "万达店"], PiType.OTHER),
        ("FAX", ["+86-571-88881234", "0571-88881235 转 12", "0571-88881236"], PiType.LANDLINE_PHONE),
        ("英文姓名", ["WANG/XIAOMING", "LI/NA", "Hans Müller"], PiType.PERSON_NAME),
        ("供方", ["扬州富春茶社", "嘉兴南湖区陈阿婆粽子铺", "Nordlicht Solar AG"], PiType.ORG_NAME),
        (
            "联系电话",
            ["18121742286", "20091310959", "19012232389", "24120626618", "21050123456", "22071234567"],
            PiType.ORDER_NUMBER,
        ),
        ("注册号", ["310115001234567", "330106000012345", "110105012345678"], PiType.OTHER),
    ],
)  # fmt: skip
def test_the_cells_decide_and_the_header_is_one_voice(header: str, cells: list[str], kind: PiType) -> None:
    column = _column(header, cells)
    assert column.type is kind
    assert column.share == 1.0


def test_persons_and_firms_in_one_column_are_what_most_are() -> None:
    mixed = ["李娜", "启衡咨询有限公司", "王小明", "陈建国"]
    assert (_column("乙方", mixed).type, _column("乙方", mixed).share) == (PiType.PERSON_NAME, 0.75)
    firms = ["宏达建材有限公司", "启衡咨询有限公司", "王小明", "德恒律师事务所"]
    assert (_column("姓名", firms).type, _column("姓名", firms).share) == (PiType.ORG_NAME, 0.75)


def test_a_sum_in_the_middle_is_no_header() -> None:
    report = _inspect(
        "卡 号|*会员|上次到店\n6688001|王小明|2021-03-05\n6688002|李娜|2021-03-06\n小计||\n6688003|赵敏|2021-03-07"
    )
    assert report.header_row == 1


def test_columns_under_one_word_are_named_by_their_own() -> None:
    report = _inspect(
        "案件号|当事人|基本情况|||电话\n||代理费|收案日期|承办律师|\nA-01|王小明|4700|2018-09-03|李娜|13812345678\n"
        "A-02|赵敏|5200|2018-09-13|李娜|13912345678"
    )
    assert report.header_row in (1, 2)
    assert [column.header for column in report.columns] == [
        "案件号",
        "当事人",
        "代理费",
        "收案日期",
        "承办律师",
        "电话",
    ]


def test_numbers_with_wrong_check_digits_make_no_column_of_ids() -> None:
    random = Random(6)
    days = [numbers.any_day(random, 1950, 2000) for _ in range(20)]
    column = _column("身份证号", [numbers.wrong_id(random, day) for day in days])
    assert column.type is PiType.OTHER
    assert _column("卡号", [numbers.wrong_card(random) for _ in days]).type is PiType.OTHER
    assert _column("税号", [numbers.wrong_uscc(random) for _ in days]).type is PiType.OTHER


def test_share_counts_the_cells_with_content_that_carry_the_type() -> None:
    random = Random(7)
    good = [numbers.resident_id(random, numbers.any_day(random, 1950, 2000)) for _ in range(6)]
    column = _column(
        "身份证号", [*good, numbers.wrong_id(random, numbers.any_day(random, 1950, 2000)), "无", "", "不详", "abc"]
    )
    assert (column.type, column.share, column.cells) == (PiType.CN_RESIDENT_ID, 0.75, 8)
    assert {reason.code for reason in column.reasons} >= {"column-fits", "column-header", "column-wrong-digits"}


def test_a_minority_of_sensitive_cells_is_told_however_large_the_column() -> None:
    """The sample decides what to ask first; every cell is asked."""
    random = Random(8)
    cells = [str(random.randint(1, 9_999)) for _ in range(20_000)]
    number = numbers.resident_id(random, numbers.any_day(random, 1950, 2000))
    cells[13_331] = number
    column = _column("金额", cells)
    assert column.type is PiType.AMOUNT
    assert (PiType.CN_RESIDENT_ID, 1) in column.others


def test_a_birth_date_is_known_by_the_id_beside_it() -> None:
    random = Random(9)
    born = [numbers.any_day(random, 2013, 2020) for _ in range(6)]
    rows = [
        ["姓名", "身份证号", ""],
        *([name, numbers.resident_id(random, day), day.isoformat()] for name, day in zip(PEOPLE, born, strict=False)),
    ]
    column = sheets.inspect(rows).columns[2]
    assert column.type is PiType.BIRTH_DATE
    assert "column-neighbour" in {reason.code for reason in column.reasons}


def test_children_make_a_column_sensitive() -> None:
    young = dates.today() - timedelta(days=9 * 365)
    grown = dates.today() - timedelta(days=40 * 365)
    assert _column("出生日期", [young.isoformat()] * 3).sensitivity is Sensitivity.SENSITIVE
    assert _column("出生日期", [grown.isoformat()] * 3).sensitivity is Sensitivity.GENERAL


def test_prices_in_contracts_are_core_and_others_are_not() -> None:
    contract = _inspect(
        "合同编号|客户|合同金额|签订日期\nHT-001|王小明|5000|2021-03-05\nHT-002|李娜|6000|2021-03-06", "合同台账"
    )
    assert contract.kind is Kind.CONTRACT
    assert contract.columns[2].sensitivity is Sensitivity.CORE
    sales = _inspect(
        "订单号|客户|商品|金额|下单时间\nDD2021030501|王小明|保温杯|50|2021-03-05\nDD2021030502|李娜|台灯|60|2021-03-06"
    )
    assert sales.kind is Kind.TRANSACTION
    assert sales.columns[3].sensitivity is Sensitivity.GENERAL


@pytest.mark.parametrize(
    "text",
    [
        "服务日期|客户|电话|服务内容\n2021-03-05|王小明|13812345678|更换滤芯\n2021-03-06|李娜|13912345678|检查水压",
        "日期|客户姓名|联系电话|服务项目\n2021-03-05|王小明|13812345678|家庭保洁\n2021-03-06|李娜|13912345678|深度保洁",
    ],
)
def test_services_name_their_customers_too(text: str) -> None:
    assert _inspect(text).kind is Kind.SERVICE


def test_findings_are_of_free_text_by_the_sheets_own_rows() -> None:
    rows = [
        ["回访记录"],
        [],
        ["日期", "客户", "沟通内容"],
        ["2021-03-05", "王小明", "电话13812345678，下周再联系"],
        ["2021-03-06", "李娜", "暂无需求，月底再问"],
    ]
    found = sheets.findings(rows, sheets.inspect(rows))
    assert [(one.row, one.column, one.type, one.start, one.end) for one in found] == [
        (4, 2, PiType.MOBILE_PHONE, 2, 13)
    ]


def test_every_reason_has_a_sentence() -> None:
    random = Random(10)
    cells = [numbers.mobile(random) for _ in range(8)] + ["021-58812345", "310101199001010010"]
    told = [reasons.sentence(reason, str) for reason in _column("联系方式", cells).reasons]
    assert "Mobile number: 8 of 10 cells fit." in told
    assert all("{" not in text for text in told)
