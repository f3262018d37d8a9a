"""The plan over a million records: grouped by what decides, then counted. The bar is 20 seconds."""

import json
import secrets
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.bootstrap import Services
from app.storage.connection import Connection
from tests.helpers.vaults import make_vault, opened

RECORDS = 1_000_000
HELD = 5_000
BAR_SECONDS = 20
# Kind, grade, rule, whether each record has a day of its own, whether it names somebody.
MIX = (
    ("basic", "sensitive", "PI-MIN", False, True),
    ("transaction", "general", "PI-MIN", False, True),
    ("service", "general", "PI-MIN", False, True),
    ("accounting", "general", "ACC-VOUCHER", True, True),
    ("accounting", "general", "ACC-BANK", True, False),
    ("accounting", "general", "INV-STUB", True, True),
    ("contract", "sensitive", "LAB-CONTRACT", True, True),
    ("other", "general", "NET-LOG", True, True),
    ("accounting", "general", "ACC-REP-A", True, False),
    ("other", "general", None, False, True),
)


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = opened(make_vault(tmp_path_factory.mktemp("plan")))
    with services.session.write() as uow:
        _fill(uow.connection)
        uow.commit()
    services.holds.add("诉讼", range(1, HELD + 1))
    yield services
    services.close()


def _fill(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO batch (id, uid, file_name, file_sha256, file_bytes, imported_at, operator)"
        " VALUES (1, x'00', 'a.xlsx', '', 0, '2026-11-01T00:00:00Z', '王建华')"
    )
    connection.execute(
        "INSERT INTO sheet (id, batch_id, name, kind, columns, rows_read, records_added, duplicates, rejected_rows)"
        " VALUES (1, 1, '表', 'other', '[]', 0, 0, 0, 0)"
    )
    connection.executemany(
        "INSERT INTO record (id, uid, salt, digest, sheet_id, row_number, state, kind, sensitivity, personal, rule,"
        " trigger_date, content, created_at)"
        " VALUES (?, ?, x'00', ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, '2026-11-01T00:00:00Z')",
        map(_record, range(1, RECORDS + 1)),
    )


def _record(number: int) -> tuple[object, ...]:
    kind, grade, rule, dated, personal = MIX[number % len(MIX)]
    trigger = date(2014, 1, 1) + timedelta(days=number // len(MIX) % 4_600) if dated else None
    content = json.dumps(["王芳", "13916238457", "上海市徐汇区漕溪北路1号", str(number)], ensure_ascii=False)
    state = "classified" if rule else "imported"
    uid = secrets.token_bytes(16)
    return number, uid, uid, number, state, kind, grade, personal, rule, trigger and trigger.isoformat(), content


def test_plan_of_a_million_records(benchmark: BenchmarkFixture, million: Services) -> None:
    plan = benchmark.pedantic(million.planning.plan, rounds=3)  # type: ignore[no-untyped-call]  # its author left it so
    assert sum(group.records for group in plan.groups) == RECORDS
    assert sum(group.held for group in plan.groups) == HELD
    benchmark.extra_info["groups"] = len(plan.groups)
    benchmark.extra_info["facts"] = sum(len(group.members) for group in plan.groups)
    assert benchmark.stats is None or benchmark.stats.stats.max < BAR_SECONDS


def test_what_is_due_of_a_million_records(benchmark: BenchmarkFixture, million: Services) -> None:
    due = benchmark.pedantic(million.planning.due, rounds=2)  # type: ignore[no-untyped-call]
    benchmark.extra_info["due"] = len(due)
    assert len(due) > RECORDS // 4
