"""What a command or the window works with while a vault is open; app/bootstrap.py puts it together."""

from contextlib import suppress
from dataclasses import dataclass

from app.errors import AppError
from app.services.appraising import AppraisalService
from app.services.archives import ArchiveService
from app.services.assessments import AssessmentService
from app.services.attachments import AttachmentService
from app.services.audit import AuditService
from app.services.backups import BackupService
from app.services.checkup import CheckupService
from app.services.classification import ClassificationService
from app.services.closing_plan import ClosingPlanService
from app.services.completeness import CompletenessService
from app.services.corrections import CorrectionService
from app.services.customers import CustomerService
from app.services.decision_changes import DecisionChangeService
from app.services.destruction import DestructionService
from app.services.documents import DocumentService
from app.services.endings import EndingService
from app.services.exports import ExportService
from app.services.firm_papers import FirmPaperService
from app.services.grading_table import GradingTableService
from app.services.holds import HoldService
from app.services.imports import ImportService
from app.services.incidents import IncidentService
from app.services.keys import KeyService
from app.services.last_seen import LastSeen
from app.services.mappings import MappingService
from app.services.notice_replies import ReplyService
from app.services.notices import NoticeService
from app.services.operators import OperatorService
from app.services.origins import OriginService
from app.services.outside import OutsideService
from app.services.overview import OverviewService
from app.services.own_certificates import OwnCertificateService
from app.services.paper import PaperService
from app.services.planning import PlanningService
from app.services.records import RecordService
from app.services.reports import ReportService
from app.services.rule_packs import RulePackService
from app.services.session import Session
from app.services.settings import SettingService
from app.services.slips import SlipService
from app.services.taking_back import TakingBackService
from app.services.transfers import TransferService


@dataclass(frozen=True, slots=True)
class Services:
    """The services of one open vault."""

    session: Session
    last_seen: LastSeen
    operators: OperatorService
    settings: SettingService
    keys: KeyService
    appraisals: AppraisalService
    archives: ArchiveService
    assessments: AssessmentService
    attachments: AttachmentService
    papers: PaperService
    audit: AuditService
    backups: BackupService
    checkup: CheckupService
    decisions: DecisionChangeService
    destruction: DestructionService
    classification: ClassificationService
    closing_plan: ClosingPlanService
    firm_papers: FirmPaperService
    own_certificates: OwnCertificateService
    grading: GradingTableService
    holds: HoldService
    notices: NoticeService
    replies: ReplyService
    outside: OutsideService
    overview: OverviewService
    planning: PlanningService
    endings: EndingService
    exports: ExportService
    imports: ImportService
    incidents: IncidentService
    origins: OriginService
    taking_back: TakingBackService
    mappings: MappingService
    customers: CustomerService
    corrections: CorrectionService
    completeness: CompletenessService
    records: RecordService
    documents: DocumentService
    reports: ReportService
    rules: RulePackService
    slips: SlipService
    transfers: TransferService

    def close(self) -> None:
        """Close the vault; nothing works afterwards. What was seen of it is remembered outside of it."""
        with suppress(AppError):
            self.last_seen.remember()
        self.session.close()
