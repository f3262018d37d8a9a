"""Commands of the closing plan: what the firm's end takes, by when, and what of it is done."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.domain.citations import cite
from app.domain.closing_plan import ClosingPlan, PlannedTask
from app.domain.closing_words import RESPONSIBLE, TASK_STATES
from app.i18n import N_

closing_app = typer.Typer()


@closing_app.callback(help=N_("The closing plan: dated tasks, what waits for what, what is done."))
def closing(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@closing_app.command("list", help=N_("The tasks in the order of their days."))
def list_(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.closing_plan.plan())


@closing_app.command("done", help=N_("Enter a task as done, with what proves it."))
def done(
    context: typer.Context,
    task: str,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    evidence: Annotated[str, typer.Option()] = "",
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        day = on.date() if on else services.session.clock.today()
        _give(call, services.closing_plan.done(task, day, evidence))


@closing_app.command("reopen", help=N_("Take back that a task is done."))
def reopen(context: typer.Context, task: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.closing_plan.reopen(task))


def _give(call: Invocation, plan: ClosingPlan) -> None:
    result = {
        "today": plan.today, "decided_on": plan.decided_on, "assumed": plan.assumed, "people": plan.people,
        "small_handler": plan.is_small, "ends_on": plan.ends_on, "tasks": [_task(call, one) for one in plan.tasks],
    }  # fmt: skip
    rows = [
        [one.task.id, str(one.begins), str(one.due), call.tr(TASK_STATES[one.state]), call.tr(one.task.title)]
        for one in plan.tasks
    ]
    call.give(result, table(rows))


def _task(call: Invocation, one: PlannedTask) -> dict[str, Any]:
    task = one.task
    return {
        "id": task.id, "title": call.tr(task.title), "phase": task.phase, "state": one.state, "begins": one.begins,
        "due": one.due, "provisional": one.provisional, "optional": task.optional, "within": task.within or None,
        "lasts": task.lasts or None, "working_days": task.working,
        "responsible": call.tr(RESPONSIBLE[task.responsible]), "after": list(task.after),
        "waits_for": list(one.waits_for), "basis": task.basis,
        "articles": cite(task.basis, call.tr), "todo": call.tr(task.todo), "proof": call.tr(task.proof),
        "done_on": one.proof.done_on if one.proof else None, "evidence": one.proof.evidence if one.proof else "",
    }  # fmt: skip
