"""The facts that decide over records, counted and found: equal facts have one decision."""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from app.domain.retention import Facts
from app.domain.words import Kind, Sensitivity, State
from app.storage.connection import Connection, Row

_DECIDING = ("state", "kind", "sensitivity", "rule", "trigger_date", "personal", "open_debt")
_OF_RECORD = ", ".join(f"record.{name}" for name in _DECIDING)
# A hold stands until somebody lifts it, whatever end was expected of it.
_HELD = (
    "SELECT hold_record.record_id, count(*) AS holds FROM hold_record JOIN hold ON hold.id = hold_record.hold_id"
    " WHERE hold.released_at IS NULL GROUP BY hold_record.record_id"
)
_HOLDS = (
    "(SELECT count(*) FROM hold_record JOIN hold ON hold.id = hold_record.hold_id"
    " WHERE hold_record.record_id = record.id AND hold.released_at IS NULL)"
)
_AT_ONCE = 500
_FEW = 20


class FactStore:
    """Records grouped by what decides over them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counted(self) -> dict[Facts, int]:
        """How many records have the same facts; the index that holds them answers alone, without the records."""
        columns = ", ".join(_DECIDING)
        rows = self._connection.rows(f"SELECT {columns}, 0, count(*) FROM record GROUP BY {columns}")
        counts = Counter({_facts(row): row[-1] for row in rows})
        held = self._connection.rows(
            f"SELECT {_OF_RECORD}, held.holds, count(*) FROM ({_HELD}) AS held"
            f" JOIN record ON record.id = held.record_id GROUP BY {_OF_RECORD}, held.holds"
        )
        for row in held:
            counts[_facts(row)] += row[-1]
            counts[_facts((*row[:-2], 0, 0))] -= row[-1]
        return {facts: count for facts, count in counts.items() if count}

    def of(self, ids: Sequence[int]) -> dict[int, Facts]:
        """The facts of these records; one that is gone is left out."""
        found: dict[int, Facts] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = tuple(ids[start : start + _AT_ONCE])
            marks = ", ".join("?" for _ in part)
            rows = self._connection.rows(
                f"SELECT record.id, {_OF_RECORD}, {_HOLDS}, 0 FROM record WHERE record.id IN ({marks})", part
            )
            found.update((row[0], _facts(row[1:])) for row in rows)
        return found

    def ids(self, wanted: Collection[Facts]) -> "array[int]":
        """The numbers of the records with one of these facts, in order."""
        rows = self._seek(wanted) if len(wanted) <= _FEW else self._scan(wanted)
        return array("q", sorted(rows))

    def has_sensitive(self) -> bool:
        """Whether a record holds what PIPL 28 calls sensitive and was not handed over."""
        found = "SELECT EXISTS (SELECT 1 FROM record WHERE pi_sensitive = 1 AND state <> ?)"
        return bool(self._connection.value(found, (State.TRANSFERRED,)))

    def set_last_day(self, rule: str | None, trigger: date | None, last: date | None) -> None:
        """Enter another last day of keeping for the records of this rule and date."""
        self._connection.execute(
            "UPDATE record SET retain_until = ? WHERE rule IS ? AND trigger_date IS ?",
            (last.isoformat() if last else None, rule, trigger.isoformat() if trigger else None),
        )

    def _seek(self, wanted: Iterable[Facts]) -> Iterator[int]:
        same = " AND ".join(f"record.{name} IS ?" for name in _DECIDING)
        for facts in wanted:
            rows = self._connection.execute(
                f"SELECT record.id FROM record WHERE {same} AND {_HOLDS} = ?", (*_values(facts), facts.holds)
            )
            yield from (row[0] for row in rows)

    def _scan(self, wanted: Iterable[Facts]) -> Iterator[int]:
        """Read the index once: thousands of facts asked one by one would cost more than all records."""
        known = {(*_values(facts), facts.holds) for facts in wanted}
        held: dict[int, int] = dict(self._connection.rows(_HELD))
        for number, *values in self._connection.execute(f"SELECT id, {', '.join(_DECIDING)} FROM record"):
            if (*values, held.get(number, 0)) in known:
                yield number


def _facts(row: Row) -> Facts:
    state, kind, sensitivity, rule, trigger, personal, open_debt, holds, _ = row
    return Facts(
        State(state),
        Kind(kind) if kind else None,
        Sensitivity(sensitivity) if sensitivity else None,
        rule,
        date.fromisoformat(trigger) if trigger else None,
        bool(personal),
        holds,
        bool(open_debt),
    )


def _values(facts: Facts) -> tuple[object, ...]:
    trigger = facts.trigger_date.isoformat() if facts.trigger_date else None
    return facts.state, facts.kind, facts.sensitivity, facts.rule, trigger, facts.personal, facts.open_debt
