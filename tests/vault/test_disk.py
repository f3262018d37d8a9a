"""Files written whole or not at all, and overwritten before they go."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import EnvironmentProblem, UserError
from app.vault import disk
from app.vault.disk import (
    atomic_write,
    disk_errors,
    output_folder,
    shred,
    staged_for,
    staging_beside,
    write_parts,
)
from tests.helpers.killing import killed_at, needs_fork, points


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "[vault].json"
    path.write_bytes(b"old")
    return path


def test_write_puts_the_new_bytes_and_leaves_nothing_else(target: Path) -> None:
    atomic_write(target, b"new")
    atomic_write(target, b"newer", shreds_old=True)
    assert target.read_bytes() == b"newer"
    assert list(target.parent.iterdir()) == [target]
    assert target.stat().st_mode & 0o077 == 0


@needs_fork
@pytest.mark.parametrize("shreds_old", [False, True])
def test_a_kill_at_every_point_leaves_old_or_new(target: Path, shreds_old: bool) -> None:
    def write() -> None:
        atomic_write(target, b"new", shreds_old=shreds_old)

    seen = set()
    for count in range(1, len(points(write)) + 1):
        target.write_bytes(b"old")
        assert killed_at(count, write)
        seen.add(target.read_bytes())
    assert seen == {b"old", b"new"}


@needs_fork
def test_what_a_kill_left_is_found_by_its_target(target: Path) -> None:
    assert killed_at(1, lambda: atomic_write(target, b"new"))
    (left,) = staged_for(target)
    assert left.read_bytes() == b"new"
    assert staged_for(target.with_name("other")) == []


@pytest.fixture
def second_name(target: Path) -> Iterator[Path]:
    """Another name of the same file, which shows what the removal leaves on the disk."""
    other = target.parent.parent / f"{target.parent.name}-second"
    os.link(target, other)
    yield other
    other.unlink()


def test_shredded_bytes_are_gone_under_every_name(
    target: Path, second_name: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.write_bytes(b"secret" * 500_000)
    overwritten: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _descriptor: overwritten.append(second_name.read_bytes()))
    shred(target)
    assert not target.exists()
    assert (len(overwritten[0]), b"secret" in overwritten[0]) == (3_000_000, False)
    assert second_name.read_bytes() == b""


def test_a_replaced_header_is_overwritten(target: Path, second_name: Path) -> None:
    atomic_write(target, b"new", shreds_old=True)
    assert second_name.read_bytes() == b""
    assert list(target.parent.iterdir()) == [target]


def test_what_a_link_leads_to_is_not_shredded(target: Path, tmp_path: Path) -> None:
    """A vault's folder may come from somebody else."""
    link = tmp_path / "vault-1.db"
    link.symlink_to(target)
    shred(link)
    assert not link.is_symlink()
    assert target.read_bytes() == b"old"


def test_shredding_what_is_gone_is_done_already(tmp_path: Path) -> None:
    shred(tmp_path / "nothing")


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EFBIG, "disk-full"),
        (errno.EACCES, "no-permission"),
        (errno.EROFS, "no-permission"),
        (errno.ENAMETOOLONG, "name-too-long"),
        (errno.EIO, "disk-error"),
        (errno.EMFILE, "disk-error"),
    ],
)
def test_errors_of_the_disk_have_codes(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught, disk_errors(tmp_path / "vault.json"):
        raise OSError(number, os.strerror(number))
    assert (caught.value.code, caught.value.params) == (code, {"file": "vault.json"})


def test_a_failed_write_leaves_the_old_bytes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(point: str) -> None:
        raise OSError(errno.ENOSPC, point)

    monkeypatch.setattr(disk, "fault", full)
    with pytest.raises(EnvironmentProblem, match="disk-full"):
        atomic_write(target, b"new", shreds_old=True)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


class _Held(OSError):
    """What Windows says while an antivirus program holds a file."""

    winerror = 32


def test_a_file_that_is_held_for_a_moment_is_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = Path.replace, []

    def held_twice(source: Path, to: Path) -> Path:
        calls.append(to)
        if len(calls) < 3:
            raise _Held(errno.EACCES, "held")
        return real(source, to)

    monkeypatch.setattr(Path, "replace", held_twice)
    atomic_write(target, b"new")
    assert (len(calls), target.read_bytes()) == (3, b"new")


def test_a_file_that_stays_held_is_an_error_at_last(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_source: Path, _to: Path) -> Path:
        raise _Held(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(disk, "_PATIENCE", 0.1)
    with pytest.raises(EnvironmentProblem, match="no-permission"):
        atomic_write(target, b"new")
    assert target.read_bytes() == b"old"


def test_staging_names_are_beside_and_never_the_same(tmp_path: Path) -> None:
    names = {staging_beside(tmp_path / "a") for _ in range(50)}
    assert len(names) == 50
    assert {name.parent for name in names} == {tmp_path}


def test_errors_name_the_file_that_people_know(tmp_path: Path) -> None:
    """Not the staging file beside it, which is gone a moment later."""
    target = tmp_path / "证书.pdf"
    with pytest.raises(EnvironmentProblem) as problem:
        write_parts(staging_beside(target / "no" / "证书.pdf"), [b""])
    assert problem.value.params["file"] == "证书.pdf"


def test_a_file_where_a_folder_is_wanted_is_a_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "here").write_bytes(b"mine")
    with pytest.raises(UserError, match="not-a-folder"):
        output_folder(tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == b"mine"
    assert output_folder(tmp_path / "a" / "b").is_dir()
