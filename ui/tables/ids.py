"""A table over a million ids: rows are fetched in windows when they are painted, and a few are kept."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import QWidget

from app.jobs import Progress
from ui.tables.cells import PENDING, TONE, Cell, Column
from ui.tasks import TaskRunner

WINDOW = 200
KEPT = 2000
QUEUED = 3


class Row(Protocol):
    """What a row needs to be kept by: the id that the list has."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=Row)
Index = QModelIndex | QPersistentModelIndex


class IdModel(QAbstractTableModel, Generic[R]):
    """Rows of `fetch(ids)`, which runs in a worker's thread; a row not there yet is shown as a bar.

    Each list of ids has a token: windows that arrive for an older list are dropped. After an error nothing more is
    fetched until the next list, so that one fault does not become a storm of them.
    """

    failed = Signal(object)

    def __init__(
        self,
        runner: TaskRunner,
        columns: Sequence[Column],
        fetch: Callable[[Sequence[int]], Sequence[R]],
        cells: Callable[[R], tuple[Cell, ...]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._columns = tuple(columns)
        self._fetch = fetch
        self._to_cells = cells
        self._ids = array("q")
        self._rows: OrderedDict[int, tuple[R, tuple[Cell, ...]]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way: int | None = None
        self._token = 0
        self._is_blocked = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fetch_next)

    @property
    def ids(self) -> "array[int]":
        return self._ids

    def show_ids(self, ids: "array[int]") -> None:
        """Show another list; nothing of the old one is kept, since its rows may have changed."""
        self.beginResetModel()
        self._token += 1
        self._ids = ids
        self._rows.clear()
        self._wanted.clear()
        self._under_way = None
        self._is_blocked = False
        self.endResetModel()

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; the kept rows' cells are made again."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._rows = OrderedDict((id_, (row, self._to_cells(row))) for id_, (row, _) in self._rows.items())
        self.endResetModel()

    def row_at(self, row: int) -> R | None:
        """The row's content if it is there already."""
        found = self._rows.get(self._ids[row]) if 0 <= row < len(self._ids) else None
        return found[0] if found else None

    def ids_in(self, selection: QItemSelection) -> "array[int]":
        """The ids of selected rows, by ranges: a million selected rows cost nothing."""
        chosen = array("q")
        for part in sorted((selection.at(n) for n in range(selection.count())), key=QItemSelectionRange.top):
            chosen.extend(self._ids[part.top() : part.bottom() + 1])
        return chosen

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default, never changed
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight) if self._columns[index.column()].is_figure else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, TONE, PENDING):
            return None
        id_ = self._ids[index.row()]
        kept = self._rows.get(id_)
        if kept is None:
            self._want(index.row())
            return True if role == PENDING else None
        if role == PENDING:
            return False
        self._rows.move_to_end(id_)
        cell = kept[1][index.column()]
        return cell.tone if role == TONE else cell.text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return None

    def _want(self, row: int) -> None:
        """Ask for the window that the row lies in; of several the last one asked for comes first."""
        if self._is_blocked:
            return
        window = row // WINDOW
        if window != self._under_way:
            self._wanted[window] = None
            self._wanted.move_to_end(window)
            while len(self._wanted) > QUEUED:
                self._wanted.popitem(last=False)
            if not self._soon.isActive():
                self._soon.start()

    def _fetch_next(self) -> None:
        if self._under_way is not None or not self._wanted:
            return
        window, _ = self._wanted.popitem()
        self._under_way = window
        ids = self._ids[window * WINDOW : (window + 1) * WINDOW]
        token = self._token

        def work(_progress: Progress) -> Sequence[R]:
            return self._fetch(ids)

        self._runner.run(
            self,
            work,
            lambda rows: self._take(token, window, rows),
            failed=lambda error: self._on_failed(token, error),
            cancelled=lambda: self._on_cancelled(token),
        )

    def _take(self, token: int, window: int, rows: Iterable[R]) -> None:
        if token != self._token:
            return
        for row in rows:
            self._rows[row.id] = (row, self._to_cells(row))
            self._rows.move_to_end(row.id)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        self._under_way = None
        first, last = window * WINDOW, min((window + 1) * WINDOW, len(self._ids)) - 1
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))
        if self._wanted:
            self._soon.start()

    def _on_cancelled(self, token: int) -> None:
        """The database was replaced under it: the next painting asks again."""
        if token == self._token:
            self._under_way = None

    def _on_failed(self, token: int, error: Exception) -> None:
        if token == self._token:
            self._under_way = None
            self._is_blocked = True
            self.failed.emit(error)
