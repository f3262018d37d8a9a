"""Reading connections."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import Cancelled, NotUnlocked
from app.storage.connection import Connection
from app.storage.read_pool import ReadPool
from tests.helpers.databases import KEY, new_database

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Connection]:
    connection = new_database(tmp_path / "a.db")
    yield connection
    connection.close()


@pytest.fixture
def pool(writer: Connection) -> Iterator[ReadPool]:
    found = ReadPool(lambda: Connection(writer.path, KEY, query_only=True))
    yield found
    found.close()


def test_a_unit_sees_one_moment(pool: ReadPool, writer: Connection) -> None:
    with pool.unit() as uow:
        before = uow.settings.all()
        writer.execute("INSERT INTO setting VALUES ('a', 'b')")
        assert uow.settings.all() == before == {}
    with pool.unit() as uow:
        assert uow.settings.all() == {"a": "b"}


def test_a_unit_inside_a_unit_is_the_same(pool: ReadPool) -> None:
    with pool.unit() as outer, pool.unit() as inner:
        assert outer is inner
    with pool.unit() as later:
        assert later is not outer


def test_nothing_can_be_committed(pool: ReadPool) -> None:
    with pool.unit() as uow, pytest.raises(RuntimeError):
        uow.commit()


def test_threads_read_at_the_same_time(pool: ReadPool) -> None:
    meet = threading.Barrier(3, timeout=10)
    seen: list[int] = []

    def read() -> None:
        with pool.unit() as uow:
            meet.wait()
            seen.append(uow.audit.size())

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [0, 0, 0]


def test_a_unit_that_failed_leaves_its_connection_usable(pool: ReadPool) -> None:
    with pytest.raises(ZeroDivisionError), pool.unit():
        raise ZeroDivisionError
    with pool.unit() as uow:
        assert uow.audit.size() == 0


def _start_endless(pool: ReadPool) -> tuple[threading.Thread, list[BaseException]]:
    began, errors = threading.Event(), list[BaseException]()

    def read() -> None:
        try:
            with pool.unit() as uow:
                began.set()
                uow.connection.value(ENDLESS)
        except Cancelled as error:
            errors.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    began.wait(10)
    return thread, errors


def test_a_pause_stops_readers_and_holds_new_ones(pool: ReadPool) -> None:
    thread, errors = _start_endless(pool)
    entered = threading.Event()

    def read() -> None:
        with pool.unit():
            entered.set()

    second = threading.Thread(target=read)
    with pool.paused():
        assert len(errors) == 1
        second.start()
        assert not entered.wait(0.1)
    assert entered.wait(10)
    thread.join()
    second.join()


def test_who_reads_can_not_pause(pool: ReadPool) -> None:
    with pool.unit(), pytest.raises(RuntimeError), pool.paused():
        pass


def test_nobody_reads_from_a_closed_pool(pool: ReadPool) -> None:
    """A reader that comes while a vault is being closed would open a connection that nobody closes."""
    pool.close()
    with pytest.raises(NotUnlocked, match="vault-closed"), pool.unit():
        pass
