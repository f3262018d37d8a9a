"""The ledger of destructions: which random record ids are gone for good, so that no backup brings them back.

It travels in the open (attached to certificates, in front of backups and packages) and holds no personal data: an id
that nothing else knows any more, and of the record what its stub keeps. A customer who has a slip (id and salt) can
recompute the commitment with it.

Form: one line of canonical JSON, then for every entry of every order, in turn, 52 bytes: the record's uid (16), its
commitment (32), and which of the order's facts it has (4, big-endian). Entries are sorted by uid.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256

from app.domain.evidence import canonical
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged

FORMAT = "qingdang-ledger"
VERSION = 1
_ENTRY = 16 + 32 + 4


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
    """The 32 bytes that bind a record to its order without telling what it held; the sensitivity is not in it."""
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


def encode(ledger: Ledger) -> bytes:
    """The ledger's bytes; equal ledgers have equal bytes."""
    heads: list[dict[str, object]] = []
    body = bytearray()
    for order in ledger.orders:
        facts: dict[RecordFacts, int] = {}
        for entry in order.entries:
            number = facts.setdefault(entry.facts, len(facts))
            body += entry.uid + entry.commitment + number.to_bytes(4, "big")
        heads.append(_head(order, facts))
    head = {"format": FORMAT, "version": VERSION, "vault_id": ledger.vault_id, "orders": heads}
    return canonical(head) + b"\n" + bytes(body)


def _head(order: OrderLedger, facts: Iterable[RecordFacts]) -> dict[str, object]:
    rows = [[f.kind, f.sensitivity, f.rule, f.created_on, f.trigger_date, f.retain_until] for f in facts]
    return {
        "order": order.order,
        "destroyed_on": order.destroyed_on,
        "records": len(order.entries),
        "facts": rows,
    }


def decode(data: bytes) -> Ledger:
    """The ledger in these bytes; raises Damaged("ledger-malformed") where they are none."""
    try:
        return _decoded(*data.split(b"\n", 1))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Damaged("ledger-malformed") from error


def _decoded(line: bytes, body: bytes) -> Ledger:
    head = json.loads(line)
    if head["format"] != FORMAT or head["version"] != VERSION:
        raise ValueError("not a ledger")
    orders = []
    start = 0
    for order in head["orders"]:
        end = start + int(order["records"]) * _ENTRY
        if not start <= end <= len(body):
            raise ValueError("entries do not add up")
        facts = [_facts(*row) for row in order["facts"]]
        entries = _entries(body[start:end], facts)
        orders.append(OrderLedger(str(order["order"]), date.fromisoformat(order["destroyed_on"]), entries))
        start = end
    if start != len(body):
        raise ValueError("bytes left over")
    return Ledger(str(head["vault_id"]), tuple(orders))


def _facts(
    kind: str, sensitivity: str, rule: str | None, created_on: str, trigger_date: str | None, retain_until: str | None
) -> RecordFacts:
    created = date.fromisoformat(created_on)
    return RecordFacts(Kind(kind), Sensitivity(sensitivity), rule, created, _date(trigger_date), _date(retain_until))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _entries(body: bytes, facts: list[RecordFacts]) -> tuple[Entry, ...]:
    entries = tuple(
        Entry(body[at : at + 16], body[at + 16 : at + 48], facts[int.from_bytes(body[at + 48 : at + _ENTRY], "big")])
        for at in range(0, len(body), _ENTRY)
    )
    uids = [entry.uid for entry in entries]
    if uids != sorted(set(uids)):
        raise ValueError("not sorted by uid")
    return entries
