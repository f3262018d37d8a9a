"""Making a vault from a backup: the backup, what was destroyed since, where to, and the passphrase."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.secrets import Secret
from ui.context import AppContext
from ui.entrances import Restoring
from ui.forms.passphrases import passphrase_edit
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field

SUFFIX = ".qingdang"


class RestoreDialog(Dialog):
    """Asks for everything at once; the restoring itself checks it."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("Restore a backup"))
        self._context = context
        self._backup: Path | None = None
        self._folder: Path | None = None
        self._certificates: tuple[Path, ...] = ()
        self._backup_line, self._proof_line, self._folder_line = QLineEdit(), QLineEdit(), QLineEdit()
        self._operator, self._secret = QLineEdit(), passphrase_edit(context)
        self._backup_field = self._chooser(tr("Backup"), self._backup_line, tr("Choose…"), self._on_backup)
        self.body.addWidget(self._backup_field)
        proofs = self._chooser(
            tr("Certificates and newer backups since then"), self._proof_line, tr("Add…"), self._on_proofs
        )
        self.body.addWidget(proofs)
        self.add_note(tr("What they prove to be destroyed is not brought back."))
        self.body.addWidget(
            self._chooser(tr("Folder for the vault"), self._folder_line, tr("Choose…"), self._on_folder)
        )
        self._operator.setPlaceholderText(tr("The first one"))
        who = row(
            Field(tr("Operator at that time"), self._operator),
            Field(tr("Passphrase or recovery code"), self._secret),
            gap=Space.L,
        )
        self.body.addLayout(who)
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Restore"), "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._secret.changed.connect(self._check)
        self._backup_field.editor.setFocus()
        self._check()

    def value(self) -> Restoring:
        """What was chosen; AssertionError before everything is."""
        assert self._backup is not None
        assert self._folder is not None
        target = self._folder / f"{self._backup.stem}{SUFFIX}"
        operator = self._operator.text().strip() or None
        return Restoring(self._backup, target, operator, Secret(self._secret.text()), self._certificates)

    def ask_again(self) -> None:
        """Open once more, with all that was chosen but the passphrase."""
        self._secret.line.clear()
        self.open()
        self._secret.line.setFocus()

    def _chooser(self, text: str, line: QLineEdit, verb: str, act: Callable[[], None]) -> Field:
        line.setReadOnly(True)
        line.setAccessibleName(text)
        choose = button(verb, act)
        choose.setAccessibleName(f"{text}: {verb}")
        editor = QWidget()
        editor.setLayout(row(line, choose))
        editor.setFocusProxy(choose)
        return Field(text, editor)

    def _on_backup(self) -> None:
        tr = self._context.tr
        self._backup = self._context.prompts.open_file(self, tr("Backup"), "*.qdbak") or self._backup
        self._backup_line.setText(self._backup.name if self._backup else "")
        self._check()

    def _on_proofs(self) -> None:
        tr = self._context.tr
        title = tr("Certificates and newer backups since then")
        chosen = self._context.prompts.open_files(self, title, "*.pdf *.qdbak *.qdpkg")
        self._certificates = tuple(dict.fromkeys((*self._certificates, *chosen)))
        self._proof_line.setText(tr(", ").join(path.name for path in self._certificates))

    def _on_folder(self) -> None:
        chosen = self._context.prompts.open_folder(self, self._context.tr("Folder for the vault"))
        self._folder = chosen or self._folder
        self._folder_line.setText(str(self._folder or ""))
        self._check()

    def _check(self) -> None:
        self._go.setEnabled(bool(self._backup and self._folder and self._secret.text()))
