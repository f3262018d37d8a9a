"""Periods: first and last days by 民法典 201-203 and the accounting clock."""

from dataclasses import replace
from datetime import date

import pytest

from app.domain.terms import clock_start, last_day, period_code
from tests.helpers.rules import shipped_pack

STUB, VOUCHER, LOG, VIDEO = (shipped_pack().rule(name) for name in ("INV-STUB", "ACC-VOUCHER", "NET-LOG", "CCTV"))


def test_first_day_is_not_counted() -> None:
    assert clock_start(STUB, date(2020, 2, 28)) == date(2020, 2, 29)
    assert clock_start(STUB, date(2020, 12, 31)) == date(2021, 1, 1)


def test_accounting_clock_starts_on_new_years_day() -> None:
    for day in (date(2019, 1, 1), date(2019, 6, 30), date(2019, 12, 31)):
        assert clock_start(VOUCHER, day) == date(2020, 1, 1)
        assert last_day(VOUCHER, day) == date(2049, 12, 31)


@pytest.mark.parametrize(
    ("event", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-02-28", 6, "2026-08-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-10-31", 6, "2027-04-30"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_period_ends_on_the_corresponding_day_or_the_months_last(event: str, months: int, end: str) -> None:
    rule = replace(LOG, months=months)
    assert last_day(rule, date.fromisoformat(event)) == date.fromisoformat(end)


def test_days_are_counted_from_the_next_one() -> None:
    assert last_day(VIDEO, date(2026, 10, 22)) == date(2026, 11, 21)
    assert last_day(VIDEO, date(2028, 2, 1)) == date(2028, 3, 2)


def test_calendar_ends_before_the_period_does() -> None:
    """A mistyped year must not break the plan."""
    assert last_day(VOUCHER, date(9990, 1, 1)) == date.max
    assert last_day(VIDEO, date(9999, 12, 20)) == date.max
    assert clock_start(STUB, date.max) == date.max
    assert clock_start(VOUCHER, date.max) == date(9999, 1, 1)


def test_period_code_names_its_unit() -> None:
    assert [period_code(rule) for rule in (VOUCHER, LOG, VIDEO, shipped_pack().rule("PI-MIN"))] == [
        "30y",
        "6m",
        "30d",
        "0d",
    ]
