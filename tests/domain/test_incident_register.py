"""The register of incidents: what is left to do, the clock, how long an entry is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.domain.incident_register import Account, Entry, Event, InfoKind, Step, keep_until, must_be_done
from app.domain.incidents import Incident

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def entry(people: int = 3_000, **flags: bool) -> Entry:
    account = Account(Event.LEAK, Incident(AT, people, **flags), (InfoKind.CONTACT,))
    return Entry("SJ-2026-001", account, AT, "王建华")


def after(one: Entry, *duties: str) -> Entry:
    steps = tuple(Step(duty, AT + timedelta(hours=1), "", "", AT, "王建华") for duty in duties)
    return replace(one, steps=(*one.steps, *steps))


def test_the_clock_runs_for_a_larger_one_until_it_is_reported() -> None:
    """Four hours from the discovery; after that the time over is told, after the report nothing runs."""
    large = entry(1_000_000)
    assert large.time_left(AT + timedelta(hours=1)) == timedelta(hours=3)
    assert large.time_left(AT + timedelta(hours=5)) == timedelta(hours=-1)
    assert after(large, "report").time_left(AT) is None
    assert entry(999_999).time_left(AT) is None


def test_handling_is_over_once_every_duty_but_the_summary_is_done() -> None:
    large = entry(1_000_000, crime=True)
    assert must_be_done(large) == ("remedy", "report", "police", "authority", "individuals")
    done = after(large, "remedy", "report", "police", "authority", "individuals")
    assert must_be_done(done) == ()
    assert [duty.code for duty in done.open_duties()] == ["summary"]


def test_summary_is_due_thirty_days_after_the_handling() -> None:
    closed = replace(entry(1_000_000), handled_on=date(2026, 11, 25))
    summary = next(duty for duty in closed.duties() if duty.code == "summary")
    assert summary.due is not None
    assert summary.due.date() == date(2026, 12, 25)


def test_avoided_harm_leaves_nothing_to_tell_customers() -> None:
    assert must_be_done(entry(avoided=True)) == ("remedy", "authority")


def test_three_years_from_the_end_of_the_handling() -> None:
    assert keep_until(date(2026, 11, 25)) == date(2029, 11, 25)
    assert keep_until(date(2028, 2, 29)) == date(2031, 2, 28)
