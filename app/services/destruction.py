"""Destruction orders: prepare, approve, execute, witness, withdraw; from a list of records to a certificate."""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from app.domain.capacities import Department
from app.domain.documents import Renderer
from app.domain.evidence import Residue
from app.domain.gates import cooling_off_ends
from app.domain.orders import (
    EXECUTED,
    Order,
    Step,
    Waiting,
    approved_state,
    needs_witness,
    require_ready,
    require_signer,
    require_state,
)
from app.domain.permissions import Action, may
from app.domain.retention import Reason
from app.domain.words import Kind, OrderState, Role, Sensitivity
from app.errors import AppError, Refused
from app.jobs import Progress
from app.services.appraising import appraise_with_approval, supervise
from app.services.attachments import clear_orphans
from app.services.destruction_certificates import Certifier, surviving_copies
from app.services.execution import Execution
from app.services.order_lists import Blocked, Lister, held_back_of
from app.services.order_papers import OrderPapers
from app.services.order_results import Executed, Going, OrderStatus, Prepared, Preview, Witnessed
from app.services.order_signatures import signed_by
from app.services.session import Session
from app.services.settings import APPRAISAL, COOLING_OFF, NOTICE_FIRST, WITNESS, SettingService
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import output_folder, reached
from app.vault.signing import Signer

__all__ = ["Blocked", "DestructionService", "Executed", "OrderStatus", "Prepared", "Preview", "Witnessed"]

_TRIES = 3  # of an execution, where somebody else's change comes between deciding and copying


class DestructionService:
    """All that can be done with destruction orders; each method is one use case."""

    def __init__(self, session: Session, renderer: Renderer | None) -> None:
        self._session = session
        self._renderer = renderer
        self._settings = SettingService(session)

    def preview(self, record_ids: Iterable[int] | None = None, progress: Progress | None = None) -> Preview:
        """What an order over these records, or over all that are due for None, would destroy; nothing is written."""
        self._session.require(Action.PREPARE)
        with self._session.write() as uow:
            listing = self._papers(uow).listed(record_ids, progress or Progress())
        going = Counter((line.kind, line.sensitivity, line.rule) for line in listing.lines)
        return Preview(
            records=len(listing.lines),
            going=tuple(
                Going(Kind(kind), Sensitivity(sensitivity), rule, records)
                for (kind, sensitivity, rule), records in going.most_common()
            ),
            blocked=tuple(listing.blocked),
            held_back=tuple(listing.held_back()),
            accounting=any(line.kind == Kind.ACCOUNTING for line in listing.lines),
        )

    def prepare(self, record_ids: Iterable[int] | None = None, progress: Progress | None = None) -> Prepared:
        """An order over these records, or over all that are due for None; what may not go is left out.

        An order that was sent back at its execution, and all of which is chosen again, is drawn up anew under its
        number; else it is a new one. The preparing operator signs the list. Raises Refused ("nothing-to-destroy" with
        the reasons, "in-open-orders" with the orders' numbers, "nothing-left-to-destroy" where nothing was there to
        decide on).
        """
        self._session.require(Action.PREPARE)
        with self._session.write() as uow:
            papers = self._papers(uow)
            listing = papers.listed(record_ids, progress or Progress())
            if not listing.lines:
                raise listing.refusal()
            order = papers.draw_up(listing)
            uow.commit()
        return Prepared(order.number, order.records, tuple(listing.blocked))

    def approve(self, number: str, signer: Signer) -> OrderStatus:
        """Sign the order as approver; its cooling-off begins.

        Raises UserError("order-not-found"), Refused ("role-forbids", "own-order", "order-approved-already", …).
        """
        session, today = self._session, self._session.clock.today()
        days = self._settings.number(COOLING_OFF)
        with session.write() as uow:
            papers = self._papers(uow)
            order = papers.order(number)
            require_state(order, Step.APPROVE)
            role = self._role(uow, order, Step.APPROVE, signer)
            papers.require_signed(order)
            required, one_person = self._settings.is_on(APPRAISAL), session.is_one_person()
            appraise_with_approval(uow, papers, order, signer, one_person=one_person, required=required)
            earliest = cooling_off_ends(today, days)
            papers.sign(order, role, signer, order.hash)
            waiting = Waiting(earliest, self._is_untold(uow, order))
            papers.move(order, approved_state(waiting, today), earliest_on=earliest)
            papers.log("order.approve", order, {"earliest_on": earliest.isoformat()}, signer)
            uow.commit()
        return self.status(number)

    def execute(self, number: str, out: Path, *, language: str = "zh", progress: Progress | None = None) -> Executed:
        """Destroy what the order lists, and issue its certificate into the folder `out` where no witness is needed.

        Of an executed order it answers the same again, and finishes what a crash left of it. A hold or a duty found
        now sends the order back to be approved again without the records it touches: Refused("order-returned"); where
        none is left it is withdrawn: Refused("order-emptied").
        Raises Refused ("order-not-approved", "cooling-off", "notice-not-given", "nobody-can-witness"), Damaged
        ("residue-found", "control-incomplete"), EnvironmentProblem, Cancelled; nothing is destroyed then.
        """
        session, progress = self._session, progress or Progress()
        session.require(Action.EXECUTE)
        certifier = self._certifier()
        out = output_folder(out)
        order = self._order(number)
        if order.state not in EXECUTED:
            self._destroy(order, progress)
        reached("destroy.switched")
        clear_orphans(session)
        reached("destroy.blobs-removed")
        return self._answer(number, certifier, out, language)

    def witness(
        self,
        number: str,
        signer: Signer,
        out: Path,
        *,
        language: str = "zh",
        departments: Sequence[Department] = (),
    ) -> Witnessed:
        """Sign what was measured, as witness, and issue the certificate; of a certified order it answers the same.

        For accounting files the witness stands for these departments, by default for all that nobody stands for yet;
        the certificate is issued once all are there. Raises Refused ("order-not-executed", "role-forbids",
        "own-order", "department-signed").
        """
        certifier = self._certifier()
        out = output_folder(out)
        with self._session.write() as uow:
            papers = self._papers(uow)
            order = papers.order(number)
            if order.state not in (OrderState.WITNESSED, OrderState.CERTIFIED):
                require_state(order, Step.WITNESS)
                role = self._role(uow, order, Step.WITNESS, signer)
                papers.sign(order, role, signer, papers.measured(order))
                stands_for = supervise(uow, order, signer, departments, self._session.clock.now())
                papers.log("order.witness", order, {"result": order.result, "departments": stands_for}, signer)
                if not papers.absent(order):
                    papers.move(order, OrderState.WITNESSED)
                uow.commit()
        reached("destroy.witnessed")
        return Witnessed(number, self._answer(number, certifier, out, language).certificate)

    def withdraw(self, number: str) -> OrderStatus:
        """Give up an order that was not executed; withdrawing it twice is fine."""
        self._session.require(Action.WITHDRAW)
        with self._session.write() as uow:
            papers = self._papers(uow)
            order = papers.order(number)
            if order.state is not OrderState.WITHDRAWN:
                require_state(order, Step.WITHDRAW)
                papers.move(order, OrderState.WITHDRAWN)
                papers.log("order.withdraw", order, {})
                uow.commit()
        return self.status(number)

    def status(self, number: str) -> OrderStatus:
        """Where the order stands; UserError("order-not-found")."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return self._status(uow, self._papers(uow).order(number))

    def all(self) -> tuple[OrderStatus, ...]:
        """All orders, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(self._status(uow, order) for order in uow.orders.all())

    def _destroy(self, order: Order, progress: Progress) -> None:
        if order.state is OrderState.EXECUTING:
            order = put_back(self._session, order.number, "interrupted")
        require_state(order, Step.EXECUTE)
        today = self._session.clock.today()
        with self._session.read() as uow:
            waiting = Waiting(order.earliest_on, self._is_untold(uow, order))
        require_ready(order, waiting, today)
        for _ in range(_TRIES - 1):
            try:
                self._try(order.number, progress)
                return
            except Refused as error:
                if error.code != "order-outdated":
                    raise
        self._try(order.number, progress)

    def _try(self, number: str, progress: Progress) -> None:
        """Decide and destroy; whatever stops it before the switch leaves the order approved, or sent back."""
        order, log_size = self._started(number, progress)
        try:
            with self._session.read() as uow:
                witness = self._needs_witness(uow, order)
            Execution(self._session, order, log_size, progress, witness=witness).run()
        except BaseException as error:
            with suppress(AppError):
                put_back(self._session, number, error.code if isinstance(error, AppError) else "bug")
            raise

    def _started(self, number: str, progress: Progress) -> tuple[Order, int]:
        """Decide over every record again, and mark the order as under way; or send it back. With the log's size."""
        progress.start("destroy.decide", self._order(number).records)
        with self._session.write() as uow:
            papers = self._papers(uow)
            order = papers.order(number)
            papers.require_signed(order)
            self._require_possible_witness(uow, order)
            uow.selection.choose_listed(order.id)
            listing = Lister(self._session, uow).list(order.id, progress)
            if papers.is_outdated(order, listing):
                left = papers.send_back(order, listing)
                uow.commit()
                reasons = tuple(one.reason for one in listing.held_back()) or (Reason("listed-otherwise"),)
                if not left:
                    raise Refused("order-emptied", order=number, records=order.records, reasons=reasons)
                counts = {"listed": order.records, "records": order.records - left, "left": left}
                raise Refused("order-returned", order=number, reasons=reasons, **counts)
            started = papers.move(order, OrderState.EXECUTING)
            papers.log("order.start", order, {"records": order.records})
            log_size = uow.audit.size()
            uow.commit()
        reached("destroy.started")
        return started, log_size

    def _answer(self, number: str, certifier: Certifier, out: Path, language: str) -> Executed:
        """What an executed order has to say; issues the certificate as soon as everybody has signed."""
        with self._session.read() as uow:
            order = self._papers(uow).order(number)
            figures = uow.orders.figures(order.id)
            copies = surviving_copies(uow, figures)
        certificate = None
        if order.state is OrderState.CERTIFIED:
            certificate = certifier.again(figures["certificate"], out)
        elif order.state is OrderState.WITNESSED or not figures["witness"]:
            certificate = certifier.issue(number, out, language)
        assert order.result is not None
        return Executed(number, order.records, order.result, Residue(**figures["residue"]), copies, certificate)

    def _status(self, uow: UnitOfWork, order: Order) -> OrderStatus:
        figures = uow.orders.figures(order.id)
        document = uow.documents.find(figures["certificate"]) if "certificate" in figures else None
        return OrderStatus(
            order=order.number,
            state=order.state,
            records=order.records,
            pack_version=order.pack_version,
            hash=order.hash.hex(),
            prepared_by=order.prepared_by,
            prepared_at=order.prepared_at,
            earliest_on=order.earliest_on,
            executed_at=order.executed_at,
            outcome=order.result,
            needs_witness=bool(figures.get("witness", self._needs_witness(uow, order))),
            signatures=tuple(signed_by(one) for one in uow.orders.signatures(order.id)),
            held_back=held_back_of(figures.get("held_back", ())),
            certificate=document.number if document else None,
            decided_by_hand=uow.decision_changes.listed(order.id),
        )

    def _is_untold(self, uow: UnitOfWork, order: Order) -> bool:
        """Whether the firm promised a notice that some customer of the order has not been given."""
        today = self._session.clock.today()
        return self._settings.is_on(NOTICE_FIRST) and uow.replies.untold(order.id, today) > 0

    def _needs_witness(self, uow: UnitOfWork, order: Order) -> bool:
        return needs_witness(uow.orders.kinds(order.id), required=self._settings.is_on(WITNESS))

    def _require_possible_witness(self, uow: UnitOfWork, order: Order) -> None:
        """Before anything goes: somebody must be there who can witness it, and did not prepare it."""
        one_person = self._session.is_one_person()
        able = (one for one in uow.operators.all() if may(one.role, Action.WITNESS, one_person=one_person))
        if self._needs_witness(uow, order) and not any(one_person or one.name != order.prepared_by for one in able):
            raise Refused("nobody-can-witness", order=order.number)

    def _role(self, uow: UnitOfWork, order: Order, step: Step, signer: Signer) -> Role:
        one_person = self._session.is_one_person()
        return require_signer(order, step, signer.name, uow.operators.all(), one_person=one_person)

    def _order(self, number: str) -> Order:
        with self._session.read() as uow:
            return self._papers(uow).order(number)

    def _papers(self, uow: UnitOfWork) -> OrderPapers:
        return OrderPapers(self._session, uow)

    def _certifier(self) -> Certifier:
        if self._renderer is None:
            raise RuntimeError("a certificate needs the renderer")
        return Certifier(self._session, self._renderer)


def put_back(session: Session, number: str, why: str) -> Order:
    """An order that was under way and destroyed nothing is approved again; of any other state nothing changes."""
    with session.write() as uow:
        papers = OrderPapers(session, uow)
        order = papers.order(number)
        if order.state is OrderState.EXECUTING:
            order = papers.move(order, OrderState.APPROVED)
            papers.log("order.stop", order, {"why": why})
            uow.commit()
    return order


def settle_orders(session: Session) -> None:
    """At opening: an order still under way in the present generation was interrupted before anything went."""
    with session.read() as uow:
        open_orders = [order.number for order in uow.orders.all() if order.state is OrderState.EXECUTING]
    for number in open_orders:
        put_back(session, number, "interrupted")
