"""Customers joined by hand, and pairs found to be two, in the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.domain.customers import Identity
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_FIELDS = Identity._fields
_READ = "name, org, id_number, phone, email, address, code, coalesce(birth_date, '')"
_DECIDED = "customer_apart"
"""It refers to customers too, but to say what was decided about them."""


@dataclass(frozen=True, slots=True)
class CustomerJoin:
    """One join: the customer that was kept, and what the other one was."""

    id: int
    customer_id: int
    joined_at: datetime
    joined_by: str
    uid: bytes
    identity: Identity


class CustomerJoinStore:
    """Moves what belongs to a customer to another one, and back."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def join(self, kept: int, joined: int, at: datetime, by: str) -> int:
        """Let all that refers to a customer refer to another one, and take the first out; the join's number.

        Earlier joins of the one that goes become the other's, and come back with it.
        """
        run = self._connection.execute
        fields = ", ".join(_FIELDS)
        number = run(
            f"INSERT INTO customer_join (customer_id, joined_at, joined_by, uid, {fields})"
            f" SELECT ?, ?, ?, uid, {fields} FROM customer WHERE id = ?",
            (kept, instant_text(at), by, joined),
        ).lastrowid
        for table, column in self._references():
            run(
                f'INSERT INTO customer_join_part SELECT ?, ?, id FROM "{table}" WHERE "{column}" = ?',
                (number, table, joined),
            )
            run(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (kept, joined))
        run("DELETE FROM customer_apart WHERE one_id = ? OR other_id = ?", (joined, joined))
        run("DELETE FROM customer WHERE id = ?", (joined,))
        return number

    def part(self, join: CustomerJoin, number: int) -> None:
        """Give a joined customer its rows back, under a new number; what is not there any more stays out."""
        run = self._connection.execute
        columns = ", ".join(("id", "uid", *_FIELDS))
        marks = ", ".join("?" for _ in range(len(_FIELDS) + 2))
        stored = (*join.identity[:-1], join.identity.birth_date or None)
        run(f"INSERT INTO customer ({columns}) VALUES ({marks})", (number, join.uid, *stored))
        for table, column in self._references():
            run(
                f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ? AND id IN'
                " (SELECT part_id FROM customer_join_part WHERE join_id = ? AND part = ?)",
                (number, join.customer_id, join.id, table),
            )
        run("DELETE FROM customer_join_part WHERE join_id = ?", (join.id,))
        run("DELETE FROM customer_join WHERE id = ?", (join.id,))

    def all(self) -> tuple[CustomerJoin, ...]:
        """Every join that can be undone, newest first."""
        rows = self._connection.rows(
            f"SELECT id, customer_id, joined_at, joined_by, uid, {_READ} FROM customer_join ORDER BY id DESC"
        )
        return tuple(_join(row) for row in rows)

    def get(self, number: int) -> CustomerJoin | None:
        row = self._connection.one(
            f"SELECT id, customer_id, joined_at, joined_by, uid, {_READ} FROM customer_join WHERE id = ?", (number,)
        )
        return None if row is None else _join(row)

    def keep_apart(self, one: int, other: int, at: datetime, by: str) -> None:
        """Remember that these are two."""
        self._connection.execute(
            "INSERT OR REPLACE INTO customer_apart VALUES (?, ?, ?, ?)",
            (min(one, other), max(one, other), instant_text(at), by),
        )

    def apart(self) -> set[tuple[int, int]]:
        """The pairs that were found to be two, the smaller number first."""
        return {(row[0], row[1]) for row in self._connection.rows("SELECT one_id, other_id FROM customer_apart")}

    def records_of(self, customers: Iterable[int]) -> dict[int, int]:
        """How many records each of these customers has."""
        found: dict[int, int] = {}
        for number in customers:
            found[number] = int(self._connection.value("SELECT count(*) FROM record WHERE customer_id = ?", (number,)))
        return found

    def uid_of(self, number: int) -> bytes:
        """The 16-byte id of a customer; KeyError."""
        uid: bytes | None = self._connection.value("SELECT uid FROM customer WHERE id = ?", (number,))
        if uid is None:
            raise KeyError(number)
        return uid

    def cells_of(self, customer: int) -> Iterable[tuple[int, int, str]]:
        """Number, sheet and cells (JSON) of each of a customer's records."""
        rows = self._connection.rows(
            "SELECT id, sheet_id, content FROM record WHERE customer_id = ? ORDER BY id", (customer,)
        )
        return ((row[0], row[1], row[2]) for row in rows)

    def _references(self) -> list[tuple[str, str]]:
        """Every table and column of the schema that refers to a customer."""
        rows = self._connection.rows(
            'SELECT t.name, f."from" FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f'
            " WHERE t.schema = 'main' AND t.type = 'table' AND f.\"table\" = 'customer' ORDER BY t.name"
        )
        return [(table, column) for table, column in rows if table != _DECIDED]


def _join(row: Row) -> CustomerJoin:
    return CustomerJoin(row[0], row[1], instant_of(row[2]), row[3], row[4], Identity(*row[5:]))
