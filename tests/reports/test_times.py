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
