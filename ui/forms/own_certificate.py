"""The firm's own certificate that signs the pages of documents: which one, from which file, or the vault's again."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.services.own_certificates import OwnCertificate, signer_file
from ui.context import AppContext
from ui.formatting import day
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, PassphraseEdit
from ui.widgets.texts import label


class OwnCertificateDialog(Dialog):
    """The key goes from the file into the vault's encrypted database; the file stays where it is."""

    def __init__(self, context: AppContext, parent: QWidget, present: OwnCertificate | None) -> None:
        tr = context.tr
        super().__init__(parent, tr("Certificate that signs the pages"))
        self._context = context
        self._file: Path | None = None
        self.add_note(_state(context, present))
        self.add_note(
            tr(
                "The evidence stays signed with the vault's own key and names the certificate that signs the pages. "
                "The certificate has to have a P-256 key; with another one, sign issued documents further."
            )
        )
        self._name = label(tr("No file is chosen"), None, "second", wrap=True)
        choose = button(tr("Choose the certificate…"), self._on_choose)
        words = (tr("Show the password"), tr("Hide the password"), tr("Caps Lock is on."))
        self._password = PassphraseEdit(context.theme, words)
        self.body.addLayout(row(choose, self._name, gap=Space.M))
        self.body.addWidget(Field(tr("Password of the certificate's file"), self._password))
        self.add_button(tr("Cancel")).clicked.connect(self.reject)
        if present is not None:
            self.add_button(tr("Use the vault's own again")).clicked.connect(self._on_drop)
        self._go = self.add_button(tr("Use this certificate"), "primary")
        self._go.setEnabled(False)
        self._go.clicked.connect(self._on_use)
        choose.setFocus()

    def _on_choose(self) -> None:
        tr = self._context.tr
        kinds = tr("Certificates with a key") + " (*.p12 *.pfx)"
        chosen = self._context.prompts.open_file(self, tr("The certificate that signs"), kinds)
        if chosen is not None:
            self._file = chosen
            self._name.setText(chosen.name)
            self._go.setEnabled(True)

    def _on_use(self) -> None:
        file, password = self._file, self._password.take().encode()
        if file is None:
            return
        own = self._context.services.own_certificates
        self._context.change(
            self,
            self._context.tr("Taking the certificate"),
            lambda _progress: own.use(signer_file(file), password, file.name),
            lambda _signer: self.accept(),
        )

    def _on_drop(self) -> None:
        own = self._context.services.own_certificates
        heading = self._context.tr("Going back to the vault's certificate")
        self._context.change(self, heading, lambda _progress: own.drop(), lambda _none: self.accept())


def _state(context: AppContext, present: OwnCertificate | None) -> str:
    tr = context.tr
    if present is None:
        return tr("Pages are signed with the vault's own certificate.")
    text = tr("Pages are signed with the certificate of {name}, issued by {issuer}, valid until {day}.")
    if present.expired:
        text = tr("The certificate of {name}, issued by {issuer}, ended on {day}: the vault's own signs.")
    signer = present.signer
    return text.format(name=signer.name, issuer=signer.issuer, day=day(signer.valid_until, context.catalogue))
