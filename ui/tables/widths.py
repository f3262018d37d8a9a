"""How wide a table's columns are, and which are left out while there is too little room for all."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHeaderView, QTableView

LEAST = 160  # pixels that a stretching column keeps


class ColumnFit(QObject):
    """Watches one table's width; its columns that may go are hidden, the last ones first, until the others fit."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._widths: Sequence[int] = ()
        self._first = 0
        self._may_go: Sequence[bool] = ()
        self._stretching: Sequence[bool] = ()
        table.viewport().installEventFilter(self)

    def take(self, widths: Sequence[int], may_go: Sequence[bool], stretching: Sequence[bool]) -> None:
        """Fit these columns from now on."""
        self._first = widths[0] if widths else 0
        self._widths = [min(width, LEAST) if wide else width for width, wide in zip(widths, stretching, strict=True)]
        self._may_go, self._stretching = may_go, stretching
        self._fit()

    def _fit(self) -> None:
        missing = sum(self._widths) - self._table.viewport().width()
        for at in reversed(range(len(self._widths))):
            goes = self._may_go[at] and missing > 0
            missing -= self._widths[at] if goes else 0
            if self._table.isColumnHidden(at) != goes:
                self._table.setColumnHidden(at, goes)
        self._stretch_another()

    def _stretch_another(self) -> None:
        """While the column that takes the room left over is gone the first one does: it may be cut, the others not."""
        if not any(self._stretching) or self._stretching[0]:
            return
        is_gone = all(self._table.isColumnHidden(at) for at, wide in enumerate(self._stretching) if wide)
        mode = QHeaderView.ResizeMode.Stretch if is_gone else QHeaderView.ResizeMode.Interactive
        heads = self._table.horizontalHeader()
        if heads.sectionResizeMode(0) != mode:
            heads.setSectionResizeMode(0, mode)
            if not is_gone:
                heads.resizeSection(0, self._first)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
