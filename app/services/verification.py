"""Checks a certificate, archive package or backup on any machine: no vault, no passphrase, no trust store."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.checks import Check
from app.domain.documents import Renderer
from app.domain.findings import found
from app.domain.ledger import Ledger
from app.domain.ledger_bytes import decode
from app.domain.slips import PREFIX, Slip, read_slip
from app.errors import Damaged, UserError
from app.jobs import Progress
from app.services.certification import DESTRUCTION, EVIDENCE, open_certificate
from app.services.slips import slip_check
from app.vault.container import MAGIC
from app.vault.disk import disk_errors
from app.vault.sealed_file import SealedFile
from app.vault.signing import fingerprint

UNKNOWN = "unknown"
REPORT = "report"
SLIP = "slip"
_PDF = b"%PDF-"
_LARGEST_PDF = 512 * 1024 * 1024
_LARGEST_SLIP = 8 * 1024
# Which check says it when a sealed file does not even open.
_PART = {
    "sealed-statement": "signature",
    "sealed-header": "header",
    "sealed-ledger": "ledger",
}


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found. `kind` is a certificate's or a sealed file's, "report", "slip" or "unknown".

    `number` is a certificate's, `key` the fingerprint (hex) of the key that signed; both "" where there is none.
    Valid means: nothing was changed since the key signed. Whose key it is, is for the reader to compare.
    `ledger` is a valid destruction certificate's.
    """

    valid: bool
    kind: str
    number: str
    key: str
    checks: tuple[Check, ...]
    ledger: Ledger | None = None

    @staticmethod
    def failed(kind: str, code: str) -> "Verified":
        """A file that one look was enough for."""
        return _result(kind, [found("form", False, code)])

    def held_against(self, slip: Slip) -> "Verified":
        """The same with the check of a customer's slip; it can be proved by a valid destruction certificate only."""
        if self.kind != DESTRUCTION:
            return self
        check = slip_check(slip, self.ledger) if self.ledger else found("slip", False, "slip-unproved")
        return replace(self, valid=self.valid and check.ok, checks=(*self.checks, check))


def slip_in(text: str) -> Slip | None:
    """The slip that is given by its text, by a file that holds it; None where it is none of these.

    Raises Damaged("slip-unreadable") for what begins as a slip and is not whole.
    """
    if _is_slip(text):
        return read_slip(text)
    path = Path(text)
    if not path.is_file() or path.stat().st_size > _LARGEST_SLIP:
        return None
    with disk_errors(path):
        content = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
    return read_slip(content) if _is_slip(content) else None


def _is_slip(text: str) -> bool:
    return text.lstrip()[: len(PREFIX)].upper() == PREFIX


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
        return _result(UNKNOWN, [found("form", False, "certificate-unreadable")])
    if EVIDENCE not in attachments:
        return _report(pdf, renderer)
    try:
        certificate = open_certificate(attachments)
    except Damaged as error:
        return _result(UNKNOWN, [found("evidence", False, error.code)])
    checks = [*document_checks(pdf, certificate.page_key, renderer), *certificate.checks]
    checked = _result(certificate.kind, checks, certificate.number, certificate.key)
    return replace(checked, ledger=certificate.ledger) if checked.valid else checked


def _report(pdf: bytes, renderer: Renderer) -> Verified:
    """A paper that is signed as a whole and carries no evidence: the program's reports."""
    try:
        key = renderer.signature(pdf).key
    except Damaged:
        key = ""
    if not key:
        return _result(UNKNOWN, [found("evidence", False, "certificate-foreign")])
    checks = [
        *document_checks(pdf, key, renderer),
        found("evidence", True, "report-evidence"),
        found("signer", True, "signed-by", key=key),
    ]
    return _result(REPORT, checks, key=key)


def document_checks(pdf: bytes, key: str, renderer: Renderer) -> list[Check]:
    """What the PDF's own signature says: it is what binds the pages that people read to the evidence."""
    try:
        signature = renderer.signature(pdf)
    except Damaged:
        return [found("document", False, "document-changed")]
    if not signature.present:
        return [found("document", False, "document-unsigned")]
    if not signature.intact or not signature.covers_all:
        return [found("document", False, "document-changed")]
    if signature.key != key:
        return [found("document", False, "key-mixed")]
    return [found("document", True, "document-good")]
