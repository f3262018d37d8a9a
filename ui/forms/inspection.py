"""What personal information files hold, looked at without a vault."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain.labels import KINDS, PI_TYPES, SENSITIVITIES
from app.domain.words import PiType
from app.i18n import Catalogue
from app.messages.sentences import describe
from app.services.gathering import TakenIn
from app.services.scanning import ScannedColumn, ScannedFile, ScannedSheet
from ui.context import AppContext
from ui.formatting import number
from ui.tables.cells import Cell, Column
from ui.tables.records import GRADE_TONES
from ui.tables.rows import RowTable
from ui.theme import Size
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import label

NOTHING = (PiType.OTHER,)
NAMED = 3  # files that were left out, by name


@dataclass(frozen=True, slots=True)
class Line:
    """One column of one sheet; `spans` counts what was found inside its free texts."""

    where: str
    column: ScannedColumn
    spans: int


class InspectionDialog(Dialog):
    """One line a column, in the order of the files."""

    def __init__(self, context: AppContext, parent: QWidget, found: TakenIn[ScannedFile]) -> None:
        tr = context.tr
        super().__init__(parent, tr("What is in these files"), Size.WIZARD_WIDTH)
        self._context = context
        self.add_note(tr("The files were only read. Nothing of them is kept anywhere."))
        columns = (
            Column(tr("File and sheet"), 16, stretches=True),
            Column(tr("Column"), 9),
            Column(tr("Holds"), 12),
            Column(tr("Share"), 4, is_figure=True),
            Column(tr("In free text"), 5, is_figure=True),
            Column(tr("Grade"), 5),
        )
        table: RowTable[Line] = RowTable(context.theme, tr("Columns of the files"), columns, self._cells)
        table.setMinimumHeight(Size.HEADER + 10 * Size.ROW)
        table.show_things([line for file in found.done for line in _lines(context, file)])
        self.body.addWidget(table)
        missing = left_out(found, context.catalogue)
        if missing:
            names = tr(", ").join(Path(file).name for file, _why in missing[:NAMED])
            text = context.ngettext(
                "{n} file was not looked into: {names}", "{n} files were not looked into: {names}", len(missing)
            )
            told = label(text.format(n=number(len(missing)), names=names), "small", "wait", wrap=True)
            told.setToolTip("\n".join(why for _file, why in missing))
            self.body.addWidget(told)
        self._found = found
        self.add_button(tr("Save as PDF")).clicked.connect(self._on_save)
        close = self.add_button(tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        table.setFocus()

    def _on_save(self) -> None:
        tr, context = self._context.tr, self._context
        target = context.prompts.save_file(
            self, tr("Save the scan report"), f"{tr('Personal Information in Files')}.pdf", "*.pdf"
        )
        entrances = context.entrances
        if target is None or entrances is None:
            return
        path = target.with_suffix(".pdf")
        context.change(
            self,
            tr("Writing the report"),
            lambda _progress: entrances.scan_report(self._found, path, context.language),
            lambda _done: self._on_saved(path),
        )

    def _on_saved(self, path: Path) -> None:
        tr = self._context.tr
        text = tr("What these files hold is in {file}.").format(file=path)
        self._context.prompts.tell(self, tr("The report is written"), text, problem=False)

    def _cells(self, line: Line) -> tuple[Cell, ...]:
        tr, column = self._context.tr, line.column
        grade = Cell(tr(SENSITIVITIES[column.sensitivity]), GRADE_TONES[column.sensitivity])
        return (
            Cell(line.where),
            Cell(column.header or "—"),
            Cell(tr(PI_TYPES[column.type])),
            Cell(f"{column.share:.0%}" if column.type not in NOTHING else ""),
            Cell(number(line.spans) if line.spans else ""),
            grade,
        )


def left_out(found: TakenIn[ScannedFile], words: Catalogue) -> list[tuple[str, str]]:
    """The files of folders and zip files that hold no table or can't be read, each with why."""
    return [(one.file, describe(one.error, words)) for one in (*found.unreadable, *found.skipped)]


def _lines(context: AppContext, file: ScannedFile) -> list[Line]:
    name = file.file.replace("\\", "/").rsplit("/", 1)[-1]
    return [
        Line(_where(context, name, sheet), column, sum(1 for one in sheet.findings if one.column == column.index))
        for sheet in file.sheets
        for column in sheet.columns
    ]


def _where(context: AppContext, name: str, sheet: ScannedSheet) -> str:
    kind = context.tr(KINDS[sheet.kind])
    return " · ".join(part for part in (name, sheet.name, kind) if part)
