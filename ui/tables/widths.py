"""How wide a table's columns are, and which are left out while there is too little room for all."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QTableView

LEAST = 160  # pixels that a stretching column keeps


class ColumnFit(QObject):
    """Watches one table's width; its columns that may go are hidden, the last ones first, until the others fit."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self._widths: Sequence[int] = ()
        self._may_go: Sequence[bool] = ()
        table.viewport().installEventFilter(self)

    def take(self, widths: Sequence[int], may_go: Sequence[bool], stretching: Sequence[bool]) -> None:
        """Fit these columns from now on."""
        self._widths = [min(width, LEAST) if wide else width for width, wide in zip(widths, stretching, strict=True)]
        self._may_go = may_go
        self._fit()

    def _fit(self) -> None:
        missing = sum(self._widths) - self._table.viewport().width()
        for at in reversed(range(len(self._widths))):
            goes = self._may_go[at] and missing > 0
            missing -= self._widths[at] if goes else 0
            if self._table.isColumnHidden(at) != goes:
                self._table.setColumnHidden(at, goes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False
