"""Columns of short notes, of rooms and measures, of money by its unit: what a list of headers alone would get wrong."""

import pytest

from app.detect import sheets
from app.domain.words import PiType
from tests.helpers.wide_rows import wide_rows

NAMES = ("王伟芳", "李国强", "陈晓东", "欧阳静", "赵铁柱", "孙丽华")


def typed(header: str, cells: list[str]) -> PiType:
    rows = [["序号", header], *([str(number), cell] for number, cell in enumerate(cells, start=1))]
    return sheets.inspect(rows).columns[1].type


@pytest.mark.parametrize("template", ["退{}押金", "报销{}差旅费", "不许{}接走", "带朋友{}来体验"])
def test_short_notes_about_persons_are_notes(template: str) -> None:
    assert typed("交代", [template.format(name) for name in NAMES]) is PiType.FREE_TEXT
    assert typed("其它事项甲", [template.format(name) for name in NAMES]) is PiType.FREE_TEXT


def test_notes_that_hold_addresses_are_no_addresses() -> None:
    cells = [f"放学去宝山区共富二村{number}号301室学琴" for number in (87, 12, 5, 44)]
    assert typed("嘱托事宜", cells) is PiType.FREE_TEXT


@pytest.mark.parametrize(
    ("header", "cells", "kind"),
    [
        ("室号", ["18-2902", "7-2001", "25-504", "24-802"], PiType.OTHER),
        ("血压", ["122/97", "136/74", "109/64", "154/78"], PiType.HEALTH),
        ("来源", ["1.226.213.96", "41.231.149.202", "36.119.190.168"], PiType.OTHER),
        ("建筑面积(㎡)", ["141.52", "101.34", "129.38", "61.68"], PiType.OTHER),
        ("矿车吨位", ["30.5", "28.7", "31.2", "29.4"], PiType.OTHER),
        ("样品糖分", ["12.41", "11.88", "13.07", "12.93"], PiType.OTHER),
        ("拢共", ["1230", "450", "8800", "96"], PiType.AMOUNT),
        ("總計", ["1230", "450", "8800", "96"], PiType.AMOUNT),
        ("待遇", ["4000-6000", "5000-8000", "6500-9000"], PiType.AMOUNT),
        ("享壽", ["81", "95", "77", "68"], PiType.AGE),
        ("厅名", ["怀远厅", "听涛厅", "望江厅", "明远厅"], PiType.OTHER),
        ("工地", ["金水湾", "万和城", "康桥郡", "安居苑"], PiType.OTHER),
        ("自然村", ["余家桥", "吴家村", "马家湾", "石桥铺"], PiType.ADDRESS),
        ("牌子", ["云峰", "正宏", "鑫达", "天成", "金源"], PiType.OTHER),
        ("Ledger", ["Petty Cash", "Office Rent", "Bank Fees", "Travel Cost"], PiType.OTHER),
        ("油品", ["98号汽油", "10号柴油", "92号汽油"], PiType.OTHER),
        ("体质辨识", ["平和质", "气虚质", "阳虚质"], PiType.HEALTH),
        ("PRODUCT_CNT", ["12", "3", "5", "40"], PiType.OTHER),
        ("还短", ["120", "30", "400", "96"], PiType.AMOUNT),
        ("骨折处", ["左腕", "右肘", "锁骨"], PiType.HEALTH),
        ("過敏源", ["盤尼西林", "花生", "蝦蟹"], PiType.HEALTH),
        ("座钟毛病", ["不走", "走慢", "不打点"], PiType.OTHER),
        ("猫咪疫苗", ["三联", "狂犬", "已打"], PiType.OTHER),
        ("取件码", ["8123456701", "8233456702", "8912345611"], PiType.ORDER_NUMBER),
        ("协议编号", ["CB-2023-118", "CB-2023-119", "CB-2023-120"], PiType.ORDER_NUMBER),
        ("服务期", ["2021.6-2022.5", "2020.1-2021.1", "2022.3-2023.3"], PiType.OTHER),
        ("单据数", ["3", "12", "8", "5"], PiType.OTHER),
        ("SUBJECT_CODE", ["5001.01", "6602.03", "1122.05"], PiType.OTHER),
        ("积分结余", ["120.5", "300", "40"], PiType.OTHER),
        ("什么车", ["金龙", "宇通", "金旅"], PiType.OTHER),
        ("消课", ["1.5", "1", "2", "2"], PiType.OTHER),
        ("商家优惠（元）", ["5", "5", "0", "10"], PiType.AMOUNT),
        ("物流单号", ["No:77549068407430", "No:77541549266475", "No:77540923598507"], PiType.ORDER_NUMBER),
        ("出生日期", ["02Dec91", "17Dec67", "04Jun62", "01May81"], PiType.BIRTH_DATE),
        ("登记日期", ["04-10", "2019-04-27", "12-03", "2017-11-09"], PiType.EVENT_DATE),
        ("主要异常", ["甲状腺结节", "窦性心律不齐", "脂肪肝", "血脂偏高"], PiType.HEALTH),
        ("肤质及过敏情况", ["湿疹", "激素脸", "玫瑰痤疮", "湿疹"], PiType.HEALTH),
        ("货品", ["李子园牛奶", "高露洁牙膏", "马应龙眼霜", "王老吉凉茶"], PiType.OTHER),
    ],
)  # fmt: skip
def test_cells_outweigh_what_they_only_look_like(header: str, cells: list[str], kind: PiType) -> None:
    assert typed(header, cells * 3) is kind


def test_a_header_of_200_columns_is_found() -> None:
    assert sheets.inspect(wide_rows(40), "会员").header_row == 1


def test_numbered_rooms_are_no_header() -> None:
    rows = [[f"会议室{at}", f"会议室{at + 1}", f"会议室{at + 2}"] for at in range(1, 40, 3)]
    assert sheets.inspect(rows).header_row is None


def test_lines_of_a_form_are_text_with_their_values_found() -> None:
    rows = [["姓名：王芳"], ["电话：13912345678"], ["住址：上海市徐汇区漕溪北路18号"], ["身份证号：11010119900307803X"]]
    report = sheets.inspect(rows)
    told = [(one.type, rows[one.row - 1][0][one.start : one.end]) for one in sheets.findings(rows, report)]
    assert report.columns[0].type is PiType.FREE_TEXT
    assert told == [
        (PiType.PERSON_NAME, "王芳"),
        (PiType.MOBILE_PHONE, "13912345678"),
        (PiType.ADDRESS, "上海市徐汇区漕溪北路18号"),
        (PiType.CN_RESIDENT_ID, "11010119900307803X"),
    ]


def test_the_days_of_a_roster_are_its_header() -> None:
    rows = [["姓名", *map(str, range(1, 8))], *([name, "√", "", "√", "√", "休", "√", ""] for name in NAMES)]
    assert sheets.inspect(rows).header_row == 1


def test_words_that_lead_to_a_phone_are_no_code() -> None:
    rows = [["王小明的电话是13912345678"], [""], ["𬱟𬱟𬱟a@example.com"]]
    found = [(one.row, one.type) for one in sheets.findings(rows, sheets.inspect(rows))]
    assert found == [(1, PiType.PERSON_NAME), (1, PiType.MOBILE_PHONE), (3, PiType.EMAIL)]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (["借出日", "小孩", "哪样玩具", "归还日"], [["2023-05-01", "王芳", "积木", "2023-05-03"]]),
        (["哪样", "谁借的", "啥时借", "还没还"], [["梯子", "王芳", "5月1日", "还了"]]),
        (["Crew", "Deck No", "On Board", "Cell"], [["John Smith", "Upper", "2023-05-01", "13912345678"]]),
        (["Spare", "Bay", "Left", "Grade"], [["Gasket", "Rack two", "12", "Old"], ["Valve", "Rack two", "3", "New"]]),
    ],
)
def test_words_that_the_column_never_says_again_are_its_header(head: list[str], rows: list[list[str]]) -> None:
    assert sheets.inspect([head, *rows * 4]).header_row == 1
    assert sheets.inspect(rows * 4).header_row is None


@pytest.mark.parametrize("line", [["区域：________", "联系人：孟辉"], ["科室：____", "负责人：陶娟"]])
def test_a_line_of_labels_with_their_values_is_no_header(line: list[str]) -> None:
    rows = [line, ["姓名", "电话", "备注"], *([name, "13912345678", "无"] for name in NAMES)]
    assert sheets.inspect(rows).header_row == 2
