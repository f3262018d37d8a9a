"""The first page of the import wizard: which files, folders and zip files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

from app.flows.importing import ImportFlow
from app.services.import_template import write_template
from ui.context import AppContext
from ui.formatting import size
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.texts import label
from ui.wizards.page import Page

WORKBOOK = "*.xlsx"
SHEETS = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.et *.csv *.tsv *.txt *.vcf *.zip"


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
        self._table: RowTable[Path] = RowTable(
            context.theme, tr("Files to import"), columns, self._cells, empty=tr("No files chosen yet.")
        )
        self._remove = button(tr("Take it off the list"), self._on_remove)
        self._choose = button(tr("Choose files…"), self._on_choose)
        folder = button(tr("Choose a folder…"), self._on_folder)
        self.body.addLayout(row(self._choose, folder, self._remove, None))
        self.fill(self._table)
        hint = label(tr("Files, folders and zip files can also be dropped here."), "small", "second")
        template = button(tr("Save an empty workbook to fill in…"), self._on_template, "link")
        self.body.addLayout(row(hint, None, template))

    def enter(self) -> None:
        files = self._flow.state.files
        self._table.show_things(files)
        self._remove.setEnabled(bool(files))
        # Return goes on from the list; on the button it would ask for more files.
        self.first = self._table if files else self._choose

    def add_files(self, paths: Sequence[Path]) -> None:
        self._flow.add_files(paths)
        self.enter()
        self.show_problems(())
        if self._flow.state.files:
            self._table.setFocus()

    def _cells(self, path: Path) -> tuple[Cell, ...]:
        if path.is_dir():
            return Cell(path.name), Cell(self.context.tr("folder"))
        return Cell(path.name), Cell(size(path.stat().st_size) if path.is_file() else "")

    def _on_choose(self) -> None:
        tr = self.context.tr
        # A message inside an f-string would not be found by who collects them.
        tables = tr("Workbooks and tables")
        self.add_files(self.context.prompts.open_files(self, tr("Files to import"), f"{tables} ({SHEETS})"))

    def _on_folder(self) -> None:
        chosen = self.context.prompts.open_folder(self, self.context.tr("Folder with files to import"))
        if chosen is not None:
            self.add_files([chosen])

    def _on_remove(self) -> None:
        chosen = self._table.current()
        if chosen is not None:
            self._flow.remove_file(chosen)
            self.enter()

    def _on_template(self) -> None:
        tr, language = self.context.tr, self.context.language
        kinds = f"Excel ({WORKBOOK})"
        target = self.context.prompts.save_file(self, tr("Workbook to fill in"), tr("Customers.xlsx"), kinds)
        if target is not None:
            self.context.read(self, lambda _progress: write_template(target, None, language), self._on_written)

    def _on_written(self, _sheets: object) -> None:
        tr = self.context.tr
        text = tr("The workbook has drop-down lists and examples. Fill it in, then import it here.")
        self.context.prompts.tell(self, tr("The workbook is saved"), text, problem=False)

    def words(self, code: str) -> str:
        return {"no-files": self.context.tr("Please choose at least one file.")}[code]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
