"""What is missing, doubtful or contradictory in an import, and the way to correct it."""

from PySide6.QtWidgets import QWidget

from app.domain.completeness import FLAWS, GROUP_NAMES, GROUPS, Case, Completeness, Finding, Group
from app.domain.permissions import Action
from app.services.records import RecordDetail
from ui.context import AppContext
from ui.formatting import number
from ui.forms.correction import CorrectionDialog
from ui.permits import permit
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.theme import Size, Space
from ui.widgets.boxes import row
from ui.widgets.buttons import button
from ui.widgets.dialogs import Dialog
from ui.widgets.texts import PillTone, label

_TONES: dict[Group, PillTone] = {Group.MISSING: "neutral", Group.DOUBTFUL: "wait", Group.CONTRADICTORY: "danger"}
_FINDINGS, _CASES = 22, 6


class CompletenessDialog(Dialog):
    """Findings on the left, the rows that have the chosen one on the right; a row can be corrected."""

    def __init__(self, context: AppContext, parent: QWidget, batch: str, found: Completeness) -> None:
        tr = context.tr
        super().__init__(parent, tr("Completeness and accuracy"), Size.WIZARD_WIDTH)
        self._context, self._batch = context, batch
        self._summary = self.add_note("")
        columns = (
            Column(tr("State"), 5),
            Column(tr("Sheet"), 6, may_go=True),
            Column(tr("Column"), 7),
            Column(tr("Finding"), _FINDINGS, stretches=True),
            Column(tr("Records"), 5, is_figure=True),
        )
        whole = tr("Nothing is missing, doubtful or contradictory.")
        self._findings: RowTable[Finding] = RowTable(context.theme, tr("Findings"), columns, self._cells, empty=whole)
        self._findings.chosen.connect(self._show_cases)
        row_column = (Column(tr("Row"), _CASES, is_figure=True),)
        self._cases: RowTable[Case] = RowTable(context.theme, tr("Rows in the file"), row_column, _case_cells)
        self._cases.setFixedWidth(Size.SIDE // 2)
        self._cases.activated_one.connect(self._read)
        tables = row(self._findings, self._cases, gap=Space.M)
        self._findings.setMinimumHeight(Size.HEADER + 10 * Size.ROW)
        self.body.addLayout(tables)
        self._most = label(tr("Of each finding the first hundred rows are listed."), "small", "second")
        self.body.addWidget(self._most)
        self._correct = permit(context, button(tr("Correct the row…"), self._on_correct), Action.IMPORT)
        self._buttons.insertWidget(0, self._correct)
        close = self.add_button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        self._show(found)

    def _show(self, found: Completeness) -> None:
        text = self._context.ngettext(
            "{records} record was looked at. Findings: {count}.",
            "{records} records were looked at. Findings: {count}.",
            found.records,
        )
        self._summary.setText(text.format(records=number(found.records), count=number(len(found.findings))))
        self._findings.show_things(found.findings)
        self._most.setVisible(bool(found.findings))
        if not found.findings:
            self._show_cases(None)

    def _cells(self, finding: Finding) -> tuple[Cell, ...]:
        tr, group = self._context.tr, GROUPS[finding.flaw]
        return (
            Cell(tr(GROUP_NAMES[group]), _TONES[group]),
            Cell(finding.sheet),
            Cell(finding.field or "—"),
            Cell(tr(FLAWS[finding.flaw])),
            Cell(number(finding.count)),
        )

    def _show_cases(self, finding: Finding | None) -> None:
        self._cases.show_things(finding.cases if finding else ())
        self._correct.setEnabled(finding is not None)

    def _on_correct(self) -> None:
        case = self._cases.current()
        if case is not None:
            self._read(case)

    def _read(self, case: Case) -> None:
        """The whole record is read to be corrected, and that is logged."""
        records = self._context.services.records
        self._context.read(self, lambda _progress: records.show(case.uid), lambda found: self._open(case, found))

    def _open(self, case: Case, found: RecordDetail) -> None:
        finding = self._findings.current()
        fields = {field.name: field.text for field in found.fields}
        if finding is not None and finding.field:
            fields.setdefault(finding.field, "")
        dialog = CorrectionDialog(self._context, self, fields, finding.field if finding else "")
        dialog.accepted.connect(lambda: self._put(case, dialog))
        dialog.open()

    def _put(self, case: Case, dialog: CorrectionDialog) -> None:
        context, services = self._context, self._context.services
        field, text, reason, forget = dialog.value()
        context.change(
            self,
            dialog.windowTitle(),
            lambda progress: services.corrections.correct(
                case.uid, field, text, reason, forget=forget, progress=progress
            ),
            lambda _corrected: self._again(),
        )

    def _again(self) -> None:
        completeness = self._context.services.completeness
        self._context.read(self, lambda progress: completeness.of(self._batch, progress), self._show)


def _case_cells(case: Case) -> tuple[Cell, ...]:
    return (Cell(number(case.row)),)
