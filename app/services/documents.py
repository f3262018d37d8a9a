"""Documents that were issued: what there is, and writing one out again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from app.domain.countersignatures import Countersigner
from app.domain.documents import Renderer
from app.domain.permissions import Action
from app.errors import UserError
from app.i18n import catalogue
from app.jobs import Progress
from app.services.certification import ARCHIVE, DESTRUCTION, TRANSFER
from app.services.deliveries import delivered, require_free
from app.services.document_index import VERIFY_PAGE, index_page
from app.services.session import Session
from app.storage.documents import StoredDocument
from app.vault.disk import disk_errors, output_folder, sync_folder, write_parts

CERTIFICATES = frozenset({ARCHIVE, DESTRUCTION, TRANSFER})
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document as it was issued; `file` is its name, or its whole path where it was just written out."""

    id: str
    number: str
    kind: str
    issued_at: datetime
    file: str
    sha256: str


class DocumentState(StrEnum):
    """What a look at a kept document found; a workbook carries no signature of its own."""

    SIGNED = "signed"
    UNCHANGED = "unchanged"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ExportedDocuments:
    """The folder with all documents."""

    folder: str
    documents: int


class DocumentService:
    """Reads the issued documents that the vault keeps."""

    def __init__(self, session: Session, renderer: Renderer | None = None, verify_page: Path | None = None) -> None:
        self._session = session
        self._renderer = renderer
        self._verify_page = verify_page

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

    def state(self, reference: str) -> DocumentState:
        """Whether the document in the vault is what was issued: its SHA-256, and a PDF's own signature.

        Raises UserError("unknown-document").
        """
        content = self.content(reference)
        with self._session.read() as uow:
            stored = uow.documents.find(reference)
        assert stored is not None
        if sha256(content).hexdigest() != stored.sha256:
            return DocumentState.CHANGED
        if self._renderer is None or not content.startswith(_PDF):
            return DocumentState.UNCHANGED
        return DocumentState.SIGNED if self._renderer.signature(content).intact else DocumentState.CHANGED

    def export_all(self, out: Path, *, language: str = "zh", progress: Progress | None = None) -> ExportedDocuments:
        """Write every document into the new folder `out`, with an index page and the page that checks certificates.

        Raises UserError ("target-exists", "folder-not-found"), Cancelled.
        """
        self._session.require(Action.READ)
        progress = progress or Progress()
        out = out.absolute()
        require_free(out)
        with delivered(self._session, out) as (delivery,), self._session.write() as uow:
            stored = uow.documents.all()
            progress.start("documents.export", len(stored))
            named = list(zip(stored, _names(stored), strict=True))
            with disk_errors(out):
                delivery.staging.mkdir()
            for document, name in named:
                progress.cancel.check()
                write_parts(delivery.staging / name, [uow.documents.content(document.id)])
                progress.advance()
            now, operator = self._session.clock.now(), self._session.operator.name
            page = index_page(uow.firm.get(), named, now, catalogue(language), language)
            write_parts(delivery.staging / "index.html", [page.encode()])
            if self._verify_page:
                write_parts(delivery.staging / VERIFY_PAGE, [self._verify_page.read_bytes()])
            sync_folder(delivery.staging)
            uow.audit.append("document.export", "", {"documents": len(stored)}, operator, now)
            uow.deliveries.owe(delivery, out)
            progress.cancel.close()
            uow.commit()
        return ExportedDocuments(str(out), len(stored))

    def countersign(self, reference: str, signer: Countersigner, out: Path, *, language: str = "zh") -> IssuedDocument:
        """Write an issued PDF with one signature more into the folder `out`; the vault keeps it as it was issued.

        Where the folder has the document with earlier signatures, that one is signed further. Raises UserError
        ("unknown-document", "not-a-pdf-document", "signer-file-unreadable", "signers-full").
        """
        self._session.require(Action.REPORT)
        if self._renderer is None:
            raise RuntimeError("signing needs the renderer")
        with self._session.read() as uow:
            stored = uow.documents.find(reference)
        content = self.content(reference)
        assert stored is not None
        if not content.startswith(_PDF):
            raise UserError("not-a-pdf-document", document=stored.number)
        target = output_folder(out) / stored.file_name
        with disk_errors(target):
            there = target.read_bytes() if target.is_file() else b""
        if there.startswith(content):
            content = there
        elif there:
            raise UserError("target-exists", file=target.name)
        now, operator = self._session.clock.now(), self._session.operator.name
        signed = self._renderer.countersign(content, signer, now, language)
        with delivered(self._session, target) as (delivery,):
            write_parts(delivery.staging, [signed])
            with self._session.write() as uow:
                uow.audit.append("document.sign", stored.number, {"sha256": sha256(signed).hexdigest()}, operator, now)
                uow.deliveries.owe(delivery, target)
                uow.commit()
        return replace(_issued(stored, target), sha256=sha256(signed).hexdigest())

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


def _names(documents: Iterable[StoredDocument]) -> Iterator[str]:
    """A file name each, by its number where two documents have the same or one would hide a page of the folder."""
    taken = {"index.html", VERIFY_PAGE}
    for document in documents:
        name = document.file_name
        if name.casefold() in taken:
            name = f"{document.number}-{name}"
        taken.add(name.casefold())
        yield name
