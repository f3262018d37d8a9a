"""The clock after a leak: whom it binds, and what has to be done in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from app.domain.incidents import Incident, Level, duties, level_of

AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("people", "serious", "level"),
    [
        (0, False, Level.ORDINARY), (99_999, False, Level.ORDINARY), (999_999, False, Level.ORDINARY),
        (1_000_000, False, Level.LARGE), (9_999_999, True, Level.LARGE), (10_000_000, False, Level.GRAVE),
        (100_000_000, False, Level.GRAVEST), (50, True, Level.LARGE),
    ],
)  # fmt: skip
def test_the_level_goes_by_people_or_by_the_open_clause(people: int, serious: bool, level: Level) -> None:
    assert level_of(Incident(AT, people, serious=serious)) is level


def test_four_hours_run_for_larger_incidents_only() -> None:
    """Trap 3: 72 hours is another country's rule, one hour binds critical infrastructure only."""
    small = duties(Incident(AT, 3_000))
    assert [one.code for one in small] == ["remedy", "authority", "individuals"]
    assert all(one.due is None for one in small)
    large = duties(Incident(AT, 1_000_000))
    assert [one.code for one in large] == ["remedy", "report", "authority", "individuals", "summary"]
    assert [one.due for one in large if one.due] == [AT + timedelta(hours=4)]


def test_crime_children_and_avoided_harm_change_the_list() -> None:
    crime = [one.code for one in duties(Incident(AT, 10, crime=True, minors=True))]
    assert crime == ["remedy", "police", "authority", "individuals", "guardians"]
    avoided = [one.code for one in duties(Incident(AT, 10, minors=True, avoided=True))]
    assert avoided == ["remedy", "authority", "avoided"]
