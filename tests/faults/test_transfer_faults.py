"""Notices and hand-overs under kill -9: letters or package with what the vault tells of them, or neither."""

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from app.disk_problems import STAGING_SUFFIX
from app.domain.notices import Particulars
from app.domain.words import Closure, NoticeKind
from app.services.verification import verify
from tests.helpers.killing import killed_at, needs_fork, points
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.vaults import make_vault, opened, sample_firm

RENDERER = PaperRenderer()
TAKER = "承接公司"
pytestmark = needs_fork


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A merging firm's vault whose hand-over waits only to be carried out."""
    folder = tmp_path / "place"
    folder.mkdir()
    services = opened(make_vault(folder, firm=sample_firm(Closure.MERGER)), renderer=RENDERER)
    planted(services.session, 3)
    services.notices.prepare(NoticeKind.SUCCESSION, Particulars(TAKER, "021"), folder / "letters")
    services.notices.publish("GZ-2026-001", date(2026, 9, 1))
    services.transfers.prepare(TAKER, "021")
    services.close()
    return folder


def hand_over(folder: Path) -> None:
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    try:
        services.transfers.execute("YJ-2026-001", folder / "out")
    finally:
        services.close()


def tell(folder: Path) -> None:
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    try:
        services.notices.prepare(NoticeKind.CLOSING, Particulars("清算组", "021"), folder / "out")
    finally:
        services.close()


def copied(place: Path, name: str) -> Path:
    """The folder once more; the vault knows where its files lie by their names only."""
    return Path(shutil.copytree(place, place.with_name(name)))


def staged(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.name.endswith(STAGING_SUFFIX)]


def is_handed_over(folder: Path) -> bool:
    """After the next opening: all of it, or nothing."""
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    assert services.checkup.check().ok
    with services.session.read() as uow:
        states = {row[0] for row in uow.connection.rows("SELECT state FROM record")}
        copies = [copy.file for copy in uow.copies.all() if copy.kind == "transfer"]
        assert uow.deliveries.all() == ()
    (status,) = services.transfers.all()
    holds = [hold for hold in services.holds.all() if hold.is_standing]
    services.close()
    out = sorted((folder / "out").iterdir()) if (folder / "out").exists() else []
    assert not staged(folder)
    assert all(verify(path, RENDERER).valid for path in out)
    done = bool(out)
    assert len(out) == (2 if done else 0)
    assert copies == [path.name for path in out if path.suffix == ".qdpkg"]
    assert states == ({"transferred"} if done else {"classified"})
    assert status.transfer.state == ("executed" if done else "prepared")
    assert len(holds) == int(done)
    assert bool(status.transfer.code) is done
    return done


def test_a_killed_hand_over_is_done_or_undone(place: Path) -> None:
    reached = points(lambda: hand_over(copied(place, "points")))
    assert {"transfer.sealed", "transfer.committed", "delivery.placed"} <= set(reached)
    outcomes = set()
    for count in range(1, len(reached) + 1):
        folder = copied(place, f"kill-{count}")
        assert killed_at(count, partial(hand_over, folder)), reached[count - 1]
        done = is_handed_over(folder)
        outcomes.add(done)
        if not done:
            hand_over(folder)
            assert is_handed_over(folder)
    assert outcomes == {True, False}


def is_told(folder: Path) -> bool:
    services = opened(folder / "firm.qingdang", renderer=RENDERER)
    told = [status.notice for status in services.notices.all()]
    with services.session.read() as uow:
        assert uow.deliveries.all() == ()
    services.close()
    assert not staged(folder)
    out = sorted((folder / "out").iterdir()) if (folder / "out").exists() else []
    assert len(out) == (8 if len(told) == 2 else 0)
    return len(told) == 2


def test_killed_letters_are_all_there_or_none(place: Path) -> None:
    reached = points(lambda: tell(copied(place, "points")))
    assert "notice.written" in reached
    outcomes = set()
    chosen = [count for count, point in enumerate(reached, 1) if not point.startswith("disk.")]
    for count in chosen[:: max(1, len(chosen) // 12)]:
        folder = copied(place, f"kill-{count}")
        killed_at(count, partial(tell, folder))
        outcomes.add(is_told(folder))
    assert outcomes == {True, False}
