"""A condition by which a group of records is split."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.conditions import BARE, DATED, Asked, Condition, fault
from app.i18n import N_
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field

TESTS = {
    Asked.CONTAINS: N_("holds"),
    Asked.EQUALS: N_("is exactly"),
    Asked.EMPTY: N_("is empty"),
    Asked.FILLED: N_("is filled in"),
    Asked.BEFORE: N_("is before the day"),
    Asked.FROM: N_("is on the day or later"),
}


class SplitDialog(Dialog):
    """Column, test and value; the records that meet it become a group of their own."""

    def __init__(self, context: AppContext, parent: QWidget, heads: tuple[str, ...]) -> None:
        tr = context.tr
        super().__init__(parent, tr("Split the group"))
        self._context = context
        self.add_note(tr("Records whose cell meets the condition become a group of their own."))
        named = ((place, head or tr("Column {n}").format(n=place + 1)) for place, head in enumerate(heads))
        self._column: DropDown[int] = DropDown(context.theme, named)
        self._test: DropDown[Asked] = DropDown(context.theme, ((test, tr(text)) for test, text in TESTS.items()))
        self._value = QLineEdit()
        self._value.setMaxLength(200)
        self._field = Field(tr("Text or day"), self._value)
        choices = row(Field(tr("Column"), self._column), Field(tr("Condition"), self._test), gap=Space.M)
        self.body.addLayout(choices)
        self.body.addWidget(self._field)
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Split"), "primary")
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self._on_go)
        self._test.currentIndexChanged.connect(lambda _index: self._on_test())
        self._column.setFocus()

    def value(self) -> Condition:
        test = self._test.value()
        return Condition(self._column.value(), test, "" if test in BARE else self._value.text().strip())

    def _on_test(self) -> None:
        test = self._test.value()
        self._field.setVisible(test not in BARE)
        self._value.setPlaceholderText("YYYY-MM-DD" if test in DATED else "")

    def _on_go(self) -> None:
        tr = self._context.tr
        wrong = {
            "condition-no-day": tr("Please write the day as 2026-11-21."),
            "condition-no-value": tr("Please say what the cell must hold."),
        }.get(fault(self.value()), "")
        self._field.say(wrong)
        if not wrong:
            self.accept()


def spoken(context: AppContext, heads: tuple[str, ...], condition: Condition) -> str:
    """A condition as it is read."""
    tr = context.tr
    head = heads[condition.place] or tr("Column {n}").format(n=condition.place + 1)
    return " ".join(filter(None, (head, tr(TESTS[condition.test]), condition.value)))
