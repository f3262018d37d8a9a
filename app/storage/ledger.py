"""The ledger of destructions, out of the stubs that destroyed records leave."""

from datetime import date
from itertools import groupby

from app.domain.instants import day_of, day_text
from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts
from app.domain.words import Kind, Sensitivity
from app.storage.connection import Connection, Row

_COLUMNS = (
    "order_number, destroyed_on, uid, commitment, kind, sensitivity, rule, created_on, trigger_date, retain_until"
)


class LedgerStore:
    """What certificates, backups and packages carry, so that no older backup brings destroyed records back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self, vault_id: str) -> Ledger:
        """Every destruction of the vault so far."""
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM stub ORDER BY order_number, destroyed_on, uid")
        orders = groupby(rows, key=lambda row: (row[0], row[1]))
        return Ledger(
            vault_id,
            tuple(
                OrderLedger(number, date.fromisoformat(day), tuple(_entry(row) for row in entries))
                for (number, day), entries in orders
            ),
        )

    def order(self, number: str) -> OrderLedger:
        """What one order destroyed; KeyError where nothing was."""
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM stub WHERE order_number = ? ORDER BY uid", (number,))
        if not rows:
            raise KeyError(number)
        return OrderLedger(number, date.fromisoformat(rows[0][1]), tuple(_entry(row) for row in rows))

    def add(self, order: OrderLedger) -> None:
        """Put the stubs of a destruction in place of records that are not there any more."""
        self._connection.executemany(
            f"INSERT OR IGNORE INTO stub ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(order, entry) for entry in order.entries),
        )

    def returned(self) -> int:
        """How many records are there although they have a stub: a backup brought them back."""
        return int(self._connection.value("SELECT count(*) FROM record JOIN stub ON stub.uid = record.uid"))


def _entry(row: Row) -> Entry:
    facts = RecordFacts(
        Kind(row[4]), Sensitivity(row[5]), row[6], date.fromisoformat(row[7]), day_of(row[8]), day_of(row[9])
    )
    return Entry(row[2], row[3], facts)


def _row(order: OrderLedger, entry: Entry) -> Row:
    facts = entry.facts
    return (
        order.order,
        order.destroyed_on.isoformat(),
        entry.uid,
        entry.commitment,
        facts.kind,
        facts.sensitivity,
        facts.rule,
        facts.created_on.isoformat(),
        day_text(facts.trigger_date),
        day_text(facts.retain_until),
    )
