"""A vault's last act: key slots, database and attachments are overwritten and removed, then its certificate appears.

The certificate lies beside its place under a staging name, and the folder holds a note of it. Renaming the header away
is the point of no return: before it a crash has done nothing, after it whoever opens the folder finishes.

Nothing that is left then could tell who wrote the note, and anybody can hand over a folder with one: so it can only
move a staged certificate to its own name, and only files that a vault has are destroyed.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from app.disk_problems import STAGING_SUFFIX
from app.errors import Damaged, Refused
from app.vault.disk import disk_errors, is_staged_for, reached, replace, shred, sync_folder, write_new
from app.vault.folder import VaultFolder
from app.vault.lock import HOLDER, LOCK

NOTE = "ending.json"
_HEADER = f".vault.json.ended{STAGING_SUFFIX}"
_KEPT = (NOTE, LOCK, HOLDER)
# What systems put into any folder that somebody looked at.
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Weight:
    """What there is to destroy."""

    files: int
    bytes: int


def require_own(folder: VaultFolder) -> None:
    """Raise Refused("vault-holds-foreign") where the folder holds a file that is not the vault's, and would stay."""
    with disk_errors(folder.path):
        foreign = _left(folder, _files(folder))
    if foreign:
        raise Refused("vault-holds-foreign", file=foreign[0])


def weigh(folder: VaultFolder) -> Weight:
    """Header, databases and attachments as they lie there; not the lock and the note."""
    with disk_errors(folder.path):
        found = _files(folder)
        return Weight(len(found), sum(path.lstat().st_size for path in found))


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


def finish(path: Path) -> Path | None:
    """Destroy what is left of a vault whose end was begun here, and put the certificate in its place; where it lies.

    None where none was begun, or not past its point of no return. Needs no passphrase: the key slots are out of reach
    already. Raises Damaged("vault-end-incomplete") where something can't be removed: no certificate then.
    """
    folder, noted = VaultFolder(path), _noted(path)
    if noted is None or folder.header_path.exists():
        return None
    staging, target = noted
    with disk_errors(path):
        for one in _files(folder):
            shred(one)
            reached("end.removed")
        left = _left(folder)
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
    noted, note = _noted(folder.path), folder.path / NOTE
    with disk_errors(note):
        if noted is not None:
            noted[0].unlink(missing_ok=True)
        note.unlink(missing_ok=True)


def _noted(path: Path) -> tuple[Path, Path] | None:
    """Where the certificate waits, and its place; None where no note says so in the words of `begin`."""
    try:
        note = json.loads((path / NOTE).read_text(encoding="utf-8"))
        staging, target = Path(note["staging"]), Path(note["target"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    is_ours = target.is_absolute() and target.suffix == ".pdf" and is_staged_for(staging, target)
    return (staging, target) if is_ours else None


def _files(folder: VaultFolder) -> list[Path]:
    """Every file of the vault, and what systems add; the key slots first."""
    names = (_HEADER, "vault.json")
    first = [folder.path / name for name in names if (folder.path / name).exists()]
    below = (one for one in folder.path.rglob("*") if not one.is_dir() or one.is_symlink())
    return first + sorted(one for one in below if one not in first and (folder.is_own(one) or one.name in _LITTER))


def _left(folder: VaultFolder, besides: list[Path] | None = None) -> list[str]:
    """The names of what lies in the folder besides these files, its lock, its note and the attachments' folder."""
    known = {folder.blobs, *(besides or ()), *(folder.path / name for name in _KEPT)}
    return sorted(one.name for one in folder.path.rglob("*") if one not in known)
