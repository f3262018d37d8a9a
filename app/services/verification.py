"""Checks a certificate, archive package or backup on any machine: no vault, no passphrase, no trust store."""

from dataclasses import dataclass
from pathlib import Path

from app.domain.checks import Check
from app.domain.documents import Renderer
from app.domain.findings import found
from app.domain.ledger import decode
from app.errors import Damaged, UserError
from app.jobs import Progress
from app.services.certification import Certificate, open_certificate
from app.vault.container import MAGIC
from app.vault.disk import disk_errors
from app.vault.sealed_file import SealedFile
from app.vault.signing import fingerprint

UNKNOWN = "unknown"
CERTIFICATE = "certificate"
_PDF = b"%PDF-"
_LARGEST_PDF = 512 * 1024 * 1024
# Which check says it when a sealed file does not even open.
_PART = {
    "sealed-statement": "signature",
    "sealed-header": "header",
    "sealed-ledger": "ledger",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `kind` is "destruction-certificate", "archive-certificate", "package", "backup" or "unknown".

    `number` is a certificate's, `key` the fingerprint (hex) of the key that signed; both "" where there is none.
    Valid means: nothing was changed since the key signed. Whose key it is, is for the reader to compare.
    """

    valid: bool
    kind: str
    number: str
    key: str
    checks: tuple[Check, ...]


def verify(path: Path, renderer: Renderer, progress: Progress | None = None) -> Verified:
    """Check one file. Raises UserError("file-not-found") and EnvironmentProblem; a bad file is a result, no error."""
    progress = progress or Progress()
    if path.is_dir():
        return _result(UNKNOWN, [found("form", False, "file-foreign")])
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    with disk_errors(path):
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
        if start == MAGIC:
            return _sealed(path, progress)
        if start.startswith(_PDF) and path.stat().st_size <= _LARGEST_PDF:
            progress.start("verify.read")
            return _certificate(path.read_bytes(), renderer)
    return _result(UNKNOWN, [found("form", False, "file-foreign")])


def _result(kind: str, checks: list[Check], number: str = "", key: str = "") -> Verified:
    return Verified(all(check.ok for check in checks), kind, number, key, tuple(checks))


def _sealed(path: Path, progress: Progress) -> Verified:
    try:
        with SealedFile(path) as sealed:
            progress.start("verify.read", sealed.size)
            return _parts(sealed, progress)
    except Damaged as error:
        return _result(UNKNOWN, [found(_PART.get(error.code, "form"), False, error.code)])


def _parts(sealed: SealedFile, progress: Progress) -> Verified:
    header = sealed.header
    key = fingerprint(sealed.opened.public_der)
    counts = {"records": header.counts.get("records", 0), "made_at": header.created_at}
    same = (header.kind, header.vault_id) == (sealed.statement.kind, sealed.statement.vault_id)
    whole = sealed.is_payload_whole(progress.advance)
    size = sealed.statement.payload.bytes
    checks = [
        found("form", True, "file-form-good"),
        found("signature", True, "signature-good"),
        found("signer", True, "signed-by", key=key),
        found("header", same, "header-good" if same else "sealed-header", **counts),
        _ledger(sealed),
        found("payload", whole, "payload-good" if whole else "payload-wrong", bytes=size),
    ]
    return _result(header.kind, checks, key=key)


def _ledger(sealed: SealedFile) -> Check:
    try:
        ledger = decode(sealed.ledger) if sealed.is_ledger_whole else None
    except Damaged:
        ledger = None
    if ledger is None or ledger.vault_id != sealed.header.vault_id:
        return found("ledger", False, "ledger-wrong")
    return found("ledger", True, "ledger-good", records=ledger.records)


def _certificate(pdf: bytes, renderer: Renderer) -> Verified:
    try:
        attachments = renderer.attachments(pdf)
    except Damaged:
        return _result(CERTIFICATE, [found("form", False, "certificate-unreadable")])
    try:
        certificate = open_certificate(attachments)
    except Damaged as error:
        return _result(CERTIFICATE, [found("evidence", False, error.code)])
    checks = [*_document(pdf, certificate, renderer), *certificate.checks]
    return _result(certificate.kind, checks, certificate.number, certificate.key)


def _document(pdf: bytes, certificate: Certificate, renderer: Renderer) -> list[Check]:
    """What the PDF's own signature says: it is what binds the pages that people read to the evidence."""
    try:
        signature = renderer.signature(pdf)
    except Damaged:
        return [found("document", False, "document-changed")]
    if not signature.present:
        return [found("document", False, "document-unsigned")]
    if not signature.intact or not signature.covers_all:
        return [found("document", False, "document-changed")]
    if signature.key != certificate.key:
        return [found("document", False, "key-mixed")]
    return [found("document", True, "document-good")]
