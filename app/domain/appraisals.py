"""Who appraises and who witnesses a destruction of accounting files (会计档案管理办法, Order 79, articles 16 to 18)."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from app.domain.capacities import Capacity, Department
from app.domain.evidence import canonical
from app.domain.operators import Operator
from app.domain.permissions import Action, may, roles_for
from app.domain.words import Role
from app.errors import Refused

HANDLERS = frozenset({Capacity.ARCHIVES_HANDLER, Capacity.ACCOUNTING_HANDLER})
DEPARTMENTS = tuple(Department)
"""A vault holds electronic files, so all three departments witness."""


def opinion_hash(order: bytes, capacity: str) -> bytes:
    """SHA-256 of what is signed in a capacity: that the list of this order may be destroyed."""
    statement = {
        "type": "qingdang-opinion",
        "version": 1,
        "order_hash": order.hex(),
        "capacity": capacity,
        "opinion": "destroy",
    }
    return sha256(canonical(statement)).digest()


def missing_capacities(signed: Iterable[Capacity]) -> tuple[Capacity, ...]:
    """In which of the five capacities nobody signed yet."""
    done = set(signed)
    return tuple(one for one in Capacity if one not in done)


def require_capacity(signer: str, capacity: Capacity, operators: Collection[Operator], *, one_person: bool) -> None:
    """Raise Refused("role-forbids"): heads sign with an approver's role, handlers with a handler's."""
    action = Action.PREPARE if capacity in HANDLERS else Action.APPROVE
    own = next((one.role for one in operators if one.name == signer), Role.VIEWER)
    if not may(own, action, one_person=one_person):
        raise Refused("role-forbids", role=own, action=action, roles=", ".join(roles_for(action)))


def open_to(
    signer: str, signed: Iterable[Capacity], operators: Collection[Operator], *, one_person: bool
) -> tuple[Capacity, ...]:
    """The capacities in which this operator may still sign."""
    own = next((one.role for one in operators if one.name == signer), Role.VIEWER)
    return tuple(
        one
        for one in missing_capacities(signed)
        if may(own, Action.PREPARE if one in HANDLERS else Action.APPROVE, one_person=one_person)
    )
