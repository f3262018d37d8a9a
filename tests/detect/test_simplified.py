"""Traditional characters are read as simplified ones, each in its place."""

from app.detect import headers
from app.detect.simplified import simplified
from app.domain.words import PiType


def test_every_character_keeps_its_place() -> None:
    assert simplified("聯絡電話／LINE帳號 (必填)") == "联络电话／LINE账号 (必填)"


def test_simplified_texts_stay_as_they_are() -> None:
    told = "客户姓名、联系电话、账号、金额"
    assert simplified(told) == told


def test_traditional_headers_say_what_simplified_ones_say() -> None:
    pairs = {
        "客戶姓名": PiType.PERSON_NAME,
        "電子郵件": PiType.EMAIL,
        "訂單編號": PiType.ORDER_NUMBER,
        "金額": PiType.AMOUNT,
    }
    assert {head: hint.type for head in pairs if (hint := headers.hint(head))} == pairs
