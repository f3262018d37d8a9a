"""Taking an import back, and forgetting an old value, under kill -9 and disk errors: done or not done, never half."""

import errno
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from app.domain.records import RecordQuery
from app.errors import EnvironmentProblem
from tests.helpers.killing import FINISHED, failed_at, in_child, killed_at, limit_file_size, needs_fork, points
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people
from tests.helpers.shops import database_bytes
from tests.helpers.sweeps import is_full_size, sweep_size
from tests.helpers.vaults import make_vault, opened

pytestmark = needs_fork

FIRST, SECOND = 30, 20
MARK = "外滩二十七号楼独家标记"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a vault of two imports, of which the second is to go."""
    folder = tmp_path / "place"
    folder.mkdir()
    workbook(folder / "first.xlsx", [HEADS, *people(FIRST)])
    rows = people(SECOND, 1000)
    rows[0][3] = MARK
    workbook(folder / "second.xlsx", [HEADS, *rows])
    services = opened(make_vault(folder))
    services.imports.run(folder / "first.xlsx")
    services.imports.run(folder / "second.xlsx")
    services.close()
    return folder


def take_back(folder: Path) -> None:
    services = opened(folder / "firm.qingdang")
    try:
        newest = services.overview.imports()
        if len(newest) > 1:
            services.taking_back.undo([newest[0].batch])
    finally:
        services.close()


def forget(folder: Path) -> None:
    services = opened(folder / "firm.qingdang")
    try:
        for number in services.records.ids(RecordQuery(search=MARK)):
            with services.session.read() as uow:
                uid = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = ?", (number,))
            services.corrections.correct(uid, HEADS[3], "已更正", "从来不是本人的地址", forget=True)
    finally:
        services.close()


def is_done(folder: Path, left: int) -> bool:
    """After the next opening the vault is whole; whether the mark is gone, then from every page."""
    services = opened(folder / "firm.qingdang")
    assert services.checkup.check().ok
    databases = [path.name for path in (folder / "firm.qingdang").glob("vault-*.db")]
    assert databases == [f"vault-{services.session.generation}.db"]
    with services.session.read() as uow:
        count = uow.connection.value("SELECT count(*) FROM record")
        marked = uow.connection.value("SELECT count(*) FROM record WHERE content LIKE ?", (f"%{MARK}%",))
    done = not marked
    assert (MARK.encode() in database_bytes(services)) == bool(marked)
    assert count == (left if done else FIRST + SECOND)
    services.close()
    return done


@pytest.mark.parametrize(("act", "left"), [(take_back, FIRST), (forget, FIRST + SECOND)])
def test_killed_at_any_point_it_is_done_or_undone_and_can_be_done_again(
    place: Path, act: Callable[[Path], None], left: int
) -> None:
    reached = points(partial(act, _copied(place, "points")))
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = _copied(place, f"kill-{count}")
        assert killed_at(count, partial(act, folder)), reached[count - 1]
        outcomes.add(is_done(folder, left))
        act(folder)
        assert is_done(folder, left)
        shutil.rmtree(folder)
    assert outcomes == {True, False}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO] if is_full_size() else [errno.EIO])
@pytest.mark.parametrize(("act", "left"), [(take_back, FIRST), (forget, FIRST + SECOND)])
def test_an_error_at_any_point_is_said_and_it_can_be_done_again(
    place: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], None], left: int, number: int
) -> None:
    """A full disk and a failing one, as the program meets them at each of its own steps."""
    reached = points(partial(act, _copied(place, "points")))
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = _copied(place, f"error-{count}")
        said = failed_at(count, number, partial(act, folder), monkeypatch)
        done = is_done(folder, left)
        assert done or said, reached[count - 1]
        outcomes.add(done)
        act(folder)
        assert is_done(folder, left)
        shutil.rmtree(folder)
    assert outcomes == {True, False}


@pytest.mark.slow
@pytest.mark.parametrize(("act", "left"), [(take_back, FIRST), (forget, FIRST + SECOND)])
def test_a_full_disk_changes_nothing_or_is_not_noticed(place: Path, act: Callable[[Path], None], left: int) -> None:
    """Wherever the space ends: in the next generation, the header, the WAL."""

    def limited(folder: Path, size: int) -> None:
        limit_file_size(size)
        try:
            act(folder)
        except EnvironmentProblem as error:
            assert error.code in ("disk-full", "disk-error"), error  # noqa: PT017 - it may also go well

    largest = max(path.stat().st_size for path in (place / "firm.qingdang").iterdir())
    steps = sweep_size(8, 100)
    outcomes = set()
    for step in range(steps):
        folder = _copied(place, f"full-{step}")
        size = int(largest * 1.2 * step / (steps - 1))
        assert in_child(partial(limited, folder, size)) == FINISHED, step
        outcomes.add(is_done(folder, left))
        shutil.rmtree(folder)
    assert outcomes == {True, False}


def _copied(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place, place.with_name(name)))
