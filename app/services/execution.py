"""Carries out an approved order: what stays is written under a new key, read back, and then becomes the vault.

Until the switch nothing of the present generation is touched, so an error, a cancel or a crash costs nothing. The
figures are written into the next generation before the switch; after it, whatever is left can be done again.
"""

from dataclasses import replace

from app.domain.audit import Detail
from app.domain.customers import Identity
from app.domain.evidence import Residue
from app.domain.orders import Order, require_move, result_of
from app.domain.records import RecordQuery
from app.domain.words import OrderState
from app.errors import Damaged, Refused
from app.jobs import Progress
from app.services.known_customers import known_afterwards
from app.services.order_lists import Lister
from app.services.reading_back import ReadBack
from app.services.rotation import NextGeneration
from app.services.session import Session
from app.storage.connection import Connection
from app.storage.next_generation import Leaving, NextGenerationStore
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached
from app.vault.pages import opens_anything


class Execution:
    """One try at one order: `run` switches to a generation in which the order is verified, or changes nothing."""

    def __init__(self, session: Session, order: Order, progress: Progress, *, witness: bool) -> None:
        self._session = session
        self._order = order
        self._progress = progress
        self._witness = witness
        self._today = session.clock.today()
        self._changed: dict[int, Identity] = {}
        self._leaving = Leaving(0, 0, 0, 0)

    def run(self) -> None:
        """Write, read back, switch.

        Raises Refused("order-outdated") where a hold or a duty came meanwhile, Damaged ("control-incomplete",
        "residue-found", "order-altered"), EnvironmentProblem, Cancelled.
        """
        self._session.replace_generation(self._fill, self._progress, self._verify)

    def _fill(self, following: NextGeneration) -> None:
        with following.connection.stoppable(lambda: self._progress.cancel.is_cancelled):
            self._write(following.connection)
        reached("destroy.indexed")

    def _write(self, connection: Connection) -> None:
        progress, order = self._progress, self._order
        uow = UnitOfWork(connection, writes=False)
        self._require_still_due(uow)
        store = NextGenerationStore(connection)
        self._leaving = store.leave_listed(order.id)
        if self._leaving.records != order.records:
            raise Damaged("order-altered", order=order.number)
        self._changed = dict(known_afterwards(uow, store))
        store.change_customers(self._changed.items())
        progress.start("destroy.copy", store.rows())
        store.copy(progress.advance)
        reached("destroy.copied")
        store.add_stubs(order.id, order.number, self._today)
        progress.start("destroy.index", uow.records.count(RecordQuery()) - order.records)
        store.index(progress.advance)
        store.close()

    def _require_still_due(self, uow: UnitOfWork) -> None:
        """The rows that are copied are decided over in the very transaction that copies them."""
        self._progress.start("destroy.decide", self._order.records)
        uow.selection.choose_listed(self._order.id)
        if Lister(self._session, uow).list(self._order.id, self._progress).blocked:
            raise Refused("order-outdated", order=self._order.number)

    def _verify(self, following: NextGeneration) -> None:
        order, session = self._order, self._session
        read_back = ReadBack(following, order.id, order.records, self._changed, self._progress)
        residue = read_back.measure()
        reached("destroy.read-back")
        refused = not opens_anything(following.path, following.old_key.reveal())
        with session.read() as uow:
            copies = [(copy, records) for copy, records in uow.copies.holding(order.id)]
            groups = uow.orders.groups(order.id)
            figures = uow.orders.figures(order.id)
        now = session.clock.now()
        figures |= {
            "groups": groups,
            "customers": self._leaving.owners,
            "customers_gone": self._leaving.customers,
            "attachments": self._leaving.attachments,
            "residue": residue,
            "old_key_refused": refused,
            "copies": [{"id": copy.id, "records": records, "status": copy.status} for copy, records in copies],
            "witness": self._witness,
            "executed_by": session.operator.name,
        }
        result = result_of(copy.status for copy, _ in copies)
        require_move(order, OrderState.VERIFIED)
        with following.unit() as uow:
            uow.orders.put_figures(order.id, figures)
            uow.orders.save(replace(order, state=OrderState.VERIFIED, executed_at=now, result=result))
            detail = _measured(order, residue, result)
            uow.audit.append("order.verify", order.number, detail, session.operator.name, now)
            uow.commit()
        reached("destroy.verified")


def _measured(order: Order, residue: Residue, result: str) -> Detail:
    return {
        "records": order.records,
        "result": result,
        "pages": residue.pages,
        "values": residue.values,
        "control_hits": residue.control_hits,
        "hits": residue.hits,
    }
