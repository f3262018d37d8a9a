"""Destruction under kill -9, a full disk and errors at every step: a record is untouched or wholly destroyed."""

import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.disk_problems import STAGING_SUFFIX
from app.domain.words import OrderState
from app.errors import EnvironmentProblem
from app.services.verification import verify
from app.vault import disk
from tests.helpers.cipher_pages import plain_pages
from tests.helpers.killing import FINISHED, in_child, killed_after, killed_at, limit_file_size, needs_fork, points
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import VAULT, approved, database_bytes, ids_of, make_shop, person, reopened
from tests.helpers.sweeps import is_full_size, sweep_size

ORDER = "XH-2026-001"
GOING, COUNT = 5, 12
DONE, UNDONE = "done", "undone"
# Before the last of these nothing is destroyed; from it on everything is.
WANTED = {
    "destroy.started",
    "rotate.begun",
    "destroy.copied",
    "destroy.indexed",
    "rotate.checked",
    "destroy.control-read",
    "destroy.read-back",
    "destroy.verified",
    "rotate.switching",
    "rotate.switched",
    "rotate.old-removed",
    "destroy.switched",
    "destroy.blobs-removed",
    "certificate.written",
    "certificate.committed",
    "delivery.placed",
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a shop's vault: an approved order over some of its records, one with a scan, and a backup."""
    folder = tmp_path / "place"
    folder.mkdir()
    shop = make_shop(folder, count=COUNT)
    with shop.session.read() as uow:
        first = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = 1")
    (folder / "scan.png").write_bytes(b"\x89PNG" + bytes(range(256)) * 400)
    shop.attachments.add([folder / "scan.png"], record=first)
    shop.backups.write(folder / "早先.qdbak")
    assert approved(shop, ids_of(shop)[:GOING]) == ORDER
    shop.close()
    return folder


def destroy(folder: Path) -> None:
    services = reopened(folder / VAULT)
    try:
        services.destruction.execute(ORDER, folder / "out")
    finally:
        services.close()


def copied(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place, place.with_name(name)))


def require_whole(folder: Path) -> str:
    """After the next opening: whole, and the order done or undone; which of the two."""
    services = reopened(folder / VAULT)
    try:
        assert services.checkup.check().ok
        outcome = _outcome(services)
        _require_no_rubbish(services, folder)
        _require_certificates(services, folder, outcome)
    finally:
        services.close()
    return outcome


def _outcome(services: Services) -> str:
    with services.session.read() as uow:
        numbers = [row[0] for row in uow.connection.rows("SELECT id FROM record ORDER BY id")]
        stubs = uow.connection.rows("SELECT uid FROM stub ORDER BY uid")
        listed = uow.connection.rows("SELECT uid FROM order_record ORDER BY uid")
        scans = uow.connection.value("SELECT count(*) FROM attachment")
    raw = database_bytes(services)
    state = services.destruction.status(ORDER).state
    assert all(cell.encode() in raw for cell in person(GOING))
    if not stubs:
        assert numbers == list(range(1, COUNT + 1))
        assert (state, scans) == (OrderState.APPROVED, 1)
        return UNDONE
    assert numbers == list(range(GOING + 1, COUNT + 1))
    assert stubs == listed
    assert not [cell for number in range(GOING) for cell in person(number) if cell.encode() in raw]
    assert state in (OrderState.VERIFIED, OrderState.CERTIFIED)
    assert scans == 0
    return DONE


def _require_no_rubbish(services: Services, folder: Path) -> None:
    assert set(services.session.folder.database_files().values()) == {services.session.generation}
    with services.session.read() as uow:
        known = uow.attachments.blobs()
        assert uow.deliveries.all() == ()
    assert {bytes.fromhex(path.name) for path in services.session.folder.blobs.iterdir()} == known
    assert not [path for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]


def _require_certificates(services: Services, folder: Path, outcome: str) -> None:
    out = sorted((folder / "out").iterdir()) if (folder / "out").exists() else []
    with services.session.read() as uow:
        issued = [document.file_name for document in uow.documents.all()]
    certified = services.destruction.status(ORDER).state is OrderState.CERTIFIED
    assert issued == [path.name for path in out]
    assert len(issued) == int(certified)
    assert all(verify(path, PaperRenderer()).valid for path in out)
    assert outcome == DONE or not certified


def require_finishing(folder: Path) -> None:
    """The same command finishes it, once and for all."""
    destroy(folder)
    assert require_whole(folder) == DONE
    destroy(folder)
    assert require_whole(folder) == DONE
    assert len(list((folder / "out").iterdir())) == 1


@needs_fork
@pytest.mark.slow
def test_killed_at_any_step_it_is_done_or_undone(place: Path) -> None:
    reached = points(lambda: destroy(copied(place, "points")))
    assert set(reached) >= WANTED
    firsts = {reached.index(name) + 1 for name in dict.fromkeys(reached)}
    switching, switched = reached.index("rotate.switching") + 1, reached.index("rotate.switched") + 1
    for count in range(1, len(reached) + 1) if is_full_size() else sorted(firsts):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(destroy, folder)), reached[count - 1]
        outcome = require_whole(folder)
        assert outcome == UNDONE or count > switching, reached[count - 1]
        assert outcome == DONE or count < switched, reached[count - 1]
        require_finishing(folder)
        shutil.rmtree(folder)


@needs_fork
@pytest.mark.slow
def test_killed_at_any_time_it_is_done_or_undone(place: Path) -> None:
    began = time.monotonic()
    destroy(copied(place, "timed"))
    whole = time.monotonic() - began
    dice = random.Random(2026)
    for step in range(sweep_size(8, 200)):
        folder = copied(place, f"time-{step}")
        killed_after(dice.uniform(0, whole), partial(destroy, folder))
        require_whole(folder)
        require_finishing(folder)
        shutil.rmtree(folder)


@needs_fork
def test_a_kill_leaves_nothing_that_the_next_opening_does_not_remove(place: Path) -> None:
    """The half-written next generation is under a key that nobody has any more, and goes all the same."""
    folder = copied(place, "kill")
    number = points(lambda: destroy(copied(place, "points"))).index("destroy.verified") + 1
    assert killed_at(number, partial(destroy, folder))
    assert (folder / VAULT / "vault-2.db").exists()
    assert require_whole(folder) == UNDONE
    assert not (folder / VAULT / "vault-2.db").exists()


def limited(size: int, act: Callable[[], object]) -> None:
    """With no file of this process growing beyond `size` bytes, destroying must fail for the disk's sake."""
    limit_file_size(size)
    with pytest.raises(EnvironmentProblem) as problem:
        act()
    assert problem.value.code in ("disk-full", "disk-error"), problem.value


@needs_fork
@pytest.mark.slow
def test_a_full_disk_destroys_nothing(place: Path) -> None:
    largest = (place / VAULT / "vault-1.db").stat().st_size
    for step in range(1, sweep_size(8, 60)):
        folder = copied(place, f"full-{step}")
        size = largest * step // sweep_size(9, 64)
        assert in_child(partial(limited, size, partial(destroy, folder))) == FINISHED, size
        assert require_whole(folder) == UNDONE
        require_finishing(folder)
        shutil.rmtree(folder)


@pytest.mark.slow
def test_an_error_at_any_step_is_survived_by_the_open_vault(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not only a crash: after an error the same program goes on with the same session."""
    reached = _reached_points(copied(place, "points"), monkeypatch)
    for name in dict.fromkeys(reached[:: sweep_size(3, 1)]):
        folder = copied(place, f"error-{name}")
        services = reopened(folder / VAULT)
        monkeypatch.setattr(disk, "fault", partial(_fail_at, name))
        # Where the header's note of the log could not be written it is written later, and nothing fails.
        with suppress(EnvironmentProblem):
            services.destruction.execute(ORDER, folder / "out")
        monkeypatch.setattr(disk, "fault", lambda _point: None)
        assert services.checkup.check().ok, name
        assert services.destruction.execute(ORDER, folder / "out").destroyed == GOING
        services.close()
        assert require_whole(folder) == DONE
        shutil.rmtree(folder)


def _reached_points(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reached: list[str] = []
    services = reopened(folder / VAULT)
    monkeypatch.setattr(disk, "fault", reached.append)
    services.destruction.execute(ORDER, folder / "out")
    monkeypatch.setattr(disk, "fault", lambda _point: None)
    services.close()
    return reached


def _fail_at(name: str, point: str) -> None:
    if point == name:
        raise EnvironmentProblem("disk-full", file=name)


def test_the_old_key_opens_nothing_that_is_left(place: Path) -> None:
    services = reopened(place / VAULT)
    old = services.session._key.reveal()
    services.close()
    destroy(place)
    cells = [cell.encode() for number in range(COUNT) for cell in person(number)]
    for path in sorted((place / VAULT).iterdir()):
        if path.is_file() and path.stat().st_size >= 4096:
            raw = plain_pages(path, old)
            assert not [cell for cell in cells if cell in raw]
