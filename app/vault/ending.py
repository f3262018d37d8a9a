"""A vault's last act: key slots, database and attachments are overwritten and removed, then its certificate appears.

The certificate lies beside its place under a staging name, and the folder holds a note of it. Renaming the header away
is the point of no return: before it a crash has done nothing, after it whoever opens the folder finishes.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged
from app.vault.disk import STAGING_SUFFIX, disk_errors, reached, replace, shred, sync_folder, write_new
from app.vault.folder import VaultFolder
from app.vault.lock import HOLDER, LOCK

NOTE = "ending.json"
_HEADER = f".vault.json.ended{STAGING_SUFFIX}"


@dataclass(frozen=True, slots=True)
class Weight:
    """What there is to destroy."""

    files: int
    bytes: int


def weigh(folder: VaultFolder) -> Weight:
    """Header, databases and attachments as they lie there; not the lock and the note."""
    with disk_errors(folder.path):
        found = _files(folder)
        return Weight(len(found), sum(path.stat().st_size for path in found))


def begin(folder: VaultFolder, staging: Path, target: Path) -> None:
    """Note where the certificate waits, then rename the header away: from here on nobody can open the vault."""
    with disk_errors(folder.path):
        note = {"staging": str(staging), "target": str(target)}
        write_new(folder.path / NOTE, json.dumps(note, ensure_ascii=False).encode())
        sync_folder(folder.path)
        reached("end.noted")
        replace(folder.header_path, folder.path / _HEADER)
        sync_folder(folder.path)
    reached("end.begun")


def is_begun(path: Path) -> bool:
    """Whether a vault's end was begun in this folder and is past its point of no return."""
    return (path / NOTE).is_file() and not VaultFolder(path).header_path.exists()


def finish(path: Path) -> Path:
    """Destroy what is left and put the certificate in its place; where it lies.

    Raises Damaged("vault-end-incomplete") where something can't be removed: no certificate then.
    """
    folder = VaultFolder(path)
    with disk_errors(path):
        note = json.loads((path / NOTE).read_text(encoding="utf-8"))
        staging, target = Path(note["staging"]), Path(note["target"])
        for one in _files(folder):
            shred(one)
            reached("end.removed")
        if folder.blobs.is_dir():
            shutil.rmtree(folder.blobs)
        left = sorted(one.name for one in path.iterdir() if one.name not in (NOTE, LOCK, HOLDER))
        if left:
            raise Damaged("vault-end-incomplete", file=left[0])
        reached("end.destroyed")
        if staging.exists():
            replace(staging, target)
            sync_folder(target.parent)
        reached("end.certified")
        shutil.rmtree(path)
    return target


def undo(folder: VaultFolder) -> None:
    """At opening: an end that was noted and not begun leaves nothing but its certificate's staging file."""
    note = folder.path / NOTE
    if not note.is_file():
        return
    with disk_errors(note):
        staging = Path(json.loads(note.read_text(encoding="utf-8"))["staging"])
        staging.unlink(missing_ok=True)
        note.unlink()


def _files(folder: VaultFolder) -> list[Path]:
    """Every file of the vault; the key slots first."""
    names = (_HEADER, "vault.json")
    first = [folder.path / name for name in names if (folder.path / name).exists()]
    kept = {*first, folder.path / NOTE, folder.path / LOCK, folder.path / HOLDER}
    return first + sorted(one for one in folder.path.rglob("*") if one.is_file() and one not in kept)
