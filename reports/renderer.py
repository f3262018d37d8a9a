"""The renderer that services are handed: evidence in, finished and signed files out (app.domain.documents.Renderer)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from pikepdf import Pdf

from app.domain.countersignatures import Countersigner
from app.domain.documents import DocumentKey, PdfSignature, Rendered, ReportEvidence
from app.domain.endings import EndingEvidence
from app.domain.evidence import ArchiveEvidence, DestructionEvidence
from app.domain.notice_texts import TITLES
from app.domain.notices import Addressee, NoticeFacts
from app.domain.paper import LabelEvidence
from app.domain.recovery_sheets import RecoverySheet
from app.domain.scan_evidence import ScanEvidence
from app.domain.slips import SlipSheets
from app.domain.transfer_evidence import TransferEvidence
from app.errors import Damaged, UserError
from reports import fonts, signing
from reports.archive import archive_certificate
from reports.attached import attached
from reports.certificate import destruction_certificate
from reports.countersigning import countersign
from reports.ending import ending_certificate
from reports.kinds import report_of
from reports.labels import label_sheets
from reports.language import Language
from reports.mail import letter_file
from reports.notice import notice_letter
from reports.page import Composed
from reports.pdfa import Properties, archive_file
from reports.poster import poster
from reports.press import Press
from reports.recovery_sheet import TITLE as RECOVERY_TITLE
from reports.recovery_sheet import recovery_sheet
from reports.report_pages import report_pages
from reports.scan_report import TITLE, scan_report
from reports.slip_sheets import TITLE as SLIP_TITLE
from reports.slip_sheets import slip_page
from reports.transfer import transfer_certificate
from reports.workbook import report_workbook

_Issued: TypeAlias = DestructionEvidence | ArchiveEvidence | TransferEvidence | EndingEvidence


class PdfRenderer:
    """Draws documents; keeps nothing between two of them, so it may be used by several threads.

    `own_font` is the user's TrueType font for characters that the program's fonts lack; it may be missing. `part` is
    that of PDF/A: 3, or 1 for checkers that know no other, without attachments.
    """

    def __init__(self, own_font: Path | None = None, *, part: int = 3) -> None:
        self._part = part
        if own_font is not None:
            fonts.use_fallback(own_font)

    def destruction_certificate(
        self, evidence: DestructionEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        press = Press(Language(language))
        composed = destruction_certificate(evidence, press)
        title = press.language.t("Customer Information Destruction Certificate")
        return self._certificate(composed, press, title, evidence, attachments, key)

    def archive_certificate(
        self, evidence: ArchiveEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        press = Press(Language(language))
        composed = archive_certificate(evidence, press)
        title = press.language.t("Archive Certificate")
        return self._certificate(composed, press, title, evidence, attachments, key)

    def transfer_certificate(
        self, evidence: TransferEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        press = Press(Language(language))
        composed = transfer_certificate(evidence, press)
        title = press.language.t("Customer Information Hand-Over Certificate and Receipt")
        return self._certificate(composed, press, title, evidence, attachments, key)

    def letters(
        self, facts: NoticeFacts, to: Sequence[Addressee], language: str, key: DocumentKey | None = None
    ) -> bytes:
        press = Press(Language(language))
        said, title = press.language, press.language.t(TITLES[facts.kind])
        name, firm = f"{title} {facts.number}", facts.firm.name
        made = letter_file((notice_letter(facts, one, said) for one in to), name, firm, said)
        properties = _properties(said, title, facts.number, firm, facts.program_version, facts.prepared_at)
        if key is None:
            return self._archived(made, properties, {}).getvalue()
        return self._finished(made, press, properties, {}, key)

    def poster(self, facts: NoticeFacts, size: str, language: str, key: DocumentKey) -> bytes:
        press = Press(Language(language))
        title = press.language.t(TITLES[facts.kind])
        version = facts.program_version
        properties = _properties(press.language, title, facts.number, facts.firm.name, version, facts.prepared_at)
        return self._finished(poster(facts, size, press.language), press, properties, {}, key)

    def labels(self, evidence: LabelEvidence, language: str) -> bytes:
        said, made_at = Language(language), evidence.made_at
        composed, title = label_sheets(evidence, said), said.t("Labels of paper files")
        version = evidence.program_version
        properties = _properties(said, title, said.minute(made_at), evidence.firm, version, made_at)
        return self._archived(composed, properties, {}).getvalue()

    def scan_report(self, evidence: ScanEvidence, language: str) -> bytes:
        press = Press(Language(language))
        composed, content = scan_report(evidence, press)
        title, at = press.language.t(TITLE), press.language.minute(evidence.issued_at)
        properties = _properties(press.language, title, at, "", evidence.program_version, evidence.issued_at)
        return self._archived(composed, properties, {"evidence.json": content}).getvalue()

    def recovery_sheet(self, sheet: RecoverySheet, language: str) -> bytes:
        press = Press(Language(language))
        title, version = press.language.t(RECOVERY_TITLE), sheet.program_version
        properties = _properties(press.language, title, sheet.vault_id[:8], sheet.firm, version, sheet.made_at)
        return self._archived(recovery_sheet(sheet, press), properties, {}).getvalue()

    def slip_sheets(self, evidence: SlipSheets, language: str) -> bytes:
        said = Language(language)
        title, made_at = said.t(SLIP_TITLE), evidence.made_at
        pages = (slip_page(one, evidence, said) for one in evidence.sheets)
        made = letter_file(pages, title, evidence.firm, said)
        properties = _properties(said, title, said.minute(made_at), evidence.firm, evidence.program_version, made_at)
        return self._archived(made, properties, {}).getvalue()

    def ending_certificate(
        self, evidence: EndingEvidence, attachments: Mapping[str, bytes], language: str, key: DocumentKey
    ) -> bytes:
        press = Press(Language(language))
        composed = ending_certificate(evidence, press)
        title = press.language.t("Certificate of a Whole Vault's End")
        return self._certificate(composed, press, title, evidence, attachments, key)

    def report(
        self, evidence: ReportEvidence, language: str, suffix: str, key: DocumentKey, watermark: str = ""
    ) -> Rendered:
        """A report as ".pdf" or ".xlsx"; UserError("unknown-report-format") for another suffix."""
        press = Press(Language(language))
        report = report_of(evidence, press.language)
        if watermark:
            report = replace(report, watermark=watermark)
        if suffix == ".xlsx":
            content, rows = report_workbook(report, press.language)
            return Rendered(content, rows=rows)
        if suffix != ".pdf":
            raise UserError("unknown-report-format", file=suffix)
        composed, head = report_pages(report, press), report.head
        properties = _properties(
            press.language, report.title, head.number, head.firm.name, head.program_version, head.issued_at
        )
        attachments = {"evidence.json": report.attachment} if report.attachment else {}
        return Rendered(self._finished(composed, press, properties, attachments, key), pages=composed.pages)

    def countersign(self, pdf: bytes, signer: Countersigner, at: datetime, language: str) -> bytes:
        """The PDF with one more signature and its visible block; UserError, see reports.countersigning."""
        return countersign(pdf, signer, at, language)

    def attachments(self, pdf: bytes) -> dict[str, bytes]:
        """The files attached to a PDF by name; Damaged("not-a-pdf") where it is no readable PDF."""
        return attached(pdf)

    def signature(self, pdf: bytes) -> PdfSignature:
        """Checks the PDF's own signature; Damaged("not-a-pdf") where it is no PDF."""
        if not pdf.startswith(b"%PDF-"):
            raise Damaged("not-a-pdf")
        return signing.check(pdf)

    def _certificate(
        self,
        composed: Composed,
        press: Press,
        title: str,
        evidence: _Issued,
        attachments: Mapping[str, bytes],
        key: DocumentKey,
    ) -> bytes:
        version, at = evidence.program_version, evidence.issued_at
        properties = _properties(press.language, title, evidence.number, evidence.firm.name, version, at)
        return self._finished(composed, press, properties, attachments, key)

    def _finished(
        self,
        composed: Composed,
        press: Press,
        properties: Properties,
        attachments: Mapping[str, bytes],
        key: DocumentKey,
    ) -> bytes:
        """The pages as an archive file, signed with the firm's key."""
        room = signing.placeholder(key, properties.title, properties.created, press.signature_place)
        return signing.sign(self._archived(composed, properties, attachments, room), key)

    def _archived(
        self,
        composed: Composed,
        properties: Properties,
        attachments: Mapping[str, bytes],
        prepare: Callable[[Pdf], None] | None = None,
    ) -> BytesIO:
        pages, structure = composed.file, composed.structure
        return archive_file(pages, structure, properties, attachments, part=self._part, prepare=prepare)


def _properties(
    language: Language, title: str, number: str, firm: str, program_version: str, issued_at: datetime
) -> Properties:
    return Properties(
        title=f"{title} {number}",
        author=firm,
        subject=number,
        creator=f"Qingdang {program_version}",
        language="zh-CN" if language.is_chinese else "en",
        created=issued_at,
    )
