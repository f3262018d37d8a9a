"""Keys and digests are found wherever the ids of their rows lie, and their indexes begin with the portion."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.customers import NOBODY
from app.storage import portions
from app.storage.bulk import Utf8
from app.storage.connection import Connection
from app.storage.migrations import migrate
from app.storage.portions import BITS, EVERYWHERE, between, mark, within
from app.storage.records import NewRecords
from app.storage.unit_of_work import UnitOfWork
from tests.helpers.databases import KEY, new_database

ROWS = 1 << BITS
IDS = [1, ROWS - 1, ROWS, 5 * ROWS + 7, 9 * ROWS]


@pytest.fixture
def uow(tmp_path: Path) -> Iterator[UnitOfWork]:
    connection = new_database(tmp_path / "a.db")
    _add_sheet(connection)
    yield UnitOfWork(connection, writes=True)
    connection.close()


def _add_sheet(connection: Connection) -> None:
    connection.script(
        "INSERT INTO batch (id, uid, file_sha256, file_bytes, imported_at, operator) VALUES (1, x'01', '', 0, '', '');"
        "INSERT INTO sheet (id, batch_id, kind, columns, rows_read, records_added, duplicates, rejected_rows)"
        " VALUES (1, 1, '', '[]', 0, 0, 0, 0)"
    )


def _digest(number: int) -> bytes:
    return number.to_bytes(16, "little")


def _records(ids: list[int]) -> NewRecords:
    many = len(ids)
    uids, digests = [_digest(number) for number in ids], [_digest(number) for number in ids]
    return NewRecords(
        ids, uids, [b""] * many, digests, [None] * many, ids, [""] * many, Utf8([b"[]"] * many), [None] * many,
        [0] * many,
    )  # fmt: skip


def test_portions_of_one_mark_are_an_eighth_of_all() -> None:
    assert [*within(mark(1), 20 * ROWS)] == [1, 9, 17]
    assert [*within(EVERYWHERE, 2 * ROWS - 1)] == [0, 1]
    assert [*within(0, 20 * ROWS)] == []
    assert [*between(ROWS - 1, 2 * ROWS)] == [0, 1, 2]


def test_customers_are_found_in_their_portion_alone(uow: UnitOfWork) -> None:
    known = {number: NOBODY._replace(name=f"张{number}", phone=str(number)) for number in IDS}
    uow.customers.add((number, _digest(number), identity) for number, identity in known.items())
    for key in ("phone", "name"):
        values = {number: str(getattr(identity, key)) for number, identity in known.items()}
        assert dict(uow.customers.by_keys({key: dict.fromkeys(values.values(), EVERYWHERE)})) == known
        for number, value in values.items():
            assert uow.customers.by_keys({key: {value: mark(portions.of(number))}}) == [(number, known[number])]
            assert uow.customers.by_keys({key: {value: EVERYWHERE & ~mark(portions.of(number))}}) == []
    told = uow.customers.keys()
    assert {portion: {*keys} for portion, keys in told} == {0: {"", str(IDS[0]), str(IDS[1])}} | {
        portions.of(one): {"", str(one)} for one in IDS[2:]
    }


def test_digests_are_found_in_their_portion_alone(uow: UnitOfWork) -> None:
    uow.records.add(_records(IDS), 1, "")
    assert uow.records.known({_digest(number): EVERYWHERE for number in [*IDS, 77]}) == {*map(_digest, IDS)}
    for number in IDS:
        assert uow.records.known({_digest(number): mark(portions.of(number))}) == {_digest(number)}
        assert not uow.records.known({_digest(number): EVERYWHERE & ~mark(portions.of(number))})
    told = [(portion, digest) for portion, digests in uow.records.digests() for digest in digests]
    assert sorted(told) == sorted((portions.of(number), _digest(number)) for number in IDS)


def test_the_schema_counts_portions_as_the_program_does(uow: UnitOfWork) -> None:
    found: dict[str, str] = dict(
        uow.connection.rows("SELECT name, sql FROM sqlite_schema WHERE tbl_name = 'customer' AND sql IS NOT NULL")
    )
    for key in ("id_number", "phone"):
        assert f"(id >> {BITS}, {key})" in found[f"customer_{key}"]


def test_an_index_is_used(uow: UnitOfWork) -> None:
    plans: list[str] = []
    uow.connection._db.set_trace_callback(plans.append)
    uow.customers.by_keys({"phone": {"1": EVERYWHERE}, "org": {"甲": EVERYWHERE}})
    uow.connection._db.set_trace_callback(None)
    (asked,) = [sql for sql in plans if "json_each" in sql and "UNION" in sql]
    steps = " ".join(row[3] for row in uow.connection.rows(f"EXPLAIN QUERY PLAN {asked}"))
    assert "USING COVERING INDEX customer_phone (<expr>=? AND phone=?)" in steps
    assert "USING COVERING INDEX customer_org (<expr>=? AND org=?)" in steps


def test_an_older_database_is_brought_up(tmp_path: Path) -> None:
    connection = Connection(tmp_path / "a.db", KEY, mode="rwc")
    migrate(connection, upto=4)
    _add_sheet(connection)
    connection.execute("CREATE INDEX customer_name ON customer (name) WHERE name <> ''")
    connection.executemany(
        "INSERT INTO record (id, uid, salt, digest, sheet_id, row_number, content, created_at)"
        " VALUES (?, ?, x'', ?, 1, 1, '[]', '')",
        ((number, _digest(number), _digest(number)) for number in IDS),
    )
    uow = UnitOfWork(connection, writes=True)
    uow.customers.add((number, _digest(number), NOBODY._replace(name=str(number))) for number in IDS)
    migrate(connection)
    assert uow.records.known({_digest(number): mark(portions.of(number)) for number in IDS}) == {*map(_digest, IDS)}
    assert len(uow.customers.by_keys({"name": {str(number): EVERYWHERE for number in IDS}})) == len(IDS)
    assert connection.value("PRAGMA integrity_check") == "ok"
    connection.close()
