"""Corrects one field of a record: the new value, the reason, and whether the old one may be kept."""

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field

_LONGEST = 500


class CorrectionDialog(Dialog):
    """`fields` are the record's by name with their texts; `chosen` is the one to begin with."""

    def __init__(self, context: AppContext, parent: QWidget, fields: dict[str, str], chosen: str = "") -> None:
        tr = context.tr
        super().__init__(parent, tr("Correct a record"))
        self._fields = fields
        self._field: DropDown[str] = DropDown(context.theme, ((name, name) for name in fields))
        self._text, self._reason = QLineEdit(), QLineEdit()
        self._reason.setMaxLength(_LONGEST)
        self._forget = CheckBox(context.theme, tr("The old value must not be kept"))
        self.body.addWidget(Field(tr("Field"), self._field))
        self.body.addWidget(Field(tr("It should say"), self._text))
        self.body.addWidget(Field(tr("Reason for the change"), self._reason))
        self.body.addWidget(self._forget)
        self.add_note(
            tr(
                "The old value stays in the record's history. Where it must not be kept, the whole database is written "
                "anew without it, which takes its time."
            )
        )
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Correct it"), "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        self._field.currentIndexChanged.connect(lambda _index: self._show_text())
        for line in (self._text, self._reason):
            line.textChanged.connect(lambda _text: self._show_button())
        if chosen in fields:
            self._field.choose(chosen)
            self._text.setFocus()
        self._show_text()

    def value(self) -> tuple[str, str, str, bool]:
        """Field, text, reason, and whether the old value is to be forgotten."""
        return self._field.value(), self._text.text(), self._reason.text(), self._forget.isChecked()

    def _show_text(self) -> None:
        self._text.setText(self._fields[self._field.value()])
        self._show_button()

    def _show_button(self) -> None:
        is_other = self._text.text() != self._fields[self._field.value()]
        self._go.setEnabled(is_other and bool(self._reason.text().strip()))
