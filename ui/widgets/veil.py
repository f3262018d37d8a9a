"""What dims a window while a dialog stands over it: the page behind is still to be seen, and plainly not to be used."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QDialog, QWidget
from shiboken6 import isValid

DEPTH = 80  # of 255


class Veil(QWidget):
    """Lies over a whole window, as long as at least one dialog asks for it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._dialogs = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        window.installEventFilter(self)
        self.hide()

    def count(self, by: int) -> None:
        """One dialog more or less."""
        self._dialogs = max(0, self._dialogs + by)
        self.setGeometry(self.window().rect())
        self.setVisible(self._dialogs > 0)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self.window().rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = QColor(self.palette().color(QPalette.ColorRole.Shadow))
        colour.setAlpha(DEPTH)
        painter.fillRect(self.rect(), colour)
        painter.end()


class _Watch(QObject):
    """Draws the veil when its dialog is shown, and takes it away again."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._veil: Veil | None = None
        dialog.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._veil is None:
            self._draw(watched)
        elif event.type() == QEvent.Type.Hide and self._veil is not None:
            veil, self._veil = self._veil, None
            if isValid(veil):
                veil.count(-1)
        return False

    def _draw(self, dialog: QObject) -> None:
        parent = dialog.parentWidget() if isinstance(dialog, QDialog) else None
        if parent is None:
            return
        window = parent.window()
        found = window.findChild(Veil, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._veil = found if isinstance(found, Veil) else Veil(window)
        self._veil.count(1)


def veil_behind(dialog: QDialog) -> None:
    """Dim the window that the dialog belongs to while it is shown."""
    _Watch(dialog)
