"""What a closure report tells beside its counts, collected in the unit of work that issues it."""

from collections import defaultdict
from datetime import date, datetime

from app.domain.audit import Event
from app.domain.closure_facts import (
    ClosureStory,
    HandoverFact,
    HoldFact,
    IncidentFact,
    Milestone,
    MilestoneFact,
    NoticeFact,
    Register,
    RegisterFact,
)
from app.domain.holds import Hold
from app.domain.incident_register import Entry
from app.domain.instants import instant_of
from app.services.decision_changes import changed_decisions
from app.services.masking import masked_title
from app.storage.notices import StoredNotice
from app.storage.transfers import Transfer
from app.storage.unit_of_work import UnitOfWork

# The actions of the audit log that make the entries of each register.
_ENTRIES = {
    Register.LOOK_UPS: ("record.show", "attachment.show"),
    Register.DISCLOSURES: ("export.workbook", "attachment.export", "document.export"),
    Register.HOLDS: ("hold.add", "hold.release"),
    Register.OBJECTIONS: ("notice.objection",),
    Register.INCIDENTS: ("incident.add", "incident.change", "incident.step", "incident.close", "incident.delete"),
    Register.ASSESSMENTS: ("assessment.add", "assessment.delete"),
    Register.BACKUPS: ("backup.write", "vault.restore"),
    Register.REPORTS: ("report.write", "certificate.issue"),
}
_NAMED = frozenset(
    {
        Milestone.NOTIFIED, Milestone.HANDED_OVER, Milestone.RECEIVED, Milestone.PREPARED, Milestone.APPROVED,
        Milestone.EXECUTED, Milestone.WITNESSED,
    }
)  # fmt: skip


def closure_story(uow: UnitOfWork) -> ClosureStory:
    """The story so far; days are those of the computer's calendar."""
    return ClosureStory(
        notices=tuple(_notice(uow, one) for one in uow.notices.all()),
        handovers=tuple(_handover(uow, one) for one in uow.transfers.all()),
        holds=tuple(_hold(one) for one in reversed(uow.holds.all())),
        milestones=_milestones(uow),
        registers=tuple(_register(uow, one) for one in Register),
        incidents=tuple(_incident(one) for one in uow.incidents.all()),
        changes=changed_decisions(uow),
    )


def _notice(uow: UnitOfWork, notice: StoredNotice) -> NoticeFact:
    counts = uow.notices.counts(notice.id)
    return NoticeFact(
        notice.number, notice.kind, _day(notice.prepared_at), notice.published_on, counts.letters,
        counts.delivered, counts.returned, counts.objections,
    )  # fmt: skip


def _handover(uow: UnitOfWork, transfer: Transfer) -> HandoverFact:
    executed = _day(transfer.executed_at) if transfer.executed_at else None
    certificate = uow.documents.find(transfer.certificate) if transfer.certificate else None
    return HandoverFact(
        transfer.number, transfer.state, transfer.recipient, transfer.basis, transfer.records, executed,
        transfer.accepted_on, certificate.number if certificate else None,
    )  # fmt: skip


def _hold(hold: Hold) -> HoldFact:
    released = _day(hold.released_at) if hold.released_at else None
    placed = _day(hold.placed_at)
    return HoldFact(masked_title(hold.reason), hold.records, placed, hold.until, released)


def _incident(entry: Entry) -> IncidentFact:
    facts = entry.account.facts
    return IncidentFact(
        entry.number, entry.account.event, entry.level, facts.discovered_at, facts.people,
        entry.done_at("individuals"), len(entry.open_duties()), entry.handled_on,
    )  # fmt: skip


def _milestones(uow: UnitOfWork) -> tuple[MilestoneFact, ...]:
    """Day by day in the order of the flow; acts of one kind on one day are one."""
    found: dict[tuple[date, int, Milestone], list[Event]] = defaultdict(list)
    for at, milestone in enumerate(Milestone):
        for event in uow.audit.find(milestone):
            found[_happened_on(event), at, milestone].append(event)
    return tuple(
        MilestoneFact(
            day,
            milestone,
            len(events),
            sum(counted) if (counted := _records(events)) else None,
            tuple(event.subject for event in events) if milestone in _NAMED else (),
        )
        for (day, _, milestone), events in sorted(found.items(), key=lambda one: one[0][:2])
    )


def _happened_on(event: Event) -> date:
    """The day that was entered for what happened outside (a notice that went up, a receipt), else that of the entry."""
    on = dict(event.detail).get("on")
    return date.fromisoformat(on) if isinstance(on, str) else _day(instant_of(event.at))


def _records(events: list[Event]) -> list[int]:
    told = (detail.get("records", detail.get("records_added")) for detail in (dict(event.detail) for event in events))
    return [value for value in told if isinstance(value, int)]


def _register(uow: UnitOfWork, register: Register) -> RegisterFact:
    days = sorted(_day(instant_of(event.at)) for action in _ENTRIES[register] for event in uow.audit.find(action))
    return RegisterFact(register, len(days), days[0] if days else None, days[-1] if days else None)


def _day(at: datetime) -> date:
    return at.astimezone().date()
