"""What a large commit left in the log is taken into the database, and nobody waits for that."""

from pathlib import Path
from shutil import copyfile

import pytest

from app.bootstrap import Services
from app.errors import EnvironmentProblem
from app.storage.connection import LONG_LOG, Connection
from app.storage.write_back import WriteBack
from app.vault.pages import PAGE
from tests.helpers.databases import KEY, new_database
from tests.helpers.large_files import large_workbook

ROWS = 1500
PERSONS = 8000


def _log(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")


def _in_the_file_alone(database: Path, folder: Path) -> int:
    """How many rows the database has without its log."""
    copy = folder / "copy.db"
    copyfile(database, copy)
    connection = Connection(copy, KEY)
    try:
        return int(connection.value("SELECT count(*) FROM setting"))
    finally:
        connection.close()


def _fill(connection: Connection) -> None:
    connection.begin()
    connection.executemany(
        "INSERT INTO setting (key, value) VALUES (?, ?)", ((str(at), "值" * 1500) for at in range(ROWS))
    )
    connection.commit()


def test_a_long_log_is_taken_in_by_the_commit_or_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = new_database(path)
    writer.prepare(large=True)
    writer.write_back()
    before = _in_the_file_alone(path, tmp_path)
    _fill(writer)
    assert _log(path).stat().st_size > LONG_LOG * PAGE
    assert _in_the_file_alone(path, tmp_path) == before
    back = WriteBack(lambda: Connection(path, KEY))
    back.begin()
    back.end()
    assert _in_the_file_alone(path, tmp_path) == before + ROWS
    writer.execute("DELETE FROM setting")
    writer.prepare(large=False)
    _fill(writer)
    assert _in_the_file_alone(path, tmp_path) == ROWS
    writer.close()


def test_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = new_database(path)
    writer.prepare(large=True)
    back = WriteBack(lambda: Connection(path, KEY))
    _fill(writer)
    back.begin()
    writer.execute("DELETE FROM setting")
    back.begin()
    assert writer.value("SELECT count(*) FROM setting") == 0
    back.end()
    assert _in_the_file_alone(path, tmp_path) == 0
    writer.close()


def test_what_can_not_be_written_back_stays_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    writer = new_database(path)
    writer.prepare(large=True)
    _fill(writer)

    def refused() -> Connection:
        raise EnvironmentProblem("disk-full")

    back = WriteBack(refused)
    back.begin()
    back.end()
    assert writer.value("SELECT count(*) FROM setting") >= ROWS
    writer.close()
    assert _in_the_file_alone(path, tmp_path) >= ROWS


@pytest.mark.parametrize("closes", [False, True], ids=["waits", "closes at once"])
def test_an_import_leaves_a_whole_vault(services: Services, tmp_path: Path, *, closes: bool) -> None:
    """Whether somebody goes on or closes the vault at once: nothing is lost, and no thread is left (see conftest)."""
    services.imports.run(large_workbook(tmp_path / "客户.xlsx", PERSONS))
    if not closes:
        with services.session.write() as uow:
            uow.settings.put("review-months", "6")
            uow.commit()
    services.close()
    assert not [*services.session.folder.path.glob("*-wal")]


def test_a_large_unit_that_wrote_nothing_can_be_committed(services: Services) -> None:
    """There may be no log at all."""
    with services.session.write(large=True) as uow:
        uow.commit()
    with services.session.read() as uow:
        assert uow.records.last_id() == 0
