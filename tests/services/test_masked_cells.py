"""What somebody who may not read a record whole sees of its cells."""

import pytest

from app.domain.records import Column
from app.domain.words import Field, PiType, Sensitivity
from app.services.masking import masked_cell, masked_title, masked_titles


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (PiType.MOBILE_PHONE, "13812345678", "138****5678"),
        (PiType.FREE_TEXT, "客户王小明来电，电话13812345678", "客户王*明来电，电话138****5678"),
        (PiType.ORDER_NUMBER, "DD20210305000123", "DD20210305000123"),
        (PiType.ORDER_NUMBER, "110101199003070134", "110***********0134"),
        (PiType.ORDER_NUMBER, "6222021001116245702", "6222***********5702"),
        (PiType.OTHER, "刷卡6222021001116245702", "刷卡6222***********5702"),
        (PiType.AMOUNT, "3500", "3500"),
    ],
)
def test_a_cell_is_masked_by_what_it_holds(kind: PiType, text: str, shown: str) -> None:
    """An ID or a card among order numbers is starred out as it is in its own column."""
    assert masked_cell(Column(0, "列", None, kind, 1.0, Sensitivity.GENERAL), text) == shown


@pytest.mark.parametrize(
    ("field", "kind", "text", "shown"),
    [
        (Field.PHONE, PiType.ORDER_NUMBER, "0912345678", "******5678"),
        (Field.ID_NUMBER, PiType.OTHER, "A123456789", "A*********"),
        (Field.NAME, PiType.OTHER, "王小明", "王*明"),
        (Field.NAME, PiType.ORG_NAME, "上海春芽教育有限公司", "上海春芽教育有限公司"),
        (Field.CODE, PiType.ORDER_NUMBER, "HY100008", "HY100008"),
    ],
)
def test_a_cell_is_masked_by_what_its_column_fills(field: Field, kind: PiType, text: str, shown: str) -> None:
    """A number of another country in the phones' column is a phone all the same."""
    assert masked_cell(Column(0, "列", field, kind, 1.0, Sensitivity.GENERAL), text) == shown


TITLES = [
    "木工体验券 · 2025-04-27 12:15:00 · 448.00",
    "木工体验券 · 2025-04-28 · 18",
    "张伟来电 13800138000 要退费",
    "",
    "2025-04-27",
    "王小明的押金 · 2025-04-27 · 500.00",
    "押金 · 13800138000",
    "押金 · 110101199003070134",
    "退款 · -18.50",
]


def test_titles_of_a_list_are_masked_as_each_is_alone() -> None:
    assert masked_titles(TITLES) == [masked_title(title) for title in TITLES]
    assert not any(
        told in " ".join(masked_titles(TITLES)) for told in ("张伟", "王小明", "13800138000", "31010119900312")
    )


def test_goods_are_no_persons() -> None:
    goods = ["亲子陶艺套装", "陶艺体验课", "马克杯定制", "童书套装", "柏木家具"]
    assert masked_titles(goods) == goods
