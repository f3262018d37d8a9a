"""What must be over before records may go: each gate with its day, or the act it waits for, and its article."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.cases import basis_text
from app.domain.firm import Firm
from app.domain.plan import Gate
from app.domain.retention import Reason, RulePack
from app.domain.words import Closure
from app.domain.workdays import WorkCalendar, working_day_after

SUCCESSION_DAYS = 30  # working days before the transfer, and of display: 令第25号 art. 9(2)


@dataclass(frozen=True, slots=True)
class GateFacts:
    """What gates look at besides the firm: settings, and what has been published or delivered so far.

    `succession_published_on` is the day the public notice of the successor went up, `destruction_notified_on` the day
    from which the promised notice before destruction counts as given. `is_succession_planned`: a notice of a
    successor was made, whatever the closure is. `assessed_on` is the day of the impact assessment of a provision,
    `consents` how many customers have agreed to one. `sensitive`: what PIPL 28 calls sensitive is among the records,
    and `sensitive_assessed_on` the day of the impact assessment of handling it.
    """

    cooling_off_days: int = 0
    notice_before_destruction: bool = False
    succession_published_on: date | None = None
    destruction_notified_on: date | None = None
    is_succession_planned: bool = False
    assessed_on: date | None = None
    consents: int = 0
    sensitive: bool = False
    sensitive_assessed_on: date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionPeriod:
    """The public notice of a successor: last day of display, first day on which records may go."""

    public_from: date
    public_until: date
    opens_on: date
    provisional: bool


def succession_period(published_on: date, calendar: WorkCalendar) -> SuccessionPeriod:
    """Thirty whole working days after the day of publication; the transfer is free on the day after the last."""
    last = working_day_after(published_on, SUCCESSION_DAYS, calendar)
    return SuccessionPeriod(published_on, last.day, last.day + timedelta(days=1), last.provisional)


def cooling_off_ends(approved_on: date, days: int) -> date:
    """The first day on which an approved order may be carried out."""
    return approved_on + timedelta(days=days)


def gates(firm: Firm, facts: GateFacts, today: date, calendar: WorkCalendar, pack: RulePack) -> tuple[Gate, ...]:
    """The gates in the way of this firm's records, in the order in which they are met."""
    found = [_service(firm, today, pack)]
    if facts.notice_before_destruction:
        found.append(_promised_notice(facts, today))
    if facts.cooling_off_days:
        found.append(_cooling_off(facts.cooling_off_days, today))
    if firm.closure is Closure.MERGER or facts.is_succession_planned:
        found.append(succession_gate(facts, today, calendar, pack))
    if firm.closure is Closure.TRANSFER:
        found += provision_gates(facts, pack)
    if facts.sensitive:
        found.append(sensitive_gate(facts, pack))
    return tuple(found)


def provision_gates(facts: GateFacts, pack: RulePack) -> tuple[Gate, Gate]:
    """What a provision to another handler waits for: its assessment (PIPL 55), and somebody's consent (PIPL 23)."""
    assessed = _assessment("impact-assessment", ("gate-assessment", "gate-assessed"), facts.assessed_on, pack)
    agreed = _waiting("separate-consent", "gate-consent", pack, "provision")
    if facts.consents:
        provision = ("basis", basis_text(pack.duty("provision")))
        why = Reason("gate-consents", (provision, ("customers", str(facts.consents))))
        agreed = Gate("separate-consent", open=True, opens_on=None, why=why)
    return assessed, agreed


def sensitive_gate(facts: GateFacts, pack: RulePack) -> Gate:
    """Handling sensitive personal information anew waits for its assessment (PIPL 55(1)); deleting it never does."""
    codes = "gate-sensitive", "gate-sensitive-assessed"
    return _assessment("sensitive-assessment", codes, facts.sensitive_assessed_on, pack)


def _assessment(name: str, codes: tuple[str, str], completed_on: date | None, pack: RulePack) -> Gate:
    """A gate that an impact assessment opens; the reasons' codes while it waits, and once it is there."""
    waiting, done = codes
    if completed_on is None:
        return _waiting(name, waiting, pack, "assessment")
    params = (("basis", basis_text(pack.duty("assessment"))), ("since", completed_on.isoformat()))
    return Gate(name, open=True, opens_on=completed_on, why=Reason(done, params))


def _service(firm: Firm, today: date, pack: RulePack) -> Gate:
    ended = firm.profile.service_ended_on
    basis = ("basis", basis_text(pack.duty("delete")))
    if ended is None:
        return Gate("service-ended", open=False, opens_on=None, why=Reason("gate-service-runs", (basis,)))
    since = ("since", ended.isoformat())
    code = "gate-service-ended" if ended <= today else "gate-service-ends"
    return Gate("service-ended", open=ended <= today, opens_on=ended, why=Reason(code, (basis, since)))


def _promised_notice(facts: GateFacts, today: date) -> Gate:
    given = facts.destruction_notified_on
    if given is None:
        return Gate("notice-before-destruction", open=False, opens_on=None, why=Reason("gate-notice-promised"))
    why = Reason("gate-notice-given", (("since", given.isoformat()),))
    return Gate("notice-before-destruction", open=given <= today, opens_on=given, why=why)


def _cooling_off(days: int, today: date) -> Gate:
    """Every order has its own waiting time, so this says what an order approved today would get."""
    opens_on = cooling_off_ends(today, days)
    why = Reason("gate-cooling-off", (("days", str(days)), ("opens_on", opens_on.isoformat())))
    return Gate("cooling-off", open=False, opens_on=opens_on, why=why)


def succession_gate(facts: GateFacts, today: date, calendar: WorkCalendar, pack: RulePack) -> Gate:
    """The public notice of a successor: open on the day after its thirtieth working day."""
    published = facts.succession_published_on
    period = succession_period(published or today, calendar)
    params = (
        ("basis", basis_text(pack.duty("succession"))),
        ("days", str(SUCCESSION_DAYS)),
        ("since", period.public_from.isoformat()),
        ("opens_on", period.opens_on.isoformat()),
    )
    ending = "-provisional" if period.provisional else ""
    if published is None:
        return Gate("succession-notice", open=False, opens_on=None, why=Reason(f"gate-succession{ending}", params))
    why = Reason(f"gate-succession-published{ending}", params)
    return Gate("succession-notice", open=period.opens_on <= today, opens_on=period.opens_on, why=why)


def _waiting(name: str, code: str, pack: RulePack, duty: str) -> Gate:
    return Gate(name, open=False, opens_on=None, why=Reason(code, (("basis", basis_text(pack.duty(duty))),)))
