"""The wizard that classifies records."""

from PySide6.QtWidgets import QWidget

from app.flows.classifying import ClassifyFlow
from ui.context import AppContext
from ui.wizards.classify_pages import ClassifiedPage, GroupsPage, ScopePage, UnsurePage
from ui.wizards.wizard import FlowWizard


def classify_wizard(context: AppContext, parent: QWidget, _shown: object) -> FlowWizard:
    flow = ClassifyFlow(context.services.classification)
    pages = {
        "scope": ScopePage(context),
        "groups": GroupsPage(context, flow),
        "unsure": UnsurePage(context, flow),
        "result": ClassifiedPage(context, flow),
    }
    return FlowWizard(context, parent, lambda: context.tr("Classify records"), flow, pages)
