"""A paper file's entry in the register."""

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.paper import LONGEST, PaperEntry, fault
from app.errors import UserError
from app.messages.sentences import describe
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field

MOST_PAGES = 1_000_000


class PaperDialog(Dialog):
    """Where it stands, what it is, and of what time; `entry` is what the register says today, None for a new one."""

    def __init__(self, context: AppContext, parent: QWidget, entry: PaperEntry | None, record: str | None) -> None:
        tr = context.tr
        heading = tr("Enter a paper file") if entry is None else tr("Correct the entry")
        super().__init__(parent, heading)
        self._context = context
        before = entry or PaperEntry("", record=record)
        self._before = before
        self._lines = {name: _line(getattr(before, name)) for name in ("place", "box", "volume", "title")}
        self._pages = QLineEdit(str(before.pages or ""))
        self._pages.setValidator(QIntValidator(1, MOST_PAGES, self._pages))
        self._from, self._to = DateEdit(), DateEdit()
        self._from.show_day(before.period_from)
        self._to.show_day(before.period_to)
        self._fields = {
            "place": Field(tr("Where it stands"), self._lines["place"], tr("Room, shelf, address of the store.")),
            "box": Field(tr("Box"), self._lines["box"]),
            "volume": Field(tr("Volume"), self._lines["volume"]),
            "title": Field(tr("What it is"), self._lines["title"]),
            "pages": Field(tr("Pages"), self._pages),
            "period_from": Field(tr("Covered from"), self._from),
            "period_to": Field(tr("Covered until"), self._to),
        }
        for names in (("place",), ("box", "volume", "pages"), ("title",), ("period_from", "period_to")):
            self.body.addLayout(row(*(self._fields[name] for name in names), gap=Space.M))
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Enter") if entry is None else tr("Save"), "primary")
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self._on_go)
        self._lines["place"].setFocus()

    def value(self) -> PaperEntry:
        """The entry as it is typed; ValueError where a day is none."""
        typed = {name: line.text().strip() for name, line in self._lines.items()}
        pages = self._pages.text().strip()
        return PaperEntry(
            pages=int(pages) if pages else None, period_from=self._from.day(), period_to=self._to.day(),
            customer=self._before.customer, record=self._before.record, **typed,
        )  # fmt: skip

    def _on_go(self) -> None:
        for field in self._fields.values():
            field.say("")
        if not self._is_sound():
            return
        self.accept()

    def _is_sound(self) -> bool:
        tr = self._context.tr
        for name, edit in (("period_from", self._from), ("period_to", self._to)):
            try:
                edit.day()
            except ValueError:
                self._say(name, tr("Please write the day as 2026-11-21."))
                return False
        wrong = fault(self.value())
        if wrong is not None:
            said = describe(UserError(wrong[1], longest=LONGEST), self._context.catalogue)
            self._say(wrong[0], said)
        return wrong is None

    def _say(self, name: str, wrong: str) -> None:
        """Say what is wrong at its field, and put the cursor there."""
        self._fields[name].say(wrong)
        self._fields[name].editor.setFocus()


def _line(text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(LONGEST)
    return made
