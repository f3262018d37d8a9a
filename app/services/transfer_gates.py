"""On what ground a hand-over stands: its notice or assessment and consents, and the gates that they open."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.gates import GateFacts, provision_gates, sensitive_gate, succession_gate
from app.domain.notices import Period, period_of
from app.domain.plan import Gate
from app.domain.transfers import Basis
from app.domain.words import NoticeKind
from app.errors import Refused
from app.services.calendar import PublishedCalendar
from app.services.gate_facts import gate_facts
from app.services.session import Session
from app.storage.notices import StoredNotice
from app.storage.transfers import Transfer
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Ground:
    """`notice` is the number of the succession's notice, "" where there is none; `told` whom it names as recipient."""

    gates: tuple[Gate, ...]
    notice: str = ""
    told: str = ""
    period: Period | None = None
    assessed_on: date | None = None

    def require_open(self, transfer: Transfer) -> None:
        """Raise Refused("gate-closed") with what is closed and when it opens, or ("transfer-other-recipient")."""
        closed = [gate for gate in self.gates if not gate.open]
        if closed:
            opens_on = max((gate.opens_on for gate in closed if gate.opens_on is not None), default=None)
            raise Refused(
                "gate-closed",
                order=transfer.number,
                opens_on=opens_on.isoformat() if opens_on else None,
                reasons=tuple(gate.why for gate in closed),
            )
        if self.notice and self.told != transfer.recipient:
            raise Refused("transfer-other-recipient", order=transfer.number, notice=self.notice)


def ground_of(session: Session, uow: UnitOfWork, transfer: Transfer) -> Ground:
    """The ground of a hand-over as it is today.

    What goes without a provision's assessment needs that of sensitive personal information, where such goes along
    (PIPL 55(1)); starred out, it does not.
    """
    facts = gate_facts(uow, 0, promised=False)
    if transfer.basis is Basis.PROVISION:
        return Ground(provision_gates(facts, session.pack), assessed_on=facts.assessed_on)
    ground = _succession(session, uow, transfer, facts)
    if transfer.masked or not uow.transfers.is_sensitive(transfer.id):
        return ground
    gates = (*ground.gates, sensitive_gate(facts, session.pack))
    return replace(ground, gates=gates, assessed_on=facts.sensitive_assessed_on)


def _succession(session: Session, uow: UnitOfWork, transfer: Transfer, facts: GateFacts) -> Ground:
    calendar = PublishedCalendar()
    notice = _notice_for(transfer.recipient, uow)
    published = notice.published_on if notice else None
    gate = succession_gate(
        replace(facts, succession_published_on=published), session.clock.today(), calendar, session.pack
    )
    if notice is None:
        return Ground((gate,))
    period = period_of(notice.kind, published, calendar) if published else None
    return Ground((gate,), notice.number, notice.particulars.recipient, period)


def _notice_for(recipient: str, uow: UnitOfWork) -> StoredNotice | None:
    """The notice that announced this recipient first; where none did, the last one published of any successor."""
    notices = [one for one in uow.notices.all() if one.kind is NoticeKind.SUCCESSION]
    published = [one for one in notices if one.published_on is not None]
    naming = sorted(
        (one for one in published if one.particulars.recipient == recipient),
        key=lambda one: (one.published_on or date.max, one.number),
    )
    return next(iter([*naming, *published[-1:], *notices[-1:]]), None)
