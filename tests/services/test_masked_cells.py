"""What somebody who may not read a record whole sees of its cells."""

import pytest

from app.domain.records import Column
from app.domain.words import PiType, Sensitivity
from app.services.masking import masked_cell


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
