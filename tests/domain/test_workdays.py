"""Working days on the published calendar and beyond it."""

from datetime import date, timedelta

import pytest

from app.domain.workdays import FESTIVALS, is_surely_working, working_day_after
from app.errors import UserError
from app.services.calendar import PublishedCalendar

CALENDAR = PublishedCalendar()


class Everything:
    """A calendar on which each weekday works and every year is published."""

    def is_published(self, year: int) -> bool:
        return True

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5


class Nothing(Everything):
    def is_published(self, year: int) -> bool:
        return False


def test_start_is_not_counted() -> None:
    assert working_day_after(date(2026, 11, 20), 1, Everything()).day == date(2026, 11, 23)
    assert working_day_after(date(2026, 11, 22), 1, Everything()).day == date(2026, 11, 23)
    assert working_day_after(date(2026, 11, 23), 5, Everything()).day == date(2026, 11, 30)


def test_holidays_and_make_up_days_of_the_state_council() -> None:
    """国庆节 2026: off from 1 to 7 October, Sunday 20 September and Saturday 10 October worked instead."""
    assert CALENDAR.is_working(date(2026, 9, 20))
    assert CALENDAR.is_working(date(2026, 10, 10))
    assert not CALENDAR.is_working(date(2026, 10, 7))
    counted = working_day_after(date(2026, 9, 30), 3, CALENDAR)
    assert (counted.day, counted.provisional) == (date(2026, 10, 10), False)
    assert working_day_after(date(2026, 9, 18), 1, CALENDAR).day == date(2026, 9, 20)


def test_thirty_working_days_are_longer_than_thirty_days() -> None:
    assert working_day_after(date(2026, 9, 1), 30, CALENDAR).day == date(2026, 10, 19)
    assert not working_day_after(date(2026, 9, 1), 30, CALENDAR).provisional


def test_year_that_is_not_published_is_provisional_and_careful() -> None:
    counted = working_day_after(date(2026, 11, 23), 30, CALENDAR)
    assert counted.provisional
    assert counted.day >= working_day_after(date(2026, 11, 23), 30, Everything()).day


def test_end_of_december_waits_for_the_next_list() -> None:
    """31 December has been given off by the next year's list before (2018)."""
    counted = working_day_after(date(2026, 12, 28), 1, CALENDAR)
    assert counted.provisional
    assert counted.day == date(2027, 1, 4)


@pytest.mark.parametrize("year", range(2021, 2027))
def test_careful_guess_never_works_on_an_official_day_off(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        assert CALENDAR.is_working(day) or not is_surely_working(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", sorted(FESTIVALS))
def test_careful_guess_leaves_most_weekdays(year: int) -> None:
    """At least 220 of about 250: careful, not useless."""
    days = [date(year, 1, 1) + timedelta(days=index) for index in range(365)]
    assert sum(map(is_surely_working, days)) > 219


def test_festivals_are_known_days_only() -> None:
    with pytest.raises(UserError, match="calendar-too-far"):
        working_day_after(date(2099, 1, 1), 1, Nothing())
