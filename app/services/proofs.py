"""What proves to a restored vault that records were destroyed since: certificates, and newer backups and packages."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from app.domain.documents import Renderer
from app.domain.instants import instant_of
from app.domain.ledger import Ledger
from app.domain.ledger_bytes import decode
from app.errors import Damaged, UserError
from app.services.certification import VAULT_END, Certificate, open_certificate
from app.services.certified_orders import Told
from app.services.sealing import require_whole
from app.services.verification import document_checks
from app.storage.documents import StoredDocument
from app.vault.container import MAGIC
from app.vault.disk import disk_errors
from app.vault.sealed_file import SealedFile
from app.vault.signing import fingerprint


@dataclass(frozen=True, slots=True)
class Proof:
    """One file's ledger; of a certificate also the document itself and what it tells of its order.

    `ended` is the number of a certificate by which the whole vault has ended, "" for anything else.
    """

    ledger: Ledger
    pdf: bytes = b""
    document: StoredDocument | None = None
    told: Told | None = None
    ended: str = ""


def read_proof(path: Path, renderer: Renderer | None, vault_id: str, key: str) -> Proof:
    """The proof in a file; `key` is the fingerprint of the firm's key, which must have signed it.

    An archive certificate proves no destruction: its ledger is empty. Raises UserError("file-not-found"),
    Damaged ("certificate-not-valid", "certificate-of-another-key", "ledger-of-another-vault").
    """
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    with disk_errors(path), path.open("rb") as file:
        is_sealed = file.read(len(MAGIC)) == MAGIC
    found, signer = _of_sealed(path) if is_sealed else _of_certificate(path, renderer)
    if found.ledger.vault_id != vault_id:
        raise Damaged("ledger-of-another-vault")
    if signer != key:
        raise Damaged("certificate-of-another-key", file=path.name)
    return found


def _of_sealed(path: Path) -> tuple[Proof, str]:
    with disk_errors(path), SealedFile(path) as sealed:
        require_whole(sealed)
        return Proof(decode(sealed.ledger)), fingerprint(sealed.opened.public_der)


def _of_certificate(path: Path, renderer: Renderer | None) -> tuple[Proof, str]:
    if renderer is None:
        raise RuntimeError("reading certificates needs the renderer")
    with disk_errors(path):
        pdf = path.read_bytes()
    try:
        certificate = open_certificate(renderer.attachments(pdf))
    except Damaged as error:
        if error.code == "evidence-newer":
            raise
        raise Damaged("certificate-not-valid", file=path.name) from error
    whole = all(check.ok for check in document_checks(pdf, certificate.page_key, renderer))
    if not (certificate.valid and whole):  # the restored vault keeps this very paper: nothing in it may be changed
        raise Damaged("certificate-not-valid", file=path.name)
    if certificate.ledger is None:
        ended = certificate.number if certificate.kind == VAULT_END else ""
        return Proof(Ledger(certificate.vault_id), ended=ended), certificate.key
    return _told(certificate, certificate.ledger, pdf, path.name), certificate.key


def _told(certificate: Certificate, ledger: Ledger, pdf: bytes, name: str) -> Proof:
    try:
        told = msgspec.convert(certificate.evidence, Told)
        document = StoredDocument(
            id=told.id, number=told.number, kind=certificate.kind, issued_at=instant_of(told.issued_at), file_name=name,
            sha256=sha256(pdf).hexdigest(), language="zh", media_type="application/pdf",
        )  # fmt: skip
    except (msgspec.ValidationError, ValueError) as error:
        raise Damaged("certificate-not-valid", file=name) from error
    return Proof(ledger, pdf, document, told)
