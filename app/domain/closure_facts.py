"""What a closure report tells beside its counts: who was told, what was handed over and frozen, what was done when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.decision_changes import DecisionChange
from app.domain.incident_register import Event
from app.domain.incidents import Level
from app.domain.words import NoticeKind


@dataclass(frozen=True, slots=True)
class NoticeFact:
    """One notice and how its letters fared; `letters` = delivered + returned + those of which nothing is known yet."""

    number: str
    kind: NoticeKind
    prepared_on: date
    published_on: date | None
    letters: int
    delivered: int
    returned: int
    objections: int


@dataclass(frozen=True, slots=True)
class HandoverFact:
    """One hand-over to a recipient; `state` and `basis` are words of app.domain.transfers."""

    number: str
    state: str
    recipient: str
    basis: str
    records: int
    executed_on: date | None
    accepted_on: date | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class HoldFact:
    """A hold: its reason is what somebody wrote, with what tells of a person starred out."""

    reason: str
    records: int
    placed_on: date
    until: date | None
    released_on: date | None


@dataclass(frozen=True, slots=True)
class IncidentFact:
    """An incident with personal information; `told_at` is when customers were first told, `left` what is to be done."""

    number: str
    event: Event
    level: Level
    discovered_at: datetime
    people: int
    told_at: datetime | None
    left: int
    handled_on: date | None


class Milestone(StrEnum):
    """The acts of a closure that its timeline shows; the values are the audit log's actions."""

    CREATED = "vault.create"
    IMPORTED = "import.file"
    CLASSIFIED = "classify.accept"
    ARCHIVED = "archive.write"
    NOTIFIED = "notice.publish"
    HANDED_OVER = "transfer.execute"
    RECEIVED = "transfer.accept"
    PREPARED = "order.prepare"
    APPROVED = "order.approve"
    EXECUTED = "order.verify"
    WITNESSED = "order.witness"
    CERTIFIED = "certificate.issue"
    BACKED_UP = "backup.write"
    RESTORED = "vault.restore"


@dataclass(frozen=True, slots=True)
class MilestoneFact:
    """Acts of one kind on one day, on the computer's calendar: how many, and the records that they told of."""

    day: date
    milestone: Milestone
    times: int
    records: int | None
    subjects: tuple[str, ...] = ()


class Register(StrEnum):
    """What a firm has to be able to show of its handling, counted from the audit log."""

    LOOK_UPS = "look-ups"
    DISCLOSURES = "disclosures"
    HOLDS = "holds"
    OBJECTIONS = "objections"
    INCIDENTS = "incidents"
    ASSESSMENTS = "assessments"
    BACKUPS = "backups"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True)
class RegisterFact:
    """How many entries, and the days of the first and the last one."""

    register: Register
    entries: int
    first_on: date | None
    last_on: date | None


@dataclass(frozen=True, slots=True)
class ClosureStory:
    """All of these, of the moment of the closure's counts."""

    notices: tuple[NoticeFact, ...] = ()
    handovers: tuple[HandoverFact, ...] = ()
    holds: tuple[HoldFact, ...] = ()
    milestones: tuple[MilestoneFact, ...] = ()
    registers: tuple[RegisterFact, ...] = ()
    incidents: tuple[IncidentFact, ...] = ()
    changes: tuple[DecisionChange, ...] = ()
