"""Decisions changed by hand, in the database: what they are made of, how they are entered, what is kept of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.decision_changes import DecisionChange, Wanted
from app.domain.instants import day_of, day_text, instant_of, instant_text
from app.storage.connection import Connection, Row
from app.storage.orders import LISTED

_ALL = (
    "SELECT id, changed_at, changed_by, rule, trigger_date, records, rules_before, basis FROM decision_change"
    " ORDER BY id"
)


class ChangeableRow(NamedTuple):
    """What a record's rule reads its day from, and whether a destruction order lists it."""

    id: int
    sheet_id: int
    cells: list[str]
    event_date: date | None
    is_listed: bool


class NewDecision(NamedTuple):
    """A record's rule and day, before and after; `retain_until` is the last day of keeping then."""

    id: int
    rule_before: str
    trigger_before: date | None
    rule: str
    trigger_date: date | None
    retain_until: date | None


@dataclass(frozen=True, slots=True)
class DecisionChangeStore:
    """Changes stay when their records go; the records' own lines go with them."""

    connection: Connection

    def rows(self, ids: Sequence[int]) -> list[ChangeableRow]:
        """These records, by number; those that are gone are left out. No more ids than a statement takes."""
        marks = ", ".join("?" for _ in ids)
        rows = self.connection.rows(
            f"SELECT id, sheet_id, content, event_date, {LISTED} FROM record WHERE id IN ({marks}) ORDER BY id", ids
        )
        return [ChangeableRow(row[0], row[1], json.loads(row[2]), day_of(row[3]), bool(row[4])) for row in rows]

    def sample(self, sheet_id: int, limit: int) -> tuple[tuple[str, ...], ...]:
        """The cells of a sheet's first records."""
        rows = self.connection.rows(
            "SELECT content FROM record WHERE sheet_id = ? ORDER BY id LIMIT ?", (sheet_id, limit)
        )
        return tuple(tuple(json.loads(row[0])) for row in rows)

    def begin(self, wanted: Wanted, basis: str, at: datetime, by: str) -> int:
        """Enter a change that no record has followed yet; its number."""
        return self.connection.execute(
            "INSERT INTO decision_change (changed_at, changed_by, rule, trigger_date, records, rules_before, basis)"
            " VALUES (?, ?, ?, ?, 0, '{}', ?)",
            (instant_text(at), by, wanted.rule, day_text(wanted.first_day), basis),
        ).lastrowid

    def enter(self, change: int, decisions: Sequence[NewDecision]) -> None:
        """Give records their new rule and day, and keep what these were before."""
        self.connection.executemany(
            "INSERT INTO decision_change_record (change_id, record_id, rule_before, trigger_before)"
            " VALUES (?, ?, ?, ?)",
            ((change, one.id, one.rule_before, day_text(one.trigger_before)) for one in decisions),
        )
        self.connection.executemany(
            "UPDATE record SET rule = ?, trigger_date = ?, retain_until = ? WHERE id = ?",
            ((one.rule, day_text(one.trigger_date), day_text(one.retain_until), one.id) for one in decisions),
        )

    def count(self, change: int, rules_before: Mapping[str, int]) -> None:
        """Say how many records followed a change, by the rules that they had."""
        self.connection.execute(
            "UPDATE decision_change SET records = ?, rules_before = ? WHERE id = ?",
            (sum(rules_before.values()), json.dumps(rules_before), change),
        )

    def listed(self, order_id: int) -> int:
        """How many of the records on an order's list, as far as they are there, a change was made for."""
        return int(
            self.connection.value(
                "SELECT count(DISTINCT c.record_id) FROM decision_change_record c JOIN record r ON r.id = c.record_id"
                " WHERE EXISTS (SELECT 1 FROM order_record o WHERE o.order_id = ? AND o.uid = r.uid)",
                (order_id,),
            )
        )

    def all(self) -> tuple[DecisionChange, ...]:
        """Every change, oldest first."""
        return tuple(map(_change, self.connection.rows(_ALL)))


def _change(row: Row) -> DecisionChange:
    number, at, by, rule, trigger, records, before, basis = row
    counted: Iterable[tuple[str, int]] = json.loads(before).items()
    by_rule = tuple(sorted(counted, key=lambda one: (-one[1], one[0])))
    return DecisionChange(number, instant_of(at), by, Wanted(rule, day_of(trigger)), records, by_rule, basis)
