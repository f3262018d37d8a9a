"""What people did outside the vault, as forms: paper destroyed, a copy that somebody holds, and how a copy ended."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QIntValidator, QRegularExpressionValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.capacities import PAPER_METHODS, CopyEnd, PaperItem, PaperMethod
from app.domain.labels import COPY_STATUSES
from app.services.outside import PROCESSOR, KnownCopy
from ui.context import AppContext
from ui.theme import Size
from ui.widgets.boxes import row, strip
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import DateEdit, Field

MOST_VOLUMES = 1_000_000
_LONGEST = 200
_PICTURES = "*.jpg *.jpeg *.png *.pdf"


class _Entry(Dialog):
    """A form that is accepted once each of its needed fields says something."""

    def __init__(self, context: AppContext, parent: QWidget, heading: str, verb: str) -> None:
        super().__init__(parent, heading, Size.DIALOG_WIDE)
        self._context = context
        self._needed: list[Field] = []
        self._days: list[Field] = []
        self._cancel = self.add_button(context.tr("Cancel"))
        self._go = self.add_button(verb, "primary")
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self._on_go)
        self._go.setDefault(True)

    def line(self, caption: str, *, needed: bool = False, hint: str = "") -> tuple[QLineEdit, Field]:
        """A line of text and its field."""
        made = QLineEdit()
        made.setMaxLength(_LONGEST)
        return made, self._kept(Field(caption, made, hint), needed=needed)

    def day(self, caption: str) -> tuple[DateEdit, Field]:
        """A day that has to be given."""
        made = DateEdit()
        made.show_day(self._context.services.session.clock.today())
        field = self._kept(Field(caption, made), needed=True)
        self._days.append(field)
        return made, field

    def _kept(self, field: Field, *, needed: bool) -> Field:
        if needed:
            self._needed.append(field)
        return field

    def _on_go(self) -> None:
        if self.is_sound():
            self.accept()

    def is_sound(self) -> bool:
        """Say below each field what is wrong with it."""
        tr, sound = self._context.tr, True
        for field in self._needed:
            editor = field.editor
            assert isinstance(editor, QLineEdit)
            wrong = "" if editor.text().strip() else tr("Please fill this in.")
            if not wrong and field in self._days:
                wrong = self._wrong_day(editor.text().strip())
            field.say(wrong)
            sound &= not wrong
        return sound

    def _wrong_day(self, text: str) -> str:
        tr = self._context.tr
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return tr("Please write the day as 2026-11-21.")
        return tr("This day is still to come.") if day > self._context.services.session.clock.today() else ""


class _Files(QWidget):
    """Files that are chosen, by their names in a line that can't be typed into."""

    def __init__(self, context: AppContext, title: str, verb: str, *, several: bool) -> None:
        super().__init__()
        self._context, self._title, self._several = context, title, several
        self.paths: list[Path] = []
        self._line = QLineEdit()
        self._line.setReadOnly(True)
        self.setLayout(row(self._line, button(verb, self._on_choose)))
        self.setFocusProxy(self._line)

    def _on_choose(self) -> None:
        tr, prompts = self._context.tr, self._context.prompts
        kinds = tr("Pictures and PDF files") + f" ({_PICTURES})"
        if self._several:
            chosen = prompts.open_files(self, self._title, kinds)
        else:
            one = prompts.open_file(self, self._title, kinds)
            chosen = [one] if one is not None else []
        if chosen:
            self.paths = chosen
            self._line.setText(tr(", ").join(path.name for path in chosen))


class PaperDestroyedDialog(_Entry):
    """Paper files that were destroyed with an order: what, how, where, by whom, and what shows it."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(context, parent, tr("Record paper that was destroyed"), tr("Record it"))
        self.add_note(
            tr("It goes on the order's certificate and into the register. Write nothing that names a customer.")
        )
        self._name, name = self.line(tr("What the register calls it"), needed=True)
        self._volumes, volumes = self.line(tr("How many volumes"), needed=True)
        self._volumes.setValidator(QIntValidator(1, MOST_VOLUMES, self._volumes))
        self._volumes.setText("1")
        self._number, file_number = self.line(tr("File number"))
        self._volume, volume = self.line(tr("Number of the volume"))
        self._first, first = self._year(tr("First year"))
        self._last, last = self._year(tr("Last year"))
        self._required, required = self._year(tr("Years to keep"))
        self._method: DropDown[PaperMethod] = DropDown(
            context.theme, ((method, tr(name_)) for method, name_ in PAPER_METHODS.items())
        )
        self._on, on = self.day(tr("Destroyed on"))
        self._place, place = self.line(tr("Where"), needed=True)
        self._amount, amount = self.line(tr("Weight or count"), hint=tr("With its unit, as on the slip: 12.5 kg"))
        self._contractor, contractor = self.line(tr("Who did it"), hint=tr("The contractor's name, or your own."))
        self._photos = _Files(context, tr("Photos and slips"), tr("Choose files…"), several=True)
        photos = Field(
            tr("Photos and slips"), self._photos, tr("Kept in the vault; the certificate states their hashes.")
        )
        method = Field(tr("How"), self._method)
        for fields in (
            (name, volumes), (file_number, volume, required), (first, last, amount), (method, on), (place, contractor),
            (photos,),
        ):  # fmt: skip
            self.body.addWidget(strip(*fields))
        self._name.setFocus()

    def _year(self, caption: str) -> tuple[QLineEdit, Field]:
        made, field = self.line(caption)
        made.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,4}"), made))
        return made, field

    def value(self) -> tuple[PaperItem, list[Path]]:
        """What was entered, and the photos."""
        item = PaperItem(
            name=self._name.text().strip(), file_number=self._number.text().strip(), volume=self._volume.text().strip(),
            volumes=int(self._volumes.text()), first_year=_number(self._first), last_year=_number(self._last),
            required_years=_number(self._required), method=self._method.value(), place=self._place.text().strip(),
            amount=self._amount.text().strip(), contractor=self._contractor.text().strip(),
            destroyed_on=self._on.day() or date.min,
        )  # fmt: skip
        return item, self._photos.paths


def _number(line: QLineEdit) -> int | None:
    text = line.text().strip()
    return int(text) if text else None


class HeldElsewhereDialog(_Entry):
    """A copy that somebody else holds for the firm: a SaaS, a bookkeeping firm, an SMS service."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(context, parent, tr("Record a copy held elsewhere"), tr("Record it"))
        self.add_note(
            tr(
                "Who processes personal information for you has to give it back or delete it when the work ends "
                "(Personal Information Protection Law, article 21)."
            )
        )
        self._holder, holder = self.line(
            tr("Who holds it"), needed=True, hint=tr("The online shop's system, the bookkeeping firm, the SMS service.")
        )
        self._asked = CheckBox(context.theme, tr("It has been asked to delete it"))
        self.body.addWidget(holder)
        self.body.addWidget(self._asked)
        self._holder.setFocus()

    def value(self) -> tuple[str, bool]:
        """Who holds it, and whether they were asked."""
        return self._holder.text().strip(), self._asked.isChecked()


class CopyEndDialog(_Entry):
    """How a copy ended, on which day, and what proves it."""

    def __init__(self, context: AppContext, parent: QWidget, copy: KnownCopy) -> None:
        tr = context.tr
        super().__init__(context, parent, tr("Record what became of the copy"), tr("Record it"))
        self._is_held = copy.kind == PROCESSOR
        self.add_note(copy.file)
        self._how: DropDown[CopyEnd] = DropDown(context.theme, ((end, tr(COPY_STATUSES[end])) for end in CopyEnd))
        self._how.choose(CopyEnd.DELETED if self._is_held else CopyEnd.DESTROYED)
        self._on, on = self.day(tr("On"))
        self._files = _Files(context, tr("What proves it"), tr("Choose a file…"), several=False)
        hint = tr("The confirmation that its holder sent, as a picture or PDF. It is kept in the vault.")
        self._proof = Field(tr("What proves it"), self._files, hint)
        self.body.addWidget(strip(Field(tr("What became of it"), self._how), on))
        self.body.addWidget(self._proof)
        self._how.setFocus()

    def is_sound(self) -> bool:
        missing = self._is_held and not self._files.paths
        self._proof.say(self._context.tr("Without it nothing proves that the copy is gone.") if missing else "")
        return super().is_sound() and not missing

    def value(self) -> tuple[date, CopyEnd, Path | None]:
        """Day, end and proof."""
        return self._on.day() or date.min, self._how.value(), next(iter(self._files.paths), None)
