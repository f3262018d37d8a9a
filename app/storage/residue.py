"""What a reading back looks for and what it must not: the texts of leaving rows, and those of rows that stay.

It asks the old generation, by the order's list alone, and is written apart from the copying on purpose: a mistake there
must not hide itself here.
"""

import json
from collections.abc import Iterable, Iterator

from app.domain.customers import Identity
from app.storage.connection import Connection, Row

_BATCH = 4000
_LISTED = "EXISTS (SELECT 1 FROM order_record o WHERE o.order_id = :order AND o.uid = r.uid)"
_OF_CUSTOMER = f"EXISTS (SELECT 1 FROM record r WHERE r.customer_id = t.id AND {_LISTED})"
_CUSTOMER_STAYS = f"EXISTS (SELECT 1 FROM record r WHERE r.customer_id = t.id AND NOT {_LISTED})"
_CUSTOMER_LEAVES = f"({_OF_CUSTOMER} AND NOT {_CUSTOMER_STAYS})"
_SHEET_STAYS = f"EXISTS (SELECT 1 FROM record r WHERE r.sheet_id = t.id AND NOT {_LISTED})"
_BATCH_STAYS = (
    f"EXISTS (SELECT 1 FROM sheet s JOIN record r ON r.sheet_id = s.id WHERE s.batch_id = t.id AND NOT {_LISTED})"
)
_BATCH_KEEPS = "t.file_sha256, t.imported_at, t.operator, t.purpose, t.legal_basis, t.purpose_until"
_HOLD_LOSES = (
    f"EXISTS (SELECT 1 FROM hold_record h JOIN record r ON r.id = h.record_id WHERE h.hold_id = t.id AND {_LISTED})"
)
_ATTACHMENT_LEAVES = (
    f"(EXISTS (SELECT 1 FROM record r WHERE r.id = t.record_id AND {_LISTED})"
    f" OR EXISTS (SELECT 1 FROM customer c WHERE c.id = t.customer_id AND {_CUSTOMER_LEAVES.replace('t.id', 'c.id')}))"
)
_FIELDS = "t.name, t.org, t.id_number, t.phone, t.email, t.address, t.code, t.birth_date"
# Of these tables some rows or columns leave; every other one stays whole.
_PARTLY = frozenset({"record", "customer", "batch", "sheet", "hold", "hold_record", "attachment", "search"})


class ResidueStore:
    """Asks the old generation about one order."""

    def __init__(self, connection: Connection, order_id: int) -> None:
        self._connection = connection
        self._order = {"order": order_id}

    def leaving_rows(self) -> Iterator[list[str]]:
        """Title and cells of each listed record."""
        query = f"SELECT r.title, r.content FROM record r WHERE {_LISTED}"
        for title, content in self._connection.execute(query, self._order):
            yield [title, *json.loads(content)]

    def leaving_texts(self) -> Iterator[list[str]]:
        """Everything else that tells of the listed records: their customers, attachments, and names left empty."""
        queries = (
            f"SELECT {_FIELDS} FROM customer t WHERE {_OF_CUSTOMER}",
            f"SELECT t.name, t.text_found, t.paper_location FROM attachment t WHERE {_ATTACHMENT_LEAVES}",
            f"SELECT t.file_name, t.source FROM batch t WHERE NOT {_BATCH_STAYS}",
            f"SELECT t.name FROM sheet t WHERE NOT {_SHEET_STAYS}",
            f"SELECT t.reason FROM hold t WHERE {_HOLD_LOSES}",
        )
        for query in queries:
            for row in self._connection.execute(query, self._order):
                yield [text for text in row if text]
        for (columns,) in self._execute(f"SELECT t.columns FROM sheet t WHERE NOT {_SHEET_STAYS}"):
            yield [str(column["header"]) for column in json.loads(columns)]

    def leaving_keys(self) -> list[bytes]:
        """The keys of the attachments that leave."""
        rows = self._execute(f"SELECT t.key FROM attachment t WHERE t.key IS NOT NULL AND {_ATTACHMENT_LEAVES}")
        return [row[0] for row in rows]

    def leaving_blobs(self) -> list[bytes]:
        """The files of the attachments that leave."""
        rows = self._execute(f"SELECT t.blob FROM attachment t WHERE t.blob IS NOT NULL AND {_ATTACHMENT_LEAVES}")
        return [row[0] for row in rows]

    def counts(self) -> tuple[int, int]:
        """Records that stay, and rows to look at in `staying`."""
        total = int(self._connection.value("SELECT count(*) FROM record"))
        listed = int(self._execute(f"SELECT count(*) FROM record r WHERE {_LISTED}")[0][0])
        return total - listed, total - listed + int(self._connection.value("SELECT count(*) FROM customer"))

    def staying_records(self) -> Iterator[list[str]]:
        """The texts of records that stay, some thousand at a time, as they lie side by side in the database."""
        rows = self._connection.execute(
            "SELECT concat(r.state, r.kind, r.sensitivity, r.rule, r.trigger_date, r.retain_until, r.title, r.content,"
            " r.event_date, r.created_at, r.classified_at, r.classified_by) FROM record r WHERE NOT " + _LISTED,
            self._order,
        )
        while part := rows.fetchmany(_BATCH):
            yield [row[0] for row in part]

    def staying_customers(self, changed: dict[int, Identity]) -> Iterator[list[bytes]]:
        """The texts of customers who stay, as tables and indexes hold them; `changed` are written differently."""
        rows = self._connection.execute(
            f"SELECT t.id, {_FIELDS} FROM customer t WHERE {_CUSTOMER_STAYS} OR NOT {_OF_CUSTOMER}", self._order
        )
        while part := rows.fetchmany(_BATCH):
            yield [text for row in part for text in _customer_bytes(row[0], changed.get(row[0], row[1:]))]

    def staying_others(self) -> Iterator[list[bytes]]:
        """The bytes of every other row that stays, and of what stays of rows that are emptied."""
        for table in self._whole_tables():
            yield from self._bytes(f'SELECT * FROM "{table}"', {})
        queries = (
            f"SELECT t.* FROM attachment t WHERE NOT {_ATTACHMENT_LEAVES}",
            f"SELECT t.* FROM batch t WHERE {_BATCH_STAYS}",
            f"SELECT {_BATCH_KEEPS} FROM batch t WHERE NOT {_BATCH_STAYS}",
            f"SELECT t.* FROM sheet t WHERE {_SHEET_STAYS}",
            f"SELECT t.* FROM hold t WHERE NOT {_HOLD_LOSES}",
            f"SELECT t.placed_at, t.placed_by, t.until, t.released_at, t.released_by FROM hold t WHERE {_HOLD_LOSES}",
        )
        for query in queries:
            yield from self._bytes(query, self._order)

    def _whole_tables(self) -> list[str]:
        rows = self._connection.rows(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
        )
        return [row[0] for row in rows if row[0] not in _PARTLY and not row[0].startswith("sqlite_")]

    def _bytes(self, query: str, parameters: dict[str, int]) -> Iterator[list[bytes]]:
        rows = self._connection.execute(query, parameters)
        while part := rows.fetchmany(_BATCH // 10):
            yield [_joined(row) for row in part]

    def _execute(self, query: str) -> list[Row]:
        return self._connection.rows(query, self._order)


def _customer_bytes(number: int, fields: Iterable[str | None]) -> Iterator[bytes]:
    """The row's fields side by side, then each as an index holds it: before the row's number."""
    texts = [text.encode() for text in fields if text]
    yield b"".join(texts)
    tail = number.to_bytes((number.bit_length() + 7) // 8 or 1, "big")
    yield from (text + tail for text in texts)


def _joined(row: Row) -> bytes:
    return b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row if value is not None)
