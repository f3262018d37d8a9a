"""The reader without SQLite: it finds what lies in a database file, wherever it lies, and says when it can't read."""

import json
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Cancelled, Damaged
from app.storage.connection import Connection
from app.vault import pages
from app.vault.pages import PAGE, opens_anything, sealed_pages
from app.vault.reader import ValueReader
from tests.helpers.cipher_pages import plain_pages

KEY = bytes(range(32))
LONG = "".join(chr(0x4E00 + number % 20_000) for number in range(9_000))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vault-1.db"


@pytest.fixture
def database(path: Path) -> Iterator[Connection]:
    """An open database with a table and an index; it keeps its write-ahead log while it is open."""
    connection = Connection(path, KEY, mode="rwc")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT, data BLOB)")
    connection.execute("CREATE INDEX row_text ON row (text)")
    yield connection
    connection.close()


def put(connection: Connection, *values: str | bytes) -> None:
    for value in values:
        column = "data" if isinstance(value, bytes) else "text"
        connection.execute(f"INSERT INTO row ({column}) VALUES (?)", (value,))  # noqa: S608 - two constants


def settled(connection: Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def found(path: Path, *values: str) -> list[bool]:
    reading = ValueReader(values).read(path, KEY)
    return [index in reading.found for index in range(len(values))]


def test_values_are_found_and_absent_ones_are_not(path: Path, database: Connection) -> None:
    put(database, "王建华的备注", json.dumps(["13800138000", "上海"], ensure_ascii=False))
    settled(database)
    assert found(path, "王建华", "13800138000", "13800138001", "李建华") == [True, True, False, False]


def test_the_write_ahead_log_is_read_too(path: Path, database: Connection) -> None:
    """Before it is written back, a change lies there only."""
    settled(database)
    put(database, "王建华", LONG)
    assert "王建华".encode() not in plain_pages(path, KEY)
    assert found(path, "王建华", LONG[4_000:4_200]) == [True, True]


def test_a_value_across_two_pages_is_found(path: Path, database: Connection) -> None:
    """A long cell goes on in overflow pages; wherever they cut it, its pieces are put together."""
    put(database, LONG.encode())
    settled(database)
    pieces = [LONG[start : start + 60] for start in range(0, len(LONG) - 60, 60)]
    raw = plain_pages(path, KEY)
    assert not all(piece.encode() in raw for piece in pieces)
    assert all(found(path, *pieces))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030"])
def test_other_encodings_are_found(path: Path, database: Connection, encoding: str) -> None:
    put(database, "王建华路一号".encode(encoding), "wxid_abc12345".encode(encoding))
    settled(database)
    assert found(path, "王建华路一号", "wxid_abc12345", "王建华路二号") == [True, True, False]


def test_a_value_with_escapes_is_found_in_json(path: Path, database: Connection) -> None:
    value = '他说"下午三点送到门口"\n电话\t无'
    put(database, json.dumps([value], ensure_ascii=False))
    settled(database)
    assert found(path, value) == [True]


def test_deleted_rows_are_found_as_long_as_their_bytes_lie_there(path: Path) -> None:
    """The control of the method: without secure_delete SQLite leaves what was deleted, and the reader sees it."""
    connection = Connection(path, KEY, mode="rwc")
    connection.execute("PRAGMA secure_delete = OFF")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
    connection.executemany("INSERT INTO row (text) VALUES (?)", [(f"顾客{number:06}号",) for number in range(2_000)])
    connection.execute("DELETE FROM row WHERE id > 100")
    settled(connection)
    is_secure = connection.value("PRAGMA secure_delete")
    connection.close()
    # SQLCipher may insist on clearing; then there is nothing to find.
    assert any(found(path, *(f"顾客{number:06}号" for number in range(200, 2_000)))) is not bool(is_secure)
    assert found(path, "顾客000050号") == [True]


def test_keys_are_looked_for_as_bytes(path: Path, database: Connection) -> None:
    key, other = secrets.token_bytes(32), secrets.token_bytes(32)
    put(database, key)
    settled(database)
    assert ValueReader(["王建华"], [key, other]).read(path, KEY).found == {1}


def test_the_figures_are_those_of_the_files(path: Path, database: Connection) -> None:
    put(database, LONG)
    settled(database)
    counted: list[int] = []
    reading = ValueReader(["王建华"]).read(path, KEY, counted.append)
    count = path.stat().st_size // PAGE
    assert (reading.files, reading.pages, reading.bytes) == (1, count, count * PAGE)
    assert sum(counted) == count


def test_nothing_to_look_for_still_reads_every_page(path: Path, database: Connection) -> None:
    settled(database)
    assert ValueReader([]).read(path, KEY).pages == path.stat().st_size // PAGE


def test_another_key_reads_nothing(path: Path, database: Connection) -> None:
    settled(database)
    with pytest.raises(Damaged) as damaged:
        ValueReader(["王建华"]).read(path, bytes(32))
    assert (damaged.value.code, damaged.value.params["page"]) == ("page-unreadable", 1)
    assert opens_anything(path, KEY)
    assert not opens_anything(path, bytes(32))


def test_a_flipped_byte_is_not_read_over(path: Path, database: Connection) -> None:
    """What can't be read proves nothing, so it must not count as read."""
    put(database, LONG)
    settled(database)
    data = bytearray(path.read_bytes())
    data[PAGE * 2 + 1000] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged) as damaged:
        ValueReader(["王建华"]).read(path, KEY)
    assert damaged.value.params["page"] == 3


def test_the_page_that_sqlite_never_writes_is_left_out(
    path: Path, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In files over 1 GiB the page with the locks is a hole of zeros."""
    put(database, LONG)
    settled(database)
    data = bytearray(path.read_bytes())
    data[PAGE * 2 : PAGE * 3] = bytes(PAGE)
    path.write_bytes(data)
    monkeypatch.setattr(pages, "LOCK_PAGE", 3)
    assert [page.number for page in sealed_pages(path)][:3] == [1, 2, 4]


def test_a_cancel_ends_the_reading(path: Path, database: Connection) -> None:
    """Its threads too: the test's own fixture looks for threads that are left."""
    for _ in range(60):
        put(database, LONG)
    settled(database)

    def cancel(_pages: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ValueReader(["王建华"]).read(path, KEY, cancel)


def test_lists_of_texts_are_searched() -> None:
    reader = ValueReader(["王建华", "李建华", "王建"], foreign=False)
    assert reader.search_all([["王建华".encode()], [], ["王".encode(), "建华".encode()]]) == {0, 2}
