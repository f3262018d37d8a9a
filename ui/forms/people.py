"""Dialogs about operators: adding one, changing a passphrase, renewing the recovery code."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.labels import ROLES
from app.domain.words import Role
from app.services.secrets import Secret
from ui.context import AppContext
from ui.forms.passphrases import NewPassphrase, passphrase_edit
from ui.forms.recovery import Opened, SheetButtons
from ui.theme import Size
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field
from ui.widgets.texts import label


class AddOperatorDialog(Dialog):
    """A name, a role and a passphrase typed twice."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("Add an operator"))
        self._name = QLineEdit()
        self._role: DropDown[Role] = DropDown(context.theme, ((role, tr(ROLES[role])) for role in Role))
        self._new = NewPassphrase(context)
        self.body.addWidget(Field(tr("Name, as documents shall show it"), self._name))
        self.body.addWidget(Field(tr("Role"), self._role))
        self.body.addWidget(self._new)
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Add the operator"), "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._name.textChanged.connect(lambda _text: self._check())
        self._new.changed.connect(self._check)
        self._name.setFocus()
        self._check()

    def value(self) -> tuple[str, Role, Secret]:
        return self._name.text(), self._role.value(), self._new.typed()[0]

    def _check(self) -> None:
        first, second = self._new.typed()
        self._go.setEnabled(bool(self._name.text().strip()) and bool(first) and first == second)


class ChangePassphraseDialog(Dialog):
    """The old passphrase and a new one typed twice."""

    def __init__(self, context: AppContext, parent: QWidget, operator: str) -> None:
        tr = context.tr
        super().__init__(parent, tr("Change the passphrase"))
        self._old = passphrase_edit(context)
        self._new = NewPassphrase(context)
        self.body.addWidget(Field(tr("Passphrase of {operator}").format(operator=operator), self._old))
        self.body.addWidget(self._new)
        self.add_note(tr("An older copy of the vault's folder still opens with the old passphrase."))
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Change the passphrase"), "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._old.changed.connect(self._check)
        self._new.changed.connect(self._check)
        self._old.setFocus()
        self._check()

    def value(self) -> tuple[Secret, Secret]:
        return Secret(self._old.text()), self._new.typed()[0]

    def _check(self) -> None:
        first, second = self._new.typed()
        self._go.setEnabled(bool(self._old.text()) and bool(first) and first == second)


class RecoveryCodeDialog(Dialog):
    """A new recovery code, shown once."""

    def __init__(self, context: AppContext, parent: QWidget, code: str) -> None:
        tr = context.tr
        super().__init__(parent, tr("The new recovery code"), Size.DIALOG_WIDE)
        self.add_note(
            tr(
                "Please write it down now and keep it in a safe place; it is not shown again. "
                "The old code opens nothing any more."
            )
        )
        self.body.addWidget(label(code, "code", selectable=True, wrap=True))
        session = context.services.session
        opened = Opened(session.folder.path, session.firm, session.operator.name, code)
        self.body.addWidget(SheetButtons(context, lambda: opened))
        close = self.add_button(tr("I have written it down"), "primary")
        close.clicked.connect(self.accept)
