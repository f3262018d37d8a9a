"""Holds in the database: what freezes records, who placed it, and when it was lifted."""

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.holds import Hold
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_SELECT = (
    "SELECT hold.id, reason, placed_at, placed_by, until, released_at, released_by,"
    " (SELECT count(*) FROM hold_record WHERE hold_record.hold_id = hold.id) FROM hold"
)


class HoldStore:
    """All holds, lifted ones too, as long as a record of theirs is left."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reason: str, records: Iterable[int], at: datetime, by: str, until: date | None) -> Hold:
        """Place a hold on records; those that are gone are left out."""
        number = self._connection.execute(
            "INSERT INTO hold (reason, placed_at, placed_by, until) VALUES (?, ?, ?, ?)",
            (reason, instant_text(at), by, until.isoformat() if until else None),
        ).lastrowid
        self._connection.executemany(
            "INSERT OR IGNORE INTO hold_record (hold_id, record_id) SELECT ?, id FROM record WHERE id = ?",
            ((number, record) for record in records),
        )
        return self.get(number)

    def release(self, number: int, at: datetime, by: str) -> Hold:
        """Lift a hold that stands."""
        self._connection.execute(
            "UPDATE hold SET released_at = ?, released_by = ? WHERE id = ?", (instant_text(at), by, number)
        )
        return self.get(number)

    def get(self, number: int) -> Hold:
        """One hold; KeyError."""
        row = self._connection.one(f"{_SELECT} WHERE hold.id = ?", (number,))
        if row is None:
            raise KeyError(number)
        return _hold(row)

    def all(self) -> tuple[Hold, ...]:
        """Every hold, newest first."""
        return tuple(_hold(row) for row in self._connection.rows(f"{_SELECT} ORDER BY hold.id DESC"))

    def of_record(self, record: int) -> tuple[Hold, ...]:
        """The holds that stand on a record, newest first."""
        rows = self._connection.rows(
            f"{_SELECT} WHERE released_at IS NULL AND hold.id IN"
            " (SELECT hold_id FROM hold_record WHERE record_id = ?) ORDER BY hold.id DESC",
            (record,),
        )
        return tuple(_hold(row) for row in rows)


def _hold(row: Row) -> Hold:
    number, reason, placed_at, placed_by, until, released_at, released_by, records = row
    return Hold(
        str(number),
        reason,
        records,
        instant_of(placed_at),
        placed_by,
        date.fromisoformat(until) if until else None,
        instant_of(released_at) if released_at else None,
        released_by,
    )
