"""The schema's versions."""

import re
from hashlib import sha256
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


FROZEN = {
    "0001_initial.sql": "cb72e53b4d2fb1e1c67932242cde7af2b6cb9017637c95dfd62eed452a418704",
    "0002_closing.sql": "d2cce57ecf95a0b830984a6698815dc09b5930dba39917b4a11e95060f729437",
    "0003_registers.sql": "eb70c7feade53f3af1609a6bbf75b14040c8dea83bfb09d2352adde1cb132219",
    "0004_decisions.sql": "1988ffee1b1166d5466c96c29e5a4b86773ccec5a21d4f7c29a885c9bea46fc4",
}


def test_landed_versions_are_frozen() -> None:
    """Vaults were made with them: what changes comes in a file of its own, whose digest is added once it has landed."""
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in migrations._FOLDER.iterdir()}
    assert {name: found.get(name) for name in FROZEN} == FROZEN
    assert sorted(FROZEN) == sorted(found)[: len(FROZEN)]
    assert len(found) <= len(FROZEN) + 1  # one is being written


def test_a_vault_of_the_first_version_is_brought_up(tmp_path: Path) -> None:
    connection = Connection(tmp_path / "a.db", KEY, mode="rwc")
    migrate(connection, upto=1)
    connection.execute(
        "INSERT INTO batch (uid, file_sha256, file_bytes, imported_at, operator, purpose, legal_basis)"
        " VALUES (x'01', '', 1, '2026-11-21T02:00:00Z', '王建华', '授课', '个人同意'),"
        " (x'02', '', 1, '2026-11-21T02:00:00Z', '王建华', '授课', '口头约定')"
    )
    connection.execute(
        "INSERT INTO disposal_order (number, state, pack_version, created_at, created_by, records, hash)"
        " VALUES ('XH-2026-001', 'verified', 'cn-2026.11', '2026-11-21T02:00:00Z', '王建华', 0, x'00')"
    )
    connection.execute(
        "INSERT INTO attachment (uid, paper_location, added_at, added_by)"
        " VALUES (x'03', '三楼', '2026-11-21T02:00:00Z', '王建华')"
    )
    migrate(connection)
    assert version(connection) == newest()
    assert connection.rows("SELECT purpose, legal_basis FROM batch ORDER BY id") == [
        ("授课", "consent"),
        ("授课（口头约定）", ""),
    ]
    assert connection.value("SELECT state FROM disposal_order") == "verified"
    assert connection.rows("SELECT paper_location, box FROM attachment") == [("三楼", "")]
    assert connection.rows("PRAGMA foreign_key_check") == []
    assert connection.value("PRAGMA integrity_check") == "ok"
    connection.close()


def test_no_statistics_are_kept(tmp_path: Path) -> None:
    """ANALYZE would keep samples of customers' values (sqlite_stat4)."""
    connection = new_database(tmp_path / "a.db")
    names = {row[0] for row in connection.rows("SELECT name FROM sqlite_schema")}
    assert not [name for name in names if name.startswith("sqlite_stat")]
    connection.close()
    for path in migrations._FOLDER.iterdir():
        assert not re.search(r"\b(ANALYZE|PRAGMA optimize)\b", path.read_text(), re.IGNORECASE)
