"""Which report, in which form, and whether it is marked as a draft, a copy or a sample."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.labels import DOCUMENT_KINDS
from app.services.order_results import OrderStatus
from app.services.reports import KINDS, LONGEST_WATERMARK, SUFFIXES
from ui.context import AppContext
from ui.theme import Space
from ui.widgets.boxes import row
from ui.widgets.choices import DropDown
from ui.widgets.dialogs import Dialog
from ui.widgets.fields import Field


class ReportDialog(Dialog):
    """A kind and a file's form."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("Write a report"))
        self._kind: DropDown[str] = DropDown(context.theme, ((kind, tr(DOCUMENT_KINDS[kind])) for kind in KINDS))
        forms = {".pdf": tr("PDF, signed"), ".xlsx": tr("Excel workbook")}
        self._form: DropDown[str] = DropDown(context.theme, ((suffix, forms[suffix]) for suffix in SUFFIXES))
        self.body.addLayout(row(Field(tr("Report"), self._kind), Field(tr("As"), self._form), gap=Space.L))
        self._order: DropDown[str] = DropDown(context.theme, [("", tr("The newest one"))])
        self._of_order = Field(tr("Of the order"), self._order)
        self._of_order.hide()
        self.body.addWidget(self._of_order)
        self._mark = QLineEdit()
        self._mark.setMaxLength(LONGEST_WATERMARK)
        self._mark.setPlaceholderText(tr("None; for example: draft, copy, sample"))
        self.body.addWidget(Field(tr("Watermark on every page"), self._mark))
        self._kind.currentIndexChanged.connect(
            lambda _at: self._of_order.setVisible(KINDS[self._kind.value()].of_order)
        )
        destruction = context.services.destruction
        context.read(self, lambda _progress: destruction.all(), lambda orders: self._offer(context, orders))
        self.add_note(tr("It counts what the vault holds at this moment, and is noted in the audit log."))
        self._unkept = self.add_note(tr("With a watermark it is not kept among the issued documents."))
        self._unkept.hide()
        self._mark.textChanged.connect(lambda text: self._unkept.setVisible(bool(text.strip())))
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Choose where to save it…"), "primary")
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)

    def _offer(self, context: AppContext, orders: Sequence[OrderStatus]) -> None:
        numbers = [one.order for one in reversed(orders)]
        self._order.offer([("", context.tr("The newest one")), *((number, number) for number in numbers)])

    def value(self) -> tuple[str, str, str, str]:
        """The report's kind, the file's ending, the order that it is about, and the watermark.

        The order is "" for the newest or for none, the watermark "" for none.
        """
        kind = self._kind.value()
        return kind, self._form.value(), self._order.value() if KINDS[kind].of_order else "", self._mark.text().strip()
