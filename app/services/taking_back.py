"""Taking a whole import back, as long as nothing else was done with its records.

It is done as a destruction is: what stays is written into the next generation under a new key, read back, and only
then becomes the vault. No stub, no certificate: what was imported by mistake was never the firm's record.
"""

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
from app.storage.residue import Leavers, of_batch
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

    batch: str
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

    def undo(self, batch: str, progress: Progress | None = None) -> TakenBack:
        """Write the next generation without the import's records, customers and names, and switch to it.

        Raises UserError("unknown-import"), Refused("role-forbids", "import-in-use") with what was done since,
        Damaged("control-incomplete", "residue-found"), EnvironmentProblem, Cancelled; nothing is changed then.
        """
        session = self._session
        session.require(Action.IMPORT)
        with session.read() as uow:
            number = _number(uow, batch)
            sha256 = next(one.batch.file_sha256 for one in uow.batches.sheets() if one.batch.uid.hex() == batch)
        work = _Undoing(session, batch, number, sha256, progress or Progress())
        return work.run()


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
    """One try."""

    def __init__(self, session: Session, batch: str, number: int, sha256: str, progress: Progress) -> None:
        self._session, self._batch, self._number, self._sha256 = session, batch, number, sha256
        self._progress = progress
        self._leavers: Leavers = of_batch(number)
        self._leaving = Leaving(0, 0, 0, 0)
        self._copies: tuple[SurvivingCopy, ...] = ()
        self._seeker: Seeker | None = None
        self._residue: Residue | None = None

    def run(self) -> TakenBack:
        self._session.replace_generation(self._fill, self._progress, self._verify)
        assert self._residue is not None
        return TakenBack(self._batch, self._leaving.records, self._leaving.customers, self._residue, self._copies)

    def _fill(self, following: NextGeneration) -> None:
        with following.connection.stoppable(lambda: self._progress.cancel.is_cancelled):
            self._write(following)
        reached("undo.written")

    def _write(self, following: NextGeneration) -> None:
        progress = self._progress
        uow = UnitOfWork(following.connection, writes=False)
        prospect = _prospect(uow, self._batch, self._number)
        if prospect.against:
            raise Refused("import-in-use", batch=self._batch, reasons=prospect.against)
        self._copies = prospect.copies
        store = NextGenerationStore(following.connection)
        try:
            self._leaving = store.leave_batch(self._number)
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
        detail: Detail = {
            "sha256": self._sha256,
            "records": self._leaving.records,
            "pages": self._residue.pages,
            "values": self._residue.values,
            "control_hits": self._residue.control_hits,
            "hits": self._residue.hits,
        }
        with following.unit() as uow:
            uow.audit.append("import.undo", self._batch, detail, session.operator.name, now)
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
