"""Appraising an order 鉴定: the five signatures that its list may be destroyed, before somebody approves it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.appraisals import DEPARTMENTS, open_to, require_capacity
from app.domain.capacities import Capacity, Department, Opinion
from app.domain.orders import Order, Step, require_state
from app.domain.words import Kind, OrderState
from app.errors import Refused
from app.services.order_papers import OrderPapers
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import Signer


@dataclass(frozen=True, slots=True)
class Appraised:
    """Where an order's appraisal stands: `missing` are the capacities in which nobody signed yet."""

    order: str
    state: OrderState
    opinions: tuple[Opinion, ...]
    missing: tuple[Capacity, ...]


class AppraisalService:
    """Signs in the capacities of Order 79, article 18 (2)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def appraise(self, number: str, signer: Signer, capacities: Sequence[Capacity] = ()) -> Appraised:
        """Sign that the order's list may be destroyed, in these capacities, by default in all that the role allows.

        With the fifth signature the order is appraised. Raises UserError("order-not-found"), Refused ("role-forbids",
        "capacity-signed", "nothing-to-appraise", "order-appraised-already", …).
        """
        with self._session.write() as uow:
            papers = OrderPapers(self._session, uow)
            order = papers.order(number)
            require_state(order, Step.APPRAISE)
            papers.require_signed(order)
            chosen = self._chosen(uow, order, signer, capacities)
            give_opinions(papers, order, signer, chosen)
            if not papers.missing(order):
                order = papers.move(order, OrderState.APPRAISED)
            appraised = Appraised(number, order.state, papers.opinions(order), papers.missing(order))
            uow.commit()
        return appraised

    def standing(self, number: str) -> Appraised:
        """Where the appraisal stands; UserError("order-not-found")."""
        with self._session.read() as uow:
            papers = OrderPapers(self._session, uow)
            order = papers.order(number)
            return Appraised(number, order.state, papers.opinions(order), papers.missing(order))

    def _chosen(
        self, uow: UnitOfWork, order: Order, signer: Signer, capacities: Sequence[Capacity]
    ) -> tuple[Capacity, ...]:
        operators, one_person = uow.operators.all(), self._session.is_one_person()
        signed = uow.appraisals.opinions(order.id)
        if not capacities:
            found = open_to(signer.name, signed, operators, one_person=one_person)
            if not found:
                raise Refused("nothing-to-appraise", order=order.number, operator=signer.name)
            return found
        for capacity in capacities:
            require_capacity(signer.name, capacity, operators, one_person=one_person)
            if capacity in signed:
                raise Refused("capacity-signed", order=order.number, capacity=capacity)
        return tuple(dict.fromkeys(capacities))


def give_opinions(papers: OrderPapers, order: Order, signer: Signer, capacities: Iterable[Capacity]) -> None:
    """Sign in these capacities; one event in the log."""
    every = list(capacities)
    for capacity in every:
        papers.give_opinion(order, capacity, signer)
    papers.log("order.appraise", order, {"capacities": [str(one) for one in every]}, signer)


def appraise_with_approval(
    uow: UnitOfWork, papers: OrderPapers, order: Order, signer: Signer, *, one_person: bool, required: bool
) -> None:
    """What an approval does about a missing appraisal of accounting files.

    One person alone stands in every capacity too, and signs in all that are left. Of several people nobody signs for
    another: where the firm requires it, Refused("appraisal-missing"); else the papers leave lines to sign by hand.
    """
    missing = papers.missing(order)
    if not missing or Kind.ACCOUNTING not in uow.orders.kinds(order.id):
        return
    if one_person:
        give_opinions(papers, order, signer, missing)
    elif required:
        raise Refused("appraisal-missing", order=order.number, capacities=", ".join(missing))


def supervise(
    uow: UnitOfWork, order: Order, signer: Signer, departments: Sequence[Department], at: datetime
) -> list[str]:
    """For which departments a witness of accounting files stands: these, or all that are left; none for other files.

    Raises Refused("department-signed").
    """
    if Kind.ACCOUNTING not in uow.orders.kinds(order.id):
        return []
    done = uow.appraisals.supervisors(order.id)
    for department in departments:
        if department in done:
            raise Refused("department-signed", order=order.number, department=department)
    chosen = tuple(dict.fromkeys(departments)) or tuple(one for one in DEPARTMENTS if one not in done)
    for department in chosen:
        uow.appraisals.supervise(order.id, department, signer.name, at, signer.public)
    return [str(one) for one in chosen]
