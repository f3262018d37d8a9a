"""Documents that were issued: what there is, and writing one out again."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.domain.permissions import Action
from app.errors import UserError
from app.services.certification import ARCHIVE, DESTRUCTION, TRANSFER
from app.services.deliveries import delivered, require_free
from app.services.session import Session
from app.storage.documents import StoredDocument
from app.vault.disk import disk_errors, output_folder, write_parts

CERTIFICATES = frozenset({ARCHIVE, DESTRUCTION, TRANSFER})


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it was issued; `file` is its name, or its whole path where it was just written out."""

    id: str
    number: str
    kind: str
    issued_at: datetime
    file: str
    sha256: str


class DocumentService:
    """Reads the issued documents that the vault keeps."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[IssuedDocument, ...]:
        """Certificates and kept reports, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(_issued(stored) for stored in uow.documents.all())

    def certificates(self) -> tuple[IssuedDocument, ...]:
        """The certificates among them."""
        return tuple(document for document in self.all() if document.kind in CERTIFICATES)

    def content(self, reference: str) -> bytes:
        """The file of the document with this id or number, for a preview without a file on the disk.

        Raises UserError("unknown-document").
        """
        self._session.require(Action.READ)
        with self._session.read() as uow:
            stored = uow.documents.find(reference)
            if stored is None:
                raise UserError("unknown-document", document=reference)
            return uow.documents.content(stored.id)

    def export(self, reference: str, out: Path) -> IssuedDocument:
        """Write the document with this id or number into the folder `out`; the very same file there is left as it is.

        Raises UserError ("unknown-document", "not-a-folder", "target-exists").
        """
        content = self.content(reference)
        with self._session.read() as uow:
            stored = uow.documents.find(reference)
        assert stored is not None
        target = output_folder(out) / stored.file_name
        with disk_errors(target):
            if target.is_file() and sha256(target.read_bytes()).hexdigest() == stored.sha256:
                return _issued(stored, target)
        require_free(target)
        with delivered(self._session, target) as (delivery,):
            write_parts(delivery.staging, [content])
            with self._session.write() as uow:
                now, operator = self._session.clock.now(), self._session.operator.name
                uow.audit.append("document.export", stored.number, {"sha256": stored.sha256}, operator, now)
                uow.deliveries.owe(delivery, target)
                uow.commit()
        return _issued(stored, target)


def _issued(stored: StoredDocument, target: Path | None = None) -> IssuedDocument:
    file = str(target) if target else stored.file_name
    return IssuedDocument(stored.id, stored.number, stored.kind, stored.issued_at, file, stored.sha256)
