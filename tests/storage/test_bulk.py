"""Many rows in one statement arrive as they would one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage import bulk
from app.storage.connection import Conflict, Connection


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    found = Connection(tmp_path / "a.db", b"k" * 32, mode="rwc")
    found.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT UNIQUE, data BLOB) STRICT")
    yield found
    found.close()


@pytest.mark.parametrize("count", [0, 1, 5, 256, 257, 10_495, 10_496, 10_497, 25_000])
def test_any_number_of_rows_is_inserted(connection: Connection, count: int) -> None:
    names = [f"n{at}" for at in range(count)]
    bulk.insert(connection, "thing", {"id": range(count), "name": names}, {"data": b"1"})
    assert connection.value("SELECT count(*) FROM thing") == count
    if count:
        assert connection.one("SELECT * FROM thing WHERE id = ?", (count - 1,)) == (
            count - 1,
            f"n{count - 1}",
            b"1",
        )


def test_columns_that_are_alike_or_given_as_bytes_arrive_as_they_are(connection: Connection) -> None:
    names = bulk.Utf8(one.encode() for one in ("", "𠮷田", "=1+1", "行\n二"))
    bulk.insert(connection, "thing", {"id": [4, 5, 7, 9], "name": names, "data": [None] * 4})
    assert connection.rows("SELECT * FROM thing") == [
        (4, "", None),
        (5, "𠮷田", None),
        (7, "=1+1", None),
        (9, "行\n二", None),
    ]


def test_a_statement_that_fails_half_way_is_not_taken_back_alone(connection: Connection) -> None:
    """For that SQLite would copy every page that a statement touches; the transaction goes instead."""
    connection.begin()
    bulk.insert(connection, "thing", {"id": range(2), "name": ["a", "b"]})
    with pytest.raises(Conflict):
        bulk.insert(connection, "thing", {"id": range(2, 5), "name": ["c", "d", "a"]})
    assert connection.rows("SELECT name FROM thing") == [("a",), ("b",), ("c",), ("d",)]
    connection.rollback()


def test_what_is_left_of_a_conflict_goes_with_its_transaction(connection: Connection) -> None:
    connection.begin()
    with pytest.raises(Conflict):
        bulk.insert(connection, "thing", {"id": [1, 2, 3], "name": ["a", "b", "a"]})
    connection.rollback()
    assert connection.rows("SELECT id FROM thing") == []


def test_rows_are_updated_by_their_ids(connection: Connection) -> None:
    bulk.insert(connection, "thing", {"id": [1, 2, 3], "name": ["a", "b", "c"]})
    bulk.update(connection, "thing", ("name", "data"), [(3, "z", b"1"), (1, "y", None)])
    bulk.update(connection, "thing", ("name", "data"), [])
    assert connection.rows("SELECT * FROM thing ORDER BY id") == [(1, "y", None), (2, "b", None), (3, "z", b"1")]
