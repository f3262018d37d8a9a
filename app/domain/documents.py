"""What services ask of whoever draws documents: evidence in, bytes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from app.domain.archive_lists import ArchiveListEvidence
from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.countersignatures import Countersigner
from app.domain.destruction_forms import AppraisalEvidence, DestructionListEvidence, GeneralListEvidence
from app.domain.endings import EndingEvidence
from app.domain.evidence import ArchiveEvidence, ClosureEvidence, DestructionEvidence
from app.domain.notice_reports import AssessmentsEvidence, DeliveriesEvidence, IncidentsEvidence
from app.domain.notices import Addressee, NoticeFacts
from app.domain.paper import LabelEvidence
from app.domain.plan_evidence import BackupEvidence, ClassificationEvidence, RetentionPlanEvidence
from app.domain.recovery_sheets import RecoverySheet
from app.domain.report_evidence import AuditEvidence, InventoryEvidence, RegisterEvidence
from app.domain.scan_evidence import ScanEvidence
from app.domain.slips import SlipSheets
from app.domain.transfer_evidence import TransferEvidence

ReportEvidence: TypeAlias = (
    ClosureEvidence
    | ClosingPlanEvidence
    | InventoryEvidence
    | RegisterEvidence
    | AuditEvidence
    | ArchiveListEvidence
    | ClassificationEvidence
    | RetentionPlanEvidence
    | BackupEvidence
    | DeliveriesEvidence
    | AssessmentsEvidence
    | IncidentsEvidence
    | AppraisalEvidence
    | DestructionListEvidence
    | GeneralListEvidence
)


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """The firm's signing key for documents: PKCS#8 DER (P-256) and its X.509 certificate in DER."""

    private_der: bytes
    certificate_der: bytes


@dataclass(frozen=True, slots=True)
class Rendered:
    """A report's file; a PDF has `pages`, a workbook has `rows` (all sheets, heads not counted)."""

    content: bytes
    pages: int | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class PdfSignature:
    """What a PDF's own signature says; `key` is the SHA-256 fingerprint (hex) of the signer's public key.

    `signers` counts whoever signed, the firm first.
    """

    present: bool
    intact: bool
    covers_all: bool
    key: str
    signers: int = 1


class Renderer(Protocol):
    """Draws documents; implemented in reports/renderer.py and handed in by the command line and the window."""

    def destruction_certificate(
        self, evidence: DestructionEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes: ...

    def archive_certificate(
        self, evidence: ArchiveEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes: ...

    def transfer_certificate(
        self, evidence: TransferEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes: ...

    def letters(
        self, facts: NoticeFacts, to: Sequence[Addressee], language: str, key: DocumentKey | None = None
    ) -> bytes:
        """A notice's letters to these customers as one PDF, to be printed; signed where a key is given."""
        ...

    def poster(self, facts: NoticeFacts, size: str, language: str, key: DocumentKey) -> bytes:
        """A notice to put up, one page of "A4" or "A3", as a signed PDF."""
        ...

    def labels(self, evidence: LabelEvidence, language: str) -> bytes:
        """Labels of paper files as a PDF, to be printed; not signed."""
        ...

    def slip_sheets(self, evidence: SlipSheets, language: str) -> bytes:
        """Customers' slips as a PDF to print, a page or more for each customer; not signed."""
        ...

    def ending_certificate(
        self, evidence: EndingEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes: ...

    def report(
        self, evidence: ReportEvidence, language: str, suffix: str, key: DocumentKey, watermark: str = ""
    ) -> Rendered:
        """A report as ".pdf" (signed) or ".xlsx"; raises UserError for another suffix.

        `watermark` stands under the text of every page, and over the pages that a workbook prints.
        """
        ...

    def countersign(self, pdf: bytes, signer: Countersigner, at: datetime, language: str) -> bytes:
        """The PDF with one more signature and its visible block; raises UserError (reports.countersigning)."""
        ...

    def attachments(self, pdf: bytes) -> dict[str, bytes]:
        """The files attached to a PDF by name; raises Damaged where it is no readable PDF."""
        ...

    def signature(self, pdf: bytes) -> PdfSignature:
        """Checks the PDF's own signature; raises Damaged where it is no readable PDF."""
        ...


class FullRenderer(Renderer, Protocol):
    """What the program's own entrances have: it also draws what needs no vault."""

    def scan_report(self, evidence: ScanEvidence, language: str) -> bytes:
        """What files hold, as a PDF that nobody signs."""
        ...

    def recovery_sheet(self, sheet: RecoverySheet, language: str) -> bytes:
        """A recovery code on paper: a PDF of one page, not signed."""
        ...
