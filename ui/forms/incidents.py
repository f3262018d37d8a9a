"""The form that enters what was done about an incident."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.incident_register import Entry
from app.domain.incidents import DUTIES
from app.domain.instants import FORM, local_instant
from ui.context import AppContext
from ui.forms.entries import EntryDialog
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field


class StepDialog(EntryDialog):
    """Which duty was done, when, and whom it told."""

    def __init__(self, context: AppContext, parent: QWidget, entry: Entry) -> None:
        tr = context.tr
        text = tr("Reports and notices count from the time at which they were made. Name no customer here.")
        super().__init__(context, parent, tr("What was done about {number}").format(number=entry.number), text,
                         tr("Enter it"))  # fmt: skip
        open_ones = [duty.code for duty in entry.open_duties()]
        others = [duty.code for duty in entry.duties() if duty.code not in (*open_ones, "avoided")]
        choices = [(code, tr(DUTIES[code][0])) for code in (*open_ones, *others)]
        self.duty: DropDown[str] = DropDown(context.theme, choices)
        self.body.addWidget(Field(tr("What was done"), self.duty))
        self._at: QLineEdit | None = None
        self._at = self.add_line(tr("When"), hint=tr("As 2026-11-21 14:30."), most=16)
        self._at.setText(context.services.session.clock.now().astimezone().strftime(FORM))
        self.told = self.add_line(tr("Who was told"), needed=False, hint=tr("The office, or the customers as a whole."))
        self.note = self.add_line(tr("Receipt number or remark"), needed=False)
        self.duty.setFocus()

    def at(self) -> datetime | None:
        """The time that was typed; None where it is none, and then the dialog does not go on."""
        try:
            return local_instant(self._at.text()) if self._at is not None else None
        except ValueError:
            return None

    def _check(self) -> None:
        super()._check()
        if self.at() is None:
            self._go.setEnabled(False)
