"""Opinions and supervisors of destruction orders in the database, and paper files destroyed with them."""

import json
from datetime import date, datetime

from app.domain.capacities import Capacity, Department, PaperItem, PaperMethod
from app.domain.evidence import canonical
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection
from app.storage.orders import OrderSignature


class AppraisalStore:
    """What Order 79 asks for beside an order's own signatures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sign(self, order_id: int, capacity: Capacity, signature: OrderSignature) -> None:
        """Keep an opinion; one a capacity."""
        self._connection.execute(
            "INSERT INTO order_opinion (order_id, capacity, operator, signed_at, signed, signature, public_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                order_id,
                capacity,
                signature.operator,
                instant_text(signature.signed_at),
                signature.signed,
                signature.signature,
                signature.public_key,
            ),
        )

    def opinions(self, order_id: int) -> dict[Capacity, tuple[str, datetime, bytes, bytes, bytes]]:
        """Operator, instant, signed bytes, signature and public key of each opinion, in the law's order."""
        rows = self._connection.rows(
            "SELECT capacity, operator, signed_at, signed, signature, public_key FROM order_opinion WHERE order_id = ?",
            (order_id,),
        )
        found = {Capacity(row[0]): (row[1], instant_of(row[2]), row[3], row[4], row[5]) for row in rows}
        return {one: found[one] for one in Capacity if one in found}

    def void(self, order_id: int) -> None:
        """Drop the opinions over a list that is another one now."""
        self._connection.execute("DELETE FROM order_opinion WHERE order_id = ?", (order_id,))

    def supervise(self, order_id: int, department: Department, operator: str, at: datetime, public: bytes) -> None:
        """Keep who witnessed for a department."""
        self._connection.execute(
            "INSERT INTO order_supervisor (order_id, department, operator, signed_at, public_key)"
            " VALUES (?, ?, ?, ?, ?)",
            (order_id, department, operator, instant_text(at), public),
        )

    def supervisors(self, order_id: int) -> dict[Department, tuple[str, datetime, bytes]]:
        """Operator, instant and public key by department, in the law's order."""
        rows = self._connection.rows(
            "SELECT department, operator, signed_at, public_key FROM order_supervisor WHERE order_id = ?", (order_id,)
        )
        found = {Department(row[0]): (row[1], instant_of(row[2]), row[3]) for row in rows}
        return {one: found[one] for one in Department if one in found}

    def add_paper(self, order_id: int, item: PaperItem, at: datetime, operator: str) -> None:
        """Record paper files that were destroyed with the order."""
        self._connection.execute(
            "INSERT INTO order_paper (order_id, facts, recorded_at, recorded_by) VALUES (?, ?, ?, ?)",
            (order_id, canonical(item).decode(), instant_text(at), operator),
        )

    def paper(self, order_id: int) -> tuple[PaperItem, ...]:
        """The paper files of an order, in the order in which they were recorded."""
        rows = self._connection.rows("SELECT facts FROM order_paper WHERE order_id = ? ORDER BY id", (order_id,))
        return tuple(_item(row[0]) for row in rows)

    def paper_files(self, order_id: int) -> int:
        """How many paper files, as the register knows them, belong to the listed records or to their customers alone.

        To be asked while the records are there.
        """
        listed = "EXISTS (SELECT 1 FROM order_record o WHERE o.order_id = :order AND o.uid = r.uid)"
        return int(
            self._connection.value(
                "SELECT count(*) FROM attachment a WHERE a.blob IS NULL AND"
                f" (EXISTS (SELECT 1 FROM record r WHERE r.id = a.record_id AND {listed})"
                " OR (a.record_id IS NULL AND EXISTS"
                f" (SELECT 1 FROM record r WHERE r.customer_id = a.customer_id AND {listed})"
                f" AND NOT EXISTS (SELECT 1 FROM record r WHERE r.customer_id = a.customer_id AND NOT {listed})))",
                {"order": order_id},
            )
        )


def _item(text: str) -> PaperItem:
    facts = json.loads(text)
    changed = {
        "method": PaperMethod(facts["method"]),
        "destroyed_on": date.fromisoformat(facts["destroyed_on"]),
        "photos": tuple(facts["photos"]),
    }
    return PaperItem(**facts | changed)
