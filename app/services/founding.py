"""A new vault folder: built beside its place under a lock, and put there whole."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import AppError, UserError
from app.vault import disk
from app.vault.disk import disk_errors, reached, staged_for, staging_beside, sync_folder
from app.vault.folder import VaultFolder, clear
from app.vault.lock import HOLDER, LOCK, VaultLock


def require_free_place(path: Path) -> None:
    """Raise UserError("target-exists") unless nothing, or an empty folder, is there."""
    with disk_errors(path):
        if path.exists() and not (path.is_dir() and not any(path.iterdir())):
            raise UserError("target-exists", file=path.name)


@contextmanager
def founded(path: Path, holder: str, since: str) -> Iterator[VaultFolder]:
    """The folder to fill; leaving normally puts it in its place, leaving by an error removes it.

    What a killed founding of the same vault left is cleared first. Raises UserError("target-exists").
    """
    require_free_place(path)
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _clear_abandoned(path)
        staging = VaultFolder(staging_beside(path))
        staging.path.mkdir(mode=0o700)
        lock = VaultLock(staging.path)
        try:
            lock.acquire(holder, since)
            reached("create.begun")
            staging.blobs.mkdir(mode=0o700)
            yield staging
            reached("create.written")
            lock.release()
            _place(staging.path, path)
        except BaseException:
            lock.release()
            with suppress(OSError):
                shutil.rmtree(staging.path)
            raise


def _place(staging: Path, path: Path) -> None:
    for name in (HOLDER, LOCK):
        (staging / name).unlink(missing_ok=True)
    sync_folder(staging)
    if path.exists():
        path.rmdir()
    disk.replace(staging, path)
    reached("create.renamed")
    sync_folder(path.parent)


def _clear_abandoned(path: Path) -> None:
    """Remove what a killed founding left, unless another program is still at it."""
    for left in staged_for(path):
        lock = VaultLock(left)
        with suppress(AppError):
            lock.acquire("", "")
            lock.release()
            clear(left)
