"""Which function draws which evidence: a new kind of report is one line here, and one in app.domain.documents."""

from collections.abc import Callable
from typing import Any

from app.domain.documents import ReportEvidence
from app.domain.evidence import ClosureEvidence
from app.domain.report_evidence import AuditEvidence, InventoryEvidence, RegisterEvidence
from reports.audit_extract import audit_report
from reports.chapters import Report
from reports.closure import closure_report
from reports.inventory import inventory_report
from reports.language import Language
from reports.register import register_report

# Each function takes exactly its key's type, which a dictionary's type can't say.
_REPORTS: dict[type, Callable[[Any, Language], Report]] = {
    AuditEvidence: audit_report,
    ClosureEvidence: closure_report,
    InventoryEvidence: inventory_report,
    RegisterEvidence: register_report,
}


def report_of(evidence: ReportEvidence, language: Language) -> Report:
    """The report's content for PDF and workbook."""
    return _REPORTS[type(evidence)](evidence, language)
