"""Numbers prove themselves: form, region, date and check digit, each checked against another way of computing it."""

from datetime import date
from random import Random

import pytest
from stdnum import luhn
from stdnum.cn import uscc

from app.detect import cells, texts, values
from app.domain.words import PiType
from tests.bench.detection import numbers

PROVEN = {PiType.CN_RESIDENT_ID, PiType.BANK_CARD, PiType.USCC}


def test_right_ids_are_ids_and_wrong_ones_never() -> None:
    random = Random(1)
    for _ in range(2_000):
        born = numbers.any_day(random, 1930, 2024)
        number = numbers.resident_id(random, born)
        assert values.is_resident_id(number)
        assert values.birth_date_of_id(number) == born
        for wrong in "0123456789X".replace(number[17], ""):
            assert not values.is_resident_id(number[:17] + wrong)


def test_old_ids_of_15_digits_are_ids() -> None:
    assert values.is_resident_id("310104450612123")
    assert values.birth_date_of_id("310104450612123") == date(1945, 6, 12)
    assert not values.is_resident_id("310104451312123")
    assert not values.is_resident_id("990104450612123")


@pytest.mark.parametrize("number", ["310101199002300013", "310101209901010011", "999999199001010015", "3.10101E+17"])
def test_ids_with_impossible_parts_are_none(number: str) -> None:
    """30 February, a birth to come, a region that never was, and what a spreadsheet leaves of an ID."""
    assert not values.is_resident_id(number)


def test_id_of_a_county_younger_than_the_birth_is_an_id() -> None:
    """浦东新区 (310115) is of 1992; who was born before has it all the same, and stdnum refuses it."""
    body = "31011519650101001"
    assert values.is_resident_id(body + numbers.id_check(body))


def test_luhn_agrees_with_stdnum() -> None:
    random = Random(2)
    for _ in range(5_000):
        number = numbers.digits(random, random.randint(13, 19))
        assert values.luhn(number) == luhn.is_valid(number)


def test_cards_need_an_issuer_and_the_right_digit() -> None:
    random = Random(3)
    for _ in range(2_000):
        card = numbers.card(random)
        assert values.is_bank_card(card)
        assert not values.is_bank_card(numbers.wrong_card(random))
    assert values.is_bank_card("6222 0210 0111 6245 702")
    assert not values.is_bank_card("2023010112345674")


def test_credit_codes_agree_with_stdnum() -> None:
    random = Random(4)
    for _ in range(2_000):
        code = numbers.uscc(random)
        assert values.is_uscc(code)
        assert uscc.calc_check_digit(code[:17]) == code[17]
        assert not values.is_uscc(numbers.wrong_uscc(random))


def test_a_wrong_number_is_nothing_proven_anywhere() -> None:
    """Not in a cell, not in a note, and not as another kind of number whose check digit fits by chance."""
    random = Random(5)
    for _ in range(3_000):
        born = numbers.any_day(random, 1940, 2020)
        for wrong in (numbers.wrong_id(random, born), numbers.wrong_card(random), numbers.wrong_uscc(random)):
            assert cells.proven(wrong) not in PROVEN, wrong
            assert not {span.type for span in texts.find(f"证件{wrong}有误")} & PROVEN, wrong


@pytest.mark.parametrize(
    "text", ["13812345678", "+86 138-1234-5678", "86 13812345678", "１３８１２３４５６７８", "198 1234 5678"]
)
def test_mobile_numbers(text: str) -> None:
    assert values.is_mobile(text)


@pytest.mark.parametrize("text", ["12812345678", "1381234567", "20210305001", "16012345678", "138123456789"])
def test_what_is_no_mobile_number(text: str) -> None:
    assert not values.is_mobile(text)


@pytest.mark.parametrize(
    "text",
    [
        "021-58812345",
        "(010)88886666",
        "0571 8888 9999",
        "02158812345",
        "021-58812345转803",
        "021-58812345-12",
        "4008208820",
        "400-820-8820",
    ],
)
def test_landlines(text: str) -> None:
    assert values.is_landline(text)


@pytest.mark.parametrize("text", ["沪A12345", "京AD12345", "苏E8K3H2", "粤B·12345", "沪A12345D"])
def test_licence_plates(text: str) -> None:
    assert values.is_plate(text)


@pytest.mark.parametrize("text", ["", "-", "无", " ", "N/A", "不详", "——", "/", "#N/A", "暂无"])
def test_blank_words(text: str) -> None:
    assert cells.is_blank(text)


@pytest.mark.parametrize(
    "texts", [[], [""], ["", "ａ，１"], ["王　芳", "13800138000", "（𬱟）\xa0"], ["nul\0，", "，"], ["a\nb，", ""]]
)
def test_many_texts_are_narrowed_as_each_alone(texts: list[str]) -> None:
    assert values.narrowed(texts) == [values.narrow(text) for text in texts]
