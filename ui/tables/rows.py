"""A table of rows that are all there: orders, documents, events."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QMetaMethod, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from ui.tables.cells import TONE, Cell, Column, lay_out, needed, prepare
from ui.tables.view import RowView
from ui.theme import Size, Space, Theme, Type, font

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Cells by row and column."""

    def __init__(self, columns: Sequence[Column], parent: QWidget) -> None:
        super().__init__(parent)
        self._columns = columns
        self._cells: list[tuple[Cell, ...]] = []

    def show_cells(self, cells: list[tuple[Cell, ...]]) -> None:
        self.beginResetModel()
        self._cells = cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._cells)

    def cell(self, row: int, column: int) -> Cell:
        return self._cells[row][column]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.hint or cell.text
        if role == TONE:
            return cell.tone
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[index.column()].is_figure:
            return int(Qt.AlignmentFlag.AlignRight)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].is_figure:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class RowTable(RowView, Generic[T]):
    """A table of things: `cells` says how one is shown, `chosen` that another one is current.

    A `plain` one has no frame and is as high as its rows; nothing in it is chosen at first. `empty` is said where it
    has no rows. `lines` is how many lines a text may take; a row of a plain table is only as high as its texts need.
    """

    chosen = Signal(object)
    activated_one = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        columns: Sequence[Column],
        cells: Callable[[T], tuple[Cell, ...]],
        *,
        plain: bool = False,
        empty: str = "",
        lines: int = 1,
    ) -> None:
        super().__init__()
        self._theme, self._empty = theme, empty
        self._things: list[T] = []
        self._to_cells = cells
        self._columns = columns
        self._rows = RowModel(columns, self)
        self.setModel(self._rows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        prepare(self, theme, columns, name, lines)
        self._is_plain, self._lines = plain, lines
        if plain:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.horizontalHeader().geometriesChanged.connect(self._fit)
            self.horizontalHeader().sectionResized.connect(self._fit)
        else:
            self.setProperty("framed", True)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda _index: self._on_activated())

    def show_things(self, things: Sequence[T]) -> None:
        """Replace the rows; the one that was current stays so, or else the one in its place."""
        before, row = self.current(), self.currentIndex().row()
        self._things = list(things)
        cells = [self._to_cells(thing) for thing in self._things]
        self._rows.show_cells(cells)
        lay_out(self, self._columns, cells)
        if self._is_plain:
            self._fit()
        elif self._things:
            near = max(0, min(row, len(self._things) - 1))
            self.selectRow(next((at for at, one in enumerate(self._things) if one == before), near))
        else:
            self.chosen.emit(None)

    def _fit(self) -> None:
        """Take just the room of the rows: a plain table is part of a card."""
        for row in range(self._rows.rowCount()):
            folds = any(self._is_folded(self._rows.cell(row, at), at) for at in range(len(self._columns)))
            self.setRowHeight(row, Size.ROW_TALL if folds else Size.ROW)
        self.setFixedHeight(Size.HEADER + max(Size.ROW, self.verticalHeader().length()) + 1)

    def _is_folded(self, cell: Cell, at: int) -> bool:
        hidden = self.isColumnHidden(at) or cell.tone is not None
        return self._lines > 1 and not hidden and needed(cell) + 2 * Space.M > self.columnWidth(at)

    def current(self) -> T | None:
        row = self.currentIndex().row()
        return self._things[row] if 0 <= row < len(self._things) else None

    def choose(self, fits: Callable[[T], bool]) -> None:
        """Make the first thing that fits the current one."""
        for row, thing in enumerate(self._things):
            if fits(thing):
                self.selectRow(row)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._things or not self._empty:
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.colour("ink2"))
        painter.setFont(font(Type.TABLE))
        room = self.viewport().rect().adjusted(Space.XL, Space.L, -Space.XL, -Space.L)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._empty)
        painter.end()

    def _on_current(self) -> None:
        self.chosen.emit(self.current())

    def _on_activated(self) -> None:
        if self.current() is not None:
            self.activated_one.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Where a row opens nothing, Return is left to the dialog that the table stands in.
        opens = self.isSignalConnected(QMetaMethod.fromSignal(self.activated_one))
        if opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_activated()
        else:
            super().keyPressEvent(event)
