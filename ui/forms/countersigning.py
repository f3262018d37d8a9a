"""Signing an issued document further: whose PKCS#12 file, its password, in which capacity."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.countersignatures import Countersigner
from app.services.own_certificates import signer_file
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, PassphraseEdit
from ui.widgets.texts import label


class CountersignDialog(Dialog):
    """The certificate comes from a file that a certificate authority gave out; nothing of it is kept."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("Sign the document further"))
        self._context = context
        self._file: Path | None = None
        self._name = label(tr("No file is chosen"), None, "second", wrap=True)
        choose = button(tr("Choose the certificate…"), self._on_choose)
        words = (tr("Show the password"), tr("Hide the password"), tr("Caps Lock is on."))
        self._password = PassphraseEdit(context.theme, words)
        self._reason = QLineEdit()
        self.add_note(tr("The signature is added to a copy. The vault keeps the document as it was issued."))
        self.body.addLayout(row(choose, self._name, gap=Space.M))
        self.body.addWidget(Field(tr("Password of the certificate's file"), self._password))
        self.body.addWidget(Field(tr("In which capacity"), self._reason))
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Choose where to save it…"), "primary")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        choose.setFocus()

    def value(self) -> Countersigner:
        """Who signs; the password is forgotten here. Raises what reading the file raises."""
        assert self._file is not None
        password = self._password.take().encode()
        return Countersigner(signer_file(self._file), password, self._file.name, self._reason.text().strip())

    def _on_choose(self) -> None:
        tr = self._context.tr
        kinds = tr("Certificates with a key") + " (*.p12 *.pfx)"
        chosen = self._context.prompts.open_file(self, tr("The certificate that signs"), kinds)
        if chosen is not None:
            self._file = chosen
            self._name.setText(chosen.name)
            self._go.setEnabled(True)
