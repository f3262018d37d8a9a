"""Destruction orders in the database: their lists, signatures, and what was measured."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from app.domain.evidence import DestroyedGroup, canonical
from app.domain.instants import instant_of, instant_text
from app.domain.orders import OPEN, PREFIX, UNSIGNED, Order
from app.domain.register_numbers import next_number
from app.domain.retention import Basis
from app.domain.words import Kind, OrderState, Role, Sensitivity
from app.storage.connection import Connection, Row

LISTED = (
    "EXISTS (SELECT 1 FROM order_record o JOIN disposal_order d ON d.id = o.order_id"
    " WHERE o.uid = record.uid AND d.state <> 'withdrawn')"
)
"""Whether an order that was not withdrawn has this row of `record` on its list."""
_ORDER = "id, number, state, pack_version, created_at, created_by, records, hash, earliest_on, executed_at, result"
_LINE = "uid, kind, sensitivity, rule, trigger_date, retain_until, basis, commitment"


class Line(NamedTuple):
    """One listed record, as the order froze it; dates ISO, `basis` JSON. No personal data."""

    uid: bytes
    kind: str
    sensitivity: str
    rule: str | None
    trigger_date: str | None
    retain_until: str | None
    basis: str
    commitment: bytes


@dataclass(frozen=True, slots=True)
class OrderSignature:
    """A signature as it is kept: `signed` are the bytes that it is over, `public_key` SPKI DER."""

    role: Role
    operator: str
    signed_at: datetime
    signed: bytes
    signature: bytes
    public_key: bytes


class OrderStore:
    """All destruction orders of the vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, year: int) -> str:
        """The number after the last one of the year: XH-2026-003."""
        return next_number(
            PREFIX, year, (row[0] for row in self._connection.execute("SELECT number FROM disposal_order"))
        )

    def add(self, number: str, pack_version: str, prepared_by: str, prepared_at: datetime) -> int:
        """A new draft without a list; its id."""
        return self._connection.execute(
            "INSERT INTO disposal_order (number, state, pack_version, created_at, created_by, records, hash)"
            " VALUES (?, ?, ?, ?, ?, 0, zeroblob(32))",
            (number, OrderState.DRAFT, pack_version, instant_text(prepared_at), prepared_by),
        ).lastrowid

    def save(self, order: Order) -> None:
        """Write what an order has become."""
        self._connection.execute(
            "UPDATE disposal_order SET state = ?, pack_version = ?, created_at = ?, created_by = ?, records = ?,"
            " hash = ?, earliest_on = ?, executed_at = ?, result = ? WHERE id = ?",
            (
                order.state,
                order.pack_version,
                instant_text(order.prepared_at),
                order.prepared_by,
                order.records,
                order.hash,
                order.earliest_on.isoformat() if order.earliest_on else None,
                instant_text(order.executed_at) if order.executed_at else None,
                order.result,
                order.id,
            ),
        )

    def find(self, number: str) -> Order | None:
        row = self._connection.one(f"SELECT {_ORDER} FROM disposal_order WHERE number = ?", (number,))
        return _order(row) if row else None

    def all(self) -> tuple[Order, ...]:
        """All orders, oldest first."""
        return tuple(_order(row) for row in self._connection.rows(f"SELECT {_ORDER} FROM disposal_order ORDER BY id"))

    def put_lines(self, order_id: int, lines: Iterable[Line]) -> None:
        """Make this the order's list, in place of the one it had."""
        self._connection.execute("DELETE FROM order_record WHERE order_id = ?", (order_id,))
        self._connection.executemany(
            f"INSERT INTO order_record (order_id, {_LINE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((order_id, *line) for line in lines),
        )

    def commitments(self, order_id: int) -> list[bytes]:
        """The listed records' commitments, in no order."""
        rows = self._connection.rows("SELECT commitment FROM order_record WHERE order_id = ?", (order_id,))
        return [row[0] for row in rows]

    def kinds(self, order_id: int) -> frozenset[Kind]:
        """The kinds of the listed records."""
        rows = self._connection.rows("SELECT DISTINCT kind FROM order_record WHERE order_id = ?", (order_id,))
        return frozenset(Kind(row[0]) for row in rows)

    def groups(self, order_id: int) -> tuple[DestroyedGroup, ...]:
        """The listed records by what they share; asked while they are there: the years are their rows'."""
        rows = self._connection.rows(
            "SELECT o.kind, o.sensitivity, o.rule, o.basis, count(*),"
            " min(substr(coalesce(o.trigger_date, r.event_date), 1, 4)),"
            " max(substr(coalesce(o.trigger_date, r.event_date), 1, 4))"
            " FROM order_record o JOIN record r ON r.uid = o.uid WHERE o.order_id = ?"
            " GROUP BY o.kind, o.sensitivity, o.rule, o.basis ORDER BY o.kind, o.sensitivity, o.rule, o.basis",
            (order_id,),
        )
        return tuple(_group(row) for row in rows)

    def claimed(self, besides: int, *, drafts: bool = False) -> dict[bytes, str]:
        """The records of the open orders, but this one (0: a new one), and the orders' numbers.

        Of two drafts that an older program let list the same record, the earlier one has it, unless every draft counts
        (`drafts`).
        """
        marks = ", ".join("?" for _ in OPEN)
        early = ", ".join("?" for _ in UNSIGNED)
        rows = self._connection.rows(
            "SELECT l.uid, o.number FROM disposal_order o JOIN order_record l ON l.order_id = o.id"
            f" WHERE o.id <> ? AND o.state IN ({marks}) AND (o.state NOT IN ({early}) OR ? OR o.id < ?)",
            (besides, *OPEN, *UNSIGNED, drafts or not besides, besides),
        )
        return dict(rows)

    def sign(self, order_id: int, signature: OrderSignature) -> None:
        """Keep a signature."""
        self._connection.execute(
            "INSERT INTO signature (order_id, role, operator, signed_at, signed, signature, public_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                order_id,
                signature.role,
                signature.operator,
                instant_text(signature.signed_at),
                signature.signed,
                signature.signature,
                signature.public_key,
            ),
        )

    def signatures(self, order_id: int) -> tuple[OrderSignature, ...]:
        """The order's signatures, oldest first."""
        rows = self._connection.rows(
            "SELECT role, operator, signed_at, signed, signature, public_key FROM signature WHERE order_id = ?"
            " ORDER BY id",
            (order_id,),
        )
        return tuple(OrderSignature(Role(row[0]), row[1], instant_of(row[2]), *row[3:]) for row in rows)

    def void_signatures(self, order_id: int) -> None:
        """Drop what was signed over a list that is another one now."""
        self._connection.execute("DELETE FROM signature WHERE order_id = ?", (order_id,))

    def figures(self, order_id: int) -> dict[str, Any]:
        """What the order keeps beside its list: what was left out, then what was measured. JSON values."""
        found: dict[str, Any] = json.loads(
            self._connection.value("SELECT figures FROM disposal_order WHERE id = ?", (order_id,))
        )
        return found

    def put_figures(self, order_id: int, figures: Mapping[str, object]) -> None:
        """Keep these; counts, codes and dates only."""
        text = canonical(dict(figures)).decode()
        self._connection.execute("UPDATE disposal_order SET figures = ? WHERE id = ?", (text, order_id))


def _order(row: Row) -> Order:
    return Order(
        id=row[0],
        number=row[1],
        state=OrderState(row[2]),
        pack_version=row[3],
        prepared_at=instant_of(row[4]),
        prepared_by=row[5],
        records=row[6],
        hash=row[7],
        earliest_on=date.fromisoformat(row[8]) if row[8] else None,
        executed_at=instant_of(row[9]) if row[9] else None,
        result=row[10],
    )


def _group(row: Row) -> DestroyedGroup:
    basis = tuple(Basis(one["law"], one["article"]) for one in json.loads(row[3]))
    first, last = (int(year) if year else None for year in row[5:7])
    return DestroyedGroup(Kind(row[0]), Sensitivity(row[1]), row[2], basis, row[4], first, last)
