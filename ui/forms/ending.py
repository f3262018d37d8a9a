"""The end of the whole vault: what is left in it, who has still to sign, and then the destruction of everything."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.labels import label as label_of
from app.domain.words import Role
from app.services.endings import Ended, EndStatus
from ui.context import AppContext
from ui.formatting import number
from ui.theme import Space
from ui.widgets.boxes import card, clear, column
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.texts import label


class EndingDialog(Dialog):
    """One dialog for every step: while records are left it says so, then each signs, then it is carried out."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("End the whole vault"))
        self._context = context
        self._status: EndStatus | None = None
        self._facts: QVBoxLayout = column(gap=Space.XS)
        self._confirm = QLineEdit()
        self._typed = Field(tr("Type the firm's name to confirm"), self._confirm)
        self.add_note(
            tr(
                "At the end of retention, or when everything was handed over, the vault itself goes: its papers are "
                "written out, then key slots, database and attachments are destroyed. Nobody can open it afterwards."
            )
        )
        self.body.addWidget(card(self._facts))
        self.body.addWidget(self._typed)
        self._act = self.add_button(tr("Sign…"), "primary")
        self._act.clicked.connect(self._on_sign)
        self._destroy = self.add_button(tr("Destroy the whole vault…"), "danger")
        self._destroy.clicked.connect(self._on_destroy)
        close = self.add_button(tr("Close"))
        close.clicked.connect(self.reject)
        self._show(context.services.endings.status())

    def _show(self, status: EndStatus) -> None:
        tr, extent = self._context.tr, status.extent
        self._status = status
        clear(self._facts)
        counts = tr("Records destroyed: {destroyed}, handed over: {transferred}, left: {left}.")
        shown = {name: number(getattr(extent, name)) for name in ("destroyed", "transferred", "left")}
        self._facts.addWidget(label(counts.format(**shown), "strong", wrap=True))
        for line in self._obstacles(status):
            self._facts.addWidget(label(line, None, "wait", wrap=True))
        signed = dict(status.signed)
        for role in (*signed, *status.missing):
            text = tr("{role}: {operator}").format(role=tr(label_of(role)), operator=signed.get(role, "—"))
            self._facts.addWidget(label(text, None, "second"))
        ready = not extent.left and not extent.open_orders
        self._act.setVisible(ready and bool(status.missing))
        if status.missing:
            self._act.setText(tr("Sign as {role}…").format(role=tr(label_of(status.missing[0]))))
        self._destroy.setVisible(ready and not status.missing)
        self._typed.setVisible(ready and not status.missing)
        (self._act if status.missing else self._confirm).setFocus()

    def _obstacles(self, status: EndStatus) -> list[str]:
        tr, extent = self._context.tr, status.extent
        found = []
        if extent.left:
            text = self._context.ngettext(
                "{n} record has to be destroyed by an order, or handed over to whoever keeps it on, first.",
                "{n} records have to be destroyed by an order, or handed over to whoever keeps them on, first.",
                extent.left,
            )
            found.append(text.format(n=number(extent.left)))
        if extent.open_orders:
            found.append(tr("Orders that are not finished: {orders}").format(orders=tr(", ").join(extent.open_orders)))
        return found

    def _on_sign(self) -> None:
        assert self._status is not None
        tr, services, role = self._context.tr, self._context.services, self._status.missing[0]
        reason = tr("Signed is that this vault ends, and what became of its records.")
        operator = services.session.operator.name
        secret = self._context.prompts.passphrase(self, operator, reason, self._act.text())
        if secret is None:
            return

        def sign(_progress: object) -> EndStatus:
            return services.endings.sign(services.operators.signer(operator, secret), Role(role))

        self._context.change(self, tr("Signing"), sign, self._show)

    def _on_destroy(self) -> None:
        tr, prompts, services = self._context.tr, self._context.prompts, self._context.services
        firm = services.session.firm.name
        if self._confirm.text().strip() != firm:
            self._typed.say(tr("This is not the firm's name."))
            self._confirm.setFocus()
            return
        self._typed.say("")
        out = prompts.open_folder(self, tr("Folder for the papers and the certificate"))
        text = tr("Key slots, database and attachments are overwritten and removed. This can't be taken back.")
        if out is None or not prompts.confirm(self, self.windowTitle(), text, self._destroy.text(), danger=True):
            return
        folder: Path = out
        self._context.change(
            self,
            tr("Destroying the vault"),
            lambda _progress: services.endings.execute(folder, firm, language=self._context.language),
            self._on_ended,
            failed=self._on_failed,
        )

    def _on_failed(self, error: Exception) -> None:
        """Say why; what began to end is closed, so that its door is shown, which finishes it if that can be."""
        self._context.errors.show(self, error)
        if not self._context.services.session.is_open:
            self.accept()
            self._context.go("lock")

    def _on_ended(self, ended: Ended) -> None:
        tr = self._context.tr
        text = tr("The vault is gone. Its certificate and the other papers ({n}) are in the folder: {file}").format(
            n=number(len(ended.documents)), file=ended.certificate.file
        )
        self._context.prompts.tell(self, tr("The vault has ended"), text, problem=False)
        self.accept()
        self._context.go("lock")
