"""Writing the next generation: every table is thought of, what stays is equal, what leaves was never there."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from app.domain.customers import Identity
from app.storage.connection import Connection, key_text
from app.storage.next_generation import DERIVED, PLAN, NextGenerationStore
from app.storage.unit_of_work import UnitOfWork
from tests.helpers.databases import new_database

NEXT_KEY = bytes(range(32, 64))
# Texts of an emptied import that stay: they name the firm's own people and reasons, never a customer.
FIRMS_OWN = {
    "batch": {"file_sha256", "imported_at", "operator", "purpose", "legal_basis", "purpose_until", "cleaning"},
    "sheet": {"kind"},
}


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Connection]:
    connection = new_database(tmp_path / "vault-1.db")
    yield connection
    connection.close()


def fill_every_table(connection: Connection, mark: str) -> None:
    """One row in each table, with the mark in every text that takes any."""
    for table in PLAN:
        columns = connection.rows('SELECT name, type, pk, "notnull" FROM pragma_table_info(?)', (table,))
        values = [_value(table, name, kind, mark) for name, kind, *_ in columns]
        marks = ", ".join("?" for _ in values)
        connection.execute(f'INSERT INTO "{table}" VALUES ({marks})', values)  # noqa: S608 - names of the schema


def _value(table: str, column: str, kind: str, mark: str) -> object:
    if kind == "INTEGER":
        return 1
    if kind == "BLOB":
        # The order's list names the record by its uid.
        return b"u" * 16 if (table, column) in {("record", "uid"), ("order_record", "uid")} else secrets.token_bytes(16)
    special = {"columns": f'[{{"header": "{mark}"}}]', "titles": f'["{mark}"]', "content": f'["{mark}"]'}
    return special.get(column, mark)


@contextmanager
def attached(old: Connection) -> Iterator[Path]:
    """An empty next generation, attached in one transaction that is committed."""
    path = old.path.with_name("vault-2.db")
    new_database(path, NEXT_KEY).close()
    old.execute("ATTACH DATABASE ? AS next KEY ?", (str(path), key_text(NEXT_KEY)))
    old.execute("PRAGMA foreign_keys = OFF")
    old.begin()
    try:
        yield path
        old.commit()
    finally:
        old.rollback()
        old.execute("DETACH DATABASE next")


def rows_of(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(connection.rows(f'SELECT * FROM "{table}"'), key=repr) for table in PLAN}  # noqa: S608


def test_every_table_of_the_schema_is_thought_of(old: Connection) -> None:
    """A new table that no plan knows would be lost in the next rotation, or bring back what was destroyed."""
    tables = old.rows(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"
        " AND name NOT LIKE 'sqlite_%'"
    )
    assert {row[0] for row in tables} == set(PLAN) | DERIVED


def test_a_forgotten_table_stops_the_rotation(old: Connection) -> None:
    old.execute("CREATE TABLE forgotten (id INTEGER PRIMARY KEY, text TEXT)")
    with attached(old), pytest.raises(RuntimeError, match="forgotten"):
        NextGenerationStore(old).copy(lambda _rows: None)


def test_where_nothing_leaves_everything_is_equal(old: Connection) -> None:
    fill_every_table(old, "标记")
    before = rows_of(old)
    counted: list[int] = []
    with attached(old) as path:
        store = NextGenerationStore(old)
        total = store.rows()
        store.copy(counted.append)
        store.index(lambda _rows: None)
        store.close()
    following = Connection(path, NEXT_KEY)
    assert rows_of(following) == before
    assert following.rows("SELECT rowid FROM search WHERE search MATCH '\"标 记\"'") == [(1,)]
    assert sum(counted) == total == len(PLAN)
    following.close()


def destroyed(old: Connection) -> Connection:
    """The next generation after the one record left; the caller closes it."""
    with attached(old) as path:
        store = NextGenerationStore(old)
        store.leave_listed(1)
        store.copy(lambda _rows: None)
        store.add_stubs(1, "XH-2026-001", date(2026, 11, 21))
        store.index(lambda _rows: None)
        store.close()
    return Connection(path, NEXT_KEY)


def test_a_record_takes_everything_with_it_that_tells_of_it(old: Connection) -> None:
    """Whatever text column somebody adds to these tables is empty afterwards, or on the list above."""
    fill_every_table(old, "标记")
    old.execute("UPDATE record SET created_at = '2026-11-01T00:00:00Z'")
    old.execute("DELETE FROM stub")
    following = destroyed(old)
    for table in ("record", "customer", "hold", "hold_record", "attachment", "batch_change", "decision_change_record"):
        assert following.value(f"SELECT count(*) FROM {table}") == 0, table  # noqa: S608
    for table, allowed in FIRMS_OWN.items():
        (row,) = following.rows(f"SELECT * FROM {table}")  # noqa: S608
        names = [name for (name,) in following.rows("SELECT name FROM pragma_table_info(?)", (table,))]
        told = {name for name, value in zip(names, row, strict=True) if isinstance(value, str) and "标记" in value}
        assert told <= allowed
    assert following.rows("SELECT uid, order_number, created_on, destroyed_on FROM stub") == [
        (b"u" * 16, "XH-2026-001", "2026-11-01", "2026-11-21")
    ]
    assert following.rows("SELECT rowid FROM search WHERE search MATCH '\"标 记\"'") == []
    following.close()


def test_what_is_counted_leaves(old: Connection) -> None:
    fill_every_table(old, "标记")
    with attached(old):
        leaving = NextGenerationStore(old).leave_listed(1)
    assert (leaving.records, leaving.owners, leaving.customers, leaving.attachments) == (1, 1, 1, 1)


def another_record(old: Connection, *, customer: int = 1, sheet: int = 1) -> None:
    """A second record beside the first, not on the order's list."""
    old.execute(
        "INSERT INTO record (id, uid, salt, digest, customer_id, sheet_id, row_number, content, created_at)"
        " VALUES (2, ?, ?, ?, ?, ?, 3, '[\"留下\"]', '')",
        (b"v" * 16, b"s", b"d", customer, sheet),
    )


def test_names_stay_as_long_as_a_record_is_left(old: Connection) -> None:
    fill_every_table(old, "标记")
    another_record(old)
    following = destroyed(old)
    assert following.rows("SELECT file_name, source FROM batch") == [("标记", "标记")]
    assert following.rows("SELECT name, titles FROM sheet") == [("标记", '["标记"]')]
    assert following.value("SELECT count(*) FROM customer") == 1
    following.close()


def test_an_attachment_of_a_customer_goes_with_its_last_record(old: Connection) -> None:
    fill_every_table(old, "标记")
    old.execute("UPDATE attachment SET record_id = NULL")
    another_record(old)
    following = destroyed(old)
    assert following.value("SELECT count(*) FROM attachment") == 1
    following.close()


def test_a_hold_that_lost_a_record_loses_its_reason(old: Connection) -> None:
    """The reason can name a person; a hold that lets a record go is over, so nobody needs it any more."""
    fill_every_table(old, "标记")
    another_record(old)
    old.execute("INSERT INTO hold_record VALUES (1, 2)")
    following = destroyed(old)
    assert following.rows("SELECT id, reason FROM hold") == [(1, "")]
    assert following.rows("SELECT record_id FROM hold_record") == [(2,)]
    following.close()


def test_changed_customers_are_written_as_told(old: Connection) -> None:
    fill_every_table(old, "标记")
    another_record(old)
    with attached(old) as path:
        store = NextGenerationStore(old)
        store.leave_listed(1)
        assert list(store.touched_customers()) == [(1, 1, ["留下"])]
        ((number, known),) = store.customers([1])
        assert known == Identity(*["标记"] * 8)
        store.change_customers([(number, Identity(name="留下"))])
        store.copy(lambda _rows: None)
        store.close()
    following = Connection(path, NEXT_KEY)
    fields = ", ".join(Identity._fields)
    assert following.rows(f"SELECT {fields} FROM customer") == [("留下", *[""] * 6, None)]  # noqa: S608
    following.close()


def test_an_import_can_leave_too(old: Connection) -> None:
    fill_every_table(old, "标记")
    old.execute(
        "INSERT INTO batch (id, uid, file_sha256, file_bytes, imported_at, operator) VALUES (2, ?, '', 1, '', '')",
        (b"b",),
    )
    old.execute(
        "INSERT INTO sheet (id, batch_id, kind, columns, rows_read, records_added, duplicates, rejected_rows)"
        " VALUES (2, 2, '', '[]', 1, 1, 0, 0)"
    )
    another_record(old, sheet=2)
    with attached(old):
        store = NextGenerationStore(old)
        assert store.leave_batches([2]).records == 1
        store.copy(lambda _rows: None)
        assert UnitOfWork(old, writes=False).connection.rows("SELECT id FROM next.record") == [(1,)]


def test_many_rows_are_copied_in_parts(old: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long copy looks at the wish to cancel now and then; the parts together are the whole."""
    fill_every_table(old, "标记")
    old.executemany(
        "INSERT INTO record (id, uid, salt, digest, sheet_id, row_number, content, created_at)"
        " VALUES (?, ?, x'', ?, 1, 1, '[]', '')",
        ((number, bytes([number]) * 16, bytes([number])) for number in range(10, 60)),
    )
    monkeypatch.setattr("app.storage.next_generation._AT_ONCE", 7)
    counted: list[int] = []
    with attached(old):
        store = NextGenerationStore(old)
        store.copy(counted.append)
        assert old.value("SELECT count(*) FROM next.record") == 51
    assert max(counted) <= 7
