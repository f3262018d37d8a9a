"""The wizard that imports files."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.flows.importing import ImportFlow
from ui.context import AppContext
from ui.wizards.import_check import CheckPage
from ui.wizards.import_cleaning import CleaningPage
from ui.wizards.import_files import FilesPage
from ui.wizards.import_pages import OriginPage, ResultPage
from ui.wizards.wizard import FlowWizard


def import_wizard(context: AppContext, parent: QWidget, shown: object) -> FlowWizard:
    """The wizard; `shown` may be paths to begin with."""
    files = [path for path in shown if isinstance(path, Path)] if isinstance(shown, list | tuple) else []
    flow = ImportFlow(context.services, context.language, files)
    pages = {
        "files": FilesPage(context, flow),
        "check": CheckPage(context, flow),
        "cleaning": CleaningPage(context, flow),
        "origin": OriginPage(context, flow),
        "result": ResultPage(context, flow),
    }
    return FlowWizard(context, parent, lambda: context.tr("Import files"), flow, pages)
