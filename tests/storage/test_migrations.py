"""The schema's versions."""

import re
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.errors import Damaged, EnvironmentProblem
from app.storage import migrations
from app.storage.connection import Connection
from app.storage.migrations import migrate, newest, require_newest, version
from tests.helpers.databases import KEY, new_database


def test_files_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in migrations._FOLDER.iterdir())
    assert [int(name[:4]) for name in names] == list(range(1, newest() + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.sql", name) for name in names)


def test_a_new_database_has_the_newest_version_and_stays_so(tmp_path: Path) -> None:
    connection = new_database(tmp_path / "a.db")
    assert version(connection) == newest()
    migrate(connection)
    require_newest(connection)
    assert connection.rows("PRAGMA foreign_key_check") == []
    connection.close()


def test_a_later_version_is_refused_and_untouched(tmp_path: Path) -> None:
    connection = new_database(tmp_path / "a.db")
    connection.execute(f"PRAGMA user_version = {newest() + 1}")
    with pytest.raises(Damaged) as caught:
        migrate(connection)
    assert (caught.value.code, caught.value.params) == ("vault-newer", {"found": newest() + 1, "known": newest()})
    connection.close()


def test_an_older_one_that_can_only_be_read_is_said(tmp_path: Path) -> None:
    connection = new_database(tmp_path / "a.db")
    connection.execute(f"PRAGMA user_version = {newest() - 1}")
    with pytest.raises(EnvironmentProblem, match="read-only-old-vault"):
        require_newest(connection)
    connection.close()


def test_a_step_that_fails_leaves_the_version_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sql"
    folder.mkdir()
    (folder / "0001_good.sql").write_text("CREATE TABLE a (b);")
    (folder / "0002_bad.sql").write_text("CREATE TABLE c (d); INSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(migrations, "_FOLDER", folder)
    migrations._scripts.cache_clear()
    try:
        connection = Connection(tmp_path / "a.db", KEY, mode="rwc")
        with pytest.raises(dbapi2.OperationalError):
            migrate(connection)
        assert version(connection) == 1
        assert connection.rows("SELECT name FROM sqlite_schema") == [("a",)]
        assert not connection.in_transaction
        connection.close()
    finally:
        migrations._scripts.cache_clear()


def test_no_statistics_are_kept(tmp_path: Path) -> None:
    """ANALYZE would keep samples of customers' values (sqlite_stat4)."""
    connection = new_database(tmp_path / "a.db")
    names = {row[0] for row in connection.rows("SELECT name FROM sqlite_schema")}
    assert not [name for name in names if name.startswith("sqlite_stat")]
    connection.close()
    for path in migrations._FOLDER.iterdir():
        assert not re.search(r"\b(ANALYZE|PRAGMA optimize)\b", path.read_text(), re.IGNORECASE)
