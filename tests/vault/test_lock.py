"""One program at a time."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.errors import EnvironmentProblem, NotUnlocked
from app.vault.lock import HOLDER, VaultLock

HOLD = """
import sys
from pathlib import Path
from app.vault.lock import VaultLock
lock = VaultLock(Path(sys.argv[1]))
lock.acquire("李审批", "2026-11-21T02:00:00Z")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that holds the vault until its standard input ends."""
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_program_is_told_who_has_it(tmp_path: Path, other: "subprocess.Popen[str]") -> None:
    with pytest.raises(NotUnlocked) as caught:
        VaultLock(tmp_path).acquire("王建华", "2026-11-21T03:00:00Z")
    assert caught.value.code == "vault-in-use"
    assert caught.value.params["operator"] == "李审批"
    assert caught.value.params["since"] == "2026-11-21T02:00:00Z"


def test_a_killed_program_holds_nothing(tmp_path: Path, other: "subprocess.Popen[str]") -> None:
    other.kill()
    other.wait()
    assert (tmp_path / HOLDER).exists()
    lock = VaultLock(tmp_path)
    lock.acquire("王建华", "2026-11-21T03:00:00Z")
    lock.release()
    assert not (tmp_path / HOLDER).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_the_name_beside_the_lock_is_written_through_no_link(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_text("mine")
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / HOLDER).symlink_to(theirs)
    with VaultLock(vault).held("王建华", "2026-11-21T03:00:00Z"):
        assert not (vault / HOLDER).is_symlink()
    assert theirs.read_text() == "mine"


def test_the_same_program_does_not_get_it_twice(tmp_path: Path) -> None:
    first = VaultLock(tmp_path)
    first.acquire("王建华", "2026-11-21T03:00:00Z")
    with pytest.raises(NotUnlocked, match="vault-in-use"):
        VaultLock(tmp_path).acquire("王建华", "2026-11-21T03:00:00Z")
    first.release()
    first.release()
    VaultLock(tmp_path).acquire("王建华", "2026-11-21T03:00:00Z")


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"{"])
def test_who_holds_it_may_be_unknown(tmp_path: Path, content: bytes) -> None:
    lock = VaultLock(tmp_path)
    lock.acquire("王建华", "2026-11-21T03:00:00Z")
    (tmp_path / HOLDER).write_bytes(content)
    with pytest.raises(NotUnlocked) as caught:
        VaultLock(tmp_path).acquire("王建华", "2026-11-21T03:00:00Z")
    assert caught.value.params == {"operator": None, "since": None, "host": None}
    lock.release()


@contextmanager
def no_room() -> Iterator[None]:
    """Nothing more can be written into any file."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on files")
def test_a_full_disk_is_told_of_the_vault_and_leaves_nothing(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path)
    with no_room(), pytest.raises(EnvironmentProblem) as problem:
        lock.acquire("王", "2026-11-21")
    assert (problem.value.code, problem.value.params) == ("disk-full", {"file": tmp_path.name})
    assert not (tmp_path / HOLDER).exists()
    lock.acquire("王", "2026-11-21")
    lock.release()
