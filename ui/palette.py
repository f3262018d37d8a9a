"""The command palette (Ctrl+K): go somewhere, start something, look for a customer, all by typing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from app.i18n import Catalogue
from ui.theme import Size, Space, Theme
from ui.widgets.boxes import column
from ui.widgets.fields import SearchEdit
from ui.widgets.veil import veil_behind


@dataclass(frozen=True, slots=True)
class Command:
    """One line of the palette."""

    text: str
    run: Callable[[], None]


class Palette(QDialog):
    """A field and what fits the text in it; Return runs the chosen line.

    A dialog and not a popup: input methods do not work in popups.
    """

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        catalogue: Catalogue,
        commands: Sequence[Command],
        search: Callable[[str], None],
    ) -> None:
        super().__init__(parent)
        veil_behind(self)
        self._commands = commands
        self._search = search
        self._catalogue = catalogue
        tr = catalogue.gettext
        self.setModal(True)
        self.setWindowTitle(tr("Go to"))
        self.setFixedWidth(Size.DIALOG)
        self._field = SearchEdit(theme, tr("A place, an action, a customer"))
        self._list = QListWidget()
        self._list.setAccessibleName(tr("What fits"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMinimumHeight(8 * Size.ROW)
        self._field.asked.connect(self._show)
        self._field.returnPressed.connect(self._run)
        self._field.installEventFilter(self)
        self._list.itemActivated.connect(lambda _item: self._run())
        self._list.itemClicked.connect(lambda _item: self._run())
        self.setLayout(column(self._field, self._list, margins=(Space.M, Space.M, Space.M, Space.M)))
        self._fitting: list[Command] = []
        self._show("")

    def _show(self, text: str) -> None:
        wanted = text.casefold()
        self._fitting = [command for command in self._commands if wanted in command.text.casefold()]
        if text:
            words = self._catalogue.gettext("Search the records for “{text}”").format(text=text)
            self._fitting.append(Command(words, lambda: self._search(text)))
        self._list.clear()
        for command in self._fitting:
            QListWidgetItem(command.text, self._list)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._fitting):
            self.accept()
            self._fitting[row].run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self._list.currentRow() + step
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, row)))
                return True
        return False
