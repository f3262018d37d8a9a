"""Everything the program asks with a modal dialog, in one object that tests replace."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from app.i18n import Catalogue
from app.services.secrets import Secret
from ui.later import dialogs
from ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Prompts:
    """Asks the user; None or an empty list means that the user would rather not."""

    def __init__(self, theme: Theme, catalogue: Catalogue) -> None:
        self._theme = theme
        self._catalogue = catalogue
        # Where the last file was chosen; kept for this run only: what others name tells of their firm.
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        """`kinds` is Qt's filter: "Spreadsheets (*.xlsx *.csv)"."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, self._folder, kinds)
        return [self._chosen(name) for name in names]

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(parent, title, self._folder, kinds)
        return self._chosen(name) if name else None

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, self._folder)
        if name:
            self._folder = name
        return Path(name) if name else None

    def save_file(self, parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(parent, title, str(Path(self._folder) / proposed), kinds)
        return self._chosen(name) if name else None

    def _chosen(self, name: str) -> Path:
        """The file; the next question begins in its folder."""
        self._folder = str(Path(name).parent)
        return Path(name)

    def printer(self, parent: QWidget, title: str) -> QPrinter | None:
        """A printer and its settings, from the system's own dialog; `title` names the job."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # few print, and every start would load it

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        accepted = QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted
        return printer if accepted else None

    def confirm(self, parent: QWidget, heading: str, text: str, verb: str, *, danger: bool = False) -> bool:
        dialog = dialogs().ConfirmDialog(parent, self._catalogue, heading, text, verb, danger=danger)
        return bool(dialog.exec() == QDialog.DialogCode.Accepted)

    def passphrase(self, parent: QWidget, operator: str, reason: str, verb: str) -> Secret | None:
        """The operator's passphrase once more; `reason` says what for."""
        dialog = dialogs().PassphraseDialog(parent, self._theme, self._catalogue, operator, reason, verb)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        typed = dialog.passphrase.take()
        return Secret(typed) if accepted else None

    def tell(self, parent: QWidget | None, heading: str, text: str, *, details: str = "", problem: bool = True) -> None:
        """Show a message until it is closed."""
        shown = dialogs().MessageDialog(
            parent, self._theme, self._catalogue, heading, text, details=details, is_problem=problem
        )
        shown.exec()
