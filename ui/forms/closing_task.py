"""Entering a task of the closing plan as done: the day, and what proves it."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.closing_plan import PlannedTask
from app.services.closing_plan import LONGEST_EVIDENCE
from ui.context import AppContext
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field


class TaskDoneDialog(Dialog):
    """A day, today at first, and a reference."""

    def __init__(self, context: AppContext, parent: QWidget, planned: PlannedTask, today: date) -> None:
        tr = context.tr
        super().__init__(parent, tr(planned.task.title))
        self._catalogue = context.catalogue
        self.add_note(tr("Proof: {what}").format(what=tr(planned.task.proof)))
        self._day, self._evidence = DateEdit(), QLineEdit()
        self._day.show_day(today)
        self._evidence.setMaxLength(LONGEST_EVIDENCE)
        self._field = Field(tr("Done on"), self._day)
        hint = tr("A number or the name of a paper; no customer's data, for it outlives every destruction.")
        self.body.addWidget(self._field)
        self.body.addWidget(Field(tr("Reference of the proof"), self._evidence, hint))
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Enter as done"), "primary")
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self._on_go)

    def value(self) -> tuple[date, str]:
        """The day and the reference; only once the dialog is accepted."""
        day = self._day.day()
        assert day is not None
        return day, self._evidence.text()

    def _on_go(self) -> None:
        try:
            day = self._day.day()
        except ValueError:
            day = None
        if day is None:
            self._field.say(self._catalogue.gettext("Please write the day as 2026-11-21."))
        else:
            self.accept()
