"""What a reading back looks for and what it must not: the texts of leaving rows, and those of rows that stay.

It asks the old generation, by who leaves alone, and is written apart from the copying on purpose: a mistake there
must not hide itself here.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.customers import Identity
from app.storage.connection import Connection, Cursor, Row

_BATCH = 4000
_CACHE_KIB = 64 << 10  # every row is looked up in the order's list
# What stands for the condition that a record r leaves, and for the rows of those that do (see Leavers).
_LISTED, _LIST = "<leaves>", "<leaving>"
_OF_CUSTOMER = f"EXISTS (SELECT 1 FROM record r WHERE r.customer_id = t.id AND {_LISTED})"
_CUSTOMER_STAYS = f"EXISTS (SELECT 1 FROM record r WHERE r.customer_id = t.id AND NOT {_LISTED})"
_RECORD_LEAVES = f"EXISTS (SELECT 1 FROM record r WHERE r.id = t.record_id AND {_LISTED})"
_JOIN_LEAVES = (
    f"({_OF_CUSTOMER.replace('t.id', 't.customer_id')} OR EXISTS (SELECT 1 FROM customer_join_part p"
    f" JOIN record r ON r.id = p.part_id WHERE p.join_id = t.id AND p.part = 'record' AND {_LISTED}))"
)
_CUSTOMER_LEAVES = f"({_OF_CUSTOMER} AND NOT {_CUSTOMER_STAYS})"
_SHEET_STAYS = f"EXISTS (SELECT 1 FROM record r WHERE r.sheet_id = t.id AND NOT {_LISTED})"
_HEADED = (
    "EXISTS (SELECT 1 FROM sheet s WHERE CASE WHEN json_valid(t.headers) AND json_valid(s.columns) THEN"
    " json(t.headers) = (SELECT json_group_array(c.value ->> '$.header') FROM json_each(s.columns) c) END"
    " AND EXISTS (SELECT 1 FROM record r WHERE r.sheet_id = s.id AND {which}))"
)
_HEADS_LEAVE = f"({_HEADED.format(which=_LISTED)} AND NOT {_HEADED.format(which=f'NOT {_LISTED}')})"
_BATCH_STAYS = (
    f"EXISTS (SELECT 1 FROM sheet s JOIN record r ON r.sheet_id = s.id WHERE s.batch_id = t.id AND NOT {_LISTED})"
)
_CHANGED_STAYS = _BATCH_STAYS.replace("t.id", "t.batch_id")
_BATCH_KEEPS = "t.uid, t.file_sha256, t.imported_at, t.operator, t.legal_basis, t.purpose_until, t.cleaning"
_HOLD_KEEPS = "t.placed_at, t.placed_by, t.until, t.released_at, t.released_by"
_CHANGE_KEEPS = "t.changed_at, t.changed_by, t.legal_basis, t.purpose_until"
_HOLD_LOSES = (
    f"EXISTS (SELECT 1 FROM hold_record h JOIN record r ON r.id = h.record_id WHERE h.hold_id = t.id AND {_LISTED})"
)
_ATTACHMENT_LEAVES = (
    f"(EXISTS (SELECT 1 FROM record r WHERE r.id = t.record_id AND {_LISTED})"
    f" OR EXISTS (SELECT 1 FROM customer c WHERE c.id = t.customer_id AND {_CUSTOMER_LEAVES.replace('t.id', 'c.id')})"
    " OR EXISTS (SELECT 1 FROM notice_proof p JOIN notice_proof_letter s ON s.proof_id = p.id"
    " JOIN notice_letter l ON l.id = s.letter_id JOIN customer c ON c.id = l.customer_id"
    f" WHERE p.attachment_id = t.id AND {_CUSTOMER_LEAVES.replace('t.id', 'c.id')}))"
)
_OBJECTOR_LEAVES = (
    f"EXISTS (SELECT 1 FROM customer c WHERE c.id = t.customer_id AND {_CUSTOMER_LEAVES.replace('t.id', 'c.id')})"
)
_NAMED = (
    "EXISTS (SELECT 1 FROM customer c WHERE (length(c.name) > 1 AND instr({text}, c.name)"
    f" OR length(c.org) > 1 AND instr({{text}}, c.org)) AND {_CUSTOMER_LEAVES.replace('t.id', 'c.id')})"
)


def _names(table: str, column: str) -> str:
    """Whether a row's text names one who leaves; what many rows say is looked at once."""
    return (
        f"t.{column} IN (SELECT d.text FROM (SELECT DISTINCT {column} AS text FROM {table} WHERE {column} <> '') d"
        f" WHERE {_NAMED.format(text='d.text')})"
    )


_CORRECTION_NAMES = _names("correction", "reason")
_SOURCE_NAMES, _PURPOSE_NAMES = _names("batch", "source"), _names("batch", "purpose")
_CHANGE_NAMES = _NAMED.format(text="t.reason || ' ' || t.source || ' ' || t.purpose")
_HOLD_LOSES_REASON = f"({_HOLD_LOSES} OR {_names('hold', 'reason')})"
_INCIDENT_NAMES = _NAMED.format(text="t.cause || ' ' || t.harm || ' ' || t.measures || ' ' || t.advice")
_STEP_NAMES = _NAMED.format(text="t.told || ' ' || t.note")
_TASK_NAMES = f"(t.evidence <> '' AND {_NAMED.format(text='t.evidence')})"
_BASIS_NAMES = f"(t.basis <> '' AND {_NAMED.format(text='t.basis')})"
_CONCLUSION_NAMES = f"(t.conclusion <> '' AND {_NAMED.format(text='t.conclusion')})"
_ANSWER = "coalesce(a.value ->> '$.text', '')"
_ANSWERED = "json_each(CASE WHEN json_valid(t.answers) THEN t.answers ELSE '{}' END)"
_ANSWER_NAMES = f"({_ANSWER} <> '' AND {_NAMED.format(text=_ANSWER)})"
_DECISION_KEEPS = "t.changed_at, t.changed_by, t.rule, t.trigger_date, t.rules_before"
_ASSESSMENT_KEEPS = "t.number, t.form, t.subject, t.completed_on, t.keep_until, t.made_at, t.made_by"
_INCIDENT_KEEPS = "t.number, t.event, t.discovered_at, t.info, t.notice, t.handled_on, t.keep_until, t.made_at"
_FIELDS = "t.name, t.org, t.id_number, t.phone, t.email, t.address, t.code, t.birth_date"
# Of these tables some rows or columns leave; every other one stays whole.
_PARTLY = frozenset(
    {
        "record",
        "customer",
        "customer_join",
        "correction",
        "decision_change",
        "decision_change_record",
        "draft",
        "batch",
        "batch_change",
        "sheet",
        "hold",
        "hold_record",
        "closing_task",
        "assessment",
        "incident",
        "incident_step",
        "attachment",
        "notice_objection",
        "own_rule",
        "search",
    }
)


@dataclass(frozen=True, slots=True)
class Leavers:
    """Which records leave: `leaves` is the condition on one of them, called r, `leaving` the tables that give them."""

    leaves: str
    leaving: str
    parameters: dict[str, int]


def of_order(order_id: int) -> Leavers:
    """The records on an order's list."""
    return Leavers(
        "EXISTS (SELECT 1 FROM order_record o WHERE o.order_id = :order AND o.uid = r.uid)",
        "order_record o JOIN record r ON r.uid = o.uid AND o.order_id = :order",
        {"order": order_id},
    )


def of_batches(batches: Iterable[int]) -> Leavers:
    """The records of imports that are taken back."""
    listed = {f"batch{at}": number for at, number in enumerate(batches)}
    among = f"s.batch_id IN ({', '.join(f':{name}' for name in listed)})"
    return Leavers(
        f"r.sheet_id IN (SELECT s.id FROM sheet s WHERE {among})",
        f"sheet s JOIN record r ON r.sheet_id = s.id AND {among}",
        listed,
    )


class ResidueStore:
    """Asks the old generation about those who leave, on a connection of its own."""

    def __init__(self, connection: Connection, leavers: Leavers) -> None:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._connection = connection
        self._leavers = leavers

    def leaving_rows(self) -> Iterator[list[str]]:
        """Title and cells of each record that leaves, with what they were before cleaning."""
        for title, content, originals in self._run(f"SELECT r.title, r.content, r.originals FROM {_LIST}"):
            yield [title, *json.loads(content), *(json.loads(originals).values() if originals else ())]

    def leaving_texts(self) -> Iterator[list[str]]:
        """Everything else that tells of the listed records: their customers, attachments, and names left empty."""
        queries = (
            f"SELECT {_FIELDS} FROM customer t WHERE {_OF_CUSTOMER}",
            f"SELECT t.name, t.paper_location, t.box, t.volume FROM attachment t WHERE {_ATTACHMENT_LEAVES}",
            f"SELECT t.file_name, t.source FROM batch t WHERE NOT {_BATCH_STAYS}",
            f"SELECT t.source FROM batch t WHERE {_SOURCE_NAMES}",
            f"SELECT t.purpose FROM batch t WHERE {_PURPOSE_NAMES}",
            f"SELECT t.before, t.reason FROM correction t WHERE {_RECORD_LEAVES}",
            f"SELECT t.reason FROM correction t WHERE {_CORRECTION_NAMES}",
            f"SELECT {_FIELDS} FROM customer_join t WHERE {_JOIN_LEAVES}",
            f"SELECT t.reason, t.source, t.purpose FROM batch_change t WHERE NOT {_CHANGED_STAYS} OR {_CHANGE_NAMES}",
            f"SELECT t.name FROM sheet t WHERE NOT {_SHEET_STAYS}",
            f"SELECT t.reason FROM hold t WHERE {_HOLD_LOSES_REASON}",
            f"SELECT t.text FROM notice_objection t WHERE {_OBJECTOR_LEAVES}",
            f"SELECT t.evidence FROM closing_task t WHERE {_TASK_NAMES}",
            f"SELECT t.basis FROM decision_change t WHERE {_BASIS_NAMES}",
            f"SELECT t.conclusion FROM assessment t WHERE {_CONCLUSION_NAMES}",
            f"SELECT {_ANSWER} FROM assessment t, {_ANSWERED} a WHERE {_ANSWER_NAMES}",
            f"SELECT t.cause, t.harm, t.measures, t.advice FROM incident t WHERE {_INCIDENT_NAMES}",
            f"SELECT t.told, t.note FROM incident_step t WHERE {_STEP_NAMES}",
        )
        for query in queries:
            for row in self._run(query):
                yield [text for text in row if text]
        for (text,) in self._run(f"SELECT t.text_found FROM attachment t WHERE {_ATTACHMENT_LEAVES}"):
            yield text.splitlines()
        for titles, columns in self._execute(f"SELECT t.titles, t.columns FROM sheet t WHERE NOT {_SHEET_STAYS}"):
            yield [*json.loads(titles), *(str(column["header"]) for column in json.loads(columns))]

    def leaving_keys(self) -> list[bytes]:
        """The keys of the attachments that leave."""
        rows = self._execute(f"SELECT t.key FROM attachment t WHERE t.key IS NOT NULL AND {_ATTACHMENT_LEAVES}")
        return [row[0] for row in rows]

    def staying(self) -> int:
        """About how many rows there are to look at."""
        count = "SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM customer)"
        listed = self._execute(f"SELECT count(*) FROM {_LIST}")
        return int(self._connection.value(count)) - int(listed[0][0])

    def staying_records(self) -> Iterator[list[str]]:
        """Title and cells of records that stay, some thousand at a time, as they lie side by side in the database."""
        yield from self._texts("concat(r.retain_until, r.title, r.content, r.event_date, r.originals)")

    def staying_cells(self) -> Iterator[list[str]]:
        """The cells of records that stay, as JSON, some thousand records at a time."""
        yield from self._texts("r.content")

    def cells_of(self, record_id: int) -> str:
        """The cells of a record that stays, as JSON; "" for any other."""
        found = self._execute(f"SELECT r.content FROM record r WHERE r.id = {record_id:d} AND NOT {_LISTED}")
        return str(found[0][0]) if found else ""

    def staying_customers(self, changed: dict[int, Identity]) -> Iterator[list[bytes]]:
        """The texts of customers who stay, as the table and its indexes hold them; `changed` are written differently.

        In an index the row's number comes after the text, and its bytes can be digits.
        """
        rows = self._run(
            f"SELECT t.id, concat({_FIELDS}), t.id_number, t.phone, t.code FROM customer t"
            f" WHERE {_CUSTOMER_STAYS} OR NOT {_OF_CUSTOMER}"
        )
        while part := rows.fetchmany(_BATCH):
            lines = (_as_written(row, changed.get(row[0])) for row in part)
            yield [text for line in lines for text in _customer_bytes(line)]

    def staying_others(self) -> Iterator[list[bytes]]:
        """The bytes of every other row that stays, and of what stays of rows that are emptied."""
        for table in self._whole_tables():
            yield from self._bytes(f'SELECT * FROM "{table}"')
        queries = (
            "SELECT DISTINCT state, kind, sensitivity, rule, trigger_date FROM record",
            f"SELECT t.* FROM attachment t WHERE NOT {_ATTACHMENT_LEAVES}",
            f"SELECT {_BATCH_KEEPS} FROM batch t",
            f"SELECT t.file_name FROM batch t WHERE {_BATCH_STAYS}",
            f"SELECT t.source FROM batch t WHERE {_BATCH_STAYS} AND NOT {_SOURCE_NAMES}",
            f"SELECT t.purpose FROM batch t WHERE NOT {_PURPOSE_NAMES}",
            f"SELECT t.before, t.corrected_at, t.corrected_by FROM correction t WHERE NOT {_RECORD_LEAVES}",
            f"SELECT t.reason FROM correction t WHERE NOT {_RECORD_LEAVES} AND NOT {_CORRECTION_NAMES}",
            f"SELECT t.* FROM customer_join t WHERE NOT {_JOIN_LEAVES}",
            f"SELECT t.* FROM batch_change t WHERE {_CHANGED_STAYS} AND NOT {_CHANGE_NAMES}",
            f"SELECT {_CHANGE_KEEPS} FROM batch_change t WHERE {_CHANGED_STAYS}",
            f"SELECT t.* FROM sheet t WHERE {_SHEET_STAYS}",
            f"SELECT t.* FROM hold t WHERE NOT {_HOLD_LOSES_REASON}",
            f"SELECT t.* FROM notice_objection t WHERE NOT {_OBJECTOR_LEAVES}",
            "SELECT t.task, t.done_on, t.entered_at, t.entered_by FROM closing_task t",
            f"SELECT t.evidence FROM closing_task t WHERE NOT {_TASK_NAMES}",
            f"SELECT {_DECISION_KEEPS} FROM decision_change t",
            f"SELECT t.basis FROM decision_change t WHERE NOT {_BASIS_NAMES}",
            f"SELECT t.* FROM decision_change_record t WHERE NOT {_RECORD_LEAVES}",
            f"SELECT {_ASSESSMENT_KEEPS} FROM assessment t",
            f"SELECT t.conclusion FROM assessment t WHERE NOT {_CONCLUSION_NAMES}",
            "SELECT t.answers FROM assessment t WHERE NOT json_valid(t.answers)",
            f"SELECT a.key, a.value ->> '$.verdict' FROM assessment t, {_ANSWERED} a",
            f"SELECT {_ANSWER} FROM assessment t, {_ANSWERED} a WHERE NOT {_ANSWER_NAMES}",
            f"SELECT t.* FROM incident t WHERE NOT {_INCIDENT_NAMES}",
            f"SELECT {_INCIDENT_KEEPS}, t.made_by FROM incident t WHERE {_INCIDENT_NAMES}",
            f"SELECT t.* FROM incident_step t WHERE NOT {_STEP_NAMES}",
            f"SELECT t.duty, t.done_at, t.entered_at, t.entered_by FROM incident_step t WHERE {_STEP_NAMES}",
            f"SELECT t.* FROM own_rule t WHERE NOT {_HEADS_LEAVE}",
            f"SELECT t.signature, t.kind, t.made_at, t.made_by FROM own_rule t WHERE {_HEADS_LEAVE}",
            f"SELECT {_HOLD_KEEPS} FROM hold t WHERE {_HOLD_LOSES_REASON}",
        )
        for query in queries:
            yield from self._bytes(query)

    def _texts(self, text: str) -> Iterator[list[str]]:
        # Asking the list for each of very many rows takes longer than remembering the numbers on it.
        listed = {row[0] for row in self._execute(f"SELECT r.id FROM {_LIST}")}
        rows = self._connection.execute(f"SELECT r.id, {text} FROM record r")
        while part := rows.fetchmany(_BATCH):
            yield [row[1] for row in part if row[0] not in listed]

    def _whole_tables(self) -> list[str]:
        rows = self._connection.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
        )
        return [row[0] for row in rows if row[0] not in _PARTLY and not row[0].startswith("sqlite_")]

    def _bytes(self, query: str) -> Iterator[list[bytes]]:
        rows = self._run(query)
        while part := rows.fetchmany(_BATCH // 10):
            yield [_joined(row) for row in part]

    def _execute(self, query: str) -> list[Row]:
        return self._run(query).fetchall()

    def _run(self, query: str) -> Cursor:
        asked = query.replace(_LISTED, self._leavers.leaves).replace(_LIST, self._leavers.leaving)
        # A query that asks nothing of the leavers takes no parameters.
        return self._connection.execute(asked, self._leavers.parameters if asked != query else {})


def _as_written(row: Row, changed: Identity | None) -> Row:
    if changed is None:
        return row
    return (row[0], "".join(changed), changed.id_number, changed.phone, changed.code)


def _customer_bytes(row: Row) -> Iterator[bytes]:
    number, text, *keys = row
    tail = number.to_bytes((number.bit_length() + 7) // 8 or 1, "big")
    yield text.encode()
    yield from (key.encode() + tail for key in keys if key)


def _joined(row: Row) -> bytes:
    return b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row if value is not None)
