"""Which function draws which evidence: a new kind of report is one line here, and one in app.domain.documents."""

from collections.abc import Callable
from typing import Any

from app.domain.archive_lists import ArchiveListEvidence
from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.destruction_forms import AppraisalEvidence, DestructionListEvidence, GeneralListEvidence
from app.domain.documents import ReportEvidence
from app.domain.evidence import ClosureEvidence
from app.domain.notice_reports import AssessmentsEvidence, DeliveriesEvidence, IncidentsEvidence
from app.domain.plan_evidence import BackupEvidence, ClassificationEvidence, RetentionPlanEvidence
from app.domain.report_evidence import AuditEvidence, InventoryEvidence, RegisterEvidence
from reports.archive_lists import archive_list
from reports.assessment import assessments_report
from reports.audit_extract import audit_report
from reports.backup_record import backup_record
from reports.chapters import Report
from reports.classification import classification_summary
from reports.closing_plan import closing_plan_report
from reports.closure import closure_report
from reports.deliveries import deliveries_report
from reports.destruction_forms import appraisal_opinion, destruction_list
from reports.general_list import general_list
from reports.incidents import incidents_report
from reports.inventory import inventory_report
from reports.language import Language
from reports.register import register_report
from reports.retention_plan import retention_plan

# Each function takes exactly its key's type, which a dictionary's type can't say.
_REPORTS: dict[type, Callable[[Any, Language], Report]] = {
    AppraisalEvidence: appraisal_opinion,
    ArchiveListEvidence: archive_list,
    AssessmentsEvidence: assessments_report,
    AuditEvidence: audit_report,
    BackupEvidence: backup_record,
    ClassificationEvidence: classification_summary,
    ClosingPlanEvidence: closing_plan_report,
    ClosureEvidence: closure_report,
    DeliveriesEvidence: deliveries_report,
    DestructionListEvidence: destruction_list,
    GeneralListEvidence: general_list,
    IncidentsEvidence: incidents_report,
    InventoryEvidence: inventory_report,
    RegisterEvidence: register_report,
    RetentionPlanEvidence: retention_plan,
}


def report_of(evidence: ReportEvidence, language: Language) -> Report:
    """The report's content for PDF and workbook."""
    return _REPORTS[type(evidence)](evidence, language)
