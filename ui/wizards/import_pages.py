"""The pages of the import wizard."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout

from app.domain.labels import KINDS
from app.domain.records import Column as SheetColumn
from app.domain.row_faults import TEMPLATES as FAULTS
from app.domain.words import Field as FieldWord
from app.domain.words import Kind
from app.flows.importing import Checked, Choices, ImportFlow, Outcome, with_header
from app.services.imports import SheetPreview
from ui.context import AppContext
from ui.formatting import number, size
from ui.forms.origin import OriginForm
from ui.tables.cells import Cell, Column
from ui.tables.preview import PreviewTable
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import card, clear, column, holder, row, strip
from ui.widgets.buttons import button
from ui.widgets.choices import CheckBox, DropDown
from ui.widgets.fields import Field
from ui.widgets.figures import Figure
from ui.widgets.texts import label
from ui.wizards.page import Page
from ui.words import FIELDS, SHEET_WARNINGS

SHEETS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt"


class FilesPage(Page):
    """Which files; they can be dropped here."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Files"),
            tr("Which files hold customers' records?"),
            tr("Workbooks and text tables as the office has them. The files themselves are only read, never changed."),
            fills=True,
        )
        self._flow = flow
        self.note = tr("Nothing is imported yet.")
        self.setAcceptDrops(True)
        columns = (Column(tr("File"), 24, stretches=True), Column(tr("Size"), 6, is_figure=True))
        self._table: RowTable[Path] = RowTable(context.theme, tr("Files to import"), columns, _file_cells)
        self._remove = button(tr("Take it off the list"), self._on_remove)
        self.body.addLayout(row(button(tr("Choose files…"), self._on_choose), self._remove, None))
        self.body.addWidget(self._table, 1)
        hint = tr("Files can also be dropped here.")
        self.body.addWidget(label(hint, "small", "second"))

    def enter(self) -> None:
        self._table.show_things(self._flow.state.files)
        self._remove.setEnabled(bool(self._flow.state.files))

    def add_files(self, paths: Sequence[Path]) -> None:
        self._flow.add_files(paths)
        self.enter()
        self.show_problems(())

    def _on_choose(self) -> None:
        tr = self.context.tr
        # A message inside an f-string would not be found by who collects them.
        tables = tr("Workbooks and tables")
        self.add_files(self.context.prompts.open_files(self, tr("Files to import"), f"{tables} ({SHEETS})"))

    def _on_remove(self) -> None:
        chosen = self._table.current()
        if chosen is not None:
            self._flow.remove_file(chosen)
            self.enter()

    def words(self, code: str) -> str:
        return {"no-files": self.context.tr("Please choose at least one file.")}[code]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


class CheckPage(Page):
    """What is in the files: one line a sheet, and the first rows of the chosen one."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(
            context,
            tr("Contents"),
            tr("Is this what the files hold?"),
            tr("Choose a column to say what it holds. Columns without a field are kept under their own names."),
            fills=True,
        )
        self._flow = flow
        self.note = tr("Nothing is imported yet.")
        columns = (
            Column(tr("File and sheet"), 22, stretches=True),
            Column(tr("Kind"), 8),
            Column(tr("Rows"), 5, is_figure=True),
            Column(tr("Remarks"), 20),
        )
        self._sheets: RowTable[tuple[Checked, SheetPreview | None]] = RowTable(
            context.theme, tr("Sheets"), columns, self._cells
        )
        self._sheets.setFixedHeight(Size.HEADER + 4 * Size.ROW)
        self._sheets.chosen.connect(self._show_sheet)
        self._kind: DropDown[Kind | None] = DropDown(
            context.theme, ((None, tr("As found")), *((kind, tr(KINDS[kind])) for kind in Kind))
        )
        self._kind.activated.connect(lambda _index: self._on_kind())
        self._holds: DropDown[FieldWord | None] = DropDown(
            context.theme, ((None, tr("Kept under its own name")), *((one, tr(FIELDS[one])) for one in FieldWord))
        )
        self._holds.activated.connect(lambda _index: self._on_holds())
        self._holds_field = Field(tr("The chosen column holds"), self._holds)
        self._column: SheetColumn | None = None
        self._preview = PreviewTable(context)
        self._preview.column_chosen.connect(self._show_column)
        self.body.addWidget(self._sheets)
        self.body.addLayout(row(Field(tr("The file's records are"), self._kind), self._holds_field, gap=Space.L))
        self.body.addWidget(self._preview, 1)

    def enter(self) -> None:
        pairs: list[tuple[Checked, SheetPreview | None]] = []
        for one in self._flow.state.checked:
            pairs.extend((one, sheet) for sheet in one.preview.sheets) if one.preview else pairs.append((one, None))
        self._sheets.show_things(pairs)

    def _cells(self, pair: tuple[Checked, SheetPreview | None]) -> tuple[Cell, ...]:
        tr, (one, sheet) = self.context.tr, pair
        if sheet is None:
            error = self.context.errors.sentence(one.error) if one.error else ""
            return Cell(one.path.name), Cell(tr("can't be taken"), "danger"), Cell(""), Cell(error)
        remarks = [tr(SHEET_WARNINGS[code]) for code in sheet.warnings]
        if one.preview and one.preview.destroyed_before:
            remarks.append(tr("its records were destroyed"))
        elif one.preview and one.preview.imported_before:
            remarks.append(tr("imported before"))
        name = f"{one.path.name} · {sheet.name}" if sheet.name else one.path.name
        rows = number(sheet.rows_total) if sheet.rows_total is not None else ""
        remark = Cell(", ".join(remarks), "wait" if remarks else None)
        return Cell(name), Cell(tr(KINDS[sheet.kind])), Cell(rows), remark

    def _show_sheet(self, pair: tuple[Checked, SheetPreview | None] | None) -> None:
        sheet = pair[1] if pair else None
        self._kind.setEnabled(sheet is not None)
        self._preview.show_sheet(sheet)
        if pair:
            self._kind.choose(pair[0].choices.kind)

    def _on_kind(self) -> None:
        pair = self._sheets.current()
        if pair:
            before = pair[0].choices
            self._look_again(pair[0], Choices(self._kind.value(), before.mapping, before.password))

    def _show_column(self, chosen: SheetColumn | None) -> None:
        self._column = chosen
        self._holds.setEnabled(chosen is not None and bool(chosen.header))
        self._holds.choose(chosen.field if chosen else None)

    def _on_holds(self) -> None:
        pair = self._sheets.current()
        if pair and self._column:
            self._look_again(pair[0], with_header(pair[0].choices, self._column.header, self._holds.value()))

    def _look_again(self, one: Checked, choices: Choices) -> None:
        flow = self._flow
        self.context.read(self, lambda _progress: flow.choose(one.path, choices), self._put)

    def _put(self, checked: Checked) -> None:
        self._flow.put_checked(checked)
        self.enter()

    def words(self, code: str) -> str:
        tr = self.context.tr
        return {"nothing-to-import": tr("None of these files can be taken. Please go back and choose others.")}[code]


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
        self.note = tr("Each file is taken whole or not at all. Cancel leaves the vault as it was.")
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
    """What became of every row: read = added + duplicates + rejected."""

    def __init__(self, context: AppContext, flow: ImportFlow) -> None:
        tr = context.tr
        super().__init__(context, tr("Result"), tr("What was imported"), fills=True)
        self._flow = flow
        self.note = tr("The records are in the vault.")
        names = {
            "rows_read": tr("Rows read"),
            "records_added": tr("Records added"),
            "duplicates": tr("Already there"),
            "rejected_rows": tr("Not taken"),
        }
        self._figures = {key: Figure(name) for key, name in names.items()}
        self._problems: QVBoxLayout = column(gap=Space.XS)
        self._problem_card = card(self._problems, "wait")
        columns = (
            Column(tr("File and sheet"), 16),
            Column(tr("Row"), 4, is_figure=True),
            Column(tr("Why it was not taken"), 24, stretches=True),
        )
        self._table: RowTable[tuple[str, str, str]] = RowTable(
            context.theme, tr("Rows that were not taken"), columns, lambda cells: tuple(map(Cell, cells))
        )
        self._caption = label(tr("Rows that were not taken"), "small", "second")
        self.body.addWidget(strip(*self._figures.values()))
        self.body.addWidget(self._problem_card)
        self.body.addWidget(self._caption)
        self.body.addWidget(self._table, 1)
        self._rest = holder(column(None))
        self.body.addWidget(self._rest, 1)

    def enter(self) -> None:
        state = self._flow.state
        for name, shown in self._figures.items():
            count = state.counted(name)
            shown.show_number(number(count), tone="wait" if name == "rejected_rows" and count else None)
        clear(self._problems)
        lines = [text for outcome in state.outcomes if (text := self._problem(outcome))]
        for text in lines:
            self._problems.addWidget(label(text, wrap=True))
        self._problem_card.setVisible(bool(lines))
        rejects = [cells for outcome in state.outcomes for cells in self._rejects(outcome)]
        self._table.show_things(rejects)
        self._table.setVisible(bool(rejects))
        self._caption.setVisible(bool(rejects))
        self._rest.setVisible(not rejects)

    def _problem(self, outcome: Outcome) -> str:
        tr = self.context.tr
        if outcome.error is not None:
            return f"{outcome.path.name}: {self.context.errors.sentence(outcome.error)}"
        if outcome.imported is None:
            return tr("{file} was not imported, because you cancelled before it.").format(file=outcome.path.name)
        if outcome.imported.destroyed_before:
            text = tr(
                "{count} records of {file} were destroyed earlier. What the file holds of them is in the vault again: "
                "take the import back if that was not meant."
            )
            count = number(outcome.imported.destroyed_before)
            return text.format(count=count, file=outcome.path.name)
        if outcome.imported.rejects_file:
            return tr("The rows that were not taken are in {file}.").format(file=outcome.imported.rejects_file)
        return ""

    def _rejects(self, outcome: Outcome) -> list[tuple[str, str, str]]:
        sheets = outcome.imported.sheets if outcome.imported else ()
        return [
            (
                f"{outcome.path.name} · {sheet.name}" if sheet.name else outcome.path.name,
                str(reject.row),
                self.context.tr(FAULTS[reject.code]).format(**reject.shown()),
            )
            for sheet in sheets
            for reject in sheet.rejected
        ]


def _file_cells(path: Path) -> tuple[Cell, ...]:
    return Cell(path.name), Cell(size(path.stat().st_size) if path.is_file() else "")
