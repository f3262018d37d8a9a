"""The closing plan: the tasks of the firm's end with their days, as a list or on a timeline; one task beside it."""

from functools import reduce
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from app.domain.citations import cite
from app.domain.closing_plan import ClosingPlan, PlannedTask, TaskState
from app.domain.closing_words import LARGE_HANDLERS, PHASES, RESPONSIBLE, SMALL_HANDLERS, TASK_STATES, period
from app.domain.permissions import Action
from app.services.reports import WrittenReport
from ui.context import AppContext
from ui.formatting import day, number
from ui.forms.closing_task import TaskDoneDialog
from ui.panels.facts import FactCard
from ui.permits import permit
from ui.screen import Screen
from ui.tables.cells import Cell, Column
from ui.tables.rows import RowTable
from ui.tasks import Latest
from ui.theme import Space
from ui.widgets.boxes import holder, row, scrolled
from ui.widgets.buttons import Act, button
from ui.widgets.choices import DropDown
from ui.widgets.texts import label
from ui.widgets.timeline import Bar, Timeline
from ui.widgets.timeline import Tone as BarTone
from ui.words import TASK_PILLS

REPORT = "closing-plan"
BARS: dict[TaskState, BarTone] = {
    TaskState.DONE: "done",
    TaskState.LATE: "danger",
    TaskState.NOW: "primary",
    TaskState.WAITING: "wait",
    TaskState.LATER: "ink3",
}


class ClosingPlanScreen(Screen):
    """What closing the firm takes besides its records."""

    def __init__(self, context: AppContext) -> None:
        tr = context.tr
        super().__init__(context, tr("Closing plan"))
        self._plans = Latest(context.runner, self)
        self._plan: ClosingPlan | None = None
        self._views: DropDown[int] = DropDown(context.theme, [(0, tr("As a list")), (1, tr("On a timeline"))])
        self._views.setAccessibleName(tr("How the plan is shown"))
        self.tools.addWidget(self._views)
        self.tools.addWidget(permit(context, button(tr("Save the plan…"), self._on_save), Action.REPORT))
        columns = (
            Column(tr("State"), 5),
            Column(tr("Task"), 18, stretches=True),
            Column(tr("Part"), 7, may_go=True),
            Column(tr("Begins"), 6, may_go=True),
            Column(tr("Done by"), 6),
        )
        self._table: RowTable[PlannedTask] = RowTable(context.theme, tr("Tasks"), columns, self._cells)
        self._table.chosen.connect(self._show_task)
        self._timeline = Timeline(context.theme, tr("Timeline of the tasks"))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(scrolled(holder(row(self._timeline))))
        self._views.activated.connect(self._on_view)
        self._card = FactCard(tr("The chosen task"))
        self._note = label("", "small", "second", wrap=True)
        self.body.addWidget(holder(row(self._stack, self._card, gap=Space.L)), 1)
        self.body.addWidget(self._note)

    def _on_view(self, _index: int) -> None:
        self._stack.setCurrentIndex(self._views.value())
        self._card.setVisible(self._views.value() == 0)

    def refresh(self) -> None:
        self._plans.run(lambda _progress: self.context.services.closing_plan.plan(), self._show)

    def receive(self, shown: object) -> None:
        """Show the plan as a list or on the timeline ("list", "timeline")."""
        self._views.choose(1 if shown == "timeline" else 0)
        self._on_view(0)

    def _show(self, plan: ClosingPlan) -> None:
        is_first, self._plan = self._plan is None, plan
        self.say(self.context.tr("Over on {day} at the latest.").format(day=day(plan.ends_on, self.context.catalogue)))
        self._note.setText(self._remarks(plan))
        self._table.show_things(plan.tasks)
        upcoming = plan.next
        if is_first and upcoming is not None:
            self._table.choose(lambda one: one.task.id == upcoming.task.id)
        self._timeline.show_bars([self._bar(one) for one in plan.tasks], plan.today)

    def _remarks(self, plan: ClosingPlan) -> str:
        """What the days rest on, and what Order 25 relaxes for this firm."""
        tr = self.context.tr
        said = [tr("No decision is entered yet: the days count from today.")] if plan.assumed else []
        if any(one.provisional for one in plan.tasks):
            said.append(tr("Days marked * are provisional: the holidays of a year on the way are not published yet."))
        size = SMALL_HANDLERS if plan.is_small else LARGE_HANDLERS
        said.append(tr(size).format(people=number(plan.people)))
        return reduce(lambda first, then: tr("{first} {then}").format(first=first, then=then), said)

    def _cells(self, one: PlannedTask) -> tuple[Cell, ...]:
        tr = self.context.tr
        due = one.due.isoformat() + ("*" if one.provisional else "")
        return (
            Cell(tr(TASK_STATES[one.state]), TASK_PILLS[one.state]),
            Cell(self._named(one)),
            Cell(tr(PHASES[one.task.phase])),
            Cell(one.begins.isoformat()),
            Cell(due),
        )

    def _named(self, one: PlannedTask) -> str:
        title = self.context.tr(one.task.title)
        return self.context.tr("{task} (if the case arises)").format(task=title) if one.task.optional else title

    def _bar(self, one: PlannedTask) -> Bar:
        tr = self.context.tr
        title, state = self._named(one), tr(TASK_STATES[one.state])
        hint = tr("{task}: {first} to {last}, {state}").format(
            task=title, first=one.begins.isoformat(), last=one.due.isoformat(), state=state
        )
        return Bar(title, one.begins, one.due, BARS[one.state], hint)

    def _show_task(self, one: PlannedTask | None) -> None:
        tr = self.context.tr
        if one is None or self._plan is None:
            return
        task = one.task
        self._card.begin(self._named(one), tr(TASK_STATES[one.state]))
        span = f"{one.begins.isoformat()} – {one.due.isoformat()}" if one.begins != one.due else one.due.isoformat()
        self._card.add_fact(tr("Begins and ends"), " · ".join(filter(None, [span, period(task, tr)])))
        if one.provisional:
            self._card.add_fact(
                tr("Provisional"), tr("The holidays of a year on the way are not published yet."), "wait"
            )
        self._card.add_fact(tr("Responsible"), tr(RESPONSIBLE[task.responsible]))
        if one.waits_for:
            titles = {other.task.id: tr(other.task.title) for other in self._plan.tasks}
            self._card.add_section(tr("Waits for"), [titles[other] for other in one.waits_for])
        self._card.add_section(tr("What to do"), [tr(task.todo)])
        self._card.add_section(tr("Proof"), [tr(task.proof)])
        if one.proof is not None:
            self._card.add_fact(tr("Done on"), one.proof.done_on.isoformat(), "done")
            if one.proof.evidence:
                self._card.add_fact(tr("Reference"), one.proof.evidence)
        self._card.add_note(cite(task.basis, tr))
        self._add_actions(one)

    def _add_actions(self, one: PlannedTask) -> None:
        tr = self.context.tr
        if one.proof is not None:
            again = button(tr("Open it again"), lambda: self._reopen(one))
            self._card.add_action(permit(self.context, again, Action.SETTINGS))
        elif not one.waits_for:
            act: Act = "primary" if one.state in (TaskState.NOW, TaskState.LATE) else "plain"
            done = button(tr("Enter as done…"), lambda: self._enter(one), act)
            self._card.add_action(permit(self.context, done, Action.SETTINGS))

    def _enter(self, one: PlannedTask) -> None:
        assert self._plan is not None
        dialog = TaskDoneDialog(self.context, self, one, self._plan.today)
        dialog.accepted.connect(lambda: self._entered(one, dialog))
        dialog.open()

    def _entered(self, one: PlannedTask, dialog: TaskDoneDialog) -> None:
        service, (on, evidence) = self.context.services.closing_plan, dialog.value()
        self.context.change(
            self,
            self.context.tr("Entering the task"),
            lambda _progress: service.done(one.task.id, on, evidence),
            self._show,
        )

    def _reopen(self, one: PlannedTask) -> None:
        service = self.context.services.closing_plan
        heading = self.context.tr("Opening the task again")
        self.context.change(self, heading, lambda _progress: service.reopen(one.task.id), self._show)

    def _on_save(self) -> None:
        tr, context = self.context.tr, self.context
        forms = {".xlsx": tr("Excel workbook"), ".pdf": tr("PDF, signed"), ".ics": tr("Calendar")}
        kinds = ";;".join(f"{name} (*{suffix})" for suffix, name in forms.items())
        target = context.prompts.save_file(self, tr("Save the plan"), tr("Closing plan") + ".xlsx", kinds)
        if target is None:
            return
        reports = context.services.reports
        path = target if target.suffix else Path(f"{target}.xlsx")
        context.change(
            self,
            tr("Writing the report"),
            lambda progress: reports.write(REPORT, path, language=context.language, progress=progress),
            self._on_written,
        )

    def _on_written(self, written: WrittenReport) -> None:
        tr = self.context.tr
        text = tr("{number} is in {file}.").format(number=written.number, file=written.file)
        self.context.prompts.tell(self, tr("The report is written"), text, problem=False)
