"""Sensitive cells are told wherever they stand: in notes, among order numbers, in columns of anything."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from app.detect import sheets, traces
from app.detect.sheets import ColumnReport
from app.domain.words import PiType, Sensitivity
from tests.bench.detection import numbers

BORN = date(1985, 6, 7)


def _column(header: str, cells: list[str]) -> ColumnReport:
    rows = [["序号", header], *([str(number), cell] for number, cell in enumerate(cells, start=1))]
    return sheets.inspect(rows).columns[1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("客户有糖尿病，忌糖", {PiType.HEALTH}),
        ("信佛教，只吃素", {PiType.RELIGION}),
        ("护照E12345678已到期", {PiType.CN_PASSPORT}),
        ("回乡证H1234567890", {PiType.HK_MACAU_PERMIT}),
        ("公积金账号：3301234567890", {PiType.FINANCIAL_ACCOUNT}),
        ("身份证１１０１０１１９９００３０７０１３４", {PiType.CN_RESIDENT_ID}),
        ("卡号6222 0210 0111 6245 702", {PiType.BANK_CARD}),
        ("拨18644556314 6256684140617381", {PiType.BANK_CARD}),
        ("订单号E12345678未发货", set()),
        ("身份证110101199003070135有误", set()),
        ("下周再联系，电话13812345678", set()),
        ("", set()),
    ],
)
def test_notes_tell_what_is_sensitive(text: str, kinds: set[PiType]) -> None:
    assert traces.of_text(text) == kinds


def test_notes_of_a_column_are_counted_each() -> None:
    notes = Counter({"客户有糖尿病\n常来": 2, "护照E12345678": 1, "无特殊要求": 40})
    assert traces.in_notes(notes) == {PiType.HEALTH: 2, PiType.CN_PASSPORT: 1}


def test_one_note_of_an_illness_makes_its_column_sensitive() -> None:
    """A thousand harmless notes do not hide one that tells of somebody's health."""
    notes = [f"第{number}次来店，满意，下次再约时间" for number in range(1000)]
    assert _column("备注", notes).sensitivity is Sensitivity.GENERAL
    notes[617] = "提醒：有高血压，按摩力度轻一些"
    column = _column("备注", notes)
    assert (column.type, column.sensitivity) == (PiType.FREE_TEXT, Sensitivity.SENSITIVE)
    assert PiType.HEALTH in column.holds
    assert [reason.params for reason in column.reasons if reason.code == "column-notes"] == [
        (("cells", "1"), ("type", "health"))
    ]


def test_ids_among_order_numbers_are_told() -> None:
    random = Random(1)
    cells = [f"DD20210305{number:06}" for number in range(500)]
    cells[123] = numbers.resident_id(random, BORN)
    column = _column("订单号", cells)
    assert column.type is PiType.ORDER_NUMBER
    assert (PiType.CN_RESIDENT_ID, 1) in column.others
    assert column.share == round(499 / 500, 4)
    assert column.sensitivity is Sensitivity.SENSITIVE


def test_a_card_number_in_a_column_of_anything_is_told() -> None:
    cells = ["现金", "微信", "刷卡", "现金"] * 50
    cells[77] = "6222021001116245702"
    column = _column("支付方式", cells)
    assert column.type is PiType.OTHER
    assert (PiType.BANK_CARD, 1) in column.others
    assert column.sensitivity is Sensitivity.SENSITIVE


def test_numbers_right_by_chance_are_no_cards() -> None:
    """One in ten order numbers of 16 digits has a right Luhn digit: that makes no cards of them."""
    random = Random(2)
    cells = [f"62{numbers.digits(random, 14)}" for _ in range(400)]
    column = _column("订单号", cells)
    assert column.type is PiType.ORDER_NUMBER
    assert column.others == ()
    assert column.sensitivity is Sensitivity.GENERAL
