"""Settings: the firm's profile, the rules it sets itself, operators and passphrases, and this computer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.firm import Firm, Profile
from app.domain.labels import CLOSURES
from app.domain.labels import label as label_of
from app.domain.operators import Operator
from app.domain.permissions import Action
from app.domain.profile_words import SWITCHES
from app.services.firm_papers import FirmPapers
from app.services.settings import AUTO_LOCK, COOLING_OFF, DECIDED, ENTITY, NOTICE_FIRST, SERVICE_ENDED, WITNESS
from ui.context import AppContext
from ui.forms.ending import EndingDialog
from ui.forms.own_certificate import OwnCertificateDialog
from ui.forms.people import AddOperatorDialog, ChangePassphraseDialog, RecoveryCodeDialog
from ui.forms.profile import ProfileForm
from ui.forms.wordings import LetterheadDialog, WordingDialog
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import column, holder, row, scrolled
from ui.widgets.buttons import Button, button
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.fields import Field, NumberEdit
from ui.widgets.texts import label

ONE_PERSON = "one-person-roles"
LANGUAGE = "language"
APPEARANCE = "appearance"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows, all of one moment."""

    firm: Firm
    settings: Mapping[str, str]
    operators: tuple[Operator, ...]


class SettingsScreen(Screen):
    """One card a subject; each is saved by itself."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, context.tr("Settings"))
        self._firm = FirmCard(context, self._change)
        self._rules = RulesCard(context, self._change)
        self._people = PeopleCard(context)
        others = PapersCard(context), self._people, VaultCard(context), ComputerCard(context)
        cards = column(self._firm, self._rules, *others, None, gap=Space.L)
        middle = holder(cards)
        middle.setMaximumWidth(Size.FRONT)
        around = row(middle, None, gap=0)
        around.setStretch(0, 1000)
        self.body.addWidget(scrolled(holder(around)), 1)

    def refresh(self) -> None:
        self.context.read(self, lambda _progress: self._read_all(), self._show)

    def _read_all(self) -> Shown:
        services = self.context.services
        return Shown(services.session.firm, services.settings.all(), services.operators.all())

    def _show(self, shown: Shown) -> None:
        self._firm.show_firm(shown.firm)
        self._rules.show_settings(shown.settings, alone=len(shown.operators) == 1)
        self._people.show_operators(shown.operators)

    def _change(self, values: Mapping[str, str]) -> None:
        services = self.context.services
        self.context.change(
            self,
            self.context.tr("Saving the settings"),
            lambda _progress: services.settings.change(values),
            lambda _none: None,
        )


class _Card(QFrame):
    """A heading, the form, and its own button."""

    def __init__(self, context: AppContext, heading: str) -> None:
        super().__init__()
        self.context = context
        self.setProperty("card", "plain")
        self.setAccessibleName(heading)
        self.body: QVBoxLayout = column(label(heading, "lead"), gap=Space.L)
        self.body.setContentsMargins(Space.XL, Space.CARD, Space.XL, Space.CARD)
        self.setLayout(self.body)

    def add_save(self, on_clicked: Callable[[], None]) -> Button:
        made = button(self.context.tr("Save"), on_clicked)
        made.setEnabled(False)
        self.body.addLayout(row(None, made))
        return made


class FirmCard(_Card):
    """Who the firm is, and what it did."""

    def __init__(self, context: AppContext, save: Callable[[Mapping[str, str]], None]) -> None:
        super().__init__(context, context.tr("The firm"))
        self._save = save
        self._name = label("", "strong", wrap=True)
        self._more = label("", None, "second", wrap=True)
        self._profile = ProfileForm(context)
        self.body.addLayout(column(self._name, self._more, gap=Space.XS))
        self.body.addWidget(self._profile)
        self._button = self.add_save(self._on_save)
        self._profile.changed.connect(lambda: self._button.setEnabled(True))

    def show_firm(self, firm: Firm) -> None:
        self._name.setText(firm.name)
        self._more.setText(f"{firm.uscc} · {self.context.tr(CLOSURES[firm.closure])}")
        self._profile.show_value(firm.profile)
        self._button.setEnabled(False)

    def _on_save(self) -> None:
        tr, profile = self.context.tr, self._profile.value()
        if profile is None:
            self._profile.ended.say(tr("Please write the day as 2026-11-21."))
            return
        self._profile.ended.say("")
        self._save(profile_settings(profile))


class RulesCard(_Card):
    """What the firm asks of itself before records are destroyed."""

    def __init__(self, context: AppContext, save: Callable[[Mapping[str, str]], None]) -> None:
        tr = context.tr
        super().__init__(context, tr("Destruction and safety"))
        self._save = save
        self._cooling = NumberEdit(0, 3650)
        self._lock = NumberEdit(1, 240)
        self._notice = CheckBox(context.theme, tr("Customers are told before their records are destroyed"))
        self._witness = CheckBox(context.theme, tr("A witness has to sign each destruction"))
        self._alone = CheckBox(context.theme, tr("One person may act in every role while alone; documents say so"))
        numbers = row(
            Field(tr("Days to wait between approval and destruction"), self._cooling),
            Field(tr("Minutes without input until the vault is locked"), self._lock),
            gap=Space.L,
        )
        self.body.addLayout(numbers)
        boxes = (self._notice, self._witness, self._alone)
        self.body.addLayout(column(*boxes, gap=Space.XS))
        self._button = self.add_save(self._on_save)
        for box in boxes:
            box.clicked.connect(lambda _on=False: self._button.setEnabled(True))
        for spin in (self._cooling, self._lock):
            spin.textEdited.connect(lambda _text: self._button.setEnabled(True))

    def show_settings(self, settings: Mapping[str, str], *, alone: bool) -> None:
        self._cooling.show_value(int(settings[COOLING_OFF]))
        self._lock.show_value(int(settings[AUTO_LOCK]))
        self._notice.setChecked(settings[NOTICE_FIRST] == "yes")
        self._witness.setChecked(settings[WITNESS] == "yes")
        self._alone.setChecked(settings[ONE_PERSON] == "yes")
        self._alone.setEnabled(alone)
        self._before = dict(settings)
        self._button.setEnabled(False)

    def _on_save(self) -> None:
        now = {
            COOLING_OFF: str(self._cooling.value()),
            AUTO_LOCK: str(self._lock.value()),
            NOTICE_FIRST: yes(self._notice),
            WITNESS: yes(self._witness),
            ONE_PERSON: yes(self._alone),
        }
        self._save({key: value for key, value in now.items() if self._before[key] != value})


class PapersCard(_Card):
    """What the firm may change of its letters and notices."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Letters and notices"))
        text = tr(
            "The head of letters and the wording of notices are yours; the forms that the law fixes stay as they are."
        )
        self.body.addWidget(label(text, None, "second", wrap=True))
        head = button(tr("Letterhead…"), lambda: self._read(self._open_letterhead))
        wording = button(tr("Wording of notices…"), lambda: self._read(self._open_wording))
        self.body.addLayout(
            row(
                permit(context, head, Action.SETTINGS),
                permit(context, wording, Action.SETTINGS),
                permit(context, button(tr("Signing certificate…"), self._on_certificate), Action.KEYS),
                None,
                gap=Space.S,
            )
        )

    def _read(self, show: Callable[[FirmPapers], None]) -> None:
        papers, language = self.context.services.firm_papers, self.context.language
        self.context.read(self, lambda _progress: papers.all(language), show)

    def _on_certificate(self) -> None:
        own = self.context.services.own_certificates
        self.context.read(
            self,
            lambda _progress: own.show(),
            lambda present: OwnCertificateDialog(self.context, self, present).open(),
        )

    def _open_letterhead(self, papers: FirmPapers) -> None:
        LetterheadDialog(self.context, self, papers.letterhead).open()

    def _open_wording(self, papers: FirmPapers) -> None:
        WordingDialog(self.context, self, papers).open()


class PeopleCard(_Card):
    """Operators, and the own passphrase."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Operators"))
        columns = (Column(tr("Name"), 12, stretches=True), Column(tr("Role"), 10))
        self._table: RowTable[Operator] = RowTable(context.theme, tr("Operators"), columns, self._cells)
        self.body.addWidget(self._table)
        add = permit(self.context, button(tr("Add an operator…"), self._on_add), Action.OPERATORS)
        own = permit(self.context, button(tr("Change my passphrase…"), self._on_passphrase), Action.READ)
        self.body.addLayout(row(add, own, None))

    def show_operators(self, operators: tuple[Operator, ...]) -> None:
        self._table.show_things(operators)
        self._table.setFixedHeight(Size.HEADER + Size.ROW * len(operators) + Space.S)

    def _cells(self, operator: Operator) -> tuple[Cell, ...]:
        return Cell(operator.name), Cell(self.context.tr(label_of(operator.role)))

    def _on_add(self) -> None:
        dialog = AddOperatorDialog(self.context, self)
        dialog.accepted.connect(lambda: self._add(dialog))
        dialog.open()

    def _add(self, dialog: AddOperatorDialog) -> None:
        name, role, secret = dialog.value()
        operators = self.context.services.operators
        heading = self.context.tr("Adding the operator")
        self.context.change(self, heading, lambda _progress: operators.add(name, role, secret), _nothing)

    def _on_passphrase(self) -> None:
        dialog = ChangePassphraseDialog(self.context, self, self.context.services.session.operator.name)
        dialog.accepted.connect(lambda: self._change(dialog))
        dialog.open()

    def _change(self, dialog: ChangePassphraseDialog) -> None:
        old, new = dialog.value()
        operators = self.context.services.operators
        heading = self.context.tr("Changing the passphrase")
        self.context.change(self, heading, lambda _progress: operators.change_passphrase(old, new), self._tell_changed)

    def _tell_changed(self, _result: object) -> None:
        tr = self.context.tr
        text = tr("From now on the new one opens the vault for you. The recovery code stays as it is.")
        self.context.prompts.tell(self, tr("The passphrase is changed"), text, problem=False)


class VaultCard(_Card):
    """The recovery code and the key of the vault, and its end."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("The vault"))
        text = tr("Its recovery code and its key can be renewed. Ending it destroys everything that it holds.")
        self.body.addWidget(label(text, None, "second", wrap=True))
        self.body.addLayout(
            row(
                permit(self.context, button(tr("New recovery code…"), self._on_code), Action.KEYS),
                permit(self.context, button(tr("New vault key…"), self._on_key), Action.KEYS),
                None,
                permit(self.context, button(tr("End the whole vault…"), self._on_end), Action.EXECUTE),
            )
        )

    def _on_code(self) -> None:
        tr = self.context.tr
        operator, operators = self.context.services.session.operator.name, self.context.services.operators
        reason = tr("A new recovery code takes the place of the old one.")
        secret = self.context.prompts.passphrase(self, operator, reason, tr("Make a new recovery code"))
        if secret is not None:
            self.context.change(
                self,
                tr("Making a new recovery code"),
                lambda _progress: operators.renew_recovery_code(secret),
                self._show_code,
            )

    def _on_key(self) -> None:
        tr, keys = self.context.tr, self.context.services.keys
        heading = tr("Change the vault's key")
        text = tr(
            "Everything in the vault is written again under a new key, and the old key is destroyed. Passphrases stay. "
            "Copies of the vault's folder made before still open with the old key."
        )
        if self.context.prompts.confirm(self, heading, text, heading):
            self.context.change(self, heading, keys.change, self._tell_key)

    def _tell_key(self, _result: object) -> None:
        tr = self.context.tr
        text = tr("Everything was written again under a new key. Passphrases and the recovery code stay as they are.")
        self.context.prompts.tell(self, tr("The vault's key is changed"), text, problem=False)

    def _on_end(self) -> None:
        EndingDialog(self.context, self).open()

    def _show_code(self, code: str) -> None:
        RecoveryCodeDialog(self.context, self, code).open()


class ComputerCard(_Card):
    """Language and appearance on this computer."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("This computer"))
        self._look: DropDown[str] = DropDown(
            context.theme, (("auto", tr("As the system")), ("light", tr("Light")), ("dark", tr("Dark")))
        )
        self._language: DropDown[str] = DropDown(context.theme, (("zh", "中文"), ("en", "English")))
        self._look.choose(context.theme.appearance)
        self._language.choose(context.language)
        self._look.activated.connect(lambda _index: self._on_look())
        self._language.activated.connect(lambda _index: self._on_language())
        language = Field(tr("Language"), self._language, tr("Changes when the program is started again."))
        self.body.addLayout(row(Field(tr("Appearance"), self._look), language, gap=Space.L))

    def _on_look(self) -> None:
        self.context.settings.set(APPEARANCE, self._look.value())
        self.context.theme.set_appearance(self._look.value())

    def _on_language(self) -> None:
        self.context.settings.set(LANGUAGE, self._language.value())


def profile_settings(profile: Profile) -> dict[str, str]:
    """The profile as the firm's settings have it: "is_platform" is the key "platform"."""
    days = {SERVICE_ENDED: profile.service_ended_on, DECIDED: profile.decided_on}
    switches = {
        name.partition("_")[2].replace("_", "-"): "yes" if getattr(profile, name) else "no"
        for name in (field.name for field in fields(profile))
        if name in SWITCHES
    }
    shown = {key: day.isoformat() if day else "" for key, day in days.items()}
    return {**shown, ENTITY: profile.entity, **switches}


def yes(box: CheckBox) -> str:
    return "yes" if box.isChecked() else "no"


def _nothing(_result: Any) -> None:
    """The changed screen is enough."""
