"""The wizard that sets up a vault: five pages around NewVaultFlow."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.firm import Firm
from app.flows.new_vault import NewVaultFlow
from app.services.secrets import Secret
from ui.clipboard import copy_for_a_minute
from ui.context import AppContext
from ui.forms.firm import ClosureChoice, firm_name_edit
from ui.forms.passphrases import NewPassphrase
from ui.forms.profile import ProfileForm
from ui.forms.recovery import Opened, SheetButtons
from ui.widgets.boxes import card, row
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox
from ui.widgets.fields import Field
from ui.widgets.texts import label
from ui.wizards.page import Page
from ui.wizards.wizard import FlowWizard


class FirmPage(Page):
    """Which firm, and why it is closed."""

    def __init__(self, context: AppContext, flow: NewVaultFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Firm"), tr("Which firm is being closed?"))
        self._flow = flow
        self._name = firm_name_edit()
        self._uscc = QLineEdit()
        self._uscc.setMaxLength(24)
        self._closure = ClosureChoice(context)
        self.add("firm", Field(tr("Name of the firm, as registered"), self._name))
        self.add("uscc", Field(tr("Unified social credit code"), self._uscc, tr("18 letters and digits.")))
        self._doubt = CheckBox(context.theme, tr("The code is written like this on the licence"))
        self.body.addWidget(self._doubt)
        self.add("closure", Field(tr("Why are the customer records closed?"), self._closure))
        self._closure.changed.connect(self.changed)
        self._uscc.textEdited.connect(lambda _text: self._doubt.setVisible(False))

    def enter(self) -> None:
        state = self._flow.state
        self._name.setText(state.firm)
        self._uscc.setText(state.uscc)
        self._closure.show_value(state.closure)
        self._doubt.setChecked(state.doubt_accepted)
        self._doubt.setVisible(state.doubt_accepted)

    def leave(self) -> None:
        accepted = self._doubt.isChecked() and self._doubt.isVisible()
        self._flow.change(firm=self._name.text(), uscc=self._uscc.text(), doubt_accepted=accepted)
        closure = self._closure.value()
        if closure is not None and closure is not self._flow.state.closure:
            self._flow.choose_closure(closure)

    def words(self, code: str) -> str:
        tr = self.context.tr
        if code == "doubtful-uscc":
            self._doubt.show()
        return {
            "bad-firm-name": tr("Please enter the firm's name."),
            "bad-uscc": tr("Please enter the 18 letters and digits of the code, or the 15 digits of an old one."),
            "doubtful-uscc": tr("The check character does not fit. Please compare the code with the licence."),
            "closure-missing": tr("Please choose one."),
        }[code]


class ProfilePage(Page):
    """When the service ended, and what the firm did."""

    def __init__(self, context: AppContext, flow: NewVaultFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Business"),
            tr("What did the firm do, and until when?"),
            tr("This decides which retention periods apply. You can change it later in the settings."),
        )
        self._flow = flow
        self._form = ProfileForm(context)
        self.fields["service_ended_on"] = self._form.ended
        self.body.addWidget(self._form)

    def enter(self) -> None:
        self._form.show_value(self._flow.state.profile)

    def leave(self) -> None:
        profile = self._form.value()
        self._flow.change(profile=profile or self._flow.state.profile, day_is_readable=profile is not None)

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "in-the-future": tr("This day has not come yet."),
            "bad-day": tr("Please write the day as 2026-11-21."),
        }[code]


class OperatorPage(Page):
    """Who works with the vault, and the passphrase."""

    def __init__(self, context: AppContext, flow: NewVaultFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Operator"),
            tr("Who will work with the vault?"),
            tr(
                "This person handles the closing. Approvers and witnesses can be added later, "
                "each with a passphrase of their own."
            ),
        )
        self._flow = flow
        self._name = QLineEdit()
        self._new = NewPassphrase(context)
        self.add("operator", Field(tr("Your name, as documents shall show it"), self._name))
        self.body.addWidget(self._new)
        self.fields["passphrase"] = self._new.first
        self.fields["repeated"] = self._new.second

    def enter(self) -> None:
        self._name.setText(self._flow.state.operator)

    def leave(self) -> None:
        first, second = self._new.typed()
        self._flow.change(operator=self._name.text(), passphrase=first, repeated=second)

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "bad-operator-name": tr("Please enter a name of at most 64 characters."),
            "weak-passphrase": tr("This passphrase is too short."),
            "passphrases-differ": tr("The two passphrases are not the same."),
        }[code]

    def forget(self) -> None:
        """Empty the fields: the passphrase is not needed here any more."""
        self._new.clear()


class PlacePage(Page):
    """In which folder the vault is put."""

    def __init__(self, context: AppContext, flow: NewVaultFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Place"),
            tr("Where shall the vault lie?"),
            tr(
                "A vault is one folder. Everything in it is encrypted. A disk of this computer or an external one is "
                "best: a folder that is synchronised with a cloud keeps old versions."
            ),
        )
        self._flow = flow
        self.verb = tr("Make the vault")
        self.note = tr("Nothing has been written yet.")
        self._folder = QLineEdit()
        self._folder.setReadOnly(True)
        choose = button(tr("Choose a folder…"), self._on_choose)
        line = QWidget()
        line.setLayout(row(self._folder, choose))
        line.setFocusProxy(self._folder)
        self.add("folder", Field(tr("Folder"), line))
        self._name = label("", None, "second", wrap=True)
        self.body.addWidget(self._name)

    def enter(self) -> None:
        state = self._flow.state
        self._folder.setText(str(state.folder or ""))
        name = state.vault.name if state.vault else ""
        self._name.setText(self.context.tr("The vault will be called {name}.").format(name=name) if name else "")

    def _on_choose(self) -> None:
        chosen = self.context.prompts.open_folder(self, self.context.tr("Folder for the vault"))
        if chosen is not None:
            self._flow.change(folder=chosen)
            self.enter()
            self.show_problems(())

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {
            "folder-missing": tr("Please choose a folder."),
            "target-exists": tr("There is something of this name already. Please choose another folder."),
        }[code]


class CodePage(Page):
    """The recovery code, shown once."""

    def __init__(self, context: AppContext, flow: NewVaultFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Recovery code"),
            tr("Keep this recovery code on paper"),
            tr(
                "It opens the vault when the passphrase is forgotten. It is shown only now and kept nowhere. "
                "Whoever has it and the vault's folder can read everything."
            ),
        )
        self._flow = flow
        self.verb = tr("Open the vault")
        self.note = tr("The vault has been made.")
        self._code = label("", "code", selectable=True)
        copy = button(tr("Copy the code"), self._on_copy)
        self.body.addWidget(card(row(self._code, None, copy), "info"))
        self.body.addWidget(SheetButtons(context, self._opened))
        self._kept = CheckBox(context.theme, tr("I have written the code down and put it in a safe place"))
        self._kept.toggled.connect(lambda _on: self.changed.emit())
        self.first = self._kept
        self.add("code_kept", Field("", self._kept))
        self.fields["code_kept"].editor.setAccessibleName(self._kept.text())

    def enter(self) -> None:
        created = self._flow.state.created
        self._code.setText(created.recovery_code if created else "")
        self._code.setAccessibleName(self._code.text())

    def _opened(self) -> Opened | None:
        state = self._flow.state
        if state.vault is None or state.created is None or state.closure is None:
            return None
        firm = Firm(state.firm, state.uscc, state.closure, state.profile)
        return Opened(state.vault, firm, state.operator, state.created.recovery_code)

    def leave(self) -> None:
        self._flow.change(code_kept=self._kept.isChecked())

    def _on_copy(self) -> None:
        copy_for_a_minute(self._code.text())

    def words(self, code: str) -> str:
        return {
            "code-not-kept": self.context.tr("Without the code and without the passphrase nobody can open the vault.")
        }[code]


def new_vault_wizard(context: AppContext, parent: QWidget, on_made: Callable[[Path, Secret], None]) -> FlowWizard:
    """The wizard; `on_made` gets the vault and the passphrase, so that it can be opened at once."""
    entrances = context.entrances
    assert entrances is not None
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    flow = NewVaultFlow(entrances.create, entrances.today(), Path(documents) if documents else None)
    pages = {
        "firm": FirmPage(context, flow),
        "profile": ProfilePage(context, flow),
        "operator": OperatorPage(context, flow),
        "place": PlacePage(context, flow),
        "code": CodePage(context, flow),
    }

    def finish() -> None:
        vault = flow.state.vault
        assert vault is not None
        on_made(vault, flow.state.passphrase)

    return FlowWizard(context, parent, lambda: context.tr("Set up a new vault"), flow, pages, finish)
