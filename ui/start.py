"""Starts the window: shows it first, and has ui/main.py load everything behind it right after."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app import __version__
from app.i18n import LANGUAGES, system_language
from app.jobs import Progress
from app.resources import resource
from app.settings import Settings
from ui.collector import spare_the_loaded
from ui.context import AppContext
from ui.english import words_of
from ui.errors import ErrorDesk
from ui.main_window import MainWindow
from ui.prompts import Prompts
from ui.tasks import TaskRunner
from ui.theme import STYLE, Theme

if TYPE_CHECKING:
    from ui.places import Parts

# Named, not imported: it loads services, formats and reports, which takes several times as long as showing the window.
PARTS = "ui.main"
QUEUED = Qt.ConnectionType.QueuedConnection


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window, on the vault named in the arguments if there is one; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    application = QApplication([sys.argv[0], *STYLE])
    window, context = open_window(application, Settings())

    def supply(parts: Parts) -> None:
        window.supply(parts)
        spare_the_loaded()

    def go_on() -> None:
        """What can wait until the window is seen: earlier, it would hold up the very thing that is waited for."""
        gc.enable()
        application.setWindowIcon(QIcon(str(resource("icons", "qingdang.svg"))))
        context.runner.run(window, load_parts, supply)

    window.painted.connect(go_on, QUEUED)
    if given:
        window.open_vault(Path(given[0]))
    window.show()
    return application.exec()


def open_window(application: QApplication, settings: Settings) -> tuple[MainWindow, AppContext]:
    """The window and what its screens share, not shown yet."""
    language = str(settings.get("language") or "")
    language = language if language in LANGUAGES else system_language()
    application.setApplicationName("Qingdang")
    application.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en"))
    speak(application, language)
    theme = Theme(application, str(settings.get("appearance", "auto")))
    words = words_of(language)
    prompts = Prompts(theme, words)
    errors = ErrorDesk(words, prompts)
    runner = TaskRunner(lambda error: errors.show(None, error))
    context = AppContext(words, settings, theme, runner, prompts, errors, language)
    window = MainWindow(context, application)
    theme.dress()
    errors.catch_everything(lambda: window if window.isVisible() else None)
    return window, context


def load_parts(_progress: Progress) -> Parts:
    """Load services, reports, screens and wizards; called in a worker's thread."""
    parts: Parts = import_module(PARTS).parts()
    return parts


def speak(application: QApplication, language: str) -> None:
    """Have Qt's own few words (the system's file dialogs aside) in the window's language."""
    if language == "zh":
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_zh_CN", folder):
            application.installTranslator(translator)
