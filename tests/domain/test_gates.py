"""Gates: what is open, when it opens, and why."""

from datetime import date

from app.domain.gates import GateFacts, cooling_off_ends, gates, succession_period
from app.domain.plan import Gate
from app.domain.reasons import sentence
from app.domain.words import Closure
from app.services.calendar import PublishedCalendar
from tests.helpers.rules import TODAY, firm_of, shipped_pack

CALENDAR = PublishedCalendar()


def gate(
    name: str,
    closure: Closure = Closure.DEREGISTRATION,
    facts: GateFacts = GateFacts(),  # noqa: B008 - frozen
    today: date = TODAY,
    **profile: date | None,
) -> Gate | None:
    found = gates(firm_of(closure, **profile), facts, today, CALENDAR, shipped_pack())
    assert all(sentence(one.why, str) for one in found)
    assert len({one.name for one in found}) == len(found)
    return next((one for one in found if one.name == name), None)


def opened(found: Gate | None) -> tuple[bool, date | None]:
    assert found is not None
    return found.open, found.opens_on


def test_service_end_opens_the_way_for_personal_information() -> None:
    assert opened(gate("service-ended")) == (True, date(2026, 10, 31))
    assert opened(gate("service-ended", service_ended_on=None)) == (False, None)
    assert opened(gate("service-ended", service_ended_on=date(2026, 11, 22))) == (False, date(2026, 11, 22))
    assert opened(gate("service-ended", service_ended_on=TODAY)) == (True, TODAY)


def test_gates_that_were_not_asked_for_are_not_there() -> None:
    for name in ("cooling-off", "notice-before-destruction", "succession-notice", "separate-consent"):
        assert gate(name) is None


def test_cooling_off_counts_from_an_approval_today() -> None:
    assert opened(gate("cooling-off", facts=GateFacts(cooling_off_days=7))) == (False, date(2026, 11, 28))
    assert cooling_off_ends(date(2028, 2, 28), 1) == date(2028, 2, 29)


def test_promised_notice_waits_for_the_act() -> None:
    assert opened(gate("notice-before-destruction", facts=GateFacts(notice_before_destruction=True))) == (False, None)
    given = GateFacts(notice_before_destruction=True, destruction_notified_on=date(2026, 11, 20))
    assert opened(gate("notice-before-destruction", facts=given)) == (True, date(2026, 11, 20))


def test_successor_has_to_be_announced_thirty_working_days_before() -> None:
    """Order 25 art. 9: published on 1 September 2026, the thirtieth working day is 19 October."""
    period = succession_period(date(2026, 9, 1), CALENDAR)
    assert (period.public_until, period.opens_on) == (date(2026, 10, 19), date(2026, 10, 20))
    assert not period.provisional
    facts = GateFacts(succession_published_on=date(2026, 9, 1))
    merger = Closure.MERGER
    assert opened(gate("succession-notice", merger, facts, date(2026, 10, 19))) == (False, date(2026, 10, 20))
    assert opened(gate("succession-notice", merger, facts, date(2026, 10, 20))) == (True, date(2026, 10, 20))


def test_twenty_days_of_simple_deregistration_are_not_enough() -> None:
    """Trap 2: thirty working days are about six weeks."""
    period = succession_period(date(2026, 3, 2), CALENDAR)
    assert (period.opens_on - period.public_from).days > 40


def test_unpublished_notice_says_when_it_would_open() -> None:
    found = gate("succession-notice", Closure.MERGER)
    assert opened(found) == (False, None)
    assert found is not None
    assert found.why.code == "gate-succession-provisional"
    assert "at the latest" in sentence(found.why, str)


def test_published_notice_into_an_unpublished_year_is_provisional() -> None:
    found = gate("succession-notice", Closure.MERGER, GateFacts(succession_published_on=TODAY))
    assert found is not None
    assert found.why.code == "gate-succession-published-provisional"
    assert not found.open


def test_transfer_of_the_business_takes_assessment_and_consent() -> None:
    """Trap 1: art. 22 is no consent, art. 23 is; selling a list is no succession."""
    assert opened(gate("separate-consent", Closure.TRANSFER)) == (False, None)
    assert opened(gate("impact-assessment", Closure.TRANSFER)) == (False, None)
    assert gate("succession-notice", Closure.TRANSFER) is None


def test_sensitive_information_takes_its_own_assessment_and_only_where_it_is() -> None:
    """PIPL 55(1): an assessment of something else opens nothing, and without such information nothing is asked."""
    assert gate("sensitive-assessment") is None
    assert opened(gate("sensitive-assessment", facts=GateFacts(sensitive=True))) == (False, None)
    other = GateFacts(sensitive=True, assessed_on=date(2026, 11, 2))
    assert opened(gate("sensitive-assessment", Closure.TRANSFER, other)) == (False, None)
    made = GateFacts(sensitive=True, sensitive_assessed_on=date(2026, 11, 2))
    assert opened(gate("sensitive-assessment", facts=made)) == (True, date(2026, 11, 2))
