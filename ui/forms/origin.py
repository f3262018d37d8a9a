"""Where data comes from, as a form: the wizard asks it once a batch, a dialog changes it later with a reason."""

from collections.abc import Iterator

from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.legal_bases import LEGAL_BASES, LegalBasis
from app.domain.origins import Origin
from ui.context import AppContext
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field

_LONGEST = 500


class OriginForm:
    """The four fields, by the names of an origin's parts, for whoever lays them out."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        self._source, self._purpose, self._until = QLineEdit(), QLineEdit(), DateEdit()
        self._source.setPlaceholderText(tr("Front desk, online shop, the former agent"))
        self._purpose.setPlaceholderText(tr("To provide the service, to deliver the goods"))
        for line in (self._source, self._purpose):
            line.setMaxLength(_LONGEST)
        bases = ((basis, tr(LEGAL_BASES[basis])) for basis in LegalBasis)
        self._basis: DropDown[LegalBasis | None] = DropDown(context.theme, ((None, tr("Not known")), *bases))
        self.fields: dict[str, Field] = {
            "source": Field(tr("Collected from or by"), self._source),
            "purpose": Field(tr("Collected for"), self._purpose),
            "legal_basis": Field(tr("Legal basis (Personal Information Protection Law, article 13)"), self._basis),
            "purpose_until": Field(
                tr("Last day of that purpose, where known"),
                self._until,
                tr("Records without a period of their own may go from the day after."),
            ),
        }

    def inputs(self) -> Iterator[QLineEdit]:
        """The lines that are typed into."""
        yield from (self._source, self._purpose, self._until)

    @property
    def choice(self) -> DropDown[LegalBasis | None]:
        return self._basis

    def show_origin(self, origin: Origin) -> None:
        self._source.setText(origin.source)
        self._purpose.setText(origin.purpose)
        self._basis.choose(origin.legal_basis)
        self._until.show_day(origin.purpose_until)

    def is_readable(self) -> bool:
        """Whether the day is one, or empty."""
        try:
            self._until.day()
        except ValueError:
            return False
        return True

    def value(self) -> Origin:
        """What was entered; a day that is none counts as not known."""
        until = self._until.day() if self.is_readable() else None
        return Origin(self._source.text().strip(), self._purpose.text().strip(), self._basis.value(), until)


class OriginDialog(Dialog):
    """Changes the origin of an import that is in the vault, with a reason."""

    def __init__(self, context: AppContext, parent: QWidget, file: str, origin: Origin) -> None:
        tr = context.tr
        super().__init__(parent, tr("Change where an import comes from"))
        self._before = origin
        self._wrong_day = tr("Please write the day as 2026-11-21.")
        self.add_note(file)
        self._form = OriginForm(context)
        self._form.show_origin(origin)
        for field in self._form.fields.values():
            self.body.addWidget(field)
        self._reason = QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        hint = tr("What was said before is kept with the reason. The audit log names only what was changed.")
        self.body.addWidget(Field(tr("Reason for the change"), self._reason, hint))
        cancel = self.add_button(tr("Cancel"))
        self._go: QPushButton = self.add_button(tr("Change it"), "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)
        for line in (*self._form.inputs(), self._reason):
            line.textChanged.connect(lambda _text: self._show_button())
        self._form.choice.currentIndexChanged.connect(lambda _index: self._show_button())
        self._show_button()

    def value(self) -> tuple[Origin, str]:
        return self._form.value(), self._reason.text()

    def _show_button(self) -> None:
        is_other = not self._form.is_readable() or self._form.value() != self._before
        self._go.setEnabled(bool(self._reason.text().strip()) and is_other)

    def _on_go(self) -> None:
        if self._form.is_readable():
            self.accept()
        else:
            self._form.fields["purpose_until"].say(self._wrong_day)
