"""On what ground a hand-over stands: its notice or assessment and consents, and the gates that they open."""

from dataclasses import dataclass
from datetime import date

from app.domain.gates import provision_gates, succession_gate
from app.domain.notices import Period, period_of
from app.domain.plan import Gate
from app.domain.transfers import Basis
from app.domain.words import NoticeKind
from app.errors import Refused
from app.services.calendar import PublishedCalendar
from app.services.gate_facts import gate_facts
from app.services.session import Session
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
    """The ground of a hand-over as it is today."""
    facts = gate_facts(uow, 0, promised=False)
    if transfer.basis is Basis.PROVISION:
        return Ground(provision_gates(facts, session.pack), assessed_on=facts.assessed_on)
    calendar = PublishedCalendar()
    gate = succession_gate(facts, session.clock.today(), calendar, session.pack)
    notices = [one for one in uow.notices.all() if one.kind is NoticeKind.SUCCESSION]
    if not notices:
        return Ground((gate,))
    last = notices[-1]
    period = period_of(last.kind, last.published_on, calendar) if last.published_on else None
    return Ground((gate,), last.number, last.particulars.recipient, period)
