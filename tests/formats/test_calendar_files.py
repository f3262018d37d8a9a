"""Calendar files as RFC 5545 asks: lines of 75 octets, escaped texts, whole days."""

from datetime import UTC, date, datetime, timedelta, timezone

from app.formats.calendar_files import CalendarEvent, calendar_file

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=timezone(timedelta(hours=8)))


def lines(*events: CalendarEvent) -> list[str]:
    content = calendar_file("晨光 结案计划", events, NOW, "Qingdang 0.1.0")
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    folded = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in folded)
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_event_covers_its_whole_days() -> None:
    found = lines(CalendarEvent("a@b", date(2026, 12, 31), date(2027, 1, 2), "公告"))
    assert found[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261231" in found
    assert "DTEND;VALUE=DATE:20270103" in found
    assert f"DTSTAMP:{NOW.astimezone(UTC):%Y%m%dT%H%M%SZ}" in found


def test_long_chinese_lines_are_folded_between_characters() -> None:
    text = "通过国家企业信用信息公示系统公告清算组成员和负责人名单。" * 5
    assert f"SUMMARY:{text}" in lines(CalendarEvent("a@b", date(2026, 1, 1), date(2026, 1, 1), text))


def test_marks_and_line_ends_are_escaped() -> None:
    found = lines(CalendarEvent("a@b", date(2026, 1, 1), date(2026, 1, 1), "a;b,c\\d", "first\nsecond\rthird"))
    assert "SUMMARY:a\\;b\\,c\\\\d" in found
    assert "DESCRIPTION:first\\nsecond\\nthird" in found


def test_calendar_without_events_is_one_too() -> None:
    assert lines()[-3:] == ["X-WR-CALNAME:晨光 结案计划", "END:VCALENDAR", ""]
