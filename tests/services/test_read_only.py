"""A vault on a medium, or in a folder, that this user can't write."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import EnvironmentProblem
from tests.helpers.generations import rotate
from tests.helpers.killing import FINISHED, in_child, needs_fork
from tests.helpers.vaults import make_vault, opened, sample_firm

pytestmark = needs_fork


def _files(vault: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in vault.iterdir() if path.is_file() and path.name != "lock"}


def _as_reader(vault: Path) -> None:
    """Become somebody who may read the vault and not write it; only in a child."""
    if os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
        return
    for path in (*vault.iterdir(), vault, vault.parent):
        path.chmod(0o555 if path.is_dir() else 0o444)


@pytest.fixture
def readable(vault: Path) -> Iterator[Path]:
    def allow() -> None:
        for path in (vault.parent, vault, *vault.iterdir()):
            path.chmod(0o755 if path.is_dir() else 0o644)
        for folder in vault.parents:
            if not folder.stat().st_mode & 0o001:
                folder.chmod(folder.stat().st_mode | 0o005)

    allow()
    yield vault
    allow()


def test_it_opens_for_reading_and_says_so(readable: Path) -> None:
    before = _files(readable)

    def read() -> None:
        _as_reader(readable)
        services = opened(readable)
        assert services.session.read_only
        assert [warning.code for warning in services.session.warnings] == ["vault-read-only"]
        assert services.session.firm.name == sample_firm().name
        assert services.checkup.check().ok
        with pytest.raises(EnvironmentProblem) as caught:
            services.settings.set("cooling-off-days", "7")
        assert (caught.value.code, caught.value.exit_code) == ("read-only-vault", 6)
        with pytest.raises(EnvironmentProblem, match="read-only-vault"):
            rotate(services.session)
        services.close()

    assert in_child(read) == FINISHED
    assert _files(readable) == before


def test_what_was_committed_before_a_crash_is_seen(readable: Path) -> None:
    """It is in the WAL only, which a careless reader would pass over."""

    def crash() -> None:
        services = opened(readable)
        services.settings.set("cooling-off-days", "7")
        os._exit(FINISHED)

    assert in_child(crash) == FINISHED
    assert (readable / "vault-1.db-wal").stat().st_size
    for path in readable.iterdir():
        path.chmod(0o755 if path.is_dir() else 0o644)

    def read() -> None:
        _as_reader(readable)
        services = opened(readable)
        assert services.settings.get("cooling-off-days") == "7"
        assert services.checkup.check().ok
        services.close()

    assert in_child(read) == FINISHED


def test_no_new_vault_in_a_folder_that_can_not_be_written(readable: Path) -> None:
    def make() -> None:
        _as_reader(readable)
        with pytest.raises(EnvironmentProblem) as caught:
            make_vault(readable.parent, name="other")
        assert (caught.value.code, caught.value.exit_code) == ("no-permission", 6)

    assert in_child(make) == FINISHED
    assert not (readable.parent / "other").exists()
