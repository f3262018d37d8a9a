"""The wizards of assessments, self-audits and of the guide after a leak."""

from PySide6.QtWidgets import QWidget

from app.domain.assessments import FORMS, Form
from app.domain.incident_register import Entry
from app.domain.words import NoticeKind
from app.flows.assessing import AssessFlow
from app.flows.incident import IncidentFlow
from ui.context import AppContext
from ui.wizards.assessment_pages import ConclusionPage, EnteredPage, QuestionsPage, SubjectPage
from ui.wizards.incident_pages import AccountPage, DutiesPage, FactsPage
from ui.wizards.wizard import FlowWizard


def assessment_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The wizard; `shown` may be the form, by default an impact assessment."""
    form = shown if isinstance(shown, Form) else Form.IMPACT
    flow = AssessFlow(context.services, form)
    pages = {
        "subject": SubjectPage(context, flow),
        "questions": QuestionsPage(context, flow),
        "conclusion": ConclusionPage(context, flow),
        "result": EnteredPage(context, flow),
    }
    return FlowWizard(context, parent, lambda: context.tr(FORMS[form]), flow, pages)


def incident_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The guide: it enters the incident in the register, and its end is the notice to the customers.

    `shown` may be an entry: then it puts down what is known of it now.
    """
    known = shown if isinstance(shown, Entry) else None
    flow = IncidentFlow(context.services, known)
    pages = {
        "facts": FactsPage(context, flow),
        "account": AccountPage(context, flow),
        "duties": DutiesPage(context, flow),
    }
    return FlowWizard(
        context,
        parent,
        lambda: (
            context.tr("What is known of {number} now").format(number=known.number)
            if known
            else context.tr("After a leak or loss")
        ),
        flow,
        pages,
        lambda: context.go("notice-wizard", flow.state.entered or NoticeKind.BREACH),
    )
