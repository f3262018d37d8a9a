"""Proof files that belong to no customer by themselves: sealed like attachments, entered with what they prove."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.formats.scans import HEAD, media_type, page_count
from app.services.session import Session
from app.storage.attachments import Attachment
from app.storage.unit_of_work import UnitOfWork
from app.vault.blobs import Blob, BlobStore
from app.vault.disk import disk_errors, reached


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file as it was sealed; its row is entered by `enter`."""

    name: str
    kind: str
    pages: int | None
    blob: Blob

    def enter(self, session: Session, uow: UnitOfWork) -> bytes:
        """Enter the attachment in this unit; its uid."""
        uid = secrets.token_bytes(16)
        uow.attachments.add(
            Attachment(
                uid=uid, customer_id=None, record_id=None, name=self.name, media_type=self.kind,
                size=self.blob.bytes, sha256=self.blob.sha256, blob=self.blob.id, key=self.blob.key, pages=self.pages,
                text_found="", paper_location="", added_at=session.clock.now(), added_by=session.operator.name,
            )
        )  # fmt: skip
        return uid


@contextmanager
def sealed_proof(session: Session, path: Path | None) -> Iterator[ProofFile | None]:
    """The file sealed into the vault, to be entered inside; leaving by an error takes it away again.

    Raises UserError("file-not-found").
    """
    if path is None:
        yield None
        return
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    blobs = BlobStore(session.folder.blobs)
    with disk_errors(path), path.open("rb") as file:
        kind = media_type(file.read(HEAD))
        pages = page_count(file, kind)
        file.seek(0)
        blob = blobs.add(file)
    reached("proof.stored")
    try:
        yield ProofFile(path.name, kind, pages, blob)
    except BaseException:
        blobs.shred(blob.id)
        raise
