"""Classification in the database: records that wait for it, and what was decided about them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.instants import day_of, day_text, instant_text
from app.domain.words import Kind, Sensitivity, State
from app.storage.connection import Connection
from app.storage.orders import LISTED

_WAITING = "state = 'imported' AND rule IS NULL"
# Archived or handed over, on an order's list, or decided otherwise by hand: that is part of a paper.
_USED = (
    "state <> 'classified' OR EXISTS (SELECT 1 FROM decision_change_record c WHERE c.record_id = record.id)"
    f" OR {LISTED}"
)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A record to be classified: its cells in the order of the sheet's columns, and its customer's birth date."""

    id: int
    cells: list[str]
    event_date: date | None
    birth_date: date | None


class Entry(NamedTuple):
    """What is entered about a record; without a rule it goes on waiting."""

    id: int
    kind: Kind
    sensitivity: Sensitivity
    pi_sensitive: bool
    rule: str | None
    trigger_date: date | None
    retain_until: date | None
    open_debt: bool


class ClassificationStore:
    """Records by what they are."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def waiting(self) -> list[tuple[int, int]]:
        """Sheets with records that have no rule yet, and how many, oldest first."""
        rows = self._connection.rows(
            f"SELECT sheet_id, count(*) FROM record WHERE {_WAITING} GROUP BY sheet_id ORDER BY sheet_id"
        )
        return [(row[0], row[1]) for row in rows]

    def rows(self, sheet_id: int, after: int, limit: int) -> list[WaitingRow]:
        """Waiting records of a sheet with a larger number, in order."""
        rows = self._connection.rows(
            "SELECT record.id, record.content, record.event_date, customer.birth_date FROM record"
            " LEFT JOIN customer ON customer.id = record.customer_id"
            f" WHERE sheet_id = ? AND record.id > ? AND {_WAITING} ORDER BY record.id LIMIT ?",
            (sheet_id, after, limit),
        )
        return [WaitingRow(row[0], json.loads(row[1]), day_of(row[2]), day_of(row[3])) for row in rows]

    def scans(self, sheet_id: int) -> dict[int, str]:
        """The text of the scans that belong to waiting records of a sheet, by the records' numbers."""
        rows = self._connection.rows(
            "SELECT record.id, group_concat(a.text_found, char(10)) FROM attachment a"
            f" JOIN record ON record.id = a.record_id WHERE sheet_id = ? AND a.text_found <> '' AND {_WAITING}"
            " GROUP BY record.id",
            (sheet_id,),
        )
        return {row[0]: row[1] for row in rows}

    def enter(self, entries: Iterable[Entry], at: datetime, by: str) -> int:
        """Write what records are; how many."""
        when = instant_text(at)
        return self._connection.executemany(
            "UPDATE record SET state = ?, kind = ?, sensitivity = ?, pi_sensitive = ?, rule = ?, trigger_date = ?,"
            " retain_until = ?, open_debt = ?, classified_at = ?, classified_by = ? WHERE id = ?",
            (
                (
                    State.CLASSIFIED if entry.rule else State.IMPORTED,
                    entry.kind,
                    entry.sensitivity,
                    entry.pi_sensitive,
                    entry.rule,
                    day_text(entry.trigger_date),
                    day_text(entry.retain_until),
                    entry.open_debt,
                    when if entry.rule else None,
                    by if entry.rule else None,
                    entry.id,
                )
                for entry in entries
            ),
        ).rowcount

    def last_entered(self) -> str | None:
        """The instant of the newest classification that still stands, as it is kept."""
        found: str | None = self._connection.value("SELECT max(classified_at) FROM record WHERE state = 'classified'")
        return found

    def entered_at(self, at: str) -> tuple[int, int]:
        """How many records were classified at this instant, and how many of them something else was done with since."""
        query = f"SELECT count(*), coalesce(sum({_USED}), 0) FROM record WHERE classified_at = ?"
        row = self._connection.one(query, (at,))
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def take_back(self, at: str) -> int:
        """Let the records classified at this instant wait again; how many."""
        return self._connection.execute(
            "UPDATE record SET state = 'imported', kind = NULL, sensitivity = NULL, pi_sensitive = 0, rule = NULL,"
            " trigger_date = NULL, retain_until = NULL, open_debt = 0, classified_at = NULL, classified_by = NULL"
            " WHERE classified_at = ?",
            (at,),
        ).rowcount
