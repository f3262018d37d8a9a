"""What is left of destroyed records: found one by one, or listed."""

from dataclasses import dataclass
from datetime import date

from app.domain.records import RecordQuery
from app.domain.words import Kind, Sensitivity
from app.storage.connection import Connection, Row

_STUB = "hex(uid), kind, sensitivity, rule, retain_until, destroyed_on, order_number"


@dataclass(frozen=True, slots=True)
class Stub:
    """What is left of a destroyed record."""

    uid: str
    kind: Kind
    sensitivity: Sensitivity
    rule: str | None
    retain_until: date | None
    destroyed_on: date
    order_number: str


class StubStore:
    """All destroyed records of the vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, uid: bytes) -> Stub | None:
        """What is left of a destroyed record, or None."""
        row = self._connection.one(f"SELECT {_STUB} FROM stub WHERE uid = ?", (uid,))
        return None if row is None else _stub(row)

    def page(self, query: RecordQuery) -> tuple[int, list[Stub]]:
        """How many destroyed records the query's kind, grade and rule find, and the latest of them."""
        wanted = {"kind": query.kind, "sensitivity": query.sensitivity, "rule": query.rule}
        named = {name: value for name, value in wanted.items() if value is not None}
        clause = " AND ".join(["1", *(f"{name} = :{name}" for name in named)])
        limit = -1 if query.limit is None else query.limit
        total = int(self._connection.value(f"SELECT count(*) FROM stub WHERE {clause}", named))
        rows = self._connection.rows(
            f"SELECT {_STUB} FROM stub WHERE {clause} ORDER BY destroyed_on DESC, uid"
            f" LIMIT {int(limit)} OFFSET {int(query.offset)}",
            named,
        )
        return total, [_stub(row) for row in rows]


def _stub(row: Row) -> Stub:
    uid, kind, sensitivity, rule, until, destroyed, order = row
    last = date.fromisoformat(until) if until else None
    return Stub(uid.lower(), Kind(kind), Sensitivity(sensitivity), rule, last, date.fromisoformat(destroyed), order)
