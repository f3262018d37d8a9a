"""Carries out an approved order: what stays is written under a new key, read back, and then becomes the vault.

Until the switch nothing of the present generation is touched, so an error, a cancel or a crash costs nothing. The
figures are written into the next generation before the switch; after it, whatever is left can be done again.
"""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.domain.audit import Detail
from app.domain.evidence import Residue
from app.domain.orders import Order, require_move, result_of
from app.domain.records import RecordQuery
from app.domain.words import OrderState
from app.errors import Damaged, Refused
from app.jobs import CancelToken, Progress
from app.services.known_customers import known_afterwards
from app.services.reading_back import ReadBack
from app.services.rotation import NextGeneration
from app.services.session import Session
from app.services.sought_values import Seeker, Sought, TooManyValuesError
from app.storage.copies import EXISTS, MISSING, OutsideCopy
from app.storage.next_generation import Leaving, NextGenerationStore
from app.storage.residue import of_order
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached
from app.vault.pages import opens_anything

_LOOK_SECONDS = 0.1


class Execution:
    """One try at one order: `run` switches to a generation in which the order is verified, or changes nothing."""

    def __init__(self, session: Session, order: Order, log_size: int, progress: Progress, *, witness: bool) -> None:
        """`log_size`: how many events there were when the order was decided over; `witness`: one has to sign."""
        self._session = session
        self._order = order
        self._log_size = log_size
        self._progress = progress
        self._witness = witness
        self._today = session.clock.today()
        self._leaving = Leaving(0, 0, 0, 0)
        self._stop = CancelToken()
        self._background = ThreadPoolExecutor(1, "control")
        self._seeking: tuple[Seeker, Future[Sought]] | None = None

    def run(self) -> None:
        """Write, read back, switch.

        Raises Refused("order-outdated") where something changed in between, Damaged ("control-incomplete",
        "residue-found", "order-altered"), EnvironmentProblem, Cancelled.
        """
        with self._background:
            try:
                self._session.replace_generation(self._fill, self._progress, self._verify)
            finally:
                self._stop.cancel()

    def _fill(self, following: NextGeneration) -> None:
        with following.connection.stoppable(lambda: self._progress.cancel.is_cancelled):
            self._write(following)
        reached("destroy.indexed")

    def _write(self, following: NextGeneration) -> None:
        progress, order, connection = self._progress, self._order, following.connection
        uow = UnitOfWork(connection, writes=False)
        self._require_unchanged(uow)
        store = NextGenerationStore(connection)
        self._leaving = store.leave_listed(order.id)
        if self._leaving.records != order.records:
            raise Damaged("order-altered", order=order.number)
        changed = dict(known_afterwards(uow, store))
        # What to look for, and the control, ask the old generation only: they run beside the writing of the new one.
        seeker = Seeker(following, of_order(order.id), order.records, changed)
        self._seeking = seeker, self._background.submit(seeker.seek, Progress(self._stop))
        store.change_customers(changed.items())
        progress.start("destroy.copy", store.rows())
        store.copy(progress.advance)
        reached("destroy.copied")
        store.add_stubs(order.id, order.number, self._today)
        progress.start("destroy.index", uow.records.count(RecordQuery()) - order.records)
        store.index(progress.advance)
        store.close()

    def _require_unchanged(self, uow: UnitOfWork) -> None:
        """What is copied must be what was decided over: every change is logged, so the log must not have grown."""
        if uow.audit.size() != self._log_size:
            raise Refused("order-outdated", order=self._order.number)

    def _verify(self, following: NextGeneration) -> None:
        order, session = self._order, self._session
        residue = self._residue(following)
        reached("destroy.read-back")
        refused = not opens_anything(following.path, following.old_key.reveal())
        with session.read() as uow:
            copies = [(found_again(copy), records) for copy, records in uow.copies.holding(order.id)]
            groups = uow.orders.groups(order.id)
            figures = uow.orders.figures(order.id)
            paper = 0 if uow.appraisals.paper(order.id) else uow.appraisals.paper_files(order.id)
        now = session.clock.now()
        figures |= {
            "groups": groups,
            "customers": self._leaving.owners,
            "customers_gone": self._leaving.customers,
            "attachments": self._leaving.attachments,
            "residue": residue,
            "old_key_refused": refused,
            "copies": [{"id": copy.id, "records": records, "status": copy.status} for copy, records in copies],
            "paper_left": paper,
            "witness": self._witness,
            "executed_by": session.operator.name,
        }
        result = result_of((copy.status for copy, _ in copies), paper_left=paper)
        require_move(order, OrderState.VERIFIED)
        with following.unit() as uow:
            for copy, _ in copies:
                uow.copies.set_status(copy.id, copy.status)
            uow.orders.put_figures(order.id, figures)
            uow.orders.save(replace(order, state=OrderState.VERIFIED, executed_at=now, result=result))
            detail = _measured(order, residue, result)
            uow.audit.append("order.verify", order.number, detail, session.operator.name, now)
            uow.commit()
        reached("destroy.verified")

    def _residue(self, following: NextGeneration) -> Residue:
        assert self._seeking is not None
        seeker, proving = self._seeking
        self._progress.start("destroy.control")
        while not wait((proving,), timeout=_LOOK_SECONDS).done:
            self._progress.cancel.check()
        try:
            sought = proving.result()
        except TooManyValuesError:
            sought = None
        return ReadBack(following, of_order(self._order.id), seeker, self._progress).measure(sought)


def found_again(copy: OutsideCopy) -> OutsideCopy:
    """The copy as it is today: whether its file still lies where it was made. Not there is not proved gone."""
    if not copy.folder or copy.status not in (EXISTS, MISSING):
        return copy
    with suppress(OSError):
        return replace(copy, status=EXISTS if (Path(copy.folder) / copy.file).exists() else MISSING)
    return copy


def _measured(order: Order, residue: Residue, result: str) -> Detail:
    return {
        "records": order.records,
        "result": result,
        "pages": residue.pages,
        "values": residue.values,
        "control_hits": residue.control_hits,
        "hits": residue.hits,
    }
