"""What the report of the closing plan needs: the plan of one day."""

from dataclasses import dataclass

from app.domain.closing_plan import ClosingPlan
from app.domain.report_evidence import ReportHead


@dataclass(frozen=True, slots=True)
class ClosingPlanEvidence:
    """The closing plan of one day."""

    head: ReportHead
    plan: ClosingPlan
