"""What the firm is and does: its legal form, the days it decided to close and stopped serving, its branches."""

from dataclasses import fields
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.closing_words import ENTITIES
from app.domain.firm import Entity, Profile
from app.domain.profile_words import SWITCHES
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import column, row
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.fields import DateEdit, Field
from ui.widgets.texts import label

COLUMNS = 2


class ProfileForm(QWidget):
    """Dates, a legal form and check boxes; `value` gives the profile, or None where a date can't be read."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        tr = context.tr
        self._date = DateEdit()
        self.ended = Field(
            tr("Day on which the service to customers ended"),
            self._date,
            tr(
                "From this day on, data that no law asks to be kept is to be deleted. "
                "Leave it empty while the service goes on."
            ),
        )
        self._decided = DateEdit()
        self.decided = Field(tr("Day of the decision to close"), self._decided)
        self._entity: DropDown[Entity] = DropDown(context.theme, ((one, tr(ENTITIES[one])) for one in Entity))
        self._boxes = {name: CheckBox(context.theme, tr(SWITCHES[name])) for name in SWITCHES}
        grid = QGridLayout()
        grid.setVerticalSpacing(Space.HAIR)
        grid.setHorizontalSpacing(Space.XS)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, box in enumerate(self._boxes.values()):
            grid.addWidget(box, at // COLUMNS, at % COLUMNS)
            box.toggled.connect(lambda _on: self.changed.emit())
        caption = label(tr("What of this is true of the firm? Other periods and tasks then apply."), "small", "second")
        form = row(Field(tr("Legal form"), self._entity), self.decided, gap=Space.L)
        self.setLayout(column(self.ended, form, column(caption, grid_holder(grid), gap=Space.S), gap=Space.M))
        for edit in (self._date, self._decided):
            edit.textEdited.connect(lambda _text: self.changed.emit())
        self._entity.activated.connect(lambda _index: self.changed.emit())

    def value(self) -> Profile | None:
        try:
            ended, decided = self._date.day(), self._decided.day()
        except ValueError:
            return None
        switches: dict[str, Any] = {name: box.isChecked() for name, box in self._boxes.items()}
        return Profile(service_ended_on=ended, decided_on=decided, entity=self._entity.value(), **switches)

    def show_value(self, profile: Profile) -> None:
        self.show_day(profile.service_ended_on)
        self._decided.show_day(profile.decided_on)
        self._entity.choose(profile.entity)
        for field in fields(Profile):
            if field.name in self._boxes:
                self._boxes[field.name].setChecked(bool(getattr(profile, field.name)))

    def show_day(self, day: date | None) -> None:
        self._date.show_day(day)


def grid_holder(grid: QGridLayout) -> QWidget:
    made = QWidget()
    made.setLayout(grid)
    return made
