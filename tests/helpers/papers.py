"""A renderer for tests of services: its papers carry their attachments and a real signature, and no pages."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.domain.countersignatures import Countersigner
from app.domain.documents import DocumentKey, PdfSignature, Rendered
from app.domain.endings import EndingEvidence
from app.domain.evidence import ArchiveEvidence, DestructionEvidence
from app.domain.notices import Addressee, NoticeFacts
from app.domain.paper import LabelEvidence
from app.domain.slips import SlipSheets
from app.domain.transfer_evidence import TransferEvidence
from app.errors import Damaged
from app.vault.signing import fingerprint, public_of, sign, verify

HEAD = b"%PDF-1.7\n"


class PaperRenderer:
    """Keeps the promises of app.domain.documents.Renderer with the least that can be called a document."""

    def destruction_certificate(
        self, evidence: DestructionEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        return paper(attachments, key.private_der)

    def archive_certificate(
        self, evidence: ArchiveEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        return paper(attachments, key.private_der)

    def transfer_certificate(
        self, evidence: TransferEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        return paper(attachments, key.private_der)

    def letters(
        self, facts: NoticeFacts, to: Sequence[Addressee], language: str, key: DocumentKey | None = None
    ) -> bytes:
        return HEAD + "\n".join(f"{facts.kind} {one.number} {one.name} {one.address}" for one in to).encode()

    def poster(self, facts: NoticeFacts, size: str, language: str, key: DocumentKey) -> bytes:
        return paper({}, key.private_der)

    def labels(self, evidence: LabelEvidence, language: str) -> bytes:
        return HEAD + "\n".join(f"{one.entry.box} {one.entry.place}" for one in evidence.files).encode()

    def slip_sheets(self, evidence: SlipSheets, language: str) -> bytes:
        return HEAD + "\n".join(slip.text for one in evidence.sheets for slip in one.slips).encode()

    def ending_certificate(
        self, evidence: EndingEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        return paper(attachments, key.private_der)

    def report(self, evidence: object, language: str, suffix: str, key: DocumentKey, watermark: str = "") -> Rendered:
        return Rendered(paper({}, key.private_der), pages=1)

    def countersign(self, pdf: bytes, signer: Countersigner, at: datetime, language: str) -> bytes:
        raise NotImplementedError("these papers bear one signature; PdfRenderer adds others")

    def attachments(self, pdf: bytes) -> dict[str, bytes]:
        try:
            return {name: b64decode(data) for name, data in json.loads(_lines(pdf)[0]).items()}
        except (ValueError, AttributeError) as error:
            raise Damaged("not-a-pdf") from error

    def signature(self, pdf: bytes) -> PdfSignature:
        content, *rest = _lines(pdf)
        try:
            public, signature = (bytes.fromhex(line.decode("ascii")) for line in rest)
        except ValueError as error:
            raise Damaged("not-a-pdf") from error
        return PdfSignature(True, verify(public, signature, content), True, fingerprint(public))


def paper(attachments: Mapping[str, bytes], private_der: bytes) -> bytes:
    """A signed paper with these attachments."""
    content = json.dumps({name: b64encode(data).decode() for name, data in attachments.items()}).encode()
    lines = [content, public_of(private_der).hex().encode(), sign(private_der, content).hex().encode()]
    return HEAD + b"\n".join(lines)


def _lines(pdf: bytes) -> list[bytes]:
    lines = pdf.removeprefix(HEAD).split(b"\n")
    if not pdf.startswith(HEAD) or len(lines) != 3:
        raise Damaged("not-a-pdf")
    return lines
