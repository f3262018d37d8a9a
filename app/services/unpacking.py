"""Opening a sealed package outside its vault: whoever has a passphrase or code of it takes the content out."""

from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, NotUnlocked, UserError
from app.formats.packages import ATTACHMENTS, CUSTOMERS, README, RECORDS, RULES, SHEETS, WORKBOOK, PackageReader
from app.jobs import Progress
from app.services.sealing import PACKAGE, opened_key, require_manifest, require_whole
from app.vault.digests import BOTH
from app.vault.disk import disk_errors, replace, staging_beside, sync_folder, write_parts
from app.vault.file_keys import read_slots
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret

_WHOLE = (README, WORKBOOK, RECORDS, CUSTOMERS, SHEETS, ATTACHMENTS, RULES)


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was taken out: the folder, and how many records and attachments it holds."""

    folder: str
    records: int
    attachments: int
    files: tuple[str, ...]


def unpack(path: Path, out: Path, secret: Secret, progress: Progress | None = None) -> Unpacked:
    """Check a package and write its content, in the clear, into the new folder `out`: all of it or nothing.

    `secret`: the passphrase of somebody who could open the vault then, the recovery code, or the recipient's code.
    Raises UserError ("file-not-found", "target-exists"), NotUnlocked("wrong-package-code"), Damaged.
    """
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    if out.exists():
        raise UserError("target-exists", file=out.name)
    progress = progress or Progress()
    staging = staging_beside(out.absolute())
    with disk_errors(out):
        staging.parent.mkdir(parents=True, exist_ok=True)
    with SealedFile(path) as sealed:
        if sealed.header.kind != PACKAGE:
            raise UserError("not-a-package", file=path.name)
        progress.start("verify.read", sealed.size)
        require_whole(sealed, progress.advance)
        package = PackageReader(sealed.payload(_key(sealed, secret, path.name).reveal()))
        require_manifest(sealed, package.manifest)
        package.check(BOTH)
        attached = [one.entry for one in package.attachments() if one.entry]
        records = sum(1 for _ in package.records())
        with disk_errors(out):
            try:
                staging.mkdir(mode=0o700)
                for entry in (*_WHOLE, *attached):
                    _write(package, entry, staging)
                replace(staging, out.absolute())
                sync_folder(out.absolute().parent)
            except BaseException:
                _clear(staging)
                raise
    files = tuple(sorted(str(one) for one in out.rglob("*") if one.is_file()))
    return Unpacked(str(out), records, len(attached), files)


def _key(sealed: SealedFile, secret: Secret, file: str) -> Secret:
    """The payload's key by whichever slot the secret opens."""
    for slot in read_slots(sealed.header.slots):
        if slot.is_recovery:
            continue
        try:
            return opened_key(sealed, secret, slot.name)[0]
        except NotUnlocked:
            continue
    raise NotUnlocked("wrong-package-code", file=file)


def _write(package: PackageReader, entry: str, folder: Path) -> None:
    target = folder / entry
    if folder.resolve() not in target.resolve().parents:
        raise Damaged("package-damaged")
    target.parent.mkdir(parents=True, exist_ok=True)
    write_parts(target, package.content(entry))


def _clear(folder: Path) -> None:
    """What was written in vain."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()
    if folder.exists():
        folder.rmdir()
