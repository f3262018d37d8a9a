"""Asks for the password of a protected workbook."""

from PySide6.QtWidgets import QWidget

from ui.context import AppContext
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, PassphraseEdit


class FilePasswordDialog(Dialog):
    """The password is used to read this file and kept nowhere."""

    def __init__(self, context: AppContext, parent: QWidget, file: str) -> None:
        tr = context.tr
        super().__init__(parent, tr("Open a protected workbook"))
        self.add_note(tr("{file} is protected by a password. It is used to read the file and kept nowhere.").format(
            file=file
        ))  # fmt: skip
        texts = (tr("Show the password"), tr("Hide the password"), tr("Caps Lock is on."))
        self._password = PassphraseEdit(context.theme, texts)
        self.body.addWidget(Field(tr("Password of the file"), self._password))
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Open it"), "primary")
        go.setEnabled(False)
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)
        self._password.changed.connect(lambda: go.setEnabled(bool(self._password.text())))
        self._password.setFocus()

    def take(self) -> str:
        """The password; the field is empty afterwards."""
        return self._password.take()
