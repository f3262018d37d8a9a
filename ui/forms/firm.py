"""The firm's name, code and kind of closure."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from app.domain.labels import CLOSURES
from app.domain.words import Closure
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import column
from ui.widgets.choices import RadioButton


def firm_name_edit(text: str = "") -> QLineEdit:
    made = QLineEdit(text)
    made.setMaxLength(200)
    return made


class ClosureChoice(QWidget):
    """Why the firm's records are closed: one of the contract's five kinds."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._kinds = list(Closure)
        rows = column(gap=Space.XS)
        for number, kind in enumerate(self._kinds):
            radio = RadioButton(context.theme, context.tr(CLOSURES[kind]))
            self._group.addButton(radio, number)
            rows.addWidget(radio)
        self.setLayout(rows)
        self._group.idClicked.connect(lambda _id: self.changed.emit())
        self.setFocusProxy(self._group.button(0))

    def value(self) -> Closure | None:
        chosen = self._group.checkedId()
        return self._kinds[chosen] if chosen >= 0 else None

    def show_value(self, closure: Closure | None) -> None:
        if closure is not None:
            self._group.button(self._kinds.index(closure)).setChecked(True)
