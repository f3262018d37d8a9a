"""What is in the archive packages, volume by volume and record by record, and how the records are classified."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from app.domain.plan_evidence import ClassGroup, StateCount
from app.domain.words import Kind, Sensitivity, State
from app.storage.connection import Connection

_YEAR = "substr(coalesce(r.trigger_date, r.event_date), 1, 4)"
_DAY = "coalesce(r.event_date, r.trigger_date)"
_PACKED = (
    " FROM outside_copy o JOIN outside_copy_record p ON p.copy_id = o.id JOIN record r ON r.uid = p.uid"
    " WHERE o.kind = 'package'"
)
_ATTACHED = "(SELECT count(*) FROM attachment a WHERE a.record_id = r.id)"


class VolumeRow(NamedTuple):
    """What a package holds of one kind, rule and year; dates ISO."""

    copy: int
    package: str
    kind: str | None
    rule: str | None
    year: str
    records: int
    attachments: int
    first: str | None
    last: str | None
    trigger_date: str | None
    retain_until: str | None


class ItemRow(NamedTuple):
    """One archived record with its volume's package, kind, rule and year."""

    copy: int
    kind: str | None
    rule: str | None
    year: str
    uid: bytes
    title: str
    day: str | None
    source: str
    row: int


class ListingStore:
    """Read only; to be asked in the unit of work that issues the list."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def volumes(self) -> list[VolumeRow]:
        """The volumes of all packages, in the packages' order."""
        rows = self._connection.rows(
            f"SELECT o.id, o.file, r.kind, r.rule, coalesce({_YEAR}, ''), count(*), sum({_ATTACHED}), min({_DAY}),"
            f" max({_DAY}), max(r.trigger_date), max(r.retain_until){_PACKED}"
            f" GROUP BY o.id, r.kind, r.rule, coalesce({_YEAR}, '')"
            f" ORDER BY o.id, r.kind, r.rule, coalesce({_YEAR}, '')"
        )
        return [VolumeRow(*row) for row in rows]

    def items(self) -> Iterator[ItemRow]:
        """The records of all volumes, in the volumes' order."""
        rows = self._connection.execute(
            f"SELECT o.id, r.kind, r.rule, coalesce({_YEAR}, ''), r.uid, r.title, {_DAY}, coalesce(s.name, ''),"
            f" r.row_number{_PACKED.replace(' WHERE', ' JOIN sheet s ON s.id = r.sheet_id WHERE')}"
            f" ORDER BY o.id, r.kind, r.rule, coalesce({_YEAR}, ''), r.id"
        )
        return (ItemRow(*row) for row in rows)

    def gone(self) -> int:
        """Archived records that are not in the vault any more."""
        return int(
            self._connection.value(
                "SELECT count(DISTINCT p.uid) FROM outside_copy o JOIN outside_copy_record p ON p.copy_id = o.id"
                " LEFT JOIN record r ON r.uid = p.uid WHERE o.kind = 'package' AND r.id IS NULL"
            )
        )

    def classified(self) -> tuple[ClassGroup, ...]:
        """The records by kind, grade and rule, in the order of their words."""
        rows = self._connection.rows(
            "SELECT kind, sensitivity, rule, count(*), count(DISTINCT customer_id), sum(personal), sum(pi_sensitive),"
            f" min({_YEAR}), max({_YEAR}) FROM record r GROUP BY kind, sensitivity, rule"
        )
        groups = (
            ClassGroup(
                Kind(row[0]) if row[0] else None,
                Sensitivity(row[1]) if row[1] else None,
                row[2],
                row[3],
                row[4],
                row[5],
                row[6],
                int(row[7]) if row[7] else None,
                int(row[8]) if row[8] else None,
            )
            for row in rows
        )
        return tuple(sorted(groups, key=_place))

    def states(self) -> tuple[StateCount, ...]:
        """The records by state; the destroyed ones are the stubs."""
        found = dict(self._connection.rows("SELECT state, count(*) FROM record GROUP BY state"))
        found[State.DESTROYED] = self._connection.value("SELECT count(*) FROM stub")
        return tuple(StateCount(state, found[state]) for state in State if found.get(state))


def day_of(text: str | None) -> date | None:
    """An ISO date of these rows."""
    return date.fromisoformat(text) if text else None


def _place(group: ClassGroup) -> tuple[int, int, str]:
    kinds, grades = [*Kind, None], [*Sensitivity, None]
    return kinds.index(group.kind), grades.index(group.sensitivity), group.rule or ""
