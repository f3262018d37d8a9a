"""Files written whole or not at all, overwritten before they go, and errors of the disk in words.

`fault` is the hook of the kill tests: they put a function there that ends the process when a named point is
reached. In the program it does nothing.
"""

import os
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.disk_problems import STAGED, STAGING_SUFFIX, known_name, named_problem
from app.errors import UserError

_BLOCK = 1 << 20
# Antivirus, indexers and sync clients hold a file for moments: access denied, sharing and lock violations.
_HELD = {5, 32, 33}
_PATIENCE = 3.0


def _nothing(_point: str) -> None:
    pass


fault: Callable[[str], None] = _nothing


def reached(point: str) -> None:
    """Say that a step of work on files or generations is reached; `point` is a stable name ("rotate.switched")."""
    fault(point)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn OSError into EnvironmentProblem with the file's name.

    Codes: "disk-full", "no-permission", "name-too-long", "disk-error" for any other.
    """
    try:
        yield
    except OSError as error:
        raise named_problem(error, path) from error


def output_folder(out: Path) -> Path:
    """The folder that somebody wants files in, absolute, made where it is not there yet.

    Raises UserError("not-a-folder") where a file lies there, EnvironmentProblem.
    """
    out = out.absolute()
    if out.exists() and not out.is_dir():
        raise UserError("not-a-folder", file=out.name)
    with disk_errors(out):
        out.mkdir(parents=True, exist_ok=True)
    return out


def staging_beside(path: Path) -> Path:
    """A new name beside the target for a file or folder under way; cleared by `clear_staging` after a crash."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{STAGING_SUFFIX}")


def staged_for(path: Path) -> list[Path]:
    """What an interrupted write left beside this target."""
    start = f".{path.name}."
    with disk_errors(path.parent):
        there = list(path.parent.iterdir())
    return sorted(one for one in there if one.name.startswith(start) and one.name.endswith(STAGING_SUFFIX))


def is_staged_beside(staging: Path, target: Path) -> bool:
    """Whether a path is a name that `staging_beside` gives, for this target or another one beside it."""
    return STAGED.fullmatch(staging.name) is not None and staging.parent == target.parent


def is_staged_for(staging: Path, target: Path) -> bool:
    """Whether a path is a name that `staging_beside` gives for this very target."""
    return is_staged_beside(staging, target) and known_name(staging) == target.name


def atomic_write(path: Path, data: bytes, *, shreds_old: bool = False) -> None:
    """Put these bytes in place of the file: after a crash at any moment the old or the new ones are there, whole.

    With `shreds_old` the old bytes are overwritten once the new ones are in place, where the file system can give
    a file a second name.
    """
    staging, old = staging_beside(path), staging_beside(path)
    with disk_errors(path):
        try:
            write_new(staging, data)
            reached("write.staged")
            if shreds_old:
                with suppress(OSError):
                    os.link(path, old)
                    reached("write.linked")
            replace(staging, path)
        except BaseException:
            for left in (staging, old):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            raise
        reached("write.renamed")
        sync_folder(path.parent)
        if shreds_old:
            shred(old)
            reached("write.old-shredded")


def write_new(path: Path, data: bytes) -> None:
    """Write a file that must not exist yet, readable by its owner only, and push it to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file that must not exist yet part by part, and push it to the disk; an error leaves nothing."""
    with disk_errors(path):
        try:
            with path.open("xb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            raise


def replace(source: Path, target: Path) -> None:
    """Rename over the target; on Windows waits up to three seconds for whoever holds it for a moment."""
    _patiently(lambda: source.replace(target))


def shred(path: Path) -> None:
    """Overwrite a file with random bytes once, cut it, rename it to a random name and remove it.

    On flash memory and copying file systems the old blocks may survive this; what makes the content unreadable is
    that its key is gone. A file that is not there is fine: the step may have been done before a crash. Of a link the
    file that it leads to stays as it is: it is somebody else's.
    """
    with disk_errors(path), suppress(FileNotFoundError):
        if not path.is_symlink():
            _overwrite(path)
        anonymous = path.with_name(f".{secrets.token_hex(8)}{STAGING_SUFFIX}")
        _patiently(lambda: path.rename(anonymous))
        _patiently(anonymous.unlink)
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Push a file's bytes to the disk."""
    with disk_errors(path), path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Push a folder's entries to the disk; Windows has no such call and orders renames itself."""
    if sys.platform == "win32":
        return
    with disk_errors(folder):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _overwrite(path: Path) -> None:
    with path.open("rb+") as file:
        left = file.seek(0, os.SEEK_END)
        file.seek(0)
        while left:
            left -= file.write(secrets.token_bytes(min(_BLOCK, left)))
        file.flush()
        os.fsync(file.fileno())
        file.truncate(0)


def _patiently(act: Callable[[], object]) -> None:
    until = time.monotonic() + _PATIENCE
    pause = 0.05
    while True:
        try:
            act()
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD or time.monotonic() > until:
                raise
        time.sleep(pause)
        pause = min(1.0, pause * 2)
