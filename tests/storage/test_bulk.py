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
    bulk.insert(connection, "thing", ("id", "name", "data"), ((at, f"n{at}", bytes([at % 256])) for at in range(count)))
    assert connection.value("SELECT count(*) FROM thing") == count
    if count:
        assert connection.one("SELECT * FROM thing WHERE id = ?", (count - 1,)) == (
            count - 1,
            f"n{count - 1}",
            bytes([(count - 1) % 256]),
        )


def test_a_conflict_takes_back_the_whole_statement(connection: Connection) -> None:
    with pytest.raises(Conflict):
        bulk.insert(connection, "thing", ("id", "name"), [(1, "a"), (2, "b"), (3, "a")])
    assert connection.rows("SELECT id FROM thing") == []


def test_rows_are_updated_by_their_ids(connection: Connection) -> None:
    bulk.insert(connection, "thing", ("id", "name"), [(1, "a"), (2, "b"), (3, "c")])
    bulk.update(connection, "thing", ("name", "data"), [(3, "z", b"1"), (1, "y", None)])
    bulk.update(connection, "thing", ("name", "data"), [])
    assert connection.rows("SELECT * FROM thing ORDER BY id") == [(1, "y", None), (2, "b", None), (3, "z", b"1")]
