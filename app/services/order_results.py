"""What the destruction service answers: orders, previews and executions, with their JSON objects."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.evidence import HeldBack, Residue, SignedBy, SurvivingCopy, plain
from app.domain.orders import METHOD
from app.domain.words import Kind, OrderState, Sensitivity
from app.services.issuing import Issued
from app.services.order_lists import Blocked, open_orders


@dataclass(frozen=True, slots=True)
class Going:
    """Records that would go, which share kind, grade and rule."""

    kind: Kind
    sensitivity: Sensitivity
    rule: str | None
    records: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What an order over a choice of records would destroy and what not; `accounting`: a witness has to sign."""

    records: int
    going: tuple[Going, ...]
    blocked: tuple[Blocked, ...]
    held_back: tuple[HeldBack, ...]
    accounting: bool

    @property
    def open_orders(self) -> tuple[str, ...]:
        """The open orders that have these records, where nothing goes for no other reason."""
        return () if self.records else open_orders(self.held_back)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A new order; `records` without the blocked ones."""

    order: str
    records: int
    blocked: tuple[Blocked, ...]


@dataclass(frozen=True, slots=True)
class OrderStatus:
    """Where an order stands. `earliest_on` is the end of its cooling-off, `certificate` the issued one's number.

    `decided_by_hand` counts the records on the list whose decision somebody changed, as long as they are there.
    """

    order: str
    state: OrderState
    records: int
    pack_version: str
    hash: str
    prepared_by: str
    prepared_at: datetime
    earliest_on: date | None
    executed_at: datetime | None
    outcome: str | None
    needs_witness: bool
    signatures: tuple[SignedBy, ...]
    held_back: tuple[HeldBack, ...]
    certificate: str | None
    decided_by_hand: int = 0

    def result(self) -> dict[str, Any]:
        """The command line's JSON object."""
        signatures = [
            {"role": str(one.role), "operator": one.operator, "signed_at": one.signed_at, "key": one.key}
            for one in self.signatures
        ]
        found = plain(
            {
                "order": self.order,
                "state": str(self.state),
                "records": self.records,
                "pack_version": self.pack_version,
                "hash": self.hash,
                "prepared_by": self.prepared_by,
                "prepared_at": self.prepared_at,
                "earliest_on": self.earliest_on,
                "executed_at": self.executed_at,
                "result": self.outcome,
                "needs_witness": self.needs_witness,
                "signatures": signatures,
                "certificate": self.certificate,
                "decided_by_hand": self.decided_by_hand,
            }
        )
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True, slots=True)
class Executed:
    """An executed order: what was measured; no certificate while a witness has still to sign."""

    order: str
    destroyed: int
    result: str
    residue: Residue
    surviving_copies: tuple[SurvivingCopy, ...]
    certificate: Issued | None

    def result_object(self) -> dict[str, Any]:
        """The command line's JSON object."""
        found = plain(
            {
                "order": self.order,
                "destroyed": self.destroyed,
                "result": self.result,
                "method": METHOD,
                "residue": self.residue,
                "surviving_copies": self.surviving_copies,
                "certificate": self.certificate,
            }
        )
        assert isinstance(found, dict)
        return found


@dataclass(frozen=True, slots=True)
class Witnessed:
    """An order with its witness's signature, and the certificate: None while other departments have to witness."""

    order: str
    certificate: Issued | None
