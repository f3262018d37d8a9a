"""Backup, restoring and attaching under kill -9 and a full disk: whole or not at all."""

import random
import resource
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.disk_problems import STAGING_SUFFIX
from app.errors import EnvironmentProblem
from app.services.backups import restore
from app.services.verification import verify
from app.vault.secret import Secret
from tests.helpers.killing import FINISHED, in_child, killed_after, killed_at, points
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened
from tests.services.test_restored_destructions import certificate

Act = Callable[[Path], object]
SECRET = Secret(PASSPHRASE)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a vault in it that has records and an attachment, and with a backup of it."""
    folder = tmp_path / "place"
    folder.mkdir()
    services = opened(make_vault(folder))
    found = planted(services.session, 5)
    (folder / "scan.png").write_bytes(b"\x89PNG" + secrets.token_bytes(300_000))
    services.attachments.add([folder / "scan.png"], record=found.records[4])
    services.backups.write(folder / "old.qdbak")
    certificate(services, folder, found.records[:2])
    services.close()
    return folder


def back_up(folder: Path) -> None:
    with_services(folder, lambda services: services.backups.write(folder / "new.qdbak"))


def attach(folder: Path) -> None:
    (folder / "second.png").write_bytes(b"\x89PNG" + bytes(300_000))
    with_services(folder, lambda services: services.attachments.add([folder / "second.png"]))


def bring_back(folder: Path) -> None:
    restore(folder / "old.qdbak", folder / "new.qingdang", SECRET, clock=FixedClock())


def bring_back_without_destroyed(folder: Path) -> None:
    proofs = [folder / "XHZ-2026-001.pdf"]
    place = folder / "new.qingdang"
    restore(
        folder / "old.qdbak", place, SECRET, certificates=proofs, renderer=PaperRenderer(), clock=FixedClock()
    )  # fmt: skip


def with_services(folder: Path, act: Callable[[Services], object]) -> None:
    services = opened(folder / "firm.qingdang")
    try:
        act(services)
    finally:
        services.close()


def staged(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]


def copied(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place, place.with_name(name)))


def require_backup_whole_or_absent(folder: Path) -> bool:
    """After the next opening; returns whether the backup is there."""
    services = opened(folder / "firm.qingdang")
    assert services.checkup.check().ok
    with services.session.read() as uow:
        known = {copy.file: copy.sha256 for copy in uow.copies.all()}
    services.close()
    assert staged(folder) == []
    made = folder / "new.qdbak"
    assert made.exists() == ("new.qdbak" in known)
    assert not made.exists() or verify(made, PaperRenderer()).valid
    return made.exists()


def test_a_killed_backup_is_there_and_known_or_neither(place: Path) -> None:
    reached = points(lambda: back_up(copied(place, "points")))
    assert {"delivery.noted", "backup.written", "backup.verified", "backup.committed", "delivery.placed"} <= set(
        reached
    )
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(back_up, folder)), reached[count - 1]
        there = require_backup_whole_or_absent(folder)
        outcomes.add(there)
        if not there:
            back_up(folder)
            assert require_backup_whole_or_absent(folder)
        shutil.rmtree(folder)
    assert outcomes == {True, False}


def killed_somewhere(place: Path, act: Act) -> Iterator[Path]:
    """Copies of the place in which `act` was killed at random times within what it takes."""
    began = time.monotonic()
    act(copied(place, "timed"))
    lasts = time.monotonic() - began
    dice = random.Random(act.__name__)
    for step in range(sweep_size(8, 200)):
        folder = copied(place, f"time-{step}")
        killed_after(dice.uniform(0, lasts * 1.1), partial(act, folder))
        yield folder
        shutil.rmtree(folder)


@pytest.mark.slow
def test_a_backup_killed_at_any_time_is_there_and_known_or_neither(place: Path) -> None:
    for folder in killed_somewhere(place, back_up):
        if not require_backup_whole_or_absent(folder):
            back_up(folder)
            assert require_backup_whole_or_absent(folder)


@pytest.mark.slow
def test_a_restoring_killed_at_any_time_leaves_a_whole_vault_or_none(place: Path) -> None:
    for folder in killed_somewhere(place, bring_back_without_destroyed):
        if not (folder / "new.qingdang").exists():
            bring_back_without_destroyed(folder)
        require_restored(folder, 3)


def require_restored(folder: Path, records: int) -> None:
    services = opened(folder / "new.qingdang")
    assert services.checkup.check().ok
    with services.session.read() as uow:
        assert uow.tables.count("record") == records
    assert services.session.warnings == ()
    services.close()
    assert staged(folder) == []


@pytest.mark.parametrize(("act", "records"), [(bring_back, 5), (bring_back_without_destroyed, 3)])
def test_a_killed_restoring_leaves_a_whole_vault_or_none(place: Path, act: Act, records: int) -> None:
    reached = points(lambda: act(copied(place, "points")))
    assert {"restore.blobs", "restore.table", "restore.indexed", "restore.filled", "create.renamed"} <= set(reached)
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(act, folder)), reached[count - 1]
        if not (folder / "new.qingdang").exists():
            act(folder)
        require_restored(folder, records)
        shutil.rmtree(folder)


def test_a_killed_attaching_leaves_the_scan_whole_or_no_trace(place: Path) -> None:
    reached = points(lambda: attach(copied(place, "points")))
    assert {"blob.staged", "blob.stored", "attach.stored"} <= set(reached)
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(attach, folder)), reached[count - 1]
        services = opened(folder / "firm.qingdang")
        assert services.checkup.check().ok
        attached = [one for one in services.attachments.all() if one.name == "second.png"]
        assert len(list(services.session.folder.blobs.iterdir())) == 1 + len(attached)
        services.close()
        assert staged(folder) == []
        shutil.rmtree(folder)


def limited(size: int, act: Callable[[], object]) -> Callable[[], object]:
    """`act` with no file of this process growing beyond `size` bytes; what it then raises must be the disk's fault."""

    def run() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        with pytest.raises(EnvironmentProblem) as problem:
            act()
        assert problem.value.code in ("disk-full", "disk-error"), problem.value

    return run


@pytest.mark.slow
@pytest.mark.parametrize("act", [back_up, bring_back, bring_back_without_destroyed])
def test_a_full_disk_changes_nothing(place: Path, act: Act) -> None:
    """Wherever the space ends: in the file being written, in a database, in its WAL."""
    steps = sweep_size(12, 120)
    for step in range(1, steps):
        size = 300_000 * step // steps
        folder = copied(place, f"full-{step}")
        before = (folder / "old.qdbak").read_bytes()
        assert in_child(limited(size, partial(act, folder))) == FINISHED, size
        assert not (folder / "new.qdbak").exists()
        assert not (folder / "new.qingdang").exists()
        assert (folder / "old.qdbak").read_bytes() == before
        assert not require_backup_whole_or_absent(folder)
        shutil.rmtree(folder)
