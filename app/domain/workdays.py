"""Working days: on the State Council's calendar where it is published, else a careful guess that is called provisional.

Periods that a law counts in working days run on the days that the State Council's yearly list leaves or makes working
days (make-up working days on weekends among them). The list for a year appears late in the year before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from app.errors import UserError

# Spring Festival, Dragon Boat Festival, Mid-Autumn Festival by the lunar calendar.
FESTIVALS: dict[int, tuple[str, str, str]] = {
    2021: ("02-12", "06-14", "09-21"),
    2022: ("02-01", "06-03", "09-10"),
    2023: ("01-22", "06-22", "09-29"),
    2024: ("02-10", "06-10", "09-17"),
    2025: ("01-29", "05-31", "10-06"),
    2026: ("02-17", "06-19", "09-25"),
    2027: ("02-06", "06-09", "09-15"),
    2028: ("01-26", "05-28", "10-03"),
    2029: ("02-13", "06-16", "09-22"),
    2030: ("02-03", "06-05", "09-12"),
    2031: ("01-23", "06-24", "10-01"),
    2032: ("02-11", "06-12", "09-19"),
    2033: ("01-31", "06-01", "09-08"),
    2034: ("02-19", "06-20", "09-27"),
    2035: ("02-08", "06-10", "09-16"),
    2036: ("01-28", "05-30", "10-04"),
}
# Days before and after a festival that the list has given off in some year; the last row for each festival above.
_AROUND = ((2, 7), (2, 2), (2, 2))
# New Year's Day, Tomb-Sweeping Day, Labour Day, National Day: first and last day that the list has given off.
_FIXED = (("01-01", "01-03"), ("04-03", "04-06"), ("04-29", "05-05"), ("09-29", "10-08"), ("12-29", "12-31"))


class WorkCalendar(Protocol):
    """The published calendar; asked only about years that `is_published` affirms."""

    def is_published(self, year: int) -> bool: ...

    def is_working(self, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class WorkingDay:
    """A counted day; `provisional` where a year on the way was not published yet, so that it may come earlier."""

    day: date
    provisional: bool


def working_day_after(start: date, count: int, calendar: WorkCalendar) -> WorkingDay:
    """The count-th working day after `start`, which is not counted itself (民法典 201).

    Raises UserError("calendar-too-far") beyond the years whose festivals are known.
    """
    provisional = False
    left = count
    day = start
    while left:
        day += timedelta(days=1)
        published = _is_settled(day, calendar)
        provisional = provisional or not published
        left -= calendar.is_working(day) if published else is_surely_working(day)
    return WorkingDay(day, provisional)


def _is_settled(day: date, calendar: WorkCalendar) -> bool:
    """Whether the published lists decide about the day: the next year's list may still reach into December's end."""
    is_tail = day.month == 12 and day.day > 28
    return calendar.is_published(day.year) and (not is_tail or calendar.is_published(day.year + 1))


def is_surely_working(day: date) -> bool:
    """Whether no list is likely to give the day off: a weekday outside every holiday's widest reach.

    Make-up working days are left out, so that a provisional count is never too short.
    """
    return day.weekday() < 5 and not any(first <= day <= last for first, last in _holidays(day.year))


def _holidays(year: int) -> Iterator[tuple[date, date]]:
    if year not in FESTIVALS:
        raise UserError("calendar-too-far", year=year)
    for first, last in _FIXED:
        yield date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
    for festival, (before, after) in zip(FESTIVALS[year], _AROUND, strict=True):
        middle = date.fromisoformat(f"{year}-{festival}")
        yield middle - timedelta(days=before), middle + timedelta(days=after)
