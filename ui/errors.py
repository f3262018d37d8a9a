"""The one place that shows errors: known ones as sentences, bugs with details that can be copied."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QWidget

from app.disk_problems import disk_problem
from app.errors import AppError, Cancelled, Damaged, EnvironmentProblem, NotUnlocked, Refused
from app.i18n import N_, Catalogue
from ui.later import sentences
from ui.prompts import Prompts

OF_A_VAULT = ("database-", "header-")  # how the codes begin of what is wrong with a vault's own files
# What no kind of error says well enough.
HEADINGS = {
    "wrong-passphrase": N_("The passphrase does not fit"),
    "ocr-missing": N_("A part of the program is missing"),
}
Redact = Callable[[BaseException], str]


class ErrorDesk:
    """Shows what went wrong.

    `redact` makes the details of a bug, without any value, and logs them; until it is given only the kind is told.
    """

    def __init__(self, catalogue: Catalogue, prompts: Prompts) -> None:
        self._catalogue = catalogue
        self._prompts = prompts
        self.redact: Redact = lambda error: type(error).__name__

    def sentence(self, error: Exception) -> str:
        """What happened and what to do, as text beside a form; a bug gives its general sentence."""
        error = disk_problem(error) or error
        if isinstance(error, AppError):
            told = sentences()
            return "\n".join([told.describe(error, self._catalogue), *told.reasons(error, self._catalogue)])
        return self._catalogue.gettext(
            "The program made a mistake and stopped this step. The vault keeps its last whole state."
        )

    def show(self, parent: QWidget | None, error: BaseException) -> None:
        """Show the error until it is closed; Cancelled is shown to nobody."""
        if isinstance(error, Cancelled):
            return
        tr = self._catalogue.gettext
        error = disk_problem(error) or error
        if isinstance(error, AppError):
            self._prompts.tell(parent, self.heading(error), self.sentence(error))
            return
        text = tr(
            "The program made a mistake and stopped this step. The vault keeps its last whole state. "
            "The details below name no customer; please send them to whoever looks after the program."
        )
        self._prompts.tell(parent, tr("A mistake in the program"), text, details=self.redact(error))

    def heading(self, error: AppError) -> str:
        tr = self._catalogue.gettext
        if isinstance(error, Refused):
            return tr("This is not allowed")
        if error.code in HEADINGS:
            return tr(HEADINGS[error.code])
        if isinstance(error, NotUnlocked):
            return tr("The vault stays locked")
        if isinstance(error, Damaged):
            is_vault = error.code.startswith(OF_A_VAULT)
            return tr("The vault is not whole") if is_vault else tr("This file can't be taken")
        if isinstance(error, EnvironmentProblem):
            return tr("The computer did not let this happen")
        return tr("Please check what was entered")

    def catch_everything(self, parent: Callable[[], QWidget | None]) -> None:
        """Have errors that nobody caught shown, from any thread of Python, instead of ending the program."""

        def on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
            self.show(parent(), error)

        def on_thread_error(arguments: threading.ExceptHookArgs) -> None:
            if arguments.exc_value is not None:
                self.redact(arguments.exc_value)

        sys.excepthook = on_error
        threading.excepthook = on_thread_error
