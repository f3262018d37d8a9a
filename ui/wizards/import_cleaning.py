"""The page of the import wizard that shows what cleaning changes, before and after, and lets each be switched off."""

from functools import partial

from app.domain.cleanings import CLEANINGS, Cleaning, Example
from app.flows.importing import ImportFlow
from ui.context import AppContext
from ui.formatting import number
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Space
from ui.widgets.boxes import column, row
from ui.widgets.choices import CheckBox
from ui.widgets.texts import label
from ui.wizards.page import Page


class CleaningPage(Page):
    """One switch a cleaning with its count, and the first cells of each as they are and as they will be."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Cleaning"),
            tr("Shall the cells be cleaned?"),
            tr("What a cell was before is kept with its record and shown there. The files are not changed."),
            fills=True,
        )
        self._flow = flow
        self.note = tr("Nothing is imported yet.")
        self._switches = {one: CheckBox(context.theme, tr(CLEANINGS[one])) for one in Cleaning}
        self._counts = {one: label("", None, "second") for one in Cleaning}
        lines = []
        for one, switch in self._switches.items():
            switch.toggled.connect(partial(self._on_switched, one))
            line = row(switch, self._counts[one], gap=Space.M)
            line.setStretch(0, 1)
            lines.append(line)
        columns = (
            Column(tr("Column"), 9),
            Column(tr("Row"), 4, is_figure=True),
            Column(tr("Before"), 14, stretches=True),
            Column(tr("After"), 14, stretches=True),
        )
        self._table: RowTable[Example] = RowTable(
            context.theme, tr("Examples"), columns, _cells, empty=tr("What would be changed is shown here.")
        )
        self._caption = label("", "small", "second")
        self.body.addLayout(column(*lines, gap=Space.XS))
        self.body.addWidget(self._caption)
        self.fill(self._table)

    def enter(self) -> None:
        state = self._flow.state
        for one, switch in self._switches.items():
            count = state.cleaning.counts.get(one, 0)
            switch.setEnabled(bool(count))
            switch.blockSignals(True)
            switch.setChecked(one in state.cleanings)
            switch.blockSignals(False)
            text = self.context.ngettext("{n} cell", "{n} cells", count).format(n=number(count))
            self._counts[one].setText(text if count else self.context.tr("nothing to do"))
        self._show_examples()

    def _on_switched(self, cleaning: Cleaning, on: bool) -> None:
        self._flow.switch(cleaning, on=on)
        self._show_examples()

    def _show_examples(self) -> None:
        state, tr = self._flow.state, self.context.tr
        found = [
            example for one in Cleaning if one in state.cleanings for example in state.cleaning.examples.get(one, ())
        ]
        self._table.show_things(found)
        cells = sum(count for one, count in state.cleaning.counts.items() if one in state.cleanings)
        some = tr("The first of each. Changes in all: {count}.").format(count=number(cells))
        self._caption.setText(some if cells else tr("No cell will be changed."))


def _cells(example: Example) -> tuple[Cell, ...]:
    return Cell(example.header), Cell(str(example.row)), Cell(_shown(example.before)), Cell(_shown(example.after))


def _shown(text: str) -> str:
    """With its spaces to be seen, and what is empty as a dash."""
    return text.replace(" ", "␣").replace("\u3000", "□").replace("\n", "⏎") or "—"
