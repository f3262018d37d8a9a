"""The last pages of the import wizard: where the data comes from, and what became of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QSizePolicy

from app.domain.row_faults import TEMPLATES as FAULTS
from app.domain.sheet_signs import SHEET_SIGNS
from app.flows.importing import ImportFlow, Outcome
from app.i18n import N_
from ui.context import AppContext
from ui.formatting import number, sheet_name
from ui.forms.origin import OriginForm
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.widgets.boxes import column, holder, strip
from ui.widgets.choices import CheckBox
from ui.widgets.figures import Figure
from ui.widgets.texts import PillTone, label
from ui.wizards.page import Page

# What a tone says of a file or a row.
STATES: dict[PillTone, str] = {
    "danger": N_("Not read in"),
    "wait": N_("To check"),
    "neutral": N_("Left aside"),
    "primary": N_("Written"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be known of an import: of a file, or of a row of it."""

    file: str
    row: str
    text: str
    tone: PillTone | None

    def cells(self, tr: Callable[[str], str]) -> tuple[Cell, ...]:
        """As the table shows it."""
        state = Cell(tr(STATES[self.tone]), self.tone) if self.tone else Cell("")
        return state, Cell(self.file), Cell(self.row), Cell(self.text)


class OriginPage(Page):
    """Where the data comes from: asked once for all the files, used by plan, inventory and notices."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Origin"),
            tr("Where do these records come from?"),
            tr("The inventory and the notices to customers name it. What you don't know can be left empty."),
        )
        self._flow = flow
        self.verb = tr("Import the files")
        self.note = tr("Each file is taken whole or not at all. Cancel takes back what is in already.")
        self._form = OriginForm(context)
        rejects = tr("Write rows that can't be taken to a workbook beside the first file")
        self._rejects = CheckBox(context.theme, rejects)
        for name, field in self._form.fields.items():
            self.add(name, field)
        self.body.addWidget(self._rejects)

    def enter(self) -> None:
        self._form.show_origin(self._flow.state.origin)

    def leave(self) -> None:
        folder = self._flow.state.ready[0].path.parent if self._rejects.isChecked() else None
        self._flow.change(origin=self._form.value(), day_is_readable=self._form.is_readable(), rejects_dir=folder)

    def words(self, code: str) -> str:
        return {"bad-day": self.context.tr("Please write the day as 2026-11-21.")}[code]


class ResultPage(Page):
    """What became of every file and row: read = added + duplicates + rejected."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Result"), tr("What was imported"), fills=True)
        self._flow = flow
        self.note = tr("The records are in the vault. A whole import can be taken back on the import screen.")
        names = {
            "rows_read": tr("Rows read"),
            "records_added": tr("Records added"),
            "duplicates": tr("Already there"),
            "rejected_rows": tr("Not taken"),
        }
        self._figures = {key: Figure(name) for key, name in names.items()}
        figures = strip(*self._figures.values())
        figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        columns = (
            Column(tr("State"), 4),
            Column(tr("File and sheet"), 14, end_counts=True),
            Column(tr("Row"), 4, is_figure=True),
            Column(tr("What became of it"), 24, stretches=True),
        )
        self._table: RowTable[Line] = RowTable(
            context.theme, tr("What is to be known of it"), columns, lambda line: line.cells(tr)
        )
        self._caption = label(tr("What is to be known of it"), "small", "second")
        self._whole = label("", wrap=True, selectable=True)
        self._table.chosen.connect(lambda line: self._whole.setText(line.text if line else ""))
        self._rest = holder(column(None))
        self.body.addWidget(figures)
        self.body.addWidget(self._caption)
        self.fill(self._table)
        self.body.addWidget(self._whole)
        self.body.addWidget(self._rest, 1)

    def enter(self) -> None:
        state = self._flow.state
        for name, shown in self._figures.items():
            count = state.counted(name)
            shown.show_number(number(count), tone="wait" if name == "rejected_rows" and count else None)
        lines = [
            line
            for outcome in state.outcomes
            for line in (*self._notes(outcome), *self._signs(outcome), *self._rejects(outcome))
        ]
        sentence = self.context.errors.sentence
        lines += [Line(one.path.name, "", sentence(one.error), "danger") for one in state.checked if one.error]
        lines += [Line(Path(one.file).name, "", sentence(one.error), "neutral") for one in state.left_out]
        # What somebody has to do something about stands first.
        self._table.show_things(sorted(lines, key=lambda line: [*STATES, None].index(line.tone)))
        for widget in (self._table, self._caption, self._whole):
            widget.setVisible(bool(lines))
        self._rest.setVisible(not lines)

    def _notes(self, outcome: Outcome) -> Iterator[Line]:
        """What is to be said of a file as a whole."""
        tr, name = self.context.tr, outcome.path.name
        if outcome.error is not None:
            yield Line(name, "", self.context.errors.sentence(outcome.error), "danger")
        if outcome.imported is None:
            return
        if outcome.imported.destroyed_before:
            text = tr(
                "Records of {file} that were destroyed earlier: {count}. What the file holds of them is in the vault "
                "again: take the import back if that was not meant."
            )
            count = number(outcome.imported.destroyed_before)
            yield Line(name, "", text.format(count=count, file=name), "wait")
        if outcome.imported.rejects_file:
            text = tr("The rows that were not taken are in {file}.")
            yield Line(name, "", text.format(file=outcome.imported.rejects_file), "primary")
        elif any(sheet.rejected_rows for sheet in outcome.imported.sheets):
            text = tr(
                "To have the rows that were not taken in a workbook, import the file again and tick that box: what is "
                "in already is not taken twice."
            )
            yield Line(name, "", text, "wait")
        cleaned = sum(outcome.imported.cleaned.values())
        if cleaned:
            text = self.context.ngettext("{n} cell was cleaned.", "{n} cells were cleaned.", cleaned)
            yield Line(name, "", text.format(n=number(cleaned)), None)

    def _signs(self, outcome: Outcome) -> Iterator[Line]:
        """What the preview told of a sheet; that it names no customers was asked there, and is not said again."""
        tr = self.context.tr
        for sheet in outcome.imported.sheets if outcome.imported else ():
            codes = [code for code in sheet.warnings if code != "no-customer"]
            text = tr(", ").join(tr(SHEET_SIGNS[code]).format(n=sheet.columns) for code in codes)
            if text:
                yield Line(sheet_name(outcome.path.name, sheet.name), "", text[:1].upper() + text[1:], None)

    def _rejects(self, outcome: Outcome) -> Iterator[Line]:
        sheets = outcome.imported.sheets if outcome.imported else ()
        for sheet in sheets:
            for reject in sheet.rejected:
                text = self.context.tr(FAULTS[reject.code]).format(**reject.shown())
                yield Line(sheet_name(outcome.path.name, sheet.name), str(reject.row), text, "wait")
