"""The window in tests: real widgets on a real vault; only what is asked in modal dialogs is answered beforehand."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.bootstrap import Services
from app.i18n import catalogue
from app.services.secrets import Secret
from app.settings import Settings
from ui.context import AppContext
from ui.errors import ErrorDesk
from ui.prompts import Prompts
from ui.tasks import TaskRunner
from ui.theme import Theme

WAIT_MS = 60_000
POLL_MS = 15  # oftener would take the interpreter from the workers that are waited for


class Answers(Prompts):
    """Answers instead of asking; what was asked and told is kept. An unexpected question fails the test."""

    def __init__(self) -> None:
        self.files: list[list[Path]] = []
        self.folders: list[Path | None] = []
        self.targets: list[Path | None] = []
        self.confirmations: list[bool] = []
        self.passphrases: list[str | None] = []
        self.printers: list[QPrinter | None] = []
        self.told: list[str] = []
        self.asked: list[str] = []

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        return self.files.pop(0)

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        chosen = self.files.pop(0)
        return chosen[0] if chosen else None

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folders.pop(0)

    def save_file(self, parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
        return self.targets.pop(0)

    def printer(self, parent: QWidget, title: str) -> QPrinter | None:
        return self.printers.pop(0)

    def confirm(self, parent: QWidget, heading: str, text: str, verb: str, *, danger: bool = False) -> bool:
        self.asked.append(text)
        return self.confirmations.pop(0)

    def passphrase(self, parent: QWidget, operator: str, reason: str, verb: str) -> Secret | None:
        self.asked.append(reason)
        typed = self.passphrases.pop(0)
        return None if typed is None else Secret(typed)

    def tell(self, parent: QWidget | None, heading: str, text: str, *, details: str = "", problem: bool = True) -> None:
        self.told.append(f"{heading}: {text} {details}".strip())


def make_context(
    application: QApplication, answers: Answers, language: str = "en", appearance: str = "light"
) -> AppContext:
    """What screens are handed, with the answers in the place of dialogs."""
    words = catalogue(language)
    errors = ErrorDesk(words, answers)
    runner = TaskRunner(lambda error: errors.show(None, error))
    theme = Theme(application, appearance)
    theme.dress()
    return AppContext(words, Settings(), theme, runner, answers, errors, language)


@contextmanager
def unlocked(context: AppContext, services: Services) -> Iterator[AppContext]:
    """The context with an open vault, locked at the end."""
    context.enter(services)
    try:
        yield context
    finally:
        wait_idle(context)
        context.leave()


def wait_until(done: Callable[[], bool], limit_ms: int = WAIT_MS) -> None:
    """Let the event loop run until it is so; TimeoutError after the limit."""
    until = time.monotonic() + limit_ms / 1000
    settle()
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("the window did not get there")
        settle(5)


def wait_idle(context: AppContext) -> None:
    """Let all background work end and its callbacks run."""
    wait_until(lambda: context.runner.is_idle)
    settle()


def settle(milliseconds: int = 1) -> None:
    """Let the event loop run for a moment, so that layouts and queued signals are done."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def dispose(widget: QWidget) -> None:
    """Close and delete a widget at once."""
    if isValid(widget):
        widget.close()
        widget.deleteLater()
        settle()
