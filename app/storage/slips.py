"""The ids and salts of records, for the slips that customers are given before a destruction."""

from collections.abc import Iterable
from itertools import islice

from app.domain.slips import SlipRecord
from app.storage.connection import Connection

_ASKED = 500


class SlipStore:
    """Read only: id and salt are made with the record and gone with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of_records(self, ids: Iterable[int]) -> dict[int | None, list[SlipRecord]]:
        """Of these records (their row numbers) by customer; None for those that have none."""
        found: dict[int | None, list[SlipRecord]] = {}
        numbers = iter(sorted(set(ids)))
        while part := list(islice(numbers, _ASKED)):
            marks = ", ".join("?" for _ in part)
            rows = self._connection.rows(
                f"SELECT customer_id, uid, salt FROM record WHERE id IN ({marks}) ORDER BY id", part
            )
            for customer, uid, salt in rows:
                found.setdefault(customer, []).append(SlipRecord(uid, salt))
        return found

    def of_order(self, order_id: int) -> list[int]:
        """The row numbers of an order's records that are still there."""
        rows = self._connection.rows(
            "SELECT r.id FROM order_record o JOIN record r ON r.uid = o.uid WHERE o.order_id = ?", (order_id,)
        )
        return [row[0] for row in rows]

    def customers(self, ids: Iterable[int]) -> dict[int, tuple[bytes, str]]:
        """The uids and names (of a person, else of an organisation) of customers by their row numbers."""
        found: dict[int, tuple[bytes, str]] = {}
        numbers = iter(ids)
        while part := list(islice(numbers, _ASKED)):
            marks = ", ".join("?" for _ in part)
            rows = self._connection.rows(f"SELECT id, uid, name, org FROM customer WHERE id IN ({marks})", part)
            found |= {number: (uid, name or org) for number, uid, name, org in rows}
        return found
