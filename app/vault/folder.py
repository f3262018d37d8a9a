"""The vault's folder: what lies where, what a crash left in it, and whether it lies in a safe place."""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path, PurePath

from app.disk_problems import STAGING_SUFFIX
from app.errors import Damaged, UserError
from app.vault.blobs import NAME
from app.vault.disk import atomic_write, disk_errors, shred
from app.vault.header import LARGEST, Header, parsed, serialised

HEADER = "vault.json"
_DATABASE = re.compile(r"vault-(\d+)\.db(?:-wal|-shm|-journal)?")
_CLOUD = (
    "onedrive",
    "dropbox",
    "icloud",
    "com~apple~clouddocs",
    "google drive",
    "googledrive",
    "nutstore",
    "坚果云",
    "baidusyncdisk",
    "baidunetdisk",
    "百度网盘",
    "wps云盘",
    "wpsdrive",
    "weiyun",
    "微云",
    "aliyundrive",
    "阿里云盘",
)
_NETWORK_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "davfs", "fuse.davfs2", "afpfs"}
_WINDOWS_REMOTE_DRIVE = 4


@dataclass(frozen=True, slots=True)
class VaultFolder:
    """Paths in a folder NAME.qingdang; nothing else in the program puts them together."""

    path: Path

    @property
    def header_path(self) -> Path:
        return self.path / HEADER

    @property
    def blobs(self) -> Path:
        return self.path / "blobs"

    def database(self, generation: int) -> Path:
        return self.path / f"vault-{generation}.db"

    def database_files(self) -> dict[Path, int]:
        """Every database file that is there, WAL and the like too, with its generation."""
        with disk_errors(self.path):
            there = sorted(self.path.iterdir())
        found = ((one, _DATABASE.fullmatch(one.name)) for one in there)
        return {one: int(match[1]) for one, match in found if match}

    def is_own(self, path: Path) -> bool:
        """Whether a file below the folder has a name that the vault gives: header, database, attachment, staging."""
        if path.parent == self.blobs:
            return _is_staging(path) or NAME.fullmatch(path.name) is not None
        known = path == self.header_path or _DATABASE.fullmatch(path.name) is not None
        return path.parent == self.path and (_is_staging(path) or known)

    def read_header(self) -> Header:
        """The header as it lies there, not yet authenticated.

        Raises UserError("vault-not-found"), Damaged("not-a-vault"), Damaged("header-missing") where databases lie
        without their header, or what header.parsed raises.
        """
        if not self.path.is_dir():
            raise UserError("vault-not-found", vault=self.path.name)
        with disk_errors(self.header_path):
            if not self.header_path.exists():
                raise Damaged("header-missing" if self.database_files() else "not-a-vault", vault=self.path.name)
            # A pipe in its place would be waited for, for ever.
            if not self.header_path.is_file() or self.header_path.stat().st_size > LARGEST:
                raise Damaged("header-damaged", part="size")
            data = self.header_path.read_bytes()
        return parsed(data)

    def write_header(self, header: Header) -> None:
        """Put the header in place, whole or not at all; the old one's key slots are overwritten."""
        atomic_write(self.header_path, serialised(header), shreds_old=True)

    def is_writable(self, generation: int) -> bool:
        """Whether this user may write the folder and the generation's database."""
        effective = os.access in os.supports_effective_ids
        places = (self.path, self.database(generation))
        return all(os.access(place, os.W_OK, effective_ids=effective) for place in places)

    def clear_staging(self) -> None:
        """Remove what interrupted writes left in the folder; only while the lock is held."""
        with disk_errors(self.path):
            left = [one for one in self.path.rglob(f"*{STAGING_SUFFIX}") if _is_staging(one)]
            for one in left:
                clear(one)


def _is_staging(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(STAGING_SUFFIX)


def clear(staging: Path) -> None:
    """Remove a staging file or folder: files are overwritten first."""
    with disk_errors(staging):
        if not staging.is_dir() or staging.is_symlink():
            _clear_file(staging)
            return
        for one in sorted(staging.rglob("*")):
            if not one.is_dir() or one.is_symlink():
                _clear_file(one)
        shutil.rmtree(staging)


def _clear_file(path: Path) -> None:
    """Overwrite and remove a file, unless it is another name of one that stays: of the header, before its switch."""
    if path.is_symlink() or path.stat().st_nlink > 1:
        path.unlink()
    else:
        shred(path)


def risky_place(path: Path) -> str | None:
    """Why a vault should not lie here: "cloud-folder", "network-folder", or None where nothing speaks against it.

    Sync clients keep old versions elsewhere. Both keep copies that a destruction can't reach, and locks on shares are
    not always honoured.
    """
    resolved = path.absolute()
    if any(word in part.lower() for part in resolved.parts for word in _CLOUD):
        return "cloud-folder"
    return "network-folder" if _is_on_network(resolved) else None


def _is_on_network(path: Path) -> bool:
    if PurePath(path).anchor.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _WINDOWS_REMOTE_DRIVE)
    mounts = Path("/proc/mounts")
    return mounts.exists() and _mounted_as(path, mounts.read_text(errors="replace")) in _NETWORK_SYSTEMS


def _mounted_as(path: Path, mounts: str) -> str:
    """The file system type of the longest mount point above the path (Linux's /proc/mounts)."""
    points = [line.split()[1:3] for line in mounts.splitlines() if len(line.split()) >= 3]
    above = [(point, kind) for point, kind in points if path == Path(point) or Path(point) in path.parents]
    return max(above, key=lambda one: len(one[0]), default=("", ""))[1]
