"""Which report, and in which form."""

from PySide6.QtWidgets import QWidget

from app.domain.labels import DOCUMENT_KINDS
from app.services.reports import KINDS, SUFFIXES
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
        self.add_note(tr("It counts what the vault holds at this moment, and is noted in the audit log."))
        cancel = self.add_button(tr("Cancel"))
        go = self.add_button(tr("Choose where to save it…"), "primary")
        go.setDefault(True)
        cancel.clicked.connect(self.reject)
        go.clicked.connect(self.accept)

    def value(self) -> tuple[str, str]:
        """The report's kind and the file's ending."""
        return self._kind.value(), self._form.value()
