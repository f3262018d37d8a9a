"""The records that an operation is about, chosen in a table that lives in memory and ends with the connection."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.instants import instant_of
from app.domain.retention import Facts
from app.domain.words import Kind, Sensitivity, State
from app.storage.connection import Connection, Row

_HOLDS = (
    "(SELECT count(*) FROM hold_record JOIN hold ON hold.id = hold_record.hold_id"
    " WHERE hold_record.record_id = r.id AND hold.released_at IS NULL)"
)
_CHOSEN = (
    "SELECT r.id, r.uid, r.salt, r.created_at, r.state, r.kind, r.sensitivity, r.rule, r.trigger_date, r.personal,"
    f" {_HOLDS}, r.open_debt FROM temp.chosen c JOIN main.record r ON r.id = c.id ORDER BY r.id"
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A chosen record with all that decides over it and binds it to an order; `created_on` is its import's day, UTC."""

    id: int
    uid: bytes
    salt: bytes
    created_on: date
    facts: Facts


class SelectionStore:
    """Works in a writing unit; what is chosen there is forgotten with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def choose(self, ids: Iterable[int]) -> int:
        """Choose records by number; how many of them there are."""
        self._clear()
        self._connection.executemany("INSERT OR IGNORE INTO temp.chosen (id) VALUES (?)", ((number,) for number in ids))
        return self._known()

    def choose_all(self) -> int:
        """Choose every record."""
        self._clear()
        self._connection.execute("INSERT INTO temp.chosen SELECT id FROM main.record")
        return self._known()

    def choose_listed(self, order_id: int) -> int:
        """Choose the records of an order's list."""
        self._clear()
        self._connection.execute(
            "INSERT INTO temp.chosen SELECT r.id FROM main.order_record o JOIN main.record r ON r.uid = o.uid"
            " WHERE o.order_id = ?",
            (order_id,),
        )
        return self._known()

    def covers(self, order_id: int) -> bool:
        """Whether every record of an order's list that is there is chosen."""
        left = self._connection.value(
            "SELECT EXISTS (SELECT 1 FROM main.order_record o JOIN main.record r ON r.uid = o.uid"
            " WHERE o.order_id = ? AND NOT EXISTS (SELECT 1 FROM temp.chosen c WHERE c.id = r.id))",
            (order_id,),
        )
        return not left

    def rows(self) -> Iterator[Chosen]:
        """The chosen records, by number."""
        facts_of: dict[Row, Facts] = {}
        days: dict[str, date] = {}
        for row in self._connection.execute(_CHOSEN):
            facts = facts_of.get(row[4:])
            if facts is None:
                facts = facts_of.setdefault(row[4:], _facts(row))
            day = days.get(row[3])
            if day is None:
                day = days.setdefault(row[3], instant_of(row[3]).date())
            yield Chosen(row[0], row[1], row[2], day, facts)

    def _clear(self) -> None:
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS chosen (id INTEGER PRIMARY KEY)")
        self._connection.execute("DELETE FROM temp.chosen")

    def _known(self) -> int:
        return int(self._connection.value("SELECT count(*) FROM temp.chosen c JOIN main.record r ON r.id = c.id"))


def _facts(row: Row) -> Facts:
    return Facts(
        state=State(row[4]),
        kind=Kind(row[5]) if row[5] else None,
        sensitivity=Sensitivity(row[6]) if row[6] else None,
        rule=row[7],
        trigger_date=date.fromisoformat(row[8]) if row[8] else None,
        personal=bool(row[9]),
        holds=row[10],
        open_debt=bool(row[11]),
    )
