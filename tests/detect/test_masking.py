"""Masked texts tell little, look as people know them, and never give back what was there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.detect.masking import STYLES, mask
from app.domain.words import PiType

PERSONAL = (
    PiType.PERSON_NAME, PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT, PiType.HK_MACAU_PERMIT, PiType.TAIWAN_PERMIT,
    PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE, PiType.EMAIL, PiType.ADDRESS, PiType.BANK_CARD, PiType.WECHAT_ID,
    PiType.QQ_NUMBER, PiType.LICENCE_PLATE, PiType.HEALTH, PiType.RELIGION, PiType.BIOMETRIC, PiType.FINANCIAL_ACCOUNT,
    PiType.ORG_NAME, PiType.USCC, PiType.LOCATION_TRACK, PiType.BIRTH_DATE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "masked"),
    [
        (PiType.PERSON_NAME, "张小明", "张*明"),
        (PiType.PERSON_NAME, "李娜", "李*"),
        (PiType.PERSON_NAME, "欧阳娜娜", "欧阳*娜"),
        (PiType.PERSON_NAME, "阿依古丽·买买提", "阿依*·买**"),
        (PiType.PERSON_NAME, "王𬱟", "王*"),
        (PiType.PERSON_NAME, "王　伟", "王*"),
        (PiType.PERSON_NAME, "John Smith", "J*** S****"),
        (PiType.CN_RESIDENT_ID, "310101199001011237", "310***********1237"),
        (PiType.MOBILE_PHONE, "13812345678", "138****5678"),
        (PiType.MOBILE_PHONE, "+86 138-1234-5678", "138****5678"),
        (PiType.MOBILE_PHONE, "１３８１２３４５６７８", "138****5678"),
        (PiType.LANDLINE_PHONE, "021-58818812", "021-****8812"),
        (PiType.LANDLINE_PHONE, "021-58818812转803", "021-****8812"),
        (PiType.LANDLINE_PHONE, "400-820-8820", "400-****8820"),
        (PiType.ORG_NAME, "上海启衡咨询有限公司", "上海启衡咨询*"),
        (PiType.BANK_CARD, "6222 0210 0111 6245 702", "6222***********5702"),
        (PiType.EMAIL, "zhang@qq.com", "z***@qq.com"),
        (PiType.ADDRESS, "上海市浦东新区张江路88号", "上海市浦东新****"),
        (PiType.LICENCE_PLATE, "沪AD12345", "沪A****45"),
        (PiType.BIRTH_DATE, "1990-03-07", "1990-**-**"),
        (PiType.HEALTH, "高血压", "***"),
        (PiType.CN_PASSPORT, "E12345678", "E*******8"),
        (PiType.HK_MACAU_PERMIT, "C12345678", "C******78"),
        (PiType.TAIWAN_PERMIT, "01234567", "0*****67"),
        (PiType.POSTCODE, "200120", "20****"),
        (PiType.USCC, "91110000600037341L", "9111************1L"),
        (PiType.WECHAT_ID, "xiaoming_88", "xi*********"),
        (PiType.QQ_NUMBER, "12345678", "12****78"),
        (PiType.ETHNICITY, "回族", "**"),
        (PiType.RELIGION, "佛教", "**"),
        (PiType.BIOMETRIC, "a3f09c12", "***"),
        (PiType.LOCATION_TRACK, "121.4737,31.2304", "***"),
        (PiType.FINANCIAL_ACCOUNT, "1001234509876543210", "10*************3210"),
        (PiType.GENDER, "女", "女"),
        (PiType.AGE, "35", "35"),
        (PiType.MINOR, "是", "是"),
        (PiType.AMOUNT, "3,500.00", "3,500.00"),
        (PiType.EVENT_DATE, "2021-03-05", "2021-03-05"),
        (PiType.ORDER_NUMBER, "DD2021030501", "DD2021030501"),
        (PiType.FREE_TEXT, "下次再约", "下次再约"),
        (PiType.OTHER, "已付款", "已付款"),
    ],
)
def test_styles(kind: PiType, text: str, masked: str) -> None:
    assert mask(kind, text) == masked


def test_every_type_of_the_contract_has_its_style() -> None:
    assert set(STYLES) == set(PiType)


def test_masked_texts_are_the_same_for_many_people() -> None:
    """What is starred out can't be told back: people who differ only there look alike."""
    assert len({mask(PiType.CN_RESIDENT_ID, f"310101{year}01011237") for year in range(1950, 2000)}) == 1
    assert len({mask(PiType.MOBILE_PHONE, f"138{middle:04}5678") for middle in range(0, 10_000, 7)}) == 1


@pytest.mark.parametrize("kind", PiType)
@pytest.mark.parametrize("text", ["", " ", "王", "1", "·", "@", "-", "a b", "1" * 40])
def test_any_text_is_taken(kind: PiType, text: str) -> None:
    mask(kind, text)


@given(
    kind=st.sampled_from(PERSONAL),
    text=st.text(
        st.characters(blacklist_characters="*", blacklist_categories=("Cs", "Z", "C")), min_size=1, max_size=30
    ),
)
def test_something_is_always_hidden(kind: PiType, text: str) -> None:
    masked = mask(kind, text)
    assert "*" in masked
    assert text not in masked or text in "@·-"
