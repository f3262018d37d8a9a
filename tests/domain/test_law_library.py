"""The law library: every entry is there, found by its words in either language, and said in full."""

from collections.abc import Callable

import pytest

from app.domain.law_library import DUTIES, NORM_LEVELS, Duty, after_text, entries, period_text, search
from app.domain.retention import NormLevel
from app.i18n import catalogue
from tests.helpers.rules import firm_of, shipped_pack

PACK = shipped_pack()
ALL = entries(PACK, firm_of())


def found(text: str, translate: Callable[[str], str] = str) -> set[str]:
    return {one.id for one in search(ALL, text, translate)}


def test_every_rule_task_and_open_question_is_an_entry() -> None:
    assert len(ALL) == len(PACK.rules) + len(PACK.tasks) + len(PACK.unsettled)
    assert {one.duty for one in ALL} == set(Duty) == set(DUTIES)
    assert set(NORM_LEVELS) == set(NormLevel)


@pytest.mark.parametrize(
    ("text", "language", "rule"),
    [
        ("第三十一条", "zh", "ECOM-PLAT"),
        ("电子商务法", "en", "ECOM-PLAT"),
        ("E-Commerce Law", "en", "ECOM-PLAT"),
        ("记账凭证 30年", "zh", "ACC-VOUCHER"),
        ("acc-bank", "zh", "ACC-BANK"),
        ("公示 十日", "zh", "publish-dissolution"),
        ("Wage", "en", "LAB-WAGE"),
    ],
)
def test_words_find_their_entry(text: str, language: str, rule: str) -> None:
    assert rule in found(text, catalogue(language).gettext)


def test_all_words_have_to_stand_in_one_entry() -> None:
    assert found("no such words anywhere") == set()
    assert found("") == {one.id for one in ALL}


def test_entries_say_whom_they_bind() -> None:
    assert not next(one for one in ALL if one.id == "CCTV").binds
    firm = firm_of(has_cctv=True)
    assert next(one for one in entries(PACK, firm) if one.id == "CCTV").binds


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("ACC-VOUCHER", "30 years from 1 January after the end of the fiscal year"),
        ("NET-LOG", "6 months from the day of the log entry"),
        ("CCTV", "30 days from the day of the recording"),
        ("ACC-REP-A", "For ever"),
        ("PI-MIN", "No period; counts from the day its purpose is over or the service stopped"),
    ],
)
def test_periods_are_said_in_full(rule: str, text: str) -> None:
    assert period_text(PACK.rule(rule), str) == text


def test_every_rule_says_what_comes_after() -> None:
    for rule in PACK.rules:
        assert after_text(rule, str) != rule.after
