"""Backups of the whole vault as one sealed file, and vaults made from them."""

import io
from dataclasses import dataclass
from pathlib import Path

from app.domain.audit import Detail
from app.domain.permissions import Action
from app.errors import Damaged
from app.formats.backups import BackupReader, BackupWriter
from app.jobs import Progress
from app.services.audit import sign_checkpoint
from app.services.deliveries import delivered, require_free
from app.services.restoration import Restored, restore
from app.services.sealing import BACKUP, Sealed, require_manifest, seal
from app.services.session import Session
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.migrations import version
from app.storage.unit_of_work import UnitOfWork
from app.vault.blobs import BlobStore
from app.vault.disk import reached
from app.vault.sealed_file import SealedFile

__all__ = ["BackedUp", "BackupService", "Restored", "restore"]


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was written and read back; `records` does not count stubs."""

    file: str
    sha256: str
    records: int


class BackupService:
    """Writes backups of an open vault."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._blobs = BlobStore(session.folder.blobs)

    def write(self, path: Path, progress: Progress | None = None) -> BackedUp:
        """Write everything to one new sealed file, and read it back before it counts.

        Whoever can open the vault can open it, with the passphrase of that moment; so can the recovery code.
        Raises UserError ("target-exists", "folder-not-found"), EnvironmentProblem, Cancelled.
        """
        self._session.require(Action.BACKUP)
        progress = progress or Progress()
        path = path.absolute()
        require_free(path)
        with delivered(self._session, path) as (delivery,):
            with self._session.write() as uow:
                records = uow.tables.count("record")
                sealed = self._seal(uow, delivery.staging, records, progress)
                reached("backup.written")
                self._read_back(delivery.staging, sealed, progress)
                reached("backup.verified")
                self._enter(uow, path, sealed, records)
                uow.deliveries.owe(delivery, path)
                progress.cancel.close()
                uow.commit()
            reached("backup.committed")
        return BackedUp(str(path), sealed.written.sha256, records)

    def _seal(self, uow: UnitOfWork, path: Path, records: int, progress: Progress) -> Sealed:
        checkpoint = sign_checkpoint(uow, self._session)
        now = self._session.clock.now()
        tables = uow.tables.names()
        blobs = sorted(uow.attachments.blobs())
        progress.start("backup.write", sum(uow.tables.count(table) for table in tables))

        def fill(target: io.RawIOBase) -> bytes:
            content = BackupWriter(target, now)
            for table in tables:
                content.table(table, uow.tables.columns(table), uow.tables.rows(table), progress.advance)
                reached("backup.table")
            for blob in blobs:
                progress.cancel.check()
                content.blob(blob, self._blobs.sealed(blob))
            return content.finish(
                schema=version(uow.connection),
                vault_id=self._session.vault_id,
                generation=self._session.generation,
                founded_at=self._session.header.created_at,
            )

        counts = {"records": records, "attachments": len(blobs)}
        return seal(self._session, uow, path, kind=BACKUP, counts=counts, checkpoint=checkpoint, fill=fill)

    def _read_back(self, path: Path, sealed: Sealed, progress: Progress) -> None:
        """Decrypt all of it, compare every entry with the manifest, and the file on the disk with what was written."""
        with SealedFile(path) as file:
            progress.start("backup.verify", file.size)
            content = BackupReader(file.payload(sealed.key.reveal()))
            require_manifest(file, content.manifest)
            content.check(progress.advance)
            if file.sha256() != sealed.written.sha256:
                raise Damaged("sealed-payload")

    def _enter(self, uow: UnitOfWork, path: Path, sealed: Sealed, records: int) -> None:
        session, now = self._session, self._session.clock.now()
        digest = sealed.written.sha256
        uow.copies.add(
            OutsideCopy(
                id=0, kind=BACKUP, file=path.name, made_at=now, made_by=session.operator.name, sha256=digest,
                records=records, masked=False, expires_on=None, status=EXISTS,
                last_record=uow.tables.last_id("record"), folder=str(path.parent),
            )
        )  # fmt: skip
        detail: Detail = {"records": records, "bytes": sealed.written.bytes}
        uow.audit.append("backup.write", digest, detail, session.operator.name, now)
