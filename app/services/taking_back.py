"""Taking a whole import back, as long as nothing else was done with its records.

It is done as a destruction is: what stays is written into the next generation under a new key, read back, and only
then becomes the vault. No stub, no certificate: what was imported by mistake was never the firm's record.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.audit import Detail
from app.domain.evidence import Residue, SurvivingCopy
from app.domain.permissions import Action
from app.domain.retention import Reason
from app.errors import Refused, UserError
from app.jobs import Progress
from app.services.execution import found_again
from app.services.known_customers import known_afterwards
from app.services.reading_back import ReadBack
from app.services.rotation import NextGeneration
from app.services.session import Session
from app.services.sought_values import Seeker, Sought, TooManyValuesError
from app.storage.copies import OutsideCopy
from app.storage.next_generation import Leaving, NextGenerationStore
from app.storage.records import bytes_of
from app.storage.residue import of_batches
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached


@dataclass(frozen=True, slots=True)
class Prospect:
    """What taking an import back would do. It can be done where `against` is empty.

    `copies` hold some of its records and survive; a backup among them would bring them back when it is restored.
    """

    batch: str
    records: int
    against: tuple[Reason, ...]
    copies: tuple[SurvivingCopy, ...]


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was done: `customers` went with the records, `residue` is what reading the new database back measured."""

    batches: tuple[str, ...]
    records: int
    customers: int
    residue: Residue
    surviving_copies: tuple[SurvivingCopy, ...]


class TakingBackService:
    """Undoes imports."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def prospect(self, batch: str) -> Prospect:
        """What taking it back would do, and what speaks against it; UserError("unknown-import")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return _prospect(uow, batch, _number(uow, batch))

    def undo(self, batches: Sequence[str], progress: Progress | None = None) -> TakenBack:
        """Write the next generation without the imports' records, customers and names, and switch to it.

        All of them or none. Raises UserError("unknown-import"), Refused("role-forbids", "import-in-use") with what
        was done since, Damaged("control-incomplete", "residue-found"), EnvironmentProblem, Cancelled; nothing is
        changed then.
        """
        self._session.require(Action.IMPORT)
        with self._session.read() as uow:
            numbers = {batch: _number(uow, batch) for batch in batches}
        return _Undoing(self._session, numbers, progress or Progress()).run()


def _number(uow: UnitOfWork, batch: str) -> int:
    number = uow.origins.find(bytes_of(batch))
    if number is None:
        raise UserError("unknown-import", batch=batch)
    return number


def _prospect(uow: UnitOfWork, batch: str, number: int) -> Prospect:
    against = tuple(Reason(code, (("count", str(count)),)) for code, count in uow.batch_uses.uses(number).items())
    copies = tuple(_surviving(found_again(copy), held) for copy, held in uow.copies.of_batch(number))
    return Prospect(batch, uow.batch_uses.records(number), against, copies)


def _surviving(copy: OutsideCopy, held: int) -> SurvivingCopy:
    return SurvivingCopy(copy.kind, copy.file, copy.made_at, held, copy.expires_on, copy.status)


class _Undoing:
    """One try; `numbers` are the imports' by their ids."""

    def __init__(self, session: Session, numbers: dict[str, int], progress: Progress) -> None:
        self._session, self._numbers, self._progress = session, numbers, progress
        self._leavers = of_batches(numbers.values())
        self._leaving = Leaving(0, 0, 0, 0)
        self._prospects: list[Prospect] = []
        self._seeker: Seeker | None = None
        self._residue: Residue | None = None

    def run(self) -> TakenBack:
        self._session.replace_generation(self._fill, self._progress, self._verify)
        assert self._residue is not None
        copies = tuple(copy for prospect in self._prospects for copy in prospect.copies)
        return TakenBack(tuple(self._numbers), self._leaving.records, self._leaving.customers, self._residue, copies)

    def _fill(self, following: NextGeneration) -> None:
        with following.connection.stoppable(lambda: self._progress.cancel.is_cancelled):
            self._write(following)
        reached("undo.written")

    def _write(self, following: NextGeneration) -> None:
        progress = self._progress
        uow = UnitOfWork(following.connection, writes=False)
        self._prospects = [_prospect(uow, batch, number) for batch, number in self._numbers.items()]
        for prospect in self._prospects:
            if prospect.against:
                raise Refused("import-in-use", batch=prospect.batch, reasons=prospect.against)
        store = NextGenerationStore(following.connection)
        try:
            self._leaving = store.leave_batches(self._numbers.values())
            changed = dict(known_afterwards(uow, store))
            store.change_customers(changed.items())
            progress.start("destroy.copy", store.rows())
            store.copy(progress.advance)
            progress.start("destroy.index", uow.tables.count("record") - self._leaving.records)
            store.index(progress.advance)
        finally:
            store.close()
        self._seeker = Seeker(following, self._leavers, self._leaving.records, changed)

    def _verify(self, following: NextGeneration) -> None:
        self._residue = self._read_back(following)
        session, now = self._session, self._session.clock.now()
        with following.unit() as uow:
            for prospect in self._prospects:
                detail = _detail(prospect, self._residue)
                uow.audit.append("import.undo", prospect.batch, detail, session.operator.name, now)
            uow.commit()
        reached("undo.verified")

    def _read_back(self, following: NextGeneration) -> Residue:
        assert self._seeker is not None
        sought: Sought | None = None
        try:
            sought = self._seeker.seek(self._progress)
        except TooManyValuesError:
            sought = None  # then they are taken in portions
        return ReadBack(following, self._leavers, self._seeker, self._progress).measure(sought)


def _detail(prospect: Prospect, residue: Residue) -> Detail:
    return {
        "records": prospect.records,
        "pages": residue.pages,
        "values": residue.values,
        "control_hits": residue.control_hits,
        "hits": residue.hits,
    }
