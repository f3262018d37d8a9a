"""Files on their way out of the vault."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.errors import EnvironmentProblem, UserError
from app.services.deliveries import delivered, require_free, settle_deliveries
from app.storage.deliveries import Delivery
from tests.helpers.vaults import opened


def under_way(services: Services, staging: Path, target: Path, *, owed: bool) -> None:
    """What a crash leaves: a noted file, written, and owed or not."""
    staging.write_bytes(b"content")
    with services.session.write() as uow:
        delivery = uow.deliveries.begin(staging, target)
        if owed:
            uow.deliveries.owe(delivery, target)
        uow.commit()


def left(services: Services) -> tuple[Delivery, ...]:
    with services.session.read() as uow:
        return uow.deliveries.all()


def test_a_file_gets_the_name_it_is_owed_under(services: Services, tmp_path: Path) -> None:
    with delivered(services.session, tmp_path / "provisional") as (delivery,):
        delivery.staging.write_bytes(b"content")
        assert delivery.staging.parent == tmp_path
        with services.session.write() as uow:
            uow.deliveries.owe(delivery, tmp_path / "final")
            uow.commit()
        assert not (tmp_path / "final").exists()
    assert (tmp_path / "final").read_bytes() == b"content"
    assert not delivery.staging.exists()
    assert left(services) == ()


def fail(services: Services, target: Path, *, committed: bool) -> None:
    """Break off while a file is under way, before or after the vault tells of it."""
    with delivered(services.session, target) as (delivery,):
        delivery.staging.write_bytes(b"content")
        with services.session.write() as uow:
            uow.deliveries.owe(delivery, target)
            if committed:
                uow.commit()
        raise ZeroDivisionError


def test_a_file_that_nobody_tells_of_is_removed(services: Services, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError):
        fail(services, tmp_path / "final", committed=False)
    assert sorted(tmp_path.iterdir()) == before
    assert left(services) == ()


def test_a_file_that_the_vault_tells_of_is_put_in_place_later(services: Services, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        fail(services, tmp_path / "final", committed=True)
    settle_deliveries(services.session)
    assert (tmp_path / "final").read_bytes() == b"content"
    assert left(services) == ()


@pytest.mark.parametrize("owed", [True, False])
def test_the_next_opening_finishes_or_undoes(services: Services, tmp_path: Path, owed: bool) -> None:
    staging = tmp_path / ".x.0123abcd.staging"
    under_way(services, staging, tmp_path / "final", owed=owed)
    path = services.session.folder.path
    services.close()
    again = opened(path)
    assert (tmp_path / "final").exists() == owed
    assert not staging.exists()
    assert left(again) == ()
    again.close()


@pytest.mark.parametrize("owed", [True, False])
@pytest.mark.parametrize("name", ["letters", ".x.0123abcd.staging"])
def test_a_vault_handed_over_touches_nobody_elses_files(
    services: Services, tmp_path: Path, name: str, owed: bool
) -> None:
    """Its rows may name any paths."""
    theirs, target = tmp_path / "theirs" / name, tmp_path / "mine"
    theirs.mkdir(parents=True)
    (theirs / "letter").write_text("mine")
    target.write_text("mine")
    with services.session.write() as uow:
        delivery = uow.deliveries.begin(theirs, target)
        if owed:
            uow.deliveries.owe(delivery, target)
        uow.commit()
    settle_deliveries(services.session)
    assert (theirs / "letter").read_text() == target.read_text() == "mine"
    assert left(services) == ()


def test_a_file_under_way_is_found_from_another_folder(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    with pytest.raises(ZeroDivisionError):
        fail(services, Path("final"), committed=True)
    monkeypatch.chdir(tmp_path)
    settle_deliveries(services.session)
    assert (tmp_path / "here" / "final").read_bytes() == b"content"


@pytest.mark.parametrize("owed", [True, False])
def test_what_lies_on_a_medium_that_is_away_waits_for_it(services: Services, tmp_path: Path, owed: bool) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    under_way(services, stick / ".x.0123abcd.staging", stick / "final", owed=owed)
    stick.rename(tmp_path / "away")
    settle_deliveries(services.session)
    assert len(left(services)) == 1
    (tmp_path / "away").rename(stick)
    settle_deliveries(services.session)
    assert [path.name for path in stick.iterdir()] == (["final"] if owed else [])
    assert left(services) == ()


def lose_the_stick(services: Services, stick: Path) -> None:
    """Deliver to a stick that is pulled out after the vault tells of the file."""
    with delivered(services.session, stick / "final") as (delivery,):
        delivery.staging.write_bytes(b"content")
        with services.session.write() as uow:
            uow.deliveries.owe(delivery, delivery.target)
            uow.commit()
        stick.rename(stick.parent / "away")


def test_a_medium_that_goes_before_the_file_has_its_name_is_told(services: Services, tmp_path: Path) -> None:
    """Nobody is told of success while the file waits under another name."""
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(EnvironmentProblem, match="delivery-waits"):
        lose_the_stick(services, stick)
    assert len(left(services)) == 1


def test_a_place_that_cannot_be_asked_stops_no_opening_and_no_other_file(services: Services, tmp_path: Path) -> None:
    unreadable = tmp_path / ("x" * 300)  # an error even for who looks whether it is a folder
    with services.session.write() as uow:
        uow.deliveries.begin(unreadable / ".a.0123abcd.staging", unreadable / "a")
        uow.commit()
    under_way(services, tmp_path / ".x.0123abcd.staging", tmp_path / "final", owed=True)
    settle_deliveries(services.session)
    assert (tmp_path / "final").read_bytes() == b"content"
    assert len(left(services)) == 1


def test_a_file_that_somebody_removed_is_forgotten(services: Services, tmp_path: Path) -> None:
    under_way(services, tmp_path / ".x.0123abcd.staging", tmp_path / "final", owed=True)
    (tmp_path / ".x.0123abcd.staging").unlink()
    settle_deliveries(services.session)
    assert not (tmp_path / "final").exists()
    assert left(services) == ()


def test_a_place_must_be_free_and_there(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    require_free(tmp_path / "free")
    with pytest.raises(UserError, match="target-exists"):
        require_free(tmp_path / "taken")
    with pytest.raises(UserError, match="folder-not-found"):
        require_free(tmp_path / "no" / "file")


def test_a_vault_that_only_reads_delivers_nothing(services: Services, tmp_path: Path) -> None:
    """Whatever leaves a vault must be known to it."""
    services.session.read_only = True
    with pytest.raises(EnvironmentProblem, match="read-only-vault"):
        services.backups.write(tmp_path / "a.qdbak")
    assert not (tmp_path / "a.qdbak").exists()
