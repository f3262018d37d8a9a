"""How the records are classified: by kind, grade and rule, and how many still wait."""

from collections import Counter
from dataclasses import dataclass

from app.domain.labels import KINDS, SENSITIVITIES
from app.domain.permissions import Action
from app.domain.plan import Plan
from app.domain.records import RecordQuery
from app.domain.words import Kind, Sensitivity
from ui.context import AppContext
from ui.formatting import number
from ui.forms.grading import GradingDialog
from ui.forms.own_rules import OwnRulesDialog
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.records import GRADE_TONES
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import card, column, holder, row
from ui.widgets.buttons import button
from ui.widgets.empty import EmptyState
from ui.widgets.texts import label


@dataclass(frozen=True, slots=True)
class Counted:
    """Records of one kind, grade and rule; None where it is not known yet."""

    kind: Kind | None
    sensitivity: Sensitivity | None
    rule: str | None
    records: int


class ClassificationScreen(Screen):
    """The counts; the wizard does the work."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Classification"))
        self._plans = Latest(context.runner, self)
        self.tools.addWidget(button(tr("The firm's own rules…"), self._on_rules))
        self.tools.addWidget(button(tr("The grading table…"), self._on_grading))
        classify = button(tr("Classify records"), lambda: context.go("classify-wizard"), "primary")
        self.lead_with(permit(context, classify, Action.CLASSIFY))
        columns = (
            Column(tr("Kind"), 10),
            Column(tr("Grade"), 6),
            Column(tr("Retention rule"), 20, stretches=True),
            Column(tr("Records"), 6, is_figure=True),
        )
        self._table: RowTable[Counted] = RowTable(context.theme, tr("Classified records"), columns, self._cells)
        self._table.activated_one.connect(self._open)
        self._waiting = label("", wrap=True)
        self._card = card(row(self._waiting, button(tr("Show them"), self._show_waiting, "link")), "wait")
        self._card.hide()
        empty = EmptyState(
            context.theme,
            "file-search",
            tr("Nothing to classify yet"),
            tr("Imported records get their kind, grade and retention rule here, group by group, with reasons."),
            permit(context, button(tr("Import files"), lambda: context.go("import-wizard")), Action.IMPORT),
        )
        note = tr("The grades are the firm's own; they are not the national grading of the Data Security Law.")
        content = column(self._card, self._table, label(note, "small", "second", wrap=True), gap=Space.L)
        content.setStretch(1, 1)
        self.furnish(holder(content), empty)

    def _on_rules(self) -> None:
        OwnRulesDialog(self.context, self).open()

    def _on_grading(self) -> None:
        GradingDialog(self.context, self).open()

    def refresh(self) -> None:
        self._plans.run(self.context.services.planning.plan, self._show)

    def _show(self, plan: Plan) -> None:
        counts: Counter[tuple[Kind | None, Sensitivity | None, str | None]] = Counter()
        for group in plan.groups:
            counts[group.kind, group.sensitivity, group.decision.rule] += group.records
        counted = [Counted(*key, records) for key, records in counts.most_common()]
        self._table.show_things(counted)
        waiting = sum(one.records for one in counted if one.rule is None)
        text = self.context.ngettext("{n} record has no rule yet.", "{n} records have no rule yet.", waiting)
        self._waiting.setText(text.format(n=number(waiting)))
        self._card.setVisible(bool(waiting))
        self.show_content(bool(counted))

    def _cells(self, one: Counted) -> tuple[Cell, ...]:
        tr = self.context.tr
        rule = self.context.services.session.pack.rule(one.rule).title if one.rule else ""
        grade = Cell(tr(SENSITIVITIES[one.sensitivity]), GRADE_TONES[one.sensitivity]) if one.sensitivity else Cell("—")
        return (
            Cell(tr(KINDS[one.kind]) if one.kind else tr("Not classified yet")),
            grade,
            Cell(f"{tr(rule)} · {one.rule}" if rule else "—"),
            Cell(number(one.records)),
        )

    def _open(self, one: Counted) -> None:
        query = RecordQuery(kind=one.kind, sensitivity=one.sensitivity, rule=one.rule, unclassified=one.rule is None)
        self.context.go("records", query)

    def _show_waiting(self) -> None:
        self.context.go("records", RecordQuery(unclassified=True))
