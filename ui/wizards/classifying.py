"""The wizard that classifies records."""

from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.flows.classifying import ClassifyFlow
from ui.context import AppContext
from ui.wizards.classify_groups import GroupsPage
from ui.wizards.classify_pages import ClassifiedPage, ScopePage, UnsurePage
from ui.wizards.wizard import FlowWizard


def classify_wizard(context: AppContext, parent: QWidget, _shown: object) -> FlowWizard:
    flow = ClassifyFlow(context.services.classification)
    pages = {
        "scope": ScopePage(context),
        "groups": GroupsPage(context, flow),
        "unsure": UnsurePage(context, flow),
        "result": ClassifiedPage(context, flow),
    }
    wizard = FlowWizard(context, parent, lambda: context.tr("Classify records"), flow, pages)
    wizard.rejected.connect(lambda: _leave(context, flow))
    return wizard


def _leave(context: AppContext, flow: ClassifyFlow) -> None:
    """Keep what is decided and not entered, so that it can be gone on with later.

    At once and in this thread: the window may be locking, and the vault is closed right after.
    """
    if context.is_unlocked and flow.state.proposals is not None and flow.state.classified is None:
        try:
            context.services.classification.keep_draft(flow.draft())
        except AppError as error:
            context.errors.show(None, error)
