"""Destruction at size: against a bare VACUUM INTO and the indexing of what is left, and the reader's speed."""

import json
import random
import shutil
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from app.jobs import Progress
from app.services.destruction import Executed
from app.storage.connection import Connection
from app.storage.migrations import migrate
from app.storage.search import SearchStore
from app.vault.reader import ValueReader
from tests.helpers.large_vault import large_vault
from tests.helpers.papers import PaperRenderer
from tests.helpers.vaults import opened

RECORDS, GOING = 1_000_000, 100_000
TIMES = 3.0
VALUES, MEGABYTES_A_SECOND = 500_000, 100.0
MOST_MEMORY = 800.0  # MB beyond what the values themselves take
READ_RECORDS = 300_000
VAULT = "firm.qingdang"


class Timed(Progress):
    """Keeps how long each step took."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[tuple[str, float]] = []

    def start(self, step: str, total: int = 0) -> None:
        self.began.append((step, time.perf_counter()))
        super().start(step, total)

    def seconds(self) -> dict[str, float]:
        ends = [*(at for _, at in self.began[1:]), time.perf_counter()]
        return {step: round(end - at, 1) for (step, at), end in zip(self.began, ends, strict=True)}


def test_destroying_a_tenth_of_a_million_records(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """At most three times the bare work, with the reading back, its control and the certificate."""
    services = large_vault(tmp_path, RECORDS, renderer=PaperRenderer())
    order = services.destruction.prepare(range(1, GOING + 1)).order
    services.destruction.approve(order, services.session.signer)
    key = services.session._key.reveal()
    services.close()
    shutil.copytree(tmp_path / VAULT, tmp_path / "bare.qingdang")
    bare = bare_seconds(tmp_path / "bare.qingdang" / "vault-1.db", key)
    shutil.rmtree(tmp_path / "bare.qingdang")
    services = opened(tmp_path / VAULT, renderer=PaperRenderer())
    progress = Timed()

    def destroy() -> Executed:
        return services.destruction.execute(order, tmp_path / "out", progress=progress)

    began = time.perf_counter()
    done = benchmark.pedantic(destroy, rounds=1)  # type: ignore[no-untyped-call]
    took = time.perf_counter() - began
    services.close()
    assert isinstance(done, Executed)
    benchmark.extra_info |= {
        "bare_seconds": round(bare, 1),
        "times": round(took / bare, 2),
        "steps": progress.seconds(),
        "values": done.residue.values,
        "shared_values": done.residue.shared_values,
        "pages": done.residue.pages,
    }
    assert done.destroyed == GOING
    assert took <= TIMES * bare, benchmark.extra_info


def bare_seconds(path: Path, key: bytes) -> float:
    """VACUUM INTO of the same database, and indexing the records that would be left."""
    connection = Connection(path, key)
    began = time.perf_counter()
    connection.execute("VACUUM INTO ?", (str(path.with_name("vacuumed.db")),))
    took = time.perf_counter() - began
    connection.execute("DELETE FROM record WHERE id <= ?", (GOING,))
    connection.close()
    return took + _indexing_seconds(path, key)


def _indexing_seconds(path: Path, key: bytes) -> float:
    """The search index of all records in a file of its own, written as a next generation is."""
    source = Connection(path, key, mode="ro")
    target = Connection(path.with_name("index.db"), key, mode="rwc")
    target.execute("PRAGMA journal_mode = MEMORY")
    target.execute("PRAGMA synchronous = OFF")
    migrate(target)
    target.execute("PRAGMA foreign_keys = OFF")
    target.begin()
    columns = "id, uid, salt, digest, customer_id, sheet_id, row_number, content, created_at"
    target.executemany(
        f"INSERT INTO record ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 - a constant
        iter(source.execute(f"SELECT {columns} FROM record ORDER BY id")),  # noqa: S608 - a constant
    )
    began = time.perf_counter()
    SearchStore(target).rebuild()
    target.commit()
    took = time.perf_counter() - began
    target.close()
    source.close()
    return took


@pytest.mark.parametrize("kind", ["absent", "present"])
def test_reading_back_with_half_a_million_values(benchmark: BenchmarkFixture, tmp_path: Path, kind: str) -> None:
    """Absent values are what a good destruction reads for; present ones what its control reads for."""
    services = large_vault(tmp_path, READ_RECORDS)
    path, key = services.session.folder.database(1), services.session._key.reveal()
    values: dict[str, None] = {}
    with services.session.read() as uow:
        for (cells,) in uow.connection.execute("SELECT content FROM record ORDER BY id"):
            values.update((cell, None) for cell in json.loads(cells) if len(cell) > 8)
    services.close()
    chosen = list(values)[:VALUES]
    assert len(chosen) == VALUES
    looked_for = [_changed(value) for value in chosen] if kind == "absent" else chosen
    before = _peak()
    reader = ValueReader(looked_for)
    work = time.process_time()
    reading = benchmark.pedantic(lambda: reader.read(path, key), rounds=3)  # type: ignore[no-untyped-call]
    work = (time.process_time() - work) / 3
    speed = reading.bytes / 1e6 / reading.seconds
    memory = _peak() - before
    benchmark.extra_info |= {
        "megabytes_a_second": round(speed),
        "megabytes_a_cpu_second": round(reading.bytes / 1e6 / work),
        "found": len(reading.found),
        "bytes": reading.bytes,
        "memory_mb": round(memory),
    }
    assert memory <= MOST_MEMORY
    if kind == "present":
        assert len(reading.found) == VALUES
    else:
        assert len(reading.found) < VALUES // 20
        assert speed >= MEGABYTES_A_SECOND


def _peak() -> float:
    """The most memory that this process ever had, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def _changed(value: str) -> str:
    """A value of the same kind that (nearly) nobody has: other digits, another last character."""
    dice = random.Random(value)
    return (
        "".join(str(dice.randrange(10)) if letter.isdigit() else letter for letter in value)
        + "甲" * value[-1].isalpha()
    )
