"""The firm's own rules of classification: what was decided once about sheets with the same heads."""

from PySide6.QtWidgets import QWidget

from app.domain.labels import KINDS, SENSITIVITIES
from app.domain.permissions import Action
from app.services.classification import OwnRule
from ui.context import AppContext
from ui.permits import permit
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size
from ui.widgets.dialogs import Dialog

HEIGHT = 260


class OwnRulesDialog(Dialog):
    """A list; a rule taken out is not proposed any more, and what was classified by it stays."""

    def __init__(self, context: AppContext, parent: QWidget) -> None:
        tr = context.tr
        super().__init__(parent, tr("The firm's own rules"), Size.DIALOG_WIDE)
        self._context = context
        self.add_note(tr("Sheets with these heads are proposed so. Rules are kept in the classification wizard."))
        columns = (
            Column(tr("Column heads"), 16, stretches=True),
            Column(tr("Kind"), 7),
            Column(tr("Grade"), 5),
            Column(tr("Retention rule"), 9),
        )
        none = tr("No rule is kept yet.")
        self._table: RowTable[OwnRule] = RowTable(
            context.theme, tr("The firm's own rules"), columns, self._cells, empty=none
        )
        self._table.setFixedHeight(HEIGHT)
        self.body.addWidget(self._table)
        self._out = self.add_button(tr("Take out"))
        self._out.clicked.connect(lambda _checked=False: self._on_out())
        self._out.setEnabled(False)
        permit(context, self._out, Action.CLASSIFY)
        close = self.add_button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        self._table.chosen.connect(lambda rule: self._out.setEnabled(rule is not None))
        self._read()

    def _read(self) -> None:
        classification = self._context.services.classification
        self._context.read(self, lambda _progress: classification.own_rules(), self._table.show_things)

    def _cells(self, rule: OwnRule) -> tuple[Cell, ...]:
        tr = self._context.tr
        as_proposed = tr("as proposed")
        return (
            Cell(" · ".join(filter(None, rule.headers))),
            Cell(tr(KINDS[rule.kind]) if rule.kind else as_proposed),
            Cell(tr(SENSITIVITIES[rule.sensitivity]) if rule.sensitivity else as_proposed),
            Cell(rule.rule or as_proposed),
        )

    def _on_out(self) -> None:
        rule = self._table.current()
        if rule is not None:
            classification, tr = self._context.services.classification, self._context.tr
            self._context.change(
                self, tr("Take out"), lambda _progress: classification.forget(rule), lambda _none: self._read()
            )
