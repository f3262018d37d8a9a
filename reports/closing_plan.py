"""The closing plan 结案计划: every task with its days, who sees to it, its article and its proof."""

from app.domain.closing_evidence import ClosingPlanEvidence
from app.domain.closing_plan import ClosingPlan, PlannedTask
from app.domain.closing_words import (
    ENTITIES,
    LARGE_HANDLERS,
    PHASES,
    RESPONSIBLE,
    SMALL_HANDLERS,
    TASK_STATES,
    period,
)
from app.i18n import N_
from reports.chapters import Chapter, Field, Form, Report, Row
from reports.language import Language

_COUNTED = N_(
    "The days count from the decision to close on {decided}. A task that waits for others begins when they are over; "
    "what is not done counts with the last day that the law leaves. A day marked * is provisional: the holidays of a "
    "year on the way are not published yet."
)
_ASSUMED = N_("No decision to close is entered yet, so the days count from today, {decided}, and move with it.")


def closing_plan_report(evidence: ClosingPlanEvidence, lang: Language) -> Report:
    """The plan's content for PDF and workbook."""
    plan, t = evidence.plan, lang.t
    profile = evidence.head.firm.profile
    return Report(
        title=t("Closing Plan"),
        head=evidence.head,
        facts=(
            (t("Why the records are closed"), lang.label(evidence.head.firm.closure)),
            (t("Legal form"), t(ENTITIES[profile.entity])),
            (t("People in the vault"), lang.number(plan.people)),
            (t("Over at the latest on"), lang.iso(plan.ends_on)),
        ),
        landscape=True,
        chapters=(_tasks(plan, lang), _work(plan, lang)),
    )


def _tasks(plan: ClosingPlan, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("Tasks and days"),
        sheet=t("Tasks"),
        intro=t(_ASSUMED if plan.assumed else _COUNTED),
        params=(("decided", lang.day(plan.decided_on)),),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Task"), weight=1.5),
            Field(t("Part"), weight=0.7, size=8),
            Field(t("Begins"), Form.DAY, weight=0, size=8),
            Field(t("Done by"), weight=0, size=8),
            Field(t("Days"), weight=0.7, size=8),
            Field(t("State"), weight=0.5, size=8),
            Field(t("Responsible"), weight=0.7, size=8),
            Field(t("Waits for"), weight=0.5, size=8),
            Field(t("Articles"), weight=1.3, size=8),
        ),
        rows=[_row(number, one, plan, lang) for number, one in enumerate(plan.tasks, 1)],
    )


def _row(number: int, one: PlannedTask, plan: ClosingPlan, lang: Language) -> Row:
    t, task = lang.t, one.task
    numbers = {other.task.id: at for at, other in enumerate(plan.tasks, 1)}
    title = t("{task} (if the case arises)", task=t(task.title)) if task.optional else t(task.title)
    return (
        number,
        title,
        t(PHASES[task.phase]),
        one.begins,
        lang.iso(one.due) + ("*" if one.provisional else ""),
        period(task, lang.t),
        t(TASK_STATES[one.state]),
        t(RESPONSIBLE[task.responsible]),
        ", ".join(map(str, sorted(numbers[other] for other in task.after if other in numbers))),
        lang.cite(task.basis),
    )


def _work(plan: ClosingPlan, lang: Language) -> Chapter:
    t = lang.t
    return Chapter(
        title=t("What to do, and what proves it"),
        sheet=t("Work"),
        intro=t(SMALL_HANDLERS if plan.is_small else LARGE_HANDLERS),
        params=(("people", lang.number(plan.people)),),
        fields=(
            Field(t("No."), Form.NUMBER, weight=0, size=8),
            Field(t("Task"), weight=0.9),
            Field(t("What to do"), weight=2.0, size=8),
            Field(t("Proof"), weight=0.9, size=8),
            Field(t("Done on"), Form.DAY, weight=0, size=8),
            Field(t("Reference"), weight=0.9, size=8),
        ),
        rows=[
            (
                number,
                t(one.task.title),
                t(one.task.todo),
                t(one.task.proof),
                one.proof.done_on if one.proof else None,
                one.proof.evidence if one.proof else "",
            )
            for number, one in enumerate(plan.tasks, 1)
        ],
    )
