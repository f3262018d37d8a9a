"""Records in the database: entered in batches, listed as numbers, shown in windows."""

import json
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from app.domain.instants import day_of, instant_of
from app.domain.records import SORTS, RecordQuery
from app.domain.retention import Facts
from app.domain.search_text import question
from app.domain.words import Kind, Sensitivity, State
from app.errors import UserError
from app.storage import bulk, portions
from app.storage.connection import Connection, Row

_AT_ONCE = 500
_DIGEST = 16
_LOCKED: dict[str, object] = {"locked": str(State.RESTRICTED)}
_PIECE = 50_000  # characters
_LEAST_KIB, _MOST_KIB, _STEP_KIB = 40 << 10, 64 << 10, 4 << 10
_NEW_BYTES, _OLD_BYTES = 144, 64  # of indexes' pages that an import writes for a new record, reads for one of before
_SORT_COLUMNS = {
    "customer_name": "coalesce(nullif(customer.name, ''), customer.org, '')",
    **{name: f"record.{name}" for name in SORTS if name != "customer_name"},
}
_HOLDS = (
    "(SELECT count(*) FROM hold_record JOIN hold ON hold.id = hold_record.hold_id"
    " WHERE hold_record.record_id = record.id AND hold.released_at IS NULL)"
)
_LINE = (
    "SELECT record.id, record.uid, customer.uid, coalesce(nullif(customer.name, ''), customer.org, ''), record.title,"
    " record.event_date, record.retain_until, record.state, record.kind, record.sensitivity, record.rule,"
    f" record.trigger_date, record.personal, {_HOLDS}, record.open_debt, record.sheet_id, record.row_number,"
    " record.created_at FROM record LEFT JOIN customer ON customer.id = record.customer_id"
)
_REFERRED = (
    "SELECT (SELECT count(*) FROM customer WHERE id IN (SELECT value FROM json_each(?))),"
    " (SELECT count(*) FROM sheet WHERE id = ?)"
)
_SEARCH = "FROM search WHERE search MATCH :asked"
_HAS_SCANS = "SELECT 1 FROM attachment WHERE text_found <> '' LIMIT 1"
# Scans are few, so their text needs no index; one of a customer tells of all of the customer's records.
_SCANNED = (
    "SELECT r.id FROM attachment a JOIN record r ON r.id = a.record_id"
    " OR (a.record_id IS NULL AND r.customer_id = a.customer_id) WHERE a.text_found <> '' AND {told}"
)


class NewRecords(NamedTuple):
    """Records of one sheet as they are entered, by the table's columns. `content`: JSON arrays of cells, as UTF-8."""

    id: Sequence[int]
    uid: Sequence[bytes]
    salt: Sequence[bytes]
    digest: Sequence[bytes]
    customer_id: Sequence[int | None]
    row_number: Sequence[int]
    title: Sequence[str]
    content: bulk.Utf8
    event_date: Sequence[str | None]
    personal: Sequence[int]


@dataclass(frozen=True, slots=True)
class Line:
    """A record as lists need it: no cells. `customer` and `customer_name` are empty where it belongs to nobody."""

    id: int
    uid: str
    customer: str
    customer_name: str
    title: str
    event_date: date | None
    retain_until: date | None
    facts: Facts
    sheet_id: int
    row_number: int
    created_at: datetime


class RecordStore:
    """All records of the vault, and the stubs of destroyed ones."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._room = 0
        self._old = 0

    def last_id(self) -> int:
        """The largest number given so far, 0 for none."""
        return int(self._connection.value("SELECT coalesce(max(id), 0) FROM record"))

    @contextmanager
    def many(self) -> Iterator[None]:
        """Room in memory for the pages that many new records touch (see `make_room`), and as much as before then."""
        before = int(self._connection.value("PRAGMA cache_size"))
        self._old = self.last_id()
        self.make_room(self._old)
        try:
            yield
        finally:
            self._connection.execute(f"PRAGMA cache_size = {before}")
            self._room = 0

    def make_room(self, last: int) -> None:
        """Within `many`: 40 to 128 MB, for the ends of indexes, with ids up to `last`, and for keys known before."""
        old = min(_MOST_KIB, self._old * _OLD_BYTES >> 10)
        new = min(_MOST_KIB, max(_LEAST_KIB, (last - self._old) * _NEW_BYTES >> 10))
        kib = (old + new) // _STEP_KIB * _STEP_KIB
        if kib != self._room:
            self._connection.execute(f"PRAGMA cache_size = {-kib}")
            self._room = kib

    def add(self, records: NewRecords, sheet_id: int, created_at: str) -> None:
        """Enter records; their digests must be new. Raises ValueError for a customer or sheet that is not there.

        That is asked for all of them at once, as foreign keys may be switched off (see Session.write).
        """
        owners = {*records.customer_id} - {None}
        found = self._connection.one(_REFERRED, (json.dumps([*owners]), sheet_id))
        if found != (len(owners), 1):
            raise ValueError("a record refers to what is not there")
        stored = records._replace(digest=_stored(records.id, records.digest))
        bulk.insert(
            self._connection, "record", stored._asdict(), alike={"sheet_id": sheet_id, "created_at": created_at}
        )

    def digests(self) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Of all records, with their portions; one may come more than once. Read each one's before the next."""
        stored = chain.from_iterable(self._connection.execute("SELECT digest FROM record"))
        for head, some in groupby(stored, itemgetter(slice(None, -_DIGEST))):
            yield int.from_bytes(head), map(itemgetter(slice(-_DIGEST, None)), some)

    def known(self, digests: Mapping[bytes, int]) -> set[bytes]:
        """Those of the digests that a record has already; each comes with the marks of the portions to look in."""
        if not digests:
            return set()
        asked = [(_head(portion) + digest).hex() for portion, digest in portions.placed(digests, self.last_id())]
        # One value for another, so that this is one step (see bulk) of one statement for any number.
        text: str = self._connection.value(
            f"SELECT coalesce(group_concat(hex(substr(digest, -{_DIGEST})), ''), '') FROM record"
            " WHERE digest IN (SELECT unhex(value) FROM json_each(?))",
            (json.dumps(asked),),
        )
        joined = bytes.fromhex(text)
        return {joined[at : at + _DIGEST] for at in range(0, len(joined), _DIGEST)}

    def count(self, query: RecordQuery) -> int:
        """How many records the query finds."""
        found, parameters = self._found(query)
        return int(self._connection.value(f"SELECT count(*) {found}", parameters))

    def locked(self, query: RecordQuery) -> tuple[int, int]:
        """How many records that may only be stored a search finds, and of how many customers (2: several)."""
        if self._connection.value("SELECT 1 FROM record WHERE state = :locked LIMIT 1", _LOCKED) is None:
            return 0, 0
        found, parameters = self._found(replace(query, state=State.RESTRICTED, sort="", spares_locked=False))
        owners = "SELECT DISTINCT coalesce(record.customer_id, -record.id)"
        count = int(self._connection.value(f"SELECT count(*) {found}", parameters))
        several = int(self._connection.value(f"SELECT count(*) FROM ({owners} {found} LIMIT 2)", parameters))
        return count, several

    def ids(self, query: RecordQuery) -> "array[int]":
        """The numbers of the records, in the query's order: newest first where it names none."""
        if query.sort and query.sort not in _SORT_COLUMNS:
            raise UserError("bad-sort", sort=query.sort, sorts=", ".join(SORTS))
        found, parameters = self._found(query)
        direction = "DESC" if query.descending or not query.sort else "ASC"
        by = f"{_SORT_COLUMNS[query.sort]} {direction}, " if query.sort else ""
        limit = f" LIMIT {int(query.limit)} OFFSET {int(query.offset)}" if query.limit is not None else ""
        # Unary plus: all ids come quickest from a small index, sorted; a first page comes quickest from the table.
        last = "record.id" if limit else "+record.id"
        # One text of all numbers is quicker than a million rows, and one step that can be interrupted.
        text: str | None = self._connection.value(
            f"SELECT group_concat(id) FROM (SELECT record.id AS id {found} ORDER BY {by}{last} {direction}{limit})",
            parameters,
        )
        return _numbers(text or "")

    def _found(self, query: RecordQuery) -> tuple[str, dict[str, object]]:
        # Scans can't be shown masked: who sees records masked does not search them.
        may_search = bool(query.search.strip()) and not query.whole_words
        has_scans = may_search and self._connection.value(_HAS_SCANS) is not None
        return _found(query, with_scans=has_scans)

    def lines(self, ids: Sequence[int]) -> list[Line]:
        """The records of these numbers in this order; one that is gone is left out."""
        found: dict[int, Line] = {}
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            rows = self._connection.rows(f"{_LINE} WHERE record.id IN ({marks})", tuple(part))
            found.update((row[0], _line(row)) for row in rows)
        return [found[number] for number in ids if number in found]

    def find(self, uid: bytes) -> int | None:
        """The number of the record with this id."""
        number: int | None = self._connection.value("SELECT id FROM record WHERE uid = ?", (uid,))
        return number

    def content(self, number: int) -> list[str]:
        """A record's cells; KeyError where there is none."""
        text = self._connection.value("SELECT content FROM record WHERE id = ?", (number,))
        if text is None:
            raise KeyError(number)
        cells: list[str] = json.loads(text)
        return cells

    def contents_of(self, sheet_id: int, after: int, limit: int) -> list[tuple[int, list[str]]]:
        """Numbers and cells of a sheet's records above a number, in order."""
        rows = self._connection.rows(
            "SELECT id, content FROM record WHERE sheet_id = ? AND id > ? ORDER BY id LIMIT ?", (sheet_id, after, limit)
        )
        return [(number, json.loads(content)) for number, content in rows]

    def rows_of(self, sheet_id: int, after: int, limit: int) -> list[tuple[int, str, int, list[str], str]]:
        """As `contents_of`, with id (hex), row in the file and the customer's name: number, id, row, cells, name."""
        rows = self._connection.rows(
            "SELECT record.id, lower(hex(record.uid)), row_number, content, coalesce(customer.name, '') FROM record"
            " LEFT JOIN customer ON customer.id = record.customer_id"
            " WHERE sheet_id = ? AND record.id > ? ORDER BY record.id LIMIT ?",
            (sheet_id, after, limit),
        )
        return [(number, uid, row, json.loads(content), name) for number, uid, row, content, name in rows]


def _found(query: RecordQuery, *, with_scans: bool) -> tuple[str, dict[str, object]]:
    """FROM and WHERE of what the query finds, with parameters; the records' table is called `record`."""
    parts, values = _filters(query)
    asked = question(query.search, whole_words=query.whole_words) if query.search.strip() else None
    if query.search.strip() and asked is None:
        return "FROM record WHERE 0", {}
    if asked is not None:
        values["asked"] = asked
        if with_scans:
            words = query.search.split()
            values |= {f"word{at}": word for at, word in enumerate(words)}
            told = " AND ".join(f"instr(lower(a.text_found), lower(:word{at})) > 0" for at in range(len(words)))
            parts.append(f"(record.id IN (SELECT rowid {_SEARCH}) OR record.id IN ({_SCANNED.format(told=told)}))")
        elif not parts and not query.sort:
            # Nothing but a search: the index knows all that is asked for.
            return f"FROM (SELECT rowid AS id {_SEARCH}) AS record", values
        else:
            parts.append(f"record.id IN (SELECT rowid {_SEARCH})")
    joins = ""
    if query.customer is not None or query.sort == "customer_name":
        joins += " LEFT JOIN customer ON customer.id = record.customer_id"
    if query.batch is not None:
        joins += " JOIN sheet ON sheet.id = record.sheet_id JOIN batch ON batch.id = sheet.batch_id"
    where = f" WHERE {' AND '.join(parts)}" if parts else ""
    return f"FROM record{joins}{where}", values


def _filters(query: RecordQuery) -> tuple[list[str], dict[str, object]]:
    """The conditions other than a search, and their parameters."""
    parts: list[str] = []
    values: dict[str, object] = {}
    for name in ("state", "kind", "sensitivity", "rule"):
        value = getattr(query, name)
        if value is not None:
            parts.append(f"record.{name} = :{name}")
            values[name] = str(value)
    if query.spares_locked:
        parts.append("record.state <> :locked")
        values |= _LOCKED
    if query.unclassified:
        parts.append("record.kind IS NULL")
    if query.held is not None:
        parts.append(f"{_HOLDS} {'>' if query.held else '='} 0")
    for name in ("customer", "batch"):
        uid = getattr(query, name)
        if uid is not None:
            parts.append(f"{name}.uid = :{name}")
            values[name] = bytes_of(uid)
    return parts, values


def bytes_of(uid: str) -> bytes:
    """The 16 bytes of a hex id; b"" for what is none, which nobody has."""
    try:
        return bytes.fromhex(uid)
    except ValueError:
        return b""


def _line(row: Row) -> Line:
    facts = Facts(
        state=State(row[7]),
        kind=Kind(row[8]) if row[8] else None,
        sensitivity=Sensitivity(row[9]) if row[9] else None,
        rule=row[10],
        trigger_date=day_of(row[11]),
        personal=bool(row[12]),
        holds=row[13],
        open_debt=bool(row[14]),
    )
    uid, customer = row[1].hex(), row[2].hex() if row[2] else ""
    dates = (day_of(row[5]), day_of(row[6]))
    return Line(row[0], uid, customer, row[3] or "", row[4], *dates, facts, row[15], row[16], instant_of(row[17]))


def _numbers(text: str) -> "array[int]":
    """Numbers between commas. In pieces: one call over a million would not let the window's thread in meanwhile."""
    found = array("q")
    start = 0
    while start < len(text):
        end = text.find(",", start + _PIECE)
        end = len(text) if end < 0 else end
        found.extend(map(int, text[start:end].split(",")))
        start = end + 1
    return found


def _head(portion: int) -> bytes:
    """What a digest is stored behind, so that the index on digests begins with the portion; nothing for the first."""
    return portion.to_bytes(2) if portion else b""


def _stored(ids: Sequence[int], digests: Sequence[bytes]) -> Sequence[bytes]:
    heads = {portion: _head(portion) for portion in {*map(portions.of, ids)}}
    if not any(heads.values()):
        return digests
    return [heads[portions.of(number)] + digest for number, digest in zip(ids, digests, strict=True)]
