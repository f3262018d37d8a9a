"""A sheet's first rows as they will be stored, with what each column was found to hold."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from app.domain.labels import PI_TYPES
from app.domain.records import Column as SheetColumn
from app.domain.records import letters
from app.domain.words import PiType
from app.services.imports import SheetPreview
from ui.context import AppContext
from ui.tables.cells import Column, lay_out, prepare
from ui.theme import Size
from ui.words import FIELDS

Index = QModelIndex | QPersistentModelIndex
DOUBTFUL = 0.8
NARROW, WIDE = 5, 14


class PreviewModel(QAbstractTableModel):
    """Cells of one sheet."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.sheet: SheetPreview | None = None

    def show_sheet(self, sheet: SheetPreview | None) -> None:
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()

    def title(self, column: SheetColumn) -> str:
        """The column's header, and below it the field or type with the share of cells that carry it."""
        found = FIELDS[column.field] if column.field else PI_TYPES[column.type]
        # That all of a column is something else tells nobody anything.
        is_plain = column.type is PiType.OTHER and not is_doubtful(column)
        share = f" {column.share:.0%}" if column.share and not is_plain else ""
        doubt = self._context.tr("?") if is_doubtful(column) else ""
        return f"{column.header or letters(column.index)}\n{self._context.tr(found)}{share}{doubt}"

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.sheet is None else len(self.sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        cells = self.sheet.rows[index.row()]
        return cells[index.column()] if index.column() < len(cells) else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.sheet is None or orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.title(self.sheet.columns[section])
        return None


class PreviewTable(QTableView):
    """Shows one sheet; `column_chosen` tells the column that the cursor is in."""

    column_chosen = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._rows = PreviewModel(context, self)
        self._place = ""
        self.setModel(self._rows)
        prepare(self, context.theme, (), context.tr("The first rows, as they will be stored"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectColumns)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setProperty("framed", True)
        self.horizontalHeader().setFixedHeight(Size.HEADER + Size.ICON)
        self.horizontalHeader().setSectionsClickable(True)
        self.setMinimumHeight(Size.HEADER + Size.ICON + Size.ROW)
        self.selectionModel().currentColumnChanged.connect(self._on_column)

    def show_sheet(self, sheet: SheetPreview | None, place: str = "") -> None:
        """Show a sheet; `place` tells it from others.

        The cursor stays in its column; in another sheet it goes to the first one that is doubtful.
        """
        at = max(0, self.currentIndex().column())
        self._rows.show_sheet(sheet)
        if sheet is None:
            self.column_chosen.emit(None)
            return
        titles = [self._rows.title(column) for column in sheet.columns]
        lay_out(self, [Column(max(title.split("\n"), key=len), _width(sheet, n)) for n, title in enumerate(titles)])
        if place != self._place:
            at = next((number for number, column in enumerate(sheet.columns) if is_doubtful(column)), 0)
        self._place = place
        if sheet.columns:
            self.setCurrentIndex(self._rows.index(0, min(at, len(sheet.columns) - 1)))
            self._on_column()

    def _on_column(self) -> None:
        sheet, at = self._rows.sheet, self.currentIndex().column()
        self.column_chosen.emit(sheet.columns[at] if sheet is not None and 0 <= at < len(sheet.columns) else None)


def is_doubtful(column: SheetColumn) -> bool:
    """Whether so few of a column's cells fit what it was found to hold that somebody should look at it."""
    return 0 < column.share < DOUBTFUL


def _width(sheet: SheetPreview, at: int) -> int:
    """The column's width in Chinese characters, from its first rows."""
    lengths = [sum(1 if letter > "\u2e7f" else 0.6 for letter in cells[at]) for cells in sheet.rows if at < len(cells)]
    return round(min(WIDE, max([NARROW, *lengths])))
