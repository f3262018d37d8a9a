"""A ledger of destructions as bytes: one line of canonical JSON, then the commitments of every order in turn.

Form 2: of each order the line tells [kind, sensitivity, rule, created, trigger, retained until, records] for every set
of facts; the commitments stand in the turn of these sets, and within one sorted by uid, so that 32 bytes a record are
enough. `width` is 48 where a program of form 1 destroyed the records: their commitment does not begin with the uid,
which stands before it then.

Form 1 is still read: 52 bytes a record (uid, commitment, and big-endian in 4 bytes which of the order's facts it has).
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from app.domain.evidence import canonical
from app.domain.ledger import COMMITMENT, UID, Entry, Ledger, OrderLedger, RecordFacts
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged

FORMAT = "qingdang-ledger"
VERSION = 2
_LONG = UID + COMMITMENT
_FIRST = _LONG + 4


def encode(ledger: Ledger) -> bytes:
    """The ledger's bytes; equal ledgers have equal bytes."""
    parts = [_encoded(order) for order in ledger.orders]
    head = {"format": FORMAT, "version": VERSION, "vault_id": ledger.vault_id, "orders": [one for one, _ in parts]}
    return canonical(head) + b"\n" + b"".join(body for _, body in parts)


def _encoded(order: OrderLedger) -> tuple[dict[str, object], bytes]:
    sets: dict[RecordFacts, list[Entry]] = {}
    for entry in order.entries:
        sets.setdefault(entry.facts, []).append(entry)
    in_turn = sorted((_row(facts), entries) for facts, entries in sets.items())
    is_short = all(entry.is_short for entry in order.entries)
    every = (entry for _, entries in in_turn for entry in entries)
    body = b"".join(entry.commitment if is_short else entry.uid + entry.commitment for entry in every)
    head: dict[str, object] = {
        "order": order.order,
        "destroyed_on": order.destroyed_on,
        "width": COMMITMENT if is_short else _LONG,
        "facts": [[*(text or None for text in row), len(entries)] for row, entries in in_turn],
    }
    return head, body


def _row(facts: RecordFacts) -> tuple[str, ...]:
    days = (facts.created_on, facts.trigger_date, facts.retain_until)
    return (facts.kind, facts.sensitivity, facts.rule or "", *(day.isoformat() if day else "" for day in days))


def decode(data: bytes) -> Ledger:
    """The ledger in these bytes; raises Damaged("ledger-malformed") where they are none."""
    try:
        line, body = data.split(b"\n", 1)
        head = json.loads(line)
        return Ledger(str(head["vault_id"]), tuple(_orders(head, body)))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise Damaged("ledger-malformed") from error


def _orders(head: dict[str, Any], body: bytes) -> Iterator[OrderLedger]:
    if head["format"] != FORMAT:
        raise ValueError("not a ledger")
    if head["version"] == 1:
        yield from _first_form(head["orders"], body)
        return
    if head["version"] != VERSION:
        raise ValueError("of a newer program")
    start = 0
    for order in head["orders"]:
        width, sets = order["width"], order["facts"]
        counts = [row[-1] for row in sets]
        if width not in (COMMITMENT, _LONG) or not all(type(count) is int and count > 0 for count in counts):
            raise ValueError("not this form")
        end = start + width * sum(counts)
        if end > len(body):
            raise ValueError("cut")
        facts = (one for *row, count in sets for one in (_facts(*row),) * count)
        entries = [_entry(one, of) for one, of in zip(_pieces(body[start:end], width), facts, strict=True)]
        yield _order(order, entries)
        start = end
    if start != len(body):
        raise ValueError("bytes left over")


def _entry(data: bytes, facts: RecordFacts) -> Entry:
    return Entry(data[:UID], data[-COMMITMENT:], facts)


def _first_form(orders: list[dict[str, Any]], body: bytes) -> Iterator[OrderLedger]:
    start = 0
    for order in orders:
        end = start + int(order["records"]) * _FIRST
        if not start <= end <= len(body):
            raise ValueError("entries do not add up")
        facts = [_facts(*row) for row in order["facts"]]
        pieces = _pieces(body[start:end], _FIRST)
        yield _order(order, [_entry(one[:_LONG], facts[int.from_bytes(one[_LONG:], "big")]) for one in pieces])
        start = end
    if start != len(body):
        raise ValueError("bytes left over")


def _order(head: dict[str, Any], entries: list[Entry]) -> OrderLedger:
    if len({entry.uid for entry in entries}) < len(entries):
        raise ValueError("a record twice")
    return OrderLedger.of(str(head["order"]), date.fromisoformat(head["destroyed_on"]), entries)


def _pieces(data: bytes, width: int) -> Iterable[bytes]:
    if len(data) % width:
        raise ValueError("cut")
    return (data[at : at + width] for at in range(0, len(data), width))


def _facts(
    kind: str, sensitivity: str, rule: str | None, created_on: str, trigger_date: str | None, retain_until: str | None
) -> RecordFacts:
    created = date.fromisoformat(created_on)
    return RecordFacts(Kind(kind), Sensitivity(sensitivity), rule, created, _date(trigger_date), _date(retain_until))


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
