"""The wizard that imports files."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.flows.importing import ImportFlow
from ui.context import AppContext
from ui.wizards.import_pages import CheckPage, FilesPage, OriginPage, ResultPage
from ui.wizards.wizard import FlowWizard


def import_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The wizard; `shown` may be paths to begin with."""
    files = [path for path in shown if isinstance(path, Path)] if isinstance(shown, list | tuple) else []
    services = context.services
    flow = ImportFlow(services.imports, context.language, files, services.origins.suggested())
    pages = {
        "files": FilesPage(context, flow),
        "check": CheckPage(context, flow),
        "origin": OriginPage(context, flow),
        "result": ResultPage(context, flow),
    }
    return FlowWizard(context, parent, lambda: context.tr("Import files"), flow, pages)
