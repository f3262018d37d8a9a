"""Signing: an operator and the passphrase given again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.labels import label as label_of
from app.domain.operators import Operator
from app.services.secrets import Secret
from ui.context import AppContext
from ui.forms.passphrases import demo_hint, passphrase_edit
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field


class SigningForm(QWidget):
    """Side by side: who signs, and the passphrase."""

    def __init__(self, context: AppContext, role: str) -> None:
        super().__init__()
        self._context = context
        self._operator: DropDown[str] = DropDown(context.theme)
        self._secret = passphrase_edit(context)
        self.who = Field(role, self._operator)
        self.passphrase = Field(context.tr("Passphrase"), self._secret, demo_hint(context))
        line = row(self.who, self.passphrase, gap=Space.L)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.setLayout(line)

    def offer(self, operators: Sequence[Operator]) -> None:
        """Those who may sign; whoever works now comes first."""
        own = self._context.services.session.operator.name
        ordered = sorted(operators, key=lambda operator: operator.name != own)
        tr = self._context.tr
        self._operator.offer((one.name, f"{one.name} · {tr(label_of(one.role))}") for one in ordered)
        self.setEnabled(bool(ordered))

    @property
    def first(self) -> QWidget:
        """Where to begin: with one person to choose from, at the passphrase."""
        return self._operator if self._operator.count() > 1 else self._secret.line

    def value(self) -> tuple[str, Secret]:
        """The operator, "" where there is none, and the passphrase; the field is empty afterwards."""
        operator = self._operator.value() if self._operator.count() else ""
        return operator, Secret(self._secret.take())
