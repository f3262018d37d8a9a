"""Machines' logs without columns are known by their lines; what a person wrote down is none."""

from datetime import date

import pytest

from app.domain.log_lines import is_log, moment_of

_WEB = '10.0.0.5 - - [29/Feb/2024:10:00:01 +0800] "GET /index.html HTTP/1.1" 200 512'
_APP = "2026-09-03 08:12:11 INFO login user=admin result=ok"
_SYSTEM = "Sep  3 08:12:11 gate sshd[1123]: Accepted password for root from 10.1.1.2"


@pytest.mark.parametrize("line", [_WEB, _APP, _SYSTEM, "2026-08-01T00:00:03Z 192.168.0.7 denied"])
def test_line_of_a_machine_is_known(line: str) -> None:
    assert is_log([[line], [""], [line]])


@pytest.mark.parametrize(
    "line",
    ["2025年3月2日 去王女士家安装热水器", "2025-03-02 休息", "2025-03-02 10:30 李先生来电", "版本 10.0.0.5 已安装"],
)
def test_notes_of_a_person_are_no_log(line: str) -> None:
    """A moment alone, or an address alone, proves nothing."""
    assert not is_log([[line]])


def test_few_such_lines_among_notes_are_no_log() -> None:
    assert not is_log([[_APP], ["备注：重启"], ["找王工"]])
    assert not is_log([[""], []])


@pytest.mark.parametrize(
    ("line", "year", "day"),
    [
        (_WEB, None, date(2024, 2, 29)),
        (_APP, None, date(2026, 9, 3)),
        (_SYSTEM, 2026, date(2026, 9, 3)),
        (_SYSTEM, None, None),
        ("no moment here", 2026, None),
    ],
)
def test_moment_of_a_line(line: str, year: int | None, day: date | None) -> None:
    """A system's log names no year; without one from the file's name nobody can tell the day."""
    period = moment_of([line], year)
    assert (period.last if period else None) == day
