"""Small forms that enter one thing that happened: a day, a choice, a text, a proof file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import AppContext
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field


class FileEdit(QWidget):
    """A file that is chosen, or none."""

    def __init__(self, context: AppContext, kinds: str) -> None:
        super().__init__()
        self._context = context
        self._kinds = kinds
        self._path: Path | None = None
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self._line.setPlaceholderText(context.tr("none"))
        self.setLayout(row(self._line, button(context.tr("Choose a file…"), self._on_choose)))
        self.setFocusProxy(self._line)

    def path(self) -> Path | None:
        return self._path

    def _on_choose(self) -> None:
        chosen = self._context.prompts.open_file(self, self._context.tr("Choose a file"), self._kinds)
        if chosen is not None:
            self._path = chosen
            self._line.setText(chosen.name)


class EntryDialog(Dialog):
    """Fields in their order, Cancel and a verb; the verb waits until all that is needed is there and days are days."""

    def __init__(self, context: AppContext, parent: QWidget, heading: str, note: str, verb: str) -> None:
        super().__init__(parent, heading)
        self.context = context
        self.add_note(note)
        self._needed: list[QLineEdit] = []
        self._days: list[tuple[Field, DateEdit]] = []
        cancel = self.add_button(context.tr("Cancel"))
        self._go = self.add_button(verb, "primary")
        self._go.setDefault(True)
        cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)

    def add_line(self, title: str, *, needed: bool = True, hint: str = "", most: int = 500) -> QLineEdit:
        """A line of text."""
        line = QLineEdit()
        line.setMaxLength(most)
        self.body.addWidget(Field(title, line, hint))
        if needed:
            self._needed.append(line)
            line.textChanged.connect(lambda _text: self._check())
            self._check()
        return line

    def add_day(self, title: str, day: date | None, hint: str = "") -> DateEdit:
        """A day; it has to be given."""
        edit = DateEdit()
        edit.show_day(day)
        field = Field(title, edit, hint)
        self.body.addWidget(field)
        self._days.append((field, edit))
        return edit

    def add_file(self, title: str, hint: str = "") -> FileEdit:
        """A proof file; it may be left out."""
        edit = FileEdit(self.context, self.context.tr("Proof files (*.pdf *.jpg *.jpeg *.png *.tif *.xlsx *.csv *)"))
        self.body.addWidget(Field(title, edit, hint))
        return edit

    def add_editor(self, title: str, editor: QWidget, hint: str = "") -> None:
        """Any other input."""
        self.body.addWidget(Field(title, editor, hint))

    def _check(self) -> None:
        self._go.setEnabled(all(line.text().strip() for line in self._needed))

    def _on_go(self) -> None:
        is_good = True
        for field, edit in self._days:
            wrong = _day(edit) is None
            field.say(self.context.tr("Please write the day as 2026-11-21.") if wrong else "")
            is_good = is_good and not wrong
        if is_good:
            self.accept()


def _day(edit: DateEdit) -> date | None:
    try:
        return edit.day()
    except ValueError:
        return None


def day_of(edit: DateEdit, today: Callable[[], date]) -> date:
    """The day in a field that was checked; today where it is empty."""
    return _day(edit) or today()
