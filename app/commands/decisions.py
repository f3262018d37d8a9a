"""The command that decides over records otherwise, by hand and on a written basis."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MOST
from app.commands.invocation import Invocation, invocation
from app.commands.lines import NOTHING, spoken, table
from app.domain.decision_changes import Effect, Standing, Wanted
from app.domain.marks import NN_
from app.errors import UserError
from app.i18n import N_
from app.jobs import Progress
from app.services.decision_changes import reasons_of
from app.services.roster import Services

app = typer.Typer()

_HEADS = (N_("Records"), N_("Sooner"), N_("Decided so far"), N_("Decided now"))


@app.command(
    "decide", help=N_("Decide over records otherwise, on a written basis; --apply does so, else it is only told.")
)
def decide(
    context: typer.Context,
    vault: Path,
    basis: Annotated[str, typer.Option(help=N_("The written basis: the paper that says so, with its date."))],
    uid: Annotated[list[str] | None, typer.Option()] = None,
    search: Annotated[str | None, typer.Option()] = None,
    group: Annotated[
        int | None, typer.Option(min=1, max=MOST, help=N_("A group of the plan, counted as `plan` lists them."))
    ] = None,
    rule: Annotated[str | None, typer.Option(help=N_("The retention rule that the records get."))] = None,
    first_day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help=N_("The day that starts the period, or one of its fiscal year; else the rule reads it."),
        ),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help=N_("Change the decisions."))] = False,
) -> None:
    call = invocation(context)
    given = [bool(uid), search is not None, group is not None]
    if not any(given):
        raise UserError("option-missing", option="--uid, --search, --group")
    if sum(given) > 1:
        raise UserError("options-exclude", options="--uid, --search, --group")
    wanted = Wanted(rule, first_day.date() if first_day else None)
    with call.unlocked(vault) as services, call.progress() as progress:
        ids = (
            services.records.resolve(uids=uid or [], search=search) if group is None else _of(services, group, progress)
        )
        act = services.decisions.apply if apply else services.decisions.preview
        effect = act(ids, wanted, basis, progress)
    call.give(_result(call, effect), _lines(call, effect))


def _of(services: Services, group: int, progress: Progress) -> Sequence[int]:
    """The records of the plan's group with this number, counted from 1."""
    groups = services.planning.plan(progress).groups
    if group > len(groups):
        raise UserError("unknown-plan-group", group=group, groups=len(groups))
    return services.planning.records_of(groups[group - 1])


def _result(call: Invocation, effect: Effect) -> dict[str, Any]:
    left_out = zip(effect.left_out, reasons_of(effect), strict=True)
    return {
        "change": effect.change, "applied": effect.change is not None, "records": effect.records,
        "undecided": effect.undecided, "sooner": effect.sooner, "held": effect.held, "decisions": effect.turns,
        "left_out": [
            {"code": code, "records": records, "message": call.reason(reason)} for (code, records), reason in left_out
        ],
    }  # fmt: skip


def _lines(call: Invocation, effect: Effect) -> Iterator[str]:
    rows = [
        [f"{turn.records:,}", f"{turn.sooner:,}", _told(call, turn.before), _told(call, turn.after)]
        for turn in effect.turns
    ]
    yield from table(rows, [call.tr(head) for head in _HEADS] if rows else ())
    said = NN_(
        "{records} record would be decided otherwise.", "{records} records would be decided otherwise.", "records"
    )
    if effect.change is not None:
        said = NN_("{records} record is decided otherwise.", "{records} records are decided otherwise.", "records")
    yield call.tr(said, records=f"{effect.records:,}")
    if effect.sooner:
        yield call.tr("May be destroyed earlier than before: {count}.", count=f"{effect.sooner:,}")
    yield from (call.reason(reason) for reason in reasons_of(effect))


def _told(call: Invocation, one: Standing) -> str:
    """Rule, decision and days in a line."""
    what = spoken(one.disposition, call.tr) if one.decided else call.tr("undecided")
    return f"{one.rule} {what} {_days(call, one)}"


def _days(call: Invocation, one: Standing) -> str:
    if one.permanent:
        return call.tr("permanently")
    days: list[date] = sorted({day for day in (one.due_first, one.due_last) if day is not None})
    return " – ".join(day.isoformat() for day in days) or NOTHING
