"""The ledger of destructions: which random record ids are gone for good, so that no backup brings them back.

It travels in the open (attached to certificates, in front of backups and packages; its bytes: app.domain.ledger_bytes)
and holds no personal data: an id that nothing else knows any more, and of the record what its stub keeps. A customer
who has a slip (id and salt) can compute the commitment again with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged

UID = 16
COMMITMENT = 32


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What was decided about a destroyed record, as its order froze it."""

    kind: Kind
    sensitivity: Sensitivity
    rule: str | None
    created_on: date
    trigger_date: date | None
    retain_until: date | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One destroyed record: its random id, and the commitment that the certificate's Merkle tree holds."""

    uid: bytes
    commitment: bytes
    facts: RecordFacts

    @property
    def is_short(self) -> bool:
        """Whether the commitment names the record itself, as `commitment` makes it; a program before did not."""
        return self.commitment[:UID] == self.uid

    def is_of(self, salt: bytes) -> bool:
        """Whether this salt, the record's own, gives the commitment again."""
        whole = _digest(self.uid, salt, self.facts)
        return self.commitment == (self.uid + whole[: COMMITMENT - UID] if self.is_short else whole)


@dataclass(frozen=True, slots=True)
class OrderLedger:
    """The records that one order destroyed, sorted by uid."""

    order: str
    destroyed_on: date
    entries: tuple[Entry, ...]

    @staticmethod
    def of(order: str, destroyed_on: date, entries: Iterable[Entry]) -> "OrderLedger":
        """The order's entries in the ledger's order."""
        return OrderLedger(order, destroyed_on, tuple(sorted(entries, key=lambda entry: entry.uid)))

    @property
    def commitments(self) -> list[bytes]:
        """The commitments in the order of the Merkle tree's leaves: sorted bytewise."""
        return sorted(entry.commitment for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All destructions that a file knows of one vault."""

    vault_id: str
    orders: tuple[OrderLedger, ...] = ()

    @property
    def records(self) -> int:
        """How many destroyed records it names."""
        return sum(len(order.entries) for order in self.orders)


def commitment(uid: bytes, salt: bytes, facts: RecordFacts) -> bytes:
    """The 32 bytes that bind a record to its order without telling what it held; the sensitivity is not in it.

    The uid, which says which record it is, and the first 128 bits of SHA-256 over uid, salt, kind, rule and dates,
    which nobody can open without the salt.
    """
    return uid + _digest(uid, salt, facts)[: COMMITMENT - UID]


def _digest(uid: bytes, salt: bytes, facts: RecordFacts) -> bytes:
    before, between, after = _frame(facts)
    return sha256(b"".join((before, salt.hex().encode(), between, uid.hex().encode(), after))).digest()


@lru_cache(maxsize=1000)
def _frame(facts: RecordFacts) -> tuple[bytes, bytes, bytes]:
    """The canonical JSON around salt and uid: many records of an order share their facts."""
    content = canonical(
        {
            "uid": "<uid>",
            "salt": "<salt>",
            "kind": facts.kind,
            "rule": facts.rule,
            "created_on": facts.created_on,
            "trigger_date": facts.trigger_date,
            "retain_until": facts.retain_until,
        }
    )
    before, rest = content.split(b"<salt>")
    between, after = rest.split(b"<uid>")
    return before, between, after


def merged(vault_id: str, ledgers: Iterable[Ledger]) -> Ledger:
    """One ledger of the vault's destructions out of several; raises Damaged where one is of another vault."""
    orders: dict[tuple[str, date], dict[bytes, Entry]] = {}
    for ledger in ledgers:
        if ledger.vault_id != vault_id:
            raise Damaged("ledger-of-another-vault")
        for order in ledger.orders:
            entries = orders.setdefault((order.order, order.destroyed_on), {})
            entries.update((entry.uid, entry) for entry in order.entries)
    found = (OrderLedger.of(number, day, entries.values()) for (number, day), entries in sorted(orders.items()))
    return Ledger(vault_id, tuple(found))
