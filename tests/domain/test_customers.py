"""Who a customer is, in one form."""

from datetime import date, timedelta

import pytest

from app.detect.children import is_under_14
from app.domain.customers import (
    NOBODY,
    Identity,
    contradict,
    eldest_child,
    identifies,
    is_nothing,
    merged,
    normal_name,
    normal_number,
    normal_phone,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("王伟", "王伟"),
        (" 王　伟 ", "王伟"),
        ("王  伟", "王伟"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
        ("Anna  Schmidt", "Anna Schmidt"),
        ("ＡＢＣ公司", "ABC公司"),
        ("𠮷 野", "𠮷野"),
        ("\u200b王伟\u200d\ufeff", "王伟"),
        ("无", ""),
        ("-", ""),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_names_have_one_form(text: str, name: str) -> None:
    assert normal_name(text) == name


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("(021) 6888-1234", "02168881234"),
        ("13800138000、13900139000", "13800138000"),
        ("0000", ""),
        ("不详", ""),
    ],
)
def test_phones_have_one_form(text: str, phone: str) -> None:
    assert normal_phone(text) == phone


def test_numbers_have_one_form() -> None:
    assert normal_number(" ３１０101 19900101123x ") == "31010119900101123X"
    assert normal_number("00000000") == ""


def test_what_only_kept_a_number_a_text_is_no_part_of_it() -> None:
    assert normal_number("'110101199003070417") == normal_number("110101199003070417\u202c") == "110101199003070417"
    assert normal_phone("'13800138000\u200b") == "13800138000"


def test_placeholders_say_nothing() -> None:
    assert all(map(is_nothing, ["", "-", "——", "/", "无", "不详", "0000", "n/a", "NULL"]))
    assert not any(map(is_nothing, ["王", "0571", "无锡"]))


def test_an_address_or_mail_alone_identifies_nobody() -> None:
    assert not identifies(NOBODY)
    assert not identifies(Identity(email="a@example.com", address="上海"))
    assert identifies(Identity(code="K1"))


def test_two_ids_or_two_names_contradict_each_other() -> None:
    known = Identity(name="王伟", id_number="1", phone="2")
    assert contradict(known, Identity(name="王伟", id_number="9"))
    assert contradict(known, Identity(name="李娜", phone="2"))
    assert not contradict(known, Identity(name="王伟", phone="3"))
    assert not contradict(known, NOBODY)


def test_gaps_are_filled_and_what_is_known_stays() -> None:
    known = Identity(name="王伟", phone="1")
    assert merged(known, Identity(name="王伟", phone="2", email="a@b.c")) == Identity("王伟", phone="1", email="a@b.c")
    assert merged(known, Identity(name="王伟")) is known


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)])
def test_children_are_counted_as_each_is_judged(day: date) -> None:
    """On 29 February too, where fourteen years earlier there was no such day."""
    for days in range(-3, 4):
        born = date(day.year - 14, day.month, 1) + timedelta(days=day.day - 1 + days)
        assert (born >= eldest_child(day)) == is_under_14(born, day), born
