"""What the program's tables share beyond Qt's own: keys that go by rows."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

Cursor = QAbstractItemView.CursorAction


class RowView(QTableView):
    """A table whose rows are chosen whole: Home and End go to the first and the last one, not along the row."""

    def moveCursor(self, action: Cursor, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last = self.model().rowCount() - 1
        if last >= 0 and action in (Cursor.MoveHome, Cursor.MoveEnd):
            return self.model().index(0 if action == Cursor.MoveHome else last, max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)
