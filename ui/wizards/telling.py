"""The wizard that prepares a notice to customers."""

from array import array

from PySide6.QtWidgets import QWidget

from app.domain.incident_register import Entry
from app.domain.words import NoticeKind
from app.flows.telling import TellFlow
from ui.context import AppContext
from ui.wizards.notice_pages import KindPage, PlacePage, ToldPage, WordsPage
from ui.wizards.wizard import FlowWizard


def notice_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The wizard; `shown` may be a kind of notice, an incident, or the numbers of selected records."""
    kind = shown if isinstance(shown, NoticeKind) else None
    ids = shown if isinstance(shown, array) and len(shown) else None
    incident = shown if isinstance(shown, Entry) else None
    flow = TellFlow(context.services, context.language, kind, ids, incident)
    pages = {
        "kind": KindPage(context, flow),
        "words": WordsPage(context, flow),
        "place": PlacePage(context, flow),
        "result": ToldPage(context, flow),
    }
    return FlowWizard(context, parent, lambda: context.tr("Tell customers"), flow, pages, lambda: context.go("notices"))
