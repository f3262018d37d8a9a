"""Forms that offices and programs give to dates, headers, cards and numbers."""

from datetime import date

import pytest

from app.detect import cells, dates, headers, layout, sheets
from app.domain.words import PiType


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-05-01 14:32:51 +0800", date(2024, 5, 1)),
        ("2024-05-01T14:32:51.123Z", date(2024, 5, 1)),
        ("2017年03月25日09时", date(2017, 3, 25)),
        ("25/03/2003", date(2003, 3, 25)),
        ("03/25/2003 2:30 PM", date(2003, 3, 25)),
        ("03/04/2003", None),
        ("Mar 16 2023", date(2023, 3, 16)),
        ("Tue, 5 Mar 2024 14:00:00 +0800", date(2024, 3, 5)),
        ("24-Dec-2018", date(2018, 12, 24)),
        ("2024-03-05（周二）", date(2024, 3, 5)),
        ("13/13/2020", None),
    ],
)
def test_dates_of_many_hands(text: str, day: date | None) -> None:
    assert dates.parse(text) == day


@pytest.mark.parametrize(
    "text", ["03/04/2003", "3月5日9时", "11月21日15时20分", "2023-01-01至2023-12-31", "农历三月初八", "Jan 2024"]
)
def test_dates_that_leave_something_open(text: str) -> None:
    assert dates.is_partial(text)


@pytest.mark.parametrize("text", ["10.0.0.8", "45/01/2020", "周三", "3-5", "1981", "二〇二〇年三月二三日"])
def test_what_is_no_date(text: str) -> None:
    assert dates.parse(text) is None
    assert not dates.is_partial(text)


def test_years_alone_are_births_where_the_header_says_so() -> None:
    assert typed("出生年份", ["1981", "1979", "2002"]) is PiType.BIRTH_DATE
    assert typed("份数", ["1981", "1979", "2002"]) is PiType.OTHER


@pytest.mark.parametrize("header", ["1. 姓名", "2、姓名（必填）", "Q3：姓名", "（4）姓名", "第5题：姓名"])
def test_the_number_of_a_question_says_nothing(header: str) -> None:
    hint = headers.hint(header)
    assert hint is not None
    assert hint.type is PiType.PERSON_NAME


def test_a_questionnaire_has_its_questions_for_headers() -> None:
    rows = [
        ["序号", "1. 选手姓名", "2. 家长手机", "3. 是否患有不适合剧烈运动的疾病或正在服药", "4. 您还想对我们说点什么"],
        *([str(at), "王芳", f"1381234567{at}", "无", "谢谢"] for at in range(1, 5)),
    ]
    assert sheets.inspect(rows).header_row == 1


def test_a_card_of_labels_and_values_has_no_header() -> None:
    rows = [["姓名", "丁建军", "电话", "13654619246"], ["生日", "1988年3月2日", "职业", "教师"],
            ["住址", "江北区慈城镇民权路36号"], ["肤质", "混合偏油", "过敏史", "酒精过敏"]]  # fmt: skip
    assert layout.find(rows).header_row is None


def test_labels_to_be_signed_behind_are_no_header() -> None:
    rows = [
        ["啥东西", "几个", "给谁了"],
        *(["钥匙", "2", "王芳"] for _ in range(5)),
        ["交接人签字：", "", "接收人签字："],
    ]
    assert layout.find(rows).header_row in (None, 1)


def test_sums_are_told_by_the_header_above_their_header() -> None:
    rows = [["姓名", "应发", "", "扣款"], ["", "底薪", "全勤", "晚到"],
            *(["王芳", "4300", "0", "20"], ["李强", "5200", "200", "0"], ["周敏", "3900", "200", "50"])]  # fmt: skip
    report = sheets.inspect(rows)
    assert [column.type for column in report.columns[1:]] == [PiType.AMOUNT] * 3


def typed(header: str, texts: list[str]) -> PiType:
    return sheets.inspect([[header], *([text] for text in texts * 3)], header_row=1).columns[0].type


@pytest.mark.parametrize(
    ("header", "texts", "kind"),
    [
        ("收货人电话", ["17813697406-8205", "19144216896转12", "17694364330"], PiType.MOBILE_PHONE),
        ("证件", ["身份证：11010519491231002X", "11010519491231002X"], PiType.CN_RESIDENT_ID),
        ("单号", ['="20248054952879"', '="20244487892187"'], PiType.ORDER_NUMBER),
        ("0-30天", ["0", "1200", "0", "5400"], PiType.AMOUNT),
        ("折旧年限(月)", ["36", "60", "120"], PiType.OTHER),
        ("贷方", ["13900182000", "15800543000", "13900039000"], PiType.AMOUNT),
        ("公积金账号", ["031169380987", "031128685806", "031102354266"], PiType.FINANCIAL_ACCOUNT),
        ("国籍", ["中国", "中国香港", "新加坡"], PiType.OTHER),
        ("登录密码", ["Ab639456", "xyz@7788"], PiType.OTHER),
        ("点位", ["5号楼大厅", "地下车库B1", "北门岗"], PiType.OTHER),
        ("目前年薪", ["15W", "47万", "12-15k"], PiType.AMOUNT),
        ("体温", ["36.5", "36.8℃"], PiType.HEALTH),
        ("梅毒抗体", ["阴性", "阳性", "弱阳性"], PiType.HEALTH),
        ("压力", ["偏低", "正常", "偏低"], PiType.OTHER),
        ("户主", ["蒋文博、吕春梅", "蒋文博等2人", "程志明【老】", "高志强全家"], PiType.PERSON_NAME),
    ],
)
def test_columns_by_the_forms_of_their_cells(header: str, texts: list[str], kind: PiType) -> None:
    assert typed(header, texts) is kind


def test_a_spot_in_a_building_is_a_place_only_where_the_header_says_so() -> None:
    assert cells.proven("5号楼大厅") is PiType.OTHER
    assert cells.fits(PiType.ADDRESS, "5号楼302室")


def test_old_ids_among_numbers_of_fifteen_digits_are_chance() -> None:
    numbers = [f"7855834254{at:05}" for at in range(40)] + ["432918820922894"]
    report = sheets.inspect([["快递单号"], *([one] for one in numbers)])
    assert (report.columns[0].type, report.columns[0].others) == (PiType.ORDER_NUMBER, ())
