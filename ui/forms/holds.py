"""Freezing records: why, and until when it is expected to last."""

from array import array
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.formatting import number
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field


def freeze(context: AppContext, owner: QWidget, ids: "array[int]") -> None:
    """Ask why, and freeze these records."""
    dialog = HoldDialog(context, owner, len(ids))

    def hold() -> None:
        (reason, until), holds = dialog.value(), context.services.holds
        heading = context.tr("Freezing the records")
        context.change(owner, heading, lambda _progress: holds.add(reason, ids, until), lambda _hold: None)

    dialog.accepted.connect(hold)
    dialog.open()


class HoldDialog(Dialog):
    """A reason, and a day that only says when it is expected to be over."""

    def __init__(self, context: AppContext, parent: QWidget, count: int) -> None:
        tr = context.tr
        super().__init__(parent, tr("Freeze records"))
        self._catalogue = context.catalogue
        text = context.ngettext(
            "{n} record will neither be destroyed nor handed over until somebody lifts the freeze.",
            "{n} records will neither be destroyed nor handed over until somebody lifts the freeze.",
            count,
        )
        self.add_note(text.format(n=number(count)))
        self._reason, self._until = QLineEdit(), DateEdit()
        self._reason.setMaxLength(500)
        self._until_field = Field(
            tr("Expected to be over on"), self._until, tr("Nothing is set free by the day alone.")
        )
        self.body.addWidget(Field(tr("Reason (dispute, claim, audit, investigation)"), self._reason))
        self.body.addWidget(self._until_field)
        cancel = self.add_button(tr("Cancel"))
        self._go = self.add_button(tr("Freeze"), "primary")
        self._go.setEnabled(False)
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)
        self._reason.textChanged.connect(lambda text: self._go.setEnabled(bool(text.strip())))
        self._reason.setFocus()

    def value(self) -> tuple[str, date | None]:
        return self._reason.text(), self._until.day()

    def _on_go(self) -> None:
        try:
            self._until.day()
        except ValueError:
            self._until_field.say(self._catalogue.gettext("Please write the day as 2026-11-21."))
        else:
            self.accept()
