"""Destruction orders: their states, the words that are signed, who signs, and what they wait for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from app.domain.audit import leaf_hash, merkle_root
from app.domain.evidence import Residue, canonical
from app.domain.operators import Operator
from app.domain.permissions import Action, may, may_sign, roles_for
from app.domain.words import Kind, OrderState, Role
from app.errors import Refused

PREFIX = "XH"
METHOD = "new-generation"
COMPLETE = "complete"
WITH_EXCEPTIONS = "with-exceptions"
GONE = frozenset({"renewed", "destroyed", "deleted", "returned"})
"""What is proved of a copy that no longer holds the records; anything else may still be read by somebody."""


class Step(StrEnum):
    """What is done to an order."""

    APPRAISE = "appraise"
    APPROVE = "approve"
    EXECUTE = "execute"
    WITNESS = "witness"
    WITHDRAW = "withdraw"


_EARLY = (OrderState.DRAFT, OrderState.APPRAISED, OrderState.APPROVED, OrderState.WAITING)
_MOVES = {
    OrderState.DRAFT: frozenset(
        {OrderState.DRAFT, OrderState.APPRAISED, OrderState.APPROVED, OrderState.WAITING, OrderState.WITHDRAWN}
    ),
    OrderState.APPRAISED: frozenset({OrderState.DRAFT, OrderState.APPROVED, OrderState.WAITING, OrderState.WITHDRAWN}),
    # Back to draft: a hold or a duty was found at execution, so the list has to be approved anew.
    OrderState.APPROVED: frozenset({OrderState.DRAFT, OrderState.EXECUTING, OrderState.WITHDRAWN}),
    OrderState.WAITING: frozenset({OrderState.DRAFT, OrderState.EXECUTING, OrderState.WITHDRAWN}),
    # Back to approved: cancelled, failed or crashed before the switch; nothing was destroyed.
    OrderState.EXECUTING: frozenset({OrderState.APPROVED, OrderState.VERIFIED}),
    # Certified at once where nobody has to witness.
    OrderState.VERIFIED: frozenset({OrderState.WITNESSED, OrderState.CERTIFIED}),
    OrderState.WITNESSED: frozenset({OrderState.CERTIFIED}),
    OrderState.CERTIFIED: frozenset[OrderState](),
    OrderState.WITHDRAWN: frozenset[OrderState](),
}
_WRONG = {
    OrderState.DRAFT: "order-not-approved",
    OrderState.APPRAISED: "order-not-approved",
    OrderState.APPROVED: "order-approved-already",
    OrderState.WAITING: "order-approved-already",
    OrderState.EXECUTING: "order-under-way",
    OrderState.VERIFIED: "order-executed",
    OrderState.WITNESSED: "order-executed",
    OrderState.CERTIFIED: "order-executed",
    OrderState.WITHDRAWN: "order-withdrawn",
}
_NEEDS = {
    Step.APPRAISE: frozenset({OrderState.DRAFT}),
    Step.APPROVE: frozenset({OrderState.DRAFT, OrderState.APPRAISED}),
    Step.EXECUTE: frozenset({OrderState.APPROVED, OrderState.WAITING}),
    Step.WITNESS: frozenset({OrderState.VERIFIED}),
    Step.WITHDRAW: frozenset(_EARLY),
}
_NOT_EXECUTED = frozenset({OrderState.APPROVED, OrderState.WAITING, OrderState.EXECUTING})
UNSIGNED = frozenset({OrderState.DRAFT, OrderState.APPRAISED})
"""States in which nobody has approved the list yet."""

OPEN = frozenset({*_EARLY, OrderState.EXECUTING})
"""States in which an order's records belong to it alone: no other order may list them."""

EXECUTED = frozenset({OrderState.VERIFIED, OrderState.WITNESSED, OrderState.CERTIFIED})
"""States in which what the order listed is gone."""

_SIGNS = {Step.APPROVE: (Action.APPROVE, Role.APPROVER), Step.WITNESS: (Action.WITNESS, Role.WITNESS)}


@dataclass(frozen=True, slots=True)
class Order:
    """An order as it stands. `hash` is the SHA-256 of its statement, what handler and approver sign."""

    id: int
    number: str
    state: OrderState
    pack_version: str
    prepared_at: datetime
    prepared_by: str
    records: int
    hash: bytes
    earliest_on: date | None
    executed_at: datetime | None
    result: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an approved order still waits for: `notice` the promised notice to the customers, `until` its first day."""

    until: date | None
    notice: bool


def require_state(order: Order, step: Step) -> None:
    """Raise Refused with the code that says why this step can't be taken now ("order-not-approved", …)."""
    if order.state not in _NEEDS[step]:
        code = _WRONG[order.state]
        if step is Step.WITNESS and order.state in _NOT_EXECUTED:
            code = "order-not-executed"
        elif step is Step.APPRAISE and order.state is OrderState.APPRAISED:
            code = "order-appraised-already"
        raise Refused(code, order=order.number)


def require_move(order: Order, to: OrderState) -> None:
    """Raise RuntimeError where the state machine has no such way: a bug of the caller."""
    if to not in _MOVES[order.state]:
        raise RuntimeError(f"{order.number}: {order.state} can't become {to}")


def require_signer(order: Order, step: Step, signer: str, operators: Collection[Operator], *, one_person: bool) -> Role:
    """The role in which this operator signs the step.

    Raises Refused ("role-forbids" for a role that does not allow it, "own-order" for whoever prepared the order).
    """
    action, role = _SIGNS[step]
    own = next((one.role for one in operators if one.name == signer), Role.VIEWER)
    if not may(own, action, one_person=one_person):
        raise Refused("role-forbids", role=own, action=action, roles=", ".join(roles_for(action)))
    if not may_sign(signer, preparer=order.prepared_by, one_person=one_person):
        raise Refused("own-order", order=order.number, operator=signer)
    return role


def require_ready(order: Order, waiting: Waiting, today: date) -> None:
    """Raise Refused("cooling-off") with the first possible day, or Refused("notice-not-given")."""
    if waiting.notice:
        raise Refused("notice-not-given", order=order.number)
    if waiting.until is not None and today < waiting.until:
        raise Refused("cooling-off", order=order.number, earliest_on=waiting.until.isoformat())


def approved_state(waiting: Waiting, today: date) -> OrderState:
    """What an order becomes with its approval: `waiting` where it can't be executed today."""
    waits = waiting.notice or (waiting.until is not None and today < waiting.until)
    return OrderState.WAITING if waits else OrderState.APPROVED


def needs_witness(kinds: Collection[Kind], *, required: bool) -> bool:
    """Whether a witness signs before the certificate: as the firm's settings say, and always for accounting files."""
    return required or Kind.ACCOUNTING in kinds


def commitment_root(commitments: Iterable[bytes]) -> bytes:
    """The Merkle root over an order's commitments, sorted bytewise: the same that its certificate states."""
    return merkle_root(leaf_hash(one) for one in sorted(commitments))


def order_hash(
    vault_id: str, number: str, pack_version: str, prepared_at: datetime, prepared_by: str, commitments: list[bytes]
) -> bytes:
    """SHA-256 of the order's statement.

    It is made of what the certificate tells, so that a stranger can compute it again and see that what was signed is
    what was destroyed.
    """
    statement = {
        "type": "qingdang-order",
        "version": 1,
        "vault_id": vault_id,
        "order": number,
        "pack_version": pack_version,
        "prepared_at": prepared_at,
        "prepared_by": prepared_by,
        "records": len(commitments),
        "merkle_root": commitment_root(commitments).hex(),
    }
    return sha256(canonical(statement)).digest()


def measured_hash(order: bytes, executed_at: datetime, result: str, residue: Residue) -> bytes:
    """SHA-256 of what was measured at execution: what the witness signs."""
    statement = {
        "type": "qingdang-measured",
        "version": 1,
        "order_hash": order.hex(),
        "executed_at": executed_at,
        "method": METHOD,
        "result": result,
        "residue": residue,
    }
    return sha256(canonical(statement)).digest()


def result_of(copy_statuses: Iterable[str], *, paper_left: int = 0) -> str:
    """Complete, or with exceptions where a copy that the program knows of, or a paper file, is not proved to be gone.

    It says nothing of copies made outside the program; the certificate does.
    """
    return COMPLETE if not paper_left and all(status in GONE for status in copy_statuses) else WITH_EXCEPTIONS
