"""Freezing records against destruction and transfer, and lifting it again."""

from collections.abc import Sequence
from datetime import date

from app.domain.holds import Hold
from app.domain.permissions import Action
from app.errors import Refused, UserError
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork

LONGEST_REASON = 500


class HoldService:
    """Holds of the vault; a record may be under several."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, reason: str, records: Sequence[int], until: date | None = None) -> Hold:
        """Freeze records by their numbers, for this reason; `until`: when it is expected to be over.

        Raises UserError ("hold-without-reason", "hold-reason-too-long", "nothing-to-hold", "hold-until-past"),
        Refused("role-forbids").
        """
        session = self._session
        session.require(Action.HOLD)
        said = " ".join(reason.split())
        if not said:
            raise UserError("hold-without-reason")
        if len(said) > LONGEST_REASON:
            raise UserError("hold-reason-too-long", length=len(said), most=LONGEST_REASON)
        if until is not None and until < session.clock.today():
            raise UserError("hold-until-past", until=until.isoformat())
        with session.write() as uow:
            hold = uow.holds.add(said, records, session.clock.now(), session.operator.name, until)
            if not hold.records:
                raise UserError("nothing-to-hold")
            self._note(uow, "hold.add", hold)
            uow.commit()
        return hold

    def release(self, hold_id: str) -> Hold:
        """Lift a hold; UserError("unknown-hold"), Refused ("hold-lifted-already", "role-forbids")."""
        session = self._session
        session.require(Action.HOLD)
        with session.write() as uow:
            number = _number(uow, hold_id)
            if not uow.holds.get(number).is_standing:
                raise Refused("hold-lifted-already", hold=hold_id)
            hold = uow.holds.release(number, session.clock.now(), session.operator.name)
            self._note(uow, "hold.release", hold)
            uow.commit()
        return hold

    def all(self) -> tuple[Hold, ...]:
        """Every hold, newest first, lifted ones too."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.holds.all()

    def of_record(self, record: int) -> tuple[Hold, ...]:
        """The holds that stand on a record, newest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return uow.holds.of_record(record)

    def _note(self, uow: UnitOfWork, action: str, hold: Hold) -> None:
        # The reason may name a person, so the log has the hold's number only.
        session = self._session
        uow.audit.append(action, hold.id, {"records": hold.records}, session.operator.name, session.clock.now())


def _number(uow: UnitOfWork, hold_id: str) -> int:
    """The hold's number in the database."""
    known = {hold.id for hold in uow.holds.all()}
    if hold_id.strip() not in known:
        raise UserError("unknown-hold", hold=hold_id)
    return int(hold_id)
