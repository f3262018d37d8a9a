"""The connection to the encrypted database."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.errors import AppError, Cancelled, Damaged, EnvironmentProblem, NotUnlocked
from app.storage.connection import Conflict, Connection
from tests.helpers.databases import KEY
from tests.helpers.killing import FINISHED, in_child, limit_file_size, needs_fork


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Connection]:
    connection = Connection(tmp_path / "vault-1.db", KEY, mode="rwc")
    connection.execute("CREATE TABLE t (a INTEGER UNIQUE, b TEXT) STRICT")
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("secure_delete", 1),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("cell_size_check", 1),
        ("trusted_schema", 0),
        ("cipher_log_level", "NONE"),
        ("cipher_page_size", "4096"),
        ("cipher_hmac_algorithm", "HMAC_SHA512"),
        ("cipher_plaintext_header_size", "0"),
    ],
)
def test_settings_are_the_designs(database: Connection, pragma: str, value: object) -> None:
    assert database.value(f"PRAGMA {pragma}") == value


def test_nothing_of_it_is_readable(database: Connection) -> None:
    database.execute("INSERT INTO t VALUES (1, '王建华 13800138000')")
    for path in database.path.parent.iterdir():
        content = path.read_bytes()
        assert b"SQLite format 3" not in content
        assert "王建华".encode() not in content
        assert b"CREATE TABLE" not in content


def test_another_key_opens_nothing(database: Connection) -> None:
    with pytest.raises(Damaged, match="database-damaged"):
        Connection(database.path, bytes(32))
    with pytest.raises(EnvironmentProblem, match="database-not-opened"):
        Connection(database.path.with_name("none.db"), KEY)


@pytest.mark.parametrize("mode", ["ro", "immutable"])
def test_reading_modes_write_nothing(database: Connection, mode: str) -> None:
    database.execute("INSERT INTO t VALUES (1, 'a')")
    database.close()
    reader = Connection(database.path, KEY, mode=mode)
    assert reader.value("SELECT count(*) FROM t") == 1
    with pytest.raises(EnvironmentProblem, match="read-only-vault"):
        reader.execute("INSERT INTO t VALUES (2, 'b')")
    reader.close()


def test_query_only_writes_nothing(database: Connection) -> None:
    reader = Connection(database.path, KEY, query_only=True)
    with pytest.raises(EnvironmentProblem, match="read-only-vault"):
        reader.execute("INSERT INTO t VALUES (2, 'b')")
    reader.close()


def test_a_constraint_is_a_conflict(database: Connection) -> None:
    database.execute("INSERT INTO t VALUES (1, 'a')")
    with pytest.raises(Conflict):
        database.execute("INSERT INTO t VALUES (1, 'b')")


def test_a_mistake_in_a_statement_is_a_bug_and_not_an_app_error(database: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError) as caught:
        database.execute("SELECT nothing FROM nowhere")
    assert not isinstance(caught.value, AppError)


def test_errors_of_the_rows_pass_through_and_leave_nothing(database: Connection) -> None:
    def rows() -> Iterator[tuple[int, str]]:
        yield 1, "a"
        raise Cancelled

    database.begin()
    with pytest.raises(Cancelled):
        database.executemany("INSERT INTO t VALUES (?, ?)", rows())
    database.rollback()
    assert database.value("SELECT count(*) FROM t") == 0


def test_the_second_writer_waits_and_is_then_refused(database: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.connection._BUSY_SECONDS", 0.05)
    second = Connection(database.path, KEY)
    database.begin()
    with pytest.raises(NotUnlocked, match="vault-in-use"):
        second.begin()
    second.close()
    database.rollback()


def test_an_interrupt_from_another_thread_is_a_cancel(database: Connection) -> None:
    timer = threading.Timer(0.05, database.interrupt)
    timer.start()
    with pytest.raises(Cancelled):
        database.value(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT sum(i) FROM n"
        )
    timer.join()


def test_a_long_statement_stops_when_it_is_no_longer_wanted(database: Connection) -> None:
    asked = []

    def is_unwanted() -> bool:
        asked.append(1)
        return len(asked) > 3

    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Cancelled), database.stoppable(is_unwanted):
        database.value(endless)
    assert len(asked) == 4
    assert database.value("SELECT 1") == 1


@pytest.mark.parametrize("page", range(1, 8))
def test_a_changed_byte_is_damage_wherever_the_page_is_read(database: Connection, page: int) -> None:
    database.executemany("INSERT INTO t VALUES (?, ?)", ((number, "x" * 200) for number in range(300)))
    database.close()
    data = bytearray(database.path.read_bytes())
    data[(page - 1) * 4096 + 777] ^= 1
    database.path.write_bytes(data)
    with pytest.raises(Damaged, match="database-damaged"):  # noqa: PT012 - opening or reading, whichever meets the page
        damaged = Connection(database.path, KEY)
        try:
            damaged.rows("SELECT * FROM t")
            damaged.rows("SELECT a FROM t ORDER BY a")
            damaged.rows("PRAGMA quick_check")
        finally:
            damaged.close()


@needs_fork
@pytest.mark.parametrize("kilobytes", range(40, 400, 24))
def test_a_full_disk_is_said_and_leaves_the_rows_as_they_were(database: Connection, kilobytes: int) -> None:
    """The limit on a file's size stands in for a full disk; it strikes in a statement, a commit or a checkpoint."""
    database.executemany("INSERT INTO t VALUES (?, ?)", ((number, "x" * 100) for number in range(100)))
    database.value("PRAGMA wal_checkpoint(TRUNCATE)")

    def fill() -> None:
        connection = Connection(database.path, KEY)
        limit_file_size(kilobytes * 1024)
        connection.begin()
        with pytest.raises(EnvironmentProblem, match=r"disk-full|disk-error"):  # noqa: PT012 - whichever meets the limit
            connection.executemany("INSERT INTO t VALUES (?, ?)", ((number, "y" * 500) for number in range(200, 2000)))
            connection.commit()
        connection.rollback()
        connection.rollback()
        assert connection.value("SELECT count(*) FROM t") == 100

    assert in_child(fill) == FINISHED
    assert database.value("SELECT count(*) FROM t") == 100
    assert database.rows("PRAGMA cipher_integrity_check") == []
