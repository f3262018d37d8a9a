"""The records table on a vault of a million records: ids, windows, search. The bars are issue 2's."""

import json
import os
import random
from collections.abc import Iterator
from itertools import islice

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.bootstrap import Services
from app.domain.customers import Identity
from app.domain.records import Column, RecordQuery, SheetPlan
from app.domain.search_text import index_text
from app.domain.words import Kind, PiType, Sensitivity
from app.storage.batches import Batch
from app.storage.bulk import Utf8
from app.storage.records import NewRecords
from app.storage.unit_of_work import UnitOfWork
from tests.helpers.people_rows import HEADS, person
from tests.helpers.vaults import FixedClock, make_vault, opened

RECORDS = 1_000_000
AT_ONCE = 10_000
WINDOW_SECONDS, SEARCH_SECONDS = 0.005, 0.050


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A vault with a million records of a million customers, put straight into its tables."""
    found = opened(make_vault(tmp_path_factory.mktemp("large")))
    with found.session.write() as uow, uow.records.many():
        _fill(uow)
        uow.commit()
    yield found
    found.close()


def _fill(uow: UnitOfWork) -> None:
    at = FixedClock().now()
    batch = uow.batches.add(Batch(os.urandom(16), "a.xlsx", "0" * 64, 1, at, "王建华", "", "", None, None))
    columns = tuple(
        Column(place, head, None, PiType.OTHER, 1.0, Sensitivity.GENERAL) for place, head in enumerate(HEADS)
    )
    sheet = uow.batches.add_sheet(batch, SheetPlan("客户", Kind.BASIC, 1, 2, columns))
    rows = enumerate(map(person, range(RECORDS)), 1)
    while part := list(islice(rows, AT_ONCE)):
        identities = [
            (number, Identity(name=row[0], id_number=row[1], phone=row[2], address=row[3])) for number, row in part
        ]
        uow.customers.add((number, os.urandom(16), identity) for number, identity in identities)
        uow.records.add(_records(part), sheet, "2026-11-21T02:00:00Z")
        uow.search.add((number, index_text(row)) for number, row in part)


def _records(part: list[tuple[int, list[str]]]) -> NewRecords:
    uids, salts, digests = ([os.urandom(16) for _ in part] for _ in range(3))
    numbers, days = [number for number, _ in part], [row[4] for _, row in part]
    contents = Utf8(json.dumps(row, ensure_ascii=False).encode() for _, row in part)
    rows = [number + 1 for number in numbers]
    return NewRecords(numbers, uids, salts, digests, numbers, rows, days, contents, days, [1] * len(part))


def test_ids_of_a_million_records(benchmark: BenchmarkFixture, services: Services) -> None:
    """What a worker reads once before the table shows them: 8 bytes a record."""
    ids = benchmark.pedantic(services.records.ids, args=(RecordQuery(),), rounds=3)  # type: ignore[no-untyped-call]
    assert len(ids) == RECORDS


def test_window_of_two_hundred_rows(benchmark: BenchmarkFixture, services: Services) -> None:
    """Anywhere in the list, with decisions: under 5 ms."""
    ids = services.records.ids(RecordQuery())
    dice = random.Random(1)

    def window() -> int:
        start = dice.randrange(RECORDS - 200)
        return len(services.records.window(ids[start : start + 200]))

    assert benchmark(window) == 200
    assert benchmark.stats is not None
    assert benchmark.stats.stats.median < WINDOW_SECONDS


@pytest.mark.parametrize("name", ["王伟", "罗桂", "上海"])
def test_search_for_two_characters(benchmark: BenchmarkFixture, services: Services, name: str) -> None:
    """The numbers of all hits and the first rows: under 50 ms for a name. A word that every record has is no name."""

    def search() -> int:
        ids = services.records.ids(RecordQuery(search=name))
        services.records.window(ids[:50])
        return len(ids)

    hits = benchmark(search)
    benchmark.extra_info["hits"] = hits
    assert hits > 1000
    assert benchmark.stats is not None
    if name != "上海":
        assert benchmark.stats.stats.median < SEARCH_SECONDS


def test_first_page_of_the_command_line(benchmark: BenchmarkFixture, services: Services) -> None:
    page = benchmark(services.records.list, RecordQuery(limit=100))
    assert page.total == RECORDS
