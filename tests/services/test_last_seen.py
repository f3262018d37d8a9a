"""A vault's folder that was put back as a whole is noticed by what this computer last saw of it."""

import shutil
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.last_seen import SeenOnThisComputer
from app.services.backups import restore
from app.services.last_seen import Seen
from app.services.unlocking import BEHIND_WARNING
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.vaults import PASSPHRASE, FixedClock, opened


@pytest.fixture
def memory(tmp_path: Path) -> SeenOnThisComputer:
    return SeenOnThisComputer(tmp_path / "settings of this computer")


def change(services: Services) -> None:
    """One more event in the log."""
    services.settings.set("cooling-off-days", str(int(services.settings.get("cooling-off-days")) + 1))


def used(vault: Path, memory: SeenOnThisComputer) -> None:
    services = opened(vault, memory=memory)
    change(services)
    services.close()


def is_behind(services: Services) -> bool:
    return BEHIND_WARNING in {warning.code for warning in services.session.warnings}


def test_a_folder_put_back_as_a_whole_is_reported(vault: Path, memory: SeenOnThisComputer) -> None:
    """Header and database agree with each other: nothing inside the folder could tell."""
    used(vault, memory)
    shutil.copytree(vault, vault.with_name("older"))
    used(vault, memory)
    shutil.rmtree(vault)
    shutil.move(vault.with_name("older"), vault)
    services = opened(vault, memory=memory)
    assert is_behind(services)
    assert not services.checkup.check().ok
    services.close()
    again = opened(vault, memory=memory)
    assert is_behind(again)
    again.checkup.accept_older_database()
    assert not is_behind(again)
    change(again)
    again.close()
    last = opened(vault, memory=memory)
    assert not is_behind(last)
    assert last.checkup.check().ok
    last.close()


def test_a_vault_that_goes_on_is_not(vault: Path, memory: SeenOnThisComputer) -> None:
    for _ in range(3):
        used(vault, memory)
    services = opened(vault, memory=memory)
    assert not is_behind(services)
    services.close()


def test_another_history_of_the_same_length_is_reported(vault: Path, memory: SeenOnThisComputer) -> None:
    used(vault, memory)
    shutil.copytree(vault, vault.with_name("older"))
    used(vault, memory)
    other = opened(vault.with_name("older"))
    other.settings.set("auto-lock-minutes", "7")
    other.close()
    shutil.rmtree(vault)
    shutil.move(vault.with_name("older"), vault)
    services = opened(vault, memory=memory)
    assert is_behind(services)
    services.close()


def test_a_copy_in_another_place_goes_its_own_way(vault: Path, memory: SeenOnThisComputer) -> None:
    """Work in one copy of a folder puts no older state back into the other: its check stays clean."""
    used(vault, memory)
    copy = vault.with_name("copy")
    shutil.copytree(vault, copy)
    used(copy, memory)
    services = opened(vault, memory=memory)
    assert not is_behind(services)
    assert services.checkup.check().ok
    services.close()


def test_a_restored_vault_begins_a_history_of_its_own(
    vault: Path, memory: SeenOnThisComputer, tmp_path: Path, clock: FixedClock
) -> None:
    services = opened(vault, memory=memory)
    services.backups.write(tmp_path / "a.qdbak")
    change(services)
    services.close()
    new = tmp_path / "new.qingdang"
    restore(tmp_path / "a.qdbak", new, Secret(PASSPHRASE), renderer=PaperRenderer(), clock=clock)
    again = opened(new, memory=memory)
    assert not is_behind(again)
    again.close()


def test_what_is_kept_names_no_vault(vault: Path, memory: SeenOnThisComputer, tmp_path: Path) -> None:
    used(vault, memory)
    (kept,) = (tmp_path / "settings of this computer").iterdir()
    services = opened(vault)
    assert services.session.vault_id not in kept.read_text()
    services.close()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"x": 3}', '{"x": {"size": "a"}}'])
def test_an_unreadable_memory_counts_as_nothing_seen(tmp_path: Path, content: str) -> None:
    (tmp_path / "last-seen.json").write_text(content)
    memory = SeenOnThisComputer(tmp_path)
    assert memory.get("a") is None
    memory.put("a", Seen(3, "00"))
    assert memory.get("a") == Seen(3, "00")
