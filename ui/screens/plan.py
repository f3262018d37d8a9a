"""The disposition plan: groups of records with one decision each, undecided ones first, and why."""

from array import array
from collections.abc import Callable

from app.domain.citations import cite
from app.domain.labels import DISPOSITIONS, KINDS, SENSITIVITIES
from app.domain.permissions import Action
from app.domain.plan import Plan, PlanGroup
from app.domain.reasons import sentence
from app.domain.retention import Decision, Reason
from app.domain.words import Disposition, State
from ui.context import AppContext
from ui.formatting import day, number
from ui.forms.decision import change_decision
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.records import DECISION_TONES
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import holder, row
from ui.widgets.buttons import Act, button
from ui.widgets.choices import DropDown
from ui.widgets.empty import EmptyState
from ui.words import WHY

UNDECIDED = "undecided"


class PlanScreen(Screen):
    """One line a group; the chosen one's reasons and articles stand beside it."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Disposition plan"))
        self._plans = Latest(context.runner, self)
        self._groups: tuple[PlanGroup, ...] = ()
        choices: list[tuple[str, str]] = [("", tr("All groups")), (UNDECIDED, tr("Undecided"))]
        choices += [(one, tr(DISPOSITIONS[one])) for one in Disposition]
        self._filter: DropDown[str] = DropDown(context.theme, choices)
        self._filter.setAccessibleName(tr("Which groups are shown"))
        self._filter.activated.connect(lambda _index: self._show_groups())
        self.tools.addWidget(self._filter)
        columns = (
            Column(tr("Decision"), 4),
            Column(tr("Records"), 4, is_figure=True),
            Column(tr("Kind and grade"), 6, may_go=True),
            Column(tr("Reason"), 18, stretches=True),
            Column(tr("Due"), 6, may_go=True),
        )
        self._table: RowTable[PlanGroup] = RowTable(
            context.theme, tr("Groups of records"), columns, self._cells, lines=2
        )
        self._table.chosen.connect(self._show_group)
        self._table.activated_one.connect(self._open_records)
        self._card = FactCard(tr("The chosen group"))
        empty = EmptyState(
            context.theme,
            "list-check",
            tr("Nothing to decide yet"),
            tr("The plan says for each group of records what may and must happen to it, and why. Import files first."),
            permit(context, button(tr("Import files"), lambda: context.go("import-wizard")), Action.IMPORT),
        )
        self.furnish(holder(row(self._table, self._card, gap=Space.L)), empty)

    def refresh(self) -> None:
        planning = self.context.services.planning
        self._plans.run(planning.plan, self._show)

    def receive(self, shown: object) -> None:
        """Show the groups of one decision, or the undecided ones."""
        if isinstance(shown, str):
            self._filter.choose(str(shown))
            self._show_groups()

    def _show(self, plan: Plan) -> None:
        self._groups = plan.groups
        text = self.context.tr("As of {day}, by the rules of version {version}")
        self.say(text.format(day=day(plan.today, self.context.catalogue), version=plan.pack_version))
        self._show_groups()

    def _show_groups(self) -> None:
        wanted = self._filter.value()
        groups = [group for group in self._groups if not wanted or _is_of(group, wanted)]
        self._table.show_things(groups)
        self.show_content(bool(self._groups))

    def _cells(self, group: PlanGroup) -> tuple[Cell, ...]:
        decision = group.decision
        return (
            decision_cell(self.context, decision),
            Cell(number(group.records)),
            Cell(self._called(group)),
            Cell(self._sentence(decision.reasons[0]) if decision.reasons else ""),
            Cell(self._due(group)),
        )

    def _called(self, group: PlanGroup) -> str:
        """Kind and grade, one below the other."""
        tr = self.context.tr
        known = [
            tr(KINDS[group.kind]) if group.kind else "",
            tr(SENSITIVITIES[group.sensitivity]) if group.sensitivity else "",
        ]
        return "\n".join(filter(None, known)) or "—"

    def _sentences(self, decision: Decision) -> list[str]:
        return [self._sentence(reason) for reason in decision.reasons]

    def _sentence(self, reason: Reason) -> str:
        words = self.context.catalogue
        return sentence(reason, words.gettext, lambda date: day(date, words))

    def _due(self, group: PlanGroup) -> str:
        if group.decision.permanent:
            return self.context.tr("permanently")
        return group.decision.due.isoformat() if group.decision.due else "—"

    def _show_group(self, group: PlanGroup | None) -> None:
        tr = self.context.tr
        if group is None:
            self._card.begin(tr("No group of this kind"))
            return
        decision = group.decision
        heading = tr("Not decided") if not decision.decided else tr(DISPOSITIONS[decision.disposition])
        count = self.context.ngettext("{n} record", "{n} records", group.records).format(n=number(group.records))
        self._card.begin(heading, count)
        if decision.rule:
            rules = self.context.services.session.pack.rules
            titles = [tr(rule.title) for rule in rules if rule.id == decision.rule]  # a newer pack may know it no more
            self._card.add_fact(tr("Retention rule"), " · ".join([*titles, decision.rule]))
        if decision.retain_until is not None:
            name = tr("The period ended on") if decision.destroyable else tr("Last day of keeping")
            self._card.add_fact(name, decision.retain_until.isoformat())
        if group.held:
            self._card.add_fact(tr("Under a freeze"), number(group.held), "danger")
        why = tr(WHY[decision.disposition]) if decision.decided else tr("Why it is undecided")
        self._card.add_section(why, self._sentences(decision))
        if decision.basis:
            self._card.add_note(cite(decision.basis, tr))
        if any(one.state is State.IMPORTED for one in group.members):
            classify = button(tr("Classify records"), lambda: self.context.go("classify-wizard"), "primary")
            self._card.add_action(permit(self.context, classify, Action.CLASSIFY))
        if group.kind is not None and any(one.state is State.CLASSIFIED for one in group.members):
            act: Act = "plain" if decision.decided else "primary"
            change = button(tr("Change the decision…"), lambda: self._change(group), act)
            self._card.add_action(permit(self.context, change, Action.CLASSIFY))
        self._card.add_action(button(tr("Show the records"), lambda: self._open_records(group)))
        if decision.destroyable and decision.disposition is Disposition.DESTROY:
            destroy = button(tr("Destroy…"), lambda: self._start("destroy-wizard", group))
            self._card.add_action(permit(self.context, destroy, Action.PREPARE))

    def _open_records(self, group: PlanGroup) -> None:
        self._start("records", group)

    def _change(self, group: PlanGroup) -> None:
        kinds = [group.kind] if group.kind else []
        rule = group.decision.rule
        self._with_records(group, lambda ids: change_decision(self.context, self, ids, kinds, rule))

    def _start(self, place: str, group: PlanGroup) -> None:
        self._with_records(group, lambda ids: self.context.go(place, ids))

    def _with_records(self, group: PlanGroup, act: Callable[["array[int]"], None]) -> None:
        planning = self.context.services.planning
        self.context.read(self, lambda _progress: planning.records_of(group), act)


def decision_cell(context: AppContext, decision: Decision) -> Cell:
    """A decision as a pill."""
    if not decision.decided:
        return Cell(context.tr("undecided"), "wait")
    return Cell(context.tr(DISPOSITIONS[decision.disposition]), DECISION_TONES[decision.disposition])


def _is_of(group: PlanGroup, wanted: str) -> bool:
    if wanted == UNDECIDED:
        return not group.decision.decided
    return group.decision.decided and group.decision.disposition == wanted
