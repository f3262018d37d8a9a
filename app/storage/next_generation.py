"""Writes the next generation's rows: table by table from what stays, so that what leaves is never in the new file.

Works on a connection to the present database with the new, empty one attached as `next`, inside one transaction. The
same way of writing serves a destruction, a change of keys (nothing leaves) and the undoing of an import.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeAlias

from app.domain.customers import Identity
from app.storage.connection import Connection
from app.storage.corrections import CorrectedRow, content_of
from app.storage.search import SearchStore

Advance: TypeAlias = Callable[[int], object]

DERIVED = frozenset({"search", "draft"})
"""Tables that are never copied: built again from what stays, or begun work that can name who leaves."""

_ASKED = 500
_AT_ONCE = 20_000  # rows between two looks at the wish to cancel
_STAYS = "NOT EXISTS (SELECT 1 FROM temp.leaving_record l WHERE l.id = {column})"
_RECORD_LEFT = "EXISTS (SELECT 1 FROM main.record r WHERE r.{column} = t.id AND " + _STAYS.format(column="r.id") + ")"
_SHEET_LEFT = _RECORD_LEFT.format(column="sheet_id")
_OF_BATCH_LEFT = (
    "EXISTS (SELECT 1 FROM main.sheet s JOIN main.record r ON r.sheet_id = s.id WHERE s.batch_id = t.{column} AND "
    + _STAYS.format(column="r.id")
    + ")"
)
_BATCH_LEFT = _OF_BATCH_LEFT.format(column="id")
_HOLD_LOST = (
    "EXISTS (SELECT 1 FROM main.hold_record h JOIN temp.leaving_record l ON l.id = h.record_id WHERE h.hold_id = t.id)"
)
_HOLD_LEFT = (
    "EXISTS (SELECT 1 FROM main.hold_record h WHERE h.hold_id = t.id AND " + _STAYS.format(column="h.record_id") + ")"
)
_FIELDS = Identity._fields
_CORRECTABLE = ("content", "title", "event_date", "personal")
_BATCH_STAYS = "NOT EXISTS (SELECT 1 FROM temp.leaving_batch l WHERE l.id = t.{column})"
_NUMBERS = ("leaving_record", "leaving_customer", "leaving_attachment", "leaving_batch")
_TEMPORARY = (*_NUMBERS, "changed_customer", "changed_record")
_FORGOTTEN = "EXISTS (SELECT 1 FROM temp.changed_record n WHERE n.id = t.record_id AND n.place = t.place)"
# What a joined customer was goes with the first record that it, or the one that was kept, loses or must forget.
_JOIN_LOSES = (
    "(EXISTS (SELECT 1 FROM main.record r JOIN temp.{who}_record l ON l.id = r.id WHERE r.customer_id = t.customer_id)"
    " OR EXISTS (SELECT 1 FROM main.customer_join_part p JOIN temp.{who}_record l ON l.id = p.part_id"
    " WHERE p.join_id = t.id AND p.part = 'record'))"
)
_ORIGINALS = "json_remove(t.originals, '$.\"' || n.place || '\"')"


@dataclass(frozen=True, slots=True)
class _Copy:
    """How a table's rows get over: which ones, and which columns hold something else then."""

    where: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    join: str = ""
    by_id: bool = False


def _if_copied(table: str, column: str) -> str:
    """The reference, or NULL where the row that it points to leaves."""
    return f"(SELECT k.id FROM next.{table} k WHERE k.id = t.{column})"


# Of the sheets with the very headers that a rule of the firm's own was made for, records leave and none stays.
_HEADED = (
    "EXISTS (SELECT 1 FROM main.sheet s WHERE CASE WHEN json_valid(t.headers) AND json_valid(s.columns) THEN"
    " json(t.headers) = (SELECT json_group_array(c.value ->> '$.header') FROM json_each(s.columns) c) END"
    " AND EXISTS (SELECT 1 FROM main.record r WHERE r.sheet_id = s.id AND {which}))"
)
_HEADS_LOST = (
    _HEADED.format(which=f"NOT {_STAYS.format(column='r.id')}")
    + " AND NOT "
    + _HEADED.format(which=_STAYS.format(column="r.id"))
)
_AS_IT_IS = _Copy()


def _named(text: str) -> str:
    """Whether this text holds the name of a customer who leaves."""
    return (
        f"({text} <> '' AND EXISTS (SELECT 1 FROM temp.leaving_customer l JOIN main.customer c ON c.id = l.id"
        f" WHERE length(c.name) > 1 AND instr({text}, c.name) OR length(c.org) > 1 AND instr({text}, c.org)))"
    )


def _blanked(*names: str) -> tuple[tuple[str, str], ...]:
    """These columns, empty where one of them holds the name of a customer who leaves."""
    named = _named("(" + " || ' ' || ".join(f"t.{name}" for name in names) + ")")
    return tuple((name, f"CASE WHEN {named} THEN '' ELSE t.{name} END") for name in names)


def _naming(table: str, column: str) -> str:
    """As `_named`, of a column in which many rows say the same: it is looked at once."""
    texts = f"SELECT DISTINCT {column} AS text FROM main.{table}"
    return f"t.{column} IN (SELECT d.text FROM ({texts}) d WHERE {_named('d.text')})"


# Of answers only the words that name somebody go: what was answered has to be kept for years (PIPL, article 56).
_ANSWER = "coalesce(a.value ->> '$.text', '')"
_ANSWERS = (
    f"CASE WHEN json_valid(t.answers) AND {_named('t.answers')} THEN"
    " (SELECT json_group_object(a.key, json_object('verdict', a.value ->> '$.verdict',"
    f" 'text', CASE WHEN {_named(_ANSWER)} THEN '' ELSE {_ANSWER} END))"
    " FROM json_each(t.answers) a) ELSE t.answers END"
)


# What stands before the digest says where the record is (see portions).
_OTHER_DIGEST = "CAST(substr(t.digest, 1, length(t.digest) - 16) || randomblob(16) AS BLOB)"
# Records, where one of them is written otherwise. Looking for it costs little, but is not done for nothing.
_CORRECTED = _Copy(
    where=_STAYS.format(column="t.id"),
    columns=(
        *((name, f"CASE WHEN n.id IS NULL THEN t.{name} ELSE n.{name} END") for name in _CORRECTABLE),
        ("originals", f"CASE WHEN n.id IS NULL THEN t.originals ELSE {_ORIGINALS} END"),
        ("digest", f"CASE WHEN n.id IS NULL THEN t.digest ELSE {_OTHER_DIGEST} END"),
    ),
    join="LEFT JOIN temp.changed_record n ON n.id = t.id",
    by_id=True,
)
# References point backwards in this order. A table that is missing here stops every rotation, and a test.
PLAN: dict[str, _Copy] = {
    "firm": _AS_IT_IS,
    "firm_key": _AS_IT_IS,
    "own_certificate": _AS_IT_IS,
    "setting": _AS_IT_IS,
    "closing_task": _Copy(columns=_blanked("evidence")),
    "firm_paper": _AS_IT_IS,
    "rule_pack": _AS_IT_IS,
    "operator": _AS_IT_IS,
    # A file's name, or where it came from, can name a person: it goes with the last record.
    "batch": _Copy(
        where=_BATCH_STAYS.format(column="id"),
        columns=(
            ("file_name", f"CASE WHEN {_BATCH_LEFT} THEN t.file_name END"),
            ("source", f"CASE WHEN {_BATCH_LEFT} AND NOT {_naming('batch', 'source')} THEN t.source ELSE '' END"),
            ("purpose", f"CASE WHEN {_naming('batch', 'purpose')} THEN '' ELSE t.purpose END"),
        ),
    ),
    # A reason can name a person, and so can a source that was said to be wrong.
    "batch_change": _Copy(
        where=_OF_BATCH_LEFT.format(column="batch_id"), columns=_blanked("reason", "source", "purpose")
    ),
    "sheet": _Copy(
        where=_BATCH_STAYS.format(column="batch_id"),
        columns=(
            ("name", f"CASE WHEN {_SHEET_LEFT} THEN t.name END"),
            ("titles", f"CASE WHEN {_SHEET_LEFT} THEN t.titles ELSE '[]' END"),
            ("columns", f"CASE WHEN {_SHEET_LEFT} THEN t.columns ELSE '[]' END"),
        ),
    ),
    "customer": _Copy(
        where="NOT EXISTS (SELECT 1 FROM temp.leaving_customer l WHERE l.id = t.id)",
        columns=tuple((name, f"CASE WHEN n.id IS NULL THEN t.{name} ELSE n.{name} END") for name in _FIELDS),
        join="LEFT JOIN temp.changed_customer n ON n.id = t.id",
        by_id=True,
    ),
    "record": _Copy(where=_STAYS.format(column="t.id"), by_id=True),
    # Of a cell whose old value must not be kept, earlier corrections do not keep it either.
    "correction": _Copy(
        where=_STAYS.format(column="t.record_id"),
        columns=(
            ("before", f"CASE WHEN {_FORGOTTEN} THEN NULL ELSE t.before END"),
            ("reason", f"CASE WHEN {_naming('correction', 'reason')} THEN '' ELSE t.reason END"),
        ),
    ),
    "decision_change": _Copy(columns=_blanked("basis")),
    "decision_change_record": _Copy(where=_STAYS.format(column="t.record_id")),
    "customer_join": _Copy(
        where=f"NOT {_JOIN_LOSES.format(who='leaving')} AND NOT {_JOIN_LOSES.format(who='changed')}"
    ),
    "customer_join_part": _Copy(where="EXISTS (SELECT 1 FROM next.customer_join k WHERE k.id = t.join_id)"),
    "customer_apart": _Copy(
        where="EXISTS (SELECT 1 FROM next.customer k WHERE k.id = t.one_id)"
        " AND EXISTS (SELECT 1 FROM next.customer k WHERE k.id = t.other_id)"
    ),
    "stub": _AS_IT_IS,
    # A reason can name a person. A hold that lost a record is over: an open one would have kept it.
    "hold": _Copy(
        where=f"({_HOLD_LEFT} OR NOT {_HOLD_LOST})",
        columns=(("reason", f"CASE WHEN {_HOLD_LOST} OR {_naming('hold', 'reason')} THEN '' ELSE t.reason END"),),
    ),
    "hold_record": _Copy(where=_STAYS.format(column="t.record_id")),
    "disposal_order": _AS_IT_IS,
    "order_record": _AS_IT_IS,
    "signature": _AS_IT_IS,
    "order_opinion": _AS_IT_IS,
    "order_supervisor": _AS_IT_IS,
    "order_paper": _AS_IT_IS,
    "document": _AS_IT_IS,
    "outside_copy": _AS_IT_IS,
    "outside_copy_record": _AS_IT_IS,
    "copy_proof": _AS_IT_IS,
    "proof_paper": _AS_IT_IS,
    "vault_end": _AS_IT_IS,
    "delivery": _AS_IT_IS,
    "attachment": _Copy(where="NOT EXISTS (SELECT 1 FROM temp.leaving_attachment l WHERE l.id = t.id)"),
    "notice": _AS_IT_IS,
    # What is left of a letter, a proof, an objection whose customer goes: that it was there, its day, a hash.
    "notice_letter": _Copy(columns=(("customer_id", _if_copied("customer", "customer_id")),)),
    "notice_proof": _Copy(columns=(("attachment_id", _if_copied("attachment", "attachment_id")),)),
    "notice_proof_letter": _AS_IT_IS,
    "notice_objection": _Copy(
        columns=(
            ("customer_id", _if_copied("customer", "customer_id")),
            ("text", f"CASE WHEN {_if_copied('customer', 'customer_id')} IS NULL THEN '' ELSE t.text END"),
            ("hold_id", _if_copied("hold", "hold_id")),
        )
    ),
    "transfer": _Copy(
        columns=(
            ("waiting_hold", _if_copied("hold", "waiting_hold")),
            ("receipt_id", _if_copied("attachment", "receipt_id")),
        )
    ),
    "transfer_record": _AS_IT_IS,
    "assessment": _Copy(columns=(*_blanked("conclusion"), ("answers", _ANSWERS))),
    # They name nobody; where somebody was named after all, the words go with the customer.
    "incident": _Copy(columns=_blanked("cause", "harm", "measures", "advice")),
    "incident_step": _Copy(columns=_blanked("told", "note")),
    "mapping": _AS_IT_IS,
    # A header can name a person: it goes with the last record under it. The rule is known by its keyed hash.
    "own_rule": _Copy(columns=(("headers", f"CASE WHEN {_HEADS_LOST} THEN '[]' ELSE t.headers END"),)),
    "audit": _AS_IT_IS,
    "checkpoint": _AS_IT_IS,
}


@dataclass(frozen=True, slots=True)
class Leaving:
    """How much leaves: `owners` counts the customers of the leaving records, `customers` those that leave wholly."""

    records: int
    owners: int
    customers: int
    attachments: int


class NextGenerationStore:
    """First `leave…`, then `change_customers` if needed, `copy`, `add_stubs`, `index`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.close()
        for table in _NUMBERS:
            self._connection.execute(f"CREATE TEMP TABLE {table} (id INTEGER PRIMARY KEY)")
        fields = ", ".join(f"{name} TEXT" for name in _FIELDS)
        self._connection.execute(f"CREATE TEMP TABLE changed_customer (id INTEGER PRIMARY KEY, {fields})")
        self._connection.execute(
            "CREATE TEMP TABLE changed_record (id INTEGER PRIMARY KEY, place INTEGER, content TEXT, title TEXT,"
            " event_date TEXT, personal INTEGER)"
        )
        self._is_changed = False

    def leave_listed(self, order_id: int) -> Leaving:
        """The records of an order's list leave, with the customers and attachments that have nothing else."""
        return self._leave(
            "SELECT r.id FROM main.order_record o JOIN main.record r ON r.uid = o.uid WHERE o.order_id = ?", order_id
        )

    def leave_batches(self, batches: Iterable[int]) -> Leaving:
        """The records of imports leave, and the imports themselves: nothing tells of them but the log."""
        self._connection.executemany("INSERT INTO temp.leaving_batch VALUES (?)", ((number,) for number in batches))
        return self._leave(
            "SELECT r.id FROM temp.leaving_batch l JOIN main.sheet s ON s.batch_id = l.id"
            " JOIN main.record r ON r.sheet_id = s.id"
        )

    def leave_stubbed(self) -> Leaving:
        """The records that have a stub already leave: a restored backup's, which were destroyed since."""
        return self._leave("SELECT r.id FROM main.stub s JOIN main.record r ON r.uid = s.uid")

    def touched_customers(self) -> Iterator[tuple[int, int, list[str]]]:
        """The staying rows of customers who lose records: customer, sheet and cells, by customer, oldest first."""
        rows = self._connection.execute(
            "SELECT r.customer_id, r.sheet_id, r.content FROM main.record r WHERE "
            + _STAYS.format(column="r.id")
            + " AND r.customer_id IN"
            " (SELECT g.customer_id FROM temp.leaving_record l JOIN main.record g ON g.id = l.id)"
            " ORDER BY r.customer_id, r.id"
        )
        return ((row[0], row[1], json.loads(row[2])) for row in rows)

    def customers(self, ids: Iterable[int]) -> Iterator[tuple[int, Identity]]:
        """What is known of these customers today."""
        columns = ", ".join(_FIELDS[:-1])
        numbers = iter(ids)
        while part := list(islice(numbers, _ASKED)):
            marks = ", ".join("?" for _ in part)
            for row in self._connection.rows(
                f"SELECT id, {columns}, coalesce(birth_date, '') FROM main.customer WHERE id IN ({marks})", part
            ):
                yield row[0], Identity(*row[1:])

    def change_customers(self, customers: Iterable[tuple[int, Identity]]) -> None:
        """Write these customers so, and not as they are: a value that only leaving records gave leaves too."""
        marks = ", ".join("?" for _ in _FIELDS[:-1])
        self._connection.executemany(
            f"INSERT INTO temp.changed_customer VALUES (?, {marks}, nullif(?, ''))",
            ((number, *identity) for number, identity in customers),
        )

    def forget(self, row: CorrectedRow, place: int) -> None:
        """Write this record so, and not as it is: what the cell at `place` was is kept nowhere, nor a hash of it."""
        self._connection.execute(
            "INSERT INTO temp.changed_record VALUES (?, ?, ?, ?, ?, ?)",
            (row.id, place, content_of(row), row.title, row.event_date, row.personal),
        )
        self._is_changed = True

    def copy(self, advance: Advance) -> None:
        """Write every table; `advance` is told rows looked at."""
        self._require_whole_plan()
        for table, how in PLAN.items():
            self._copy(table, how, advance)

    def add_stubs(self, order_id: int, number: str, destroyed_on: date) -> None:
        """What is left of the leaving records: no personal data."""
        self._connection.execute(
            "INSERT INTO next.stub (uid, kind, sensitivity, rule, created_on, trigger_date, retain_until,"
            " destroyed_on, order_number, commitment)"
            " SELECT o.uid, o.kind, o.sensitivity, o.rule, substr(r.created_at, 1, 10), o.trigger_date,"
            " o.retain_until, ?, ?, o.commitment FROM main.order_record o JOIN main.record r ON r.uid = o.uid"
            " WHERE o.order_id = ?",
            (destroyed_on.isoformat(), number, order_id),
        )

    def index(self, advance: Advance) -> int:
        """Build the search index of what stays; how many records it holds."""
        return SearchStore(self._connection, "next").rebuild(advance)

    def rows(self) -> int:
        """Rows that `copy` looks at, for its progress."""
        return sum(int(self._connection.value(f'SELECT count(*) FROM main."{table}"')) for table in PLAN)

    def close(self) -> None:
        """Forget what leaves."""
        for table in _TEMPORARY:
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _leave(self, records: str, *parameters: int) -> Leaving:
        run = self._connection.execute
        run(f"INSERT INTO temp.leaving_record {records}", parameters)
        owners = "SELECT DISTINCT r.customer_id FROM temp.leaving_record l JOIN main.record r ON r.id = l.id"
        run(
            f"INSERT INTO temp.leaving_customer SELECT t.id FROM main.customer t WHERE t.id IN ({owners})"
            f" AND NOT {_RECORD_LEFT.format(column='customer_id')}"
        )
        run(
            "INSERT INTO temp.leaving_attachment SELECT t.id FROM main.attachment t WHERE"
            " t.record_id IN (SELECT id FROM temp.leaving_record)"
            " OR t.customer_id IN (SELECT id FROM temp.leaving_customer)"
            " OR t.id IN (SELECT p.attachment_id FROM main.notice_proof p JOIN main.notice_proof_letter s"
            " ON s.proof_id = p.id JOIN main.notice_letter l ON l.id = s.letter_id"
            " WHERE l.customer_id IN (SELECT id FROM temp.leaving_customer))"
        )
        counts = ("temp.leaving_record", f"({owners}) WHERE customer_id NOTNULL", "temp.leaving_customer")
        found = [
            int(self._connection.value(f"SELECT count(*) FROM {source}"))
            for source in (*counts, "temp.leaving_attachment")
        ]
        return Leaving(*found)

    def _copy(self, table: str, how: _Copy, advance: Advance) -> None:
        if table == "record" and self._is_changed:
            how = _CORRECTED
        replaced = dict(how.columns)
        names = [row[0] for row in self._connection.rows("SELECT name FROM pragma_table_info(?)", (table,))]
        values = ", ".join(replaced.get(name, f't."{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        statement = f'INSERT INTO next."{table}" ({columns}) SELECT {values} FROM main."{table}" t {how.join}'
        if not how.by_id:
            self._connection.execute(f"{statement} WHERE {how.where}" if how.where else statement)
            advance(int(self._connection.value(f'SELECT count(*) FROM main."{table}"')))
            return
        last = int(self._connection.value(f'SELECT coalesce(max(id), 0) FROM main."{table}"'))
        for start in range(0, last, _AT_ONCE):
            self._connection.execute(
                f"{statement} WHERE t.id > ? AND t.id <= ? AND {how.where} ORDER BY t.id", (start, start + _AT_ONCE)
            )
            advance(min(_AT_ONCE, last - start))

    def _require_whole_plan(self) -> None:
        known = set(PLAN) | DERIVED
        found = {
            row[0]
            for row in self._connection.rows(
                "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
            )
            if not row[0].startswith("sqlite_")
        }
        if found != known:
            raise RuntimeError(f"tables that no plan knows, or that are gone: {sorted(found ^ known)}")
