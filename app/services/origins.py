"""Where imported data comes from (收集目的、来源、合法性基础): said once a batch, changed later with a reason."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.audit import Detail
from app.domain.doubts import GOING
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.permissions import Action
from app.errors import UserError
from app.services.session import Session
from app.storage.origins import OriginChange
from app.storage.records import bytes_of

__all__ = ["ChangedOrigin", "OriginChange", "OriginService"]


@dataclass(frozen=True, slots=True)
class ChangedOrigin:
    """What a change did: the batch's origin now, which parts are new, and how many records' clocks follow it."""

    batch: str
    origin: Origin
    changed: tuple[str, ...]
    records: int


class OriginService:
    """Reads and changes the origin of batches, which the plan, the inventory and the notices go by."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def suggested(self) -> Origin:
        """What to begin with for the next batch: as the last one, for the first one what holds of most customers."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.origins.latest() or Origin(legal_basis=LegalBasis.CONTRACT)

    def of(self, batch: str) -> tuple[Origin, tuple[OriginChange, ...]]:
        """A batch's origin, and what was said earlier, oldest first; UserError("unknown-import")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            number = uow.origins.find(bytes_of(batch))
            if number is None:
                raise UserError("unknown-import", batch=batch)
            return uow.origins.get(number), uow.origins.changes(number)

    def change(self, batch: str, origin: Origin, reason: str) -> ChangedOrigin:
        """Say something else about a batch. What was said before is kept with the reason, until the batch is gone.

        Records that are kept for the batch's purpose follow its new last day. The audit log gets the names of the
        parts only, and the two that name nobody. Raises UserError("unknown-import", "reason-missing",
        "origin-unchanged"), Refused("role-forbids").
        """
        session = self._session
        session.require(Action.IMPORT)
        if not reason.strip():
            raise UserError("reason-missing")
        going = [rule.id for rule in session.pack.rules if rule.effect in GOING]
        now, who = session.clock.now(), session.operator.name
        with session.write() as uow:
            number = uow.origins.find(bytes_of(batch))
            if number is None:
                raise UserError("unknown-import", batch=batch)
            before = uow.origins.get(number)
            changed = before.differs_in(origin)
            if not changed:
                raise UserError("origin-unchanged", batch=batch)
            uow.origins.change(number, origin, OriginChange(before, now, who, reason.strip()))
            moved = 0
            if "purpose_until" in changed:
                moved = uow.origins.move_ends(number, going, purpose_over(before), purpose_over(origin))
            until = origin.purpose_until.isoformat() if origin.purpose_until else None
            detail: Detail = {
                "changed": list(changed),
                "legal_basis": str(origin.legal_basis or ""),
                "purpose_until": until,
                "records": moved,
            }
            uow.audit.append("import.origin", batch, detail, who, now)
            uow.commit()
        return ChangedOrigin(batch, origin, changed, moved)


def purpose_over(origin: Origin) -> date | None:
    """The first day on which the purpose is over; None where nobody knows."""
    until = origin.purpose_until
    return until + timedelta(days=1) if until and until < date.max else None
