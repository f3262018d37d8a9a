"""Whose time papers tell."""

import time
from datetime import UTC, datetime

import pytest

from reports.language import Language, zone

EVENING = datetime(2026, 11, 21, 20, 30, tzinfo=UTC)


def test_papers_tell_the_computers_time_and_say_so() -> None:
    """A day counted by the program and the day printed beside it must be the same one."""
    assert Language("zh").instant(EVENING) == "2026-11-22 04:30:00"
    assert zone(EVENING) == "UTC+8"


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows takes its zone from the system only")
@pytest.mark.parametrize(("place", "shown"), [("UTC0", "UTC+0"), ("NPT-5:45", "UTC+5:45"), ("EST5", "UTC-5")])
def test_zone_is_shown_with_its_minutes(place: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", place)
    time.tzset()
    try:
        assert zone(EVENING) == shown
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "一百"), (105, "一百零五"),
     (110, "一百一十"), (131, "一百三十一"), (1004, "一千零四"), (2020, "二千零二十")],
)  # fmt: skip
def test_chinese_headings_count_on(number: int, written: str) -> None:
    """A register has a chapter an order: more than ninety-nine of them."""
    assert Language("zh").heading(number, "目录") == f"{written}、目录"
