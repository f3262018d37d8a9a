"""The firm's own longer period for a rule's records: years, written basis, and the effect before it is taken."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.law_library import period_text
from app.domain.own_periods import LONGEST, OwnPeriod
from app.domain.retention import Rule
from app.errors import AppError
from app.messages.sentences import describe
from app.services.rule_packs import PackPreview
from ui.context import AppContext
from ui.forms.rule_pack import fates
from ui.theme import Space
from ui.widgets.boxes import clear, column, holder, scrolled
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field, NumberEdit
from ui.widgets.texts import label

HEIGHT = 140


class OwnPeriodDialog(Dialog):
    """It can be taken only once its effect was shown, for just these years and this basis."""

    def __init__(self, context: AppContext, parent: QWidget, rule: Rule, known: OwnPeriod | None) -> None:
        tr = context.tr
        super().__init__(parent, tr("Keep longer: {rule}").format(rule=tr(rule.title)))
        self._context, self._rule = context, rule
        note = tr(
            "By the law: {period}. A longer period needs a paper of the firm's that says so; it never goes before a "
            "duty to delete. 0 years takes the firm's own period back."
        )
        self.add_note(note.format(period=period_text(rule, tr)))
        self._years, self._basis = NumberEdit(0, LONGEST), QLineEdit()
        self._years.show_value(known.years if known else rule.years + 5)
        self._basis.setText(known.basis if known else "")
        self._basis.setMaxLength(200)
        self._basis.setPlaceholderText(tr("Such as the records rules, article 8, of 2025-03-01"))
        self._field = Field(tr("Written basis"), self._basis)
        self.body.addWidget(Field(tr("Years in all"), self._years))
        self.body.addWidget(self._field)
        show = button(tr("Show the effect"), self._on_show)
        self.body.addWidget(show)
        self._effect = column(gap=Space.XS)
        area = scrolled(holder(self._effect))
        area.setFixedHeight(HEIGHT)
        self.body.addWidget(area)
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Keep so long"), "primary")
        self._go.setEnabled(False)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        show.setDefault(True)
        self._years.setFocus()
        for line in (self._years, self._basis):
            line.textChanged.connect(lambda _text: self._forget())

    def years(self) -> int:
        return self._years.value()

    def basis(self) -> str:
        return self._basis.text()

    def _forget(self) -> None:
        """Another number or basis has another effect."""
        clear(self._effect)
        self._field.say("")
        self._go.setEnabled(False)

    def _on_show(self) -> None:
        try:
            found = self._context.services.rules.preview_longer(self._rule.id, self.years(), self.basis())
        except AppError as error:
            self._forget()
            self._field.say(describe(error, self._context.catalogue))
        else:
            self._show(found)

    def _show(self, found: PackPreview) -> None:
        clear(self._effect)
        self._effect.addWidget(label(self._context.tr("What would change:"), "small", "second"))
        for line in fates(found, self._context.tr):
            self._effect.addWidget(line)
        self._effect.addStretch(1)
        self._go.setEnabled(True)
