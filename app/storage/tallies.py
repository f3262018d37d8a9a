"""What reports count in the database, and the registers' rows."""

import json
from dataclasses import dataclass
from datetime import date

from app.domain.evidence import ClassifiedFact
from app.domain.instants import day_of
from app.domain.register_entries import RegisterEntries, RegisterFacts
from app.domain.retention import Basis
from app.domain.words import Kind, Sensitivity
from app.storage.connection import Connection, Row


@dataclass(frozen=True, slots=True)
class RecordTally:
    """Records in the vault: `packed` are in an archive package too, `held` frozen by at least one hold."""

    present: int
    personal: int
    pi_sensitive: int
    packed: int
    held: int


class TallyStore:
    """Counts of one moment; to be asked in the unit of work that issues the report."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def customers(self) -> int:
        return int(self._connection.value("SELECT count(*) FROM customer"))

    def people(self) -> int:
        """Customers that are persons: those of whom no name is known but a firm's are none."""
        return int(self._connection.value("SELECT count(*) FROM customer WHERE name <> '' OR org = ''"))

    def born_on_or_after(self, day: date) -> int:
        """Customers whose known date of birth is this day or later."""
        return int(self._connection.value("SELECT count(*) FROM customer WHERE birth_date >= ?", (day.isoformat(),)))

    def records(self) -> RecordTally:
        row = self._connection.one(
            "SELECT count(*), coalesce(sum(personal), 0), coalesce(sum(pi_sensitive), 0),"
            " (SELECT count(DISTINCT packed.uid) FROM outside_copy_record packed JOIN outside_copy o"
            "   ON o.id = packed.copy_id JOIN record ON record.uid = packed.uid WHERE o.kind = 'package'),"
            " (SELECT count(DISTINCT record_id) FROM hold_record JOIN hold ON hold.id = hold_record.hold_id"
            "   WHERE hold.released_at IS NULL)"
            " FROM record"
        )
        assert row is not None
        return RecordTally(*row)

    def destroyed(self) -> int:
        return int(self._connection.value("SELECT count(*) FROM stub"))

    def by_kind_and_grade(self) -> tuple[ClassifiedFact, ...]:
        """The records in the vault by kind and grade, in the order of their words."""
        rows = self._connection.rows("SELECT kind, sensitivity, count(*) FROM record GROUP BY kind, sensitivity")
        return tuple(_classified(row) for row in sorted(rows, key=_place))

    def by_sheet(self) -> dict[int, int]:
        """How many records of each sheet are in the vault; a sheet with none is left out."""
        return dict(self._connection.rows("SELECT sheet_id, count(*) FROM record GROUP BY sheet_id"))

    def register(self) -> RegisterEntries:
        """Every destroyed record, by order and id."""
        known: dict[Row, RegisterFacts] = {}
        rows = self._connection.execute(
            "SELECT s.uid, s.order_number, s.kind, s.sensitivity, s.rule, l.basis, s.created_on,"
            " s.trigger_date, s.retain_until, s.destroyed_on FROM stub s"
            " LEFT JOIN disposal_order o ON o.number = s.order_number"
            " LEFT JOIN order_record l ON l.order_id = o.id AND l.uid = s.uid ORDER BY s.order_number, s.uid"
        )
        return RegisterEntries((row[0], _facts(row[1:], known)) for row in rows)


def _classified(row: Row) -> ClassifiedFact:
    return ClassifiedFact(Kind(row[0]) if row[0] else None, Sensitivity(row[1]) if row[1] else None, row[2])


def _place(row: Row) -> tuple[int, int]:
    kinds, grades = [*map(str, Kind), None], [*map(str, Sensitivity), None]
    return kinds.index(row[0]), grades.index(row[1])


def _facts(row: Row, known: dict[Row, RegisterFacts]) -> RegisterFacts:
    if row not in known:
        order, kind, sensitivity, rule, basis, created_on, trigger_date, retain_until, destroyed_on = row
        known[row] = RegisterFacts(
            order=order,
            kind=Kind(kind),
            sensitivity=Sensitivity(sensitivity),
            rule=rule,
            basis=tuple(Basis(one["law"], one["article"]) for one in json.loads(basis or "[]")),
            created_on=date.fromisoformat(created_on),
            trigger_date=day_of(trigger_date),
            retain_until=day_of(retain_until),
            destroyed_on=date.fromisoformat(destroyed_on),
        )
    return known[row]
