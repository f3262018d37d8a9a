"""Corrections of single cells: with reason, who and when.

An ordinary correction keeps the old value in the record's history, until the record goes. One that must not keep it
(PIPL 46, a value that was never this customer's) is written by the next generation, as a destruction is: the old value
is never written into it.
"""

from dataclasses import dataclass

from app.domain.audit import Detail
from app.domain.customers import Identity
from app.domain.permissions import Action
from app.domain.retention import Reason
from app.domain.search_text import index_text
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.known_customers import remaining, told_of
from app.services.rotation import NextGeneration
from app.services.rows import RowReader
from app.services.session import Session
from app.storage.corrections import CorrectedRow, Correction
from app.storage.next_generation import NextGenerationStore
from app.storage.records import bytes_of
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Corrected:
    """What was corrected; `kept` says whether the old value is in the record's history."""

    record: str
    field: str
    kept: bool


@dataclass(frozen=True, slots=True)
class _Change:
    """A correction, worked out: the row as it will be, its customer, and what is known of that one then."""

    row: CorrectedRow
    place: int
    before: str
    cells: tuple[str, ...]
    customer: int | None


class CorrectionService:
    """Corrects records that nothing has sealed: none that is frozen, listed in an order, archived or handed over."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def correct(
        self, uid: str, field: str, text: str, reason: str, *, forget: bool = False, progress: Progress | None = None
    ) -> Corrected:
        """Write `text` into the cell of this column (its name as `show` gives it).

        `forget`: the old value is kept nowhere; that writes the next generation and takes its time.
        Raises UserError("unknown-record", "unknown-field", "reason-missing", "value-unchanged"),
        Refused("role-forbids", "record-sealed"), and for `forget` what writing a generation raises.
        """
        session = self._session
        session.require(Action.IMPORT)
        if not reason.strip():
            raise UserError("reason-missing")
        if forget:
            self._forget(uid, field, text, reason.strip(), progress or Progress())
            return Corrected(uid, field, kept=False)
        with session.write() as uow:
            change = _worked_out(uow, uid, field, text)
            uow.corrections.put(change.row, (index_text(change.cells), index_text(change.row.cells)))
            _put_customer(uow, change)
            self._note(uow, uid, change, reason.strip(), change.before)
            uow.commit()
        return Corrected(uid, field, kept=True)

    def _forget(self, uid: str, field: str, text: str, reason: str, progress: Progress) -> None:
        changes: list[_Change] = []

        def fill(following: NextGeneration) -> None:
            with following.connection.stoppable(lambda: progress.cancel.is_cancelled):
                uow = UnitOfWork(following.connection, writes=False)
                change = _worked_out(uow, uid, field, text)
                changes.append(change)
                store = NextGenerationStore(following.connection)
                try:
                    store.forget(change.row, change.place)
                    if change.customer is not None:
                        store.change_customers([(change.customer, _known_then(uow, change))])
                    progress.start("rotate.copy", store.rows())
                    store.copy(progress.advance)
                    progress.start("rotate.index", uow.tables.count("record"))
                    store.index(progress.advance)
                finally:
                    store.close()

        def note(following: NextGeneration) -> None:
            with following.unit() as uow:
                self._note(uow, uid, changes[0], reason, None)
                uow.commit()

        self._session.replace_generation(fill, progress, note)

    def _note(self, uow: UnitOfWork, uid: str, change: _Change, reason: str, before: str | None) -> None:
        session, now = self._session, self._session.clock.now()
        who = session.operator.name
        uow.corrections.note(Correction(change.row.id, change.place, before, reason, now, who))
        detail: Detail = {"column": change.place + 1, "kept": before is not None}
        uow.audit.append("record.correct", bytes_of(uid).hex(), detail, who, now)


def _worked_out(uow: UnitOfWork, uid: str, field: str, text: str) -> _Change:
    number = uow.records.find(bytes_of(uid))
    if number is None:
        raise UserError("unknown-record", uid=uid)
    against = uow.corrections.obstacles(number)
    if against:
        raise Refused("record-sealed", uid=uid, reasons=tuple(map(Reason, against)))
    line = uow.records.lines([number])[0]
    plan = uow.batches.sheet(line.sheet_id).plan
    heads = plan.heads()
    if field not in heads:
        raise UserError("unknown-field", field=field, fields=", ".join(heads))
    place = heads.index(field)
    cells = uow.records.content(number)
    before = cells[place]
    if before == text:
        raise UserError("value-unchanged", field=field)
    after = [*cells[:place], text, *cells[place + 1 :]]
    made = RowReader(plan, b"").ready([number], [after], [(cell,) for cell in after], [b""])
    row = CorrectedRow(number, after, made.titles[0], made.event_dates[0], made.personal[0])
    customer = uow.customers.find(bytes_of(line.customer)) if line.customer else None
    return _Change(row, place, before, tuple(cells), customer)


def _known_then(uow: UnitOfWork, change: _Change) -> Identity:
    """What its rows tell of the customer once this one is corrected."""
    assert change.customer is not None
    known = uow.customers.get(change.customer)
    told = told_of(uow, change.customer, {change.row.id: change.row.cells})
    return remaining(known, told)


def _put_customer(uow: UnitOfWork, change: _Change) -> None:
    if change.customer is not None:
        uow.customers.put([(change.customer, _known_then(uow, change))])
