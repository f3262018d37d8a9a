"""Archiving under kill -9 and a full disk: package, certificate and marks together, or none of them."""

import resource
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.disk_problems import STAGING_SUFFIX
from app.errors import EnvironmentProblem
from app.services.verification import verify
from tests.helpers.killing import FINISHED, in_child, killed_at, points
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.helpers.vaults import make_vault, opened

RENDERER = PaperRenderer()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a vault that has vouchers, one of them with a scan."""
    folder = tmp_path / "place"
    folder.mkdir()
    services = opened(make_vault(folder))
    found = planted(services.session, 6, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    (folder / "scan.png").write_bytes(b"\x89PNG" + bytes(range(256)) * 800)
    services.attachments.add([folder / "scan.png"], record=found.records[0])
    services.close()
    return folder


def archive(folder: Path) -> None:
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    try:
        services.archives.write(folder / "out")
    finally:
        services.close()


def copied(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place, place.with_name(name)))


def require_all_or_nothing(folder: Path) -> bool:
    """After the next opening; returns whether the records are archived."""
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    assert services.checkup.check().ok
    with services.session.read() as uow:
        states = {row[0] for row in uow.connection.rows("SELECT state FROM record")}
        numbers = [document.number for document in uow.documents.all()]
        copies = [copy.file for copy in uow.copies.all()]
        assert uow.deliveries.all() == ()
    services.close()
    assert not [path for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]
    out = sorted((folder / "out").iterdir()) if (folder / "out").exists() else []
    assert all(verify(path, RENDERER).valid for path in out)
    archived = bool(out)
    assert numbers == (["GDZ-2026-001"] if archived else [])
    assert copies == [path.name for path in out if path.suffix == ".qdpkg"]
    assert len(out) == (2 if archived else 0)
    assert (states == {"classified"}) is not archived
    return archived


def test_killed_archiving_is_done_or_undone(place: Path) -> None:
    reached = points(lambda: archive(copied(place, "points")))
    assert {"archive.sealed", "archive.verified", "archive.committed", "delivery.placed"} <= set(reached)
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(archive, folder)), reached[count - 1]
        done = require_all_or_nothing(folder)
        outcomes.add(done)
        if not done:
            archive(folder)
            assert require_all_or_nothing(folder)
        shutil.rmtree(folder)
    assert outcomes == {True, False}


def limited(size: int, act: Callable[[], object]) -> None:
    """With no file of this process growing beyond `size` bytes, archiving must fail for the disk's sake."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    with pytest.raises(EnvironmentProblem) as problem:
        act()
    assert problem.value.code in ("disk-full", "disk-error"), problem.value


@pytest.mark.slow
def test_a_full_disk_changes_nothing(place: Path) -> None:
    steps = sweep_size(10, 100)
    for step in range(1, steps):
        folder = copied(place, f"full-{step}")
        size = 200_000 * step // steps
        assert in_child(partial(limited, size, partial(archive, folder))) == FINISHED, size
        assert not require_all_or_nothing(folder)
        shutil.rmtree(folder)
