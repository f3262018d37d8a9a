"""Importing and exporting under kill -9 and a full disk: all of a file or nothing of it."""

import shutil
from functools import partial
from pathlib import Path

import pytest

from app.disk_problems import STAGING_SUFFIX
from app.domain.records import RecordQuery
from app.errors import EnvironmentProblem
from tests.helpers.killing import FINISHED, in_child, killed_after, killed_at, limit_file_size, points
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import HEADS, people
from tests.helpers.sweeps import sweep_size
from tests.helpers.vaults import make_vault, opened

FIRST, SECOND, THIRD = 40, 2300, 25
REJECTED = ["王伟", "310101199001011230", "", "", "", ""]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a vault that has one file's records, and with a second file."""
    folder = tmp_path / "place"
    folder.mkdir()
    workbook(folder / "first.xlsx", [HEADS, *people(FIRST)])
    sheets = {"一": [HEADS, *people(SECOND, 1000), REJECTED], "二": [HEADS, *people(THIRD, 9000)]}
    workbook(folder / "second.xlsx", sheets)
    (folder / "out").mkdir()
    services = opened(make_vault(folder))
    services.imports.run(folder / "first.xlsx")
    services.close()
    return folder


def bring_in(folder: Path) -> None:
    services = opened(folder / "firm.qingdang")
    try:
        services.imports.run(folder / "second.xlsx", rejects_dir=folder / "out")
    finally:
        services.close()


def export(folder: Path) -> None:
    services = opened(folder / "firm.qingdang")
    try:
        services.exports.workbook(folder / "out" / "all.xlsx")
    finally:
        services.close()


def copied(place: Path, name: str) -> Path:
    return Path(shutil.copytree(place, place.with_name(name)))


def require_all_or_nothing(folder: Path) -> bool:
    """After the next opening the vault is whole; returns whether the second file is in it."""
    services = opened(folder / "firm.qingdang")
    assert services.checkup.check().ok
    with services.session.read() as uow:
        count = uow.connection.value("SELECT count(*) FROM record")
        customers = uow.connection.value("SELECT count(*) FROM customer")
        batches = uow.connection.value("SELECT count(*) FROM batch")
        sheets = [one.counts.records_added for one in uow.batches.sheets()]
        events = len(uow.audit.find("import.file"))
        assert uow.deliveries.all() == ()
    assert services.records.list(RecordQuery(search="南京东路")).total == count
    services.close()
    assert not [path for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]
    done = bool(count > FIRST)
    assert count == customers == FIRST + (SECOND + THIRD if done else 0)
    assert (batches, events) == ((2, 2) if done else (1, 1))
    assert sheets == ([FIRST, SECOND, THIRD] if done else [FIRST])
    assert [path.name for path in (folder / "out").iterdir()] == (["second-rejected.xlsx"] if done else [])
    return done


def test_killed_import_is_done_or_undone(place: Path) -> None:
    reached = points(partial(bring_in, copied(place, "points")))
    expected = {"import.begun", "import.batch", "import.sheet", "import.rejects-written", "import.committed"}
    assert expected <= set(reached)
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(bring_in, folder)), reached[count - 1]
        outcomes.add(require_all_or_nothing(folder))
        shutil.rmtree(folder)
    assert outcomes == {True, False}


def test_an_undone_import_can_be_done_again(place: Path) -> None:
    reached = points(partial(bring_in, copied(place, "points")))
    assert killed_at(reached.index("import.committing") + 1, partial(bring_in, place))
    assert not require_all_or_nothing(place)
    bring_in(place)
    assert require_all_or_nothing(place)


@pytest.mark.slow
def test_killed_at_any_time(place: Path) -> None:
    steps = sweep_size(8, 200)
    for step in range(steps):
        folder = copied(place, f"time-{step}")
        killed_after(0.9 * step / steps, partial(bring_in, folder))
        require_all_or_nothing(folder)
        shutil.rmtree(folder)


def limited(size: int, folder: Path) -> None:
    limit_file_size(size)
    with pytest.raises(EnvironmentProblem) as problem:
        bring_in(folder)
    assert problem.value.code in ("disk-full", "disk-error"), problem.value


@pytest.mark.slow
def test_a_full_disk_changes_nothing(place: Path) -> None:
    steps = sweep_size(6, 60)
    for step in range(1, steps):
        folder = copied(place, f"full-{step}")
        assert in_child(partial(limited, 400_000 * step // steps, folder)) == FINISHED
        assert not require_all_or_nothing(folder)
        shutil.rmtree(folder)


def test_killed_export_is_whole_and_known_or_not_there(place: Path) -> None:
    reached = points(partial(export, copied(place, "points")))
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(export, folder)), reached[count - 1]
        services = opened(folder / "firm.qingdang")
        with services.session.read() as uow:
            copies = [copy.file for copy in uow.copies.all()]
            assert uow.deliveries.all() == ()
        assert services.checkup.check().ok
        services.close()
        assert copies == [path.name for path in (folder / "out").iterdir()]
        outcomes.add(bool(copies))
        shutil.rmtree(folder)
    assert outcomes == {True, False}
