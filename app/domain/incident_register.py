"""The register of incidents: what happened, what was done about it and when, how long the entry is kept.

No customer is named in it. No law sets a period for these entries: they are kept for three years from the end of the
handling, in which claims can be brought (民法典 188) and the firm has to prove that it was not at fault (PIPL 69).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.incidents import SUMMARY_DAYS, Duty, Incident, Level, duties, level_of
from app.domain.marks import N_

KEPT_YEARS = 3


class Event(StrEnum):
    """What may have happened to the information (PIPL 57(1): 泄露、篡改、丢失)."""

    LEAK = "leak"
    TAMPERING = "tampering"
    LOSS = "loss"


class InfoKind(StrEnum):
    """Kinds of information, as a notice and a report name them."""

    CONTACT = "contact"
    IDENTITY = "identity"
    ACCOUNT = "account"
    HEALTH = "health"
    BIOMETRIC = "biometric"
    LOCATION = "location"
    TRADE = "trade"
    OTHER = "other"


EVENTS = {Event.LEAK: N_("Leaked"), Event.TAMPERING: N_("Tampered with"), Event.LOSS: N_("Lost")}
INFO_KINDS = {
    InfoKind.CONTACT: N_("Names and how to reach people"),
    InfoKind.IDENTITY: N_("Numbers and pictures of identity papers"),
    InfoKind.ACCOUNT: N_("Financial accounts"),
    InfoKind.HEALTH: N_("Health"),
    InfoKind.BIOMETRIC: N_("Biometric features"),
    InfoKind.LOCATION: N_("Movements and whereabouts"),
    InfoKind.TRADE: N_("Orders and services"),
    InfoKind.OTHER: N_("Other information"),
}


@dataclass(frozen=True, slots=True)
class Account:
    """What is known of an incident; the texts are those of the notice (PIPL 57(1))."""

    event: Event
    facts: Incident
    info: tuple[InfoKind, ...]
    cause: str = ""
    harm: str = ""
    measures: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A duty that was done: when, whom it told ("" for nobody), and under which number or with which words."""

    duty: str
    done_at: datetime
    told: str
    note: str
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident; `handled_on` and `keep_until` are None while it is open, `notice` is "" until one is prepared."""

    number: str
    account: Account
    made_at: datetime
    made_by: str
    notice: str = ""
    handled_on: date | None = None
    keep_until: date | None = None
    steps: tuple[Step, ...] = ()

    @property
    def level(self) -> Level:
        return level_of(self.account.facts)

    def duties(self) -> tuple[Duty, ...]:
        """What has to be done, first things first; the summary report has its day once the handling is over."""
        found = duties(self.account.facts)
        if self.handled_on is None:
            return found
        made = datetime.combine(self.handled_on, datetime.max.time(), self.account.facts.discovered_at.tzinfo)
        due = made + timedelta(days=SUMMARY_DAYS)
        return tuple(Duty(one.code, due) if one.code == "summary" else one for one in found)

    def done_at(self, duty: str) -> datetime | None:
        """When a duty was first done."""
        return min((step.done_at for step in self.steps if step.duty == duty), default=None)

    def open_duties(self) -> tuple[Duty, ...]:
        """What is still to be done. That harm is avoided is a finding, nothing to do."""
        return tuple(one for one in self.duties() if one.code != "avoided" and self.done_at(one.code) is None)

    def time_left(self, now: datetime) -> timedelta | None:
        """Until the next deadline that is not met yet; negative where it is over, None where no clock runs."""
        return min((one.due - now for one in self.open_duties() if one.due is not None), default=None)


def keep_until(handled_on: date) -> date:
    """The last day of keeping."""
    try:
        return handled_on.replace(year=handled_on.year + KEPT_YEARS)
    except ValueError:
        return date(handled_on.year + KEPT_YEARS, 2, 28)  # 民法典 202: the month's last where it has no such day


def must_be_done(entry: Entry) -> tuple[str, ...]:
    """The duties that have to be done before the handling can be called over; the summary follows it."""
    return tuple(one.code for one in entry.open_duties() if one.code != "summary")
