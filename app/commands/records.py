"""Commands on records: classify, plan, list, show, hold."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MOST
from app.commands.closing import closing_app
from app.commands.invocation import Invocation, invocation
from app.commands.lines import NOTHING, local_time, pairs, spoken, table
from app.commands.rules import rules_app
from app.domain.marks import NN_
from app.domain.plan import Gate, PlanGroup
from app.domain.words import Kind, Sensitivity, State
from app.errors import UserError
from app.i18n import N_
from app.services.records import RecordDetail, RecordQuery, RecordRow

app = typer.Typer()
hold_app = typer.Typer()


_COUNTED = {
    "records": N_("Records"),
    "classified": N_("Classified"),
    "by_kind": N_("By kind"),
    "by_sensitivity": N_("By grade"),
    "by_rule": N_("By rule"),
    "unsure": N_("Unsure"),
}


@app.command("classify", help=N_("Propose kind, sensitivity and retention rule; --accept applies the proposals."))
def classify(
    context: typer.Context,
    vault: Path,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    undo: Annotated[bool, typer.Option("--undo", help=N_("Take the newest classification back."))] = False,
) -> None:
    call = invocation(context)
    if accept and undo:
        raise UserError("options-exclude", options="--accept, --undo")
    if undo:
        with call.unlocked(vault) as services:
            waiting = services.classification.undo()
        call.give(
            {"records": waiting},
            [call.tr(NN_("{count} record waits again.", "{count} records wait again.", "count"), count=f"{waiting:,}")],
        )
        return
    with call.unlocked(vault) as services, call.progress() as progress:
        if accept:
            found = services.classification.accept(progress=progress)
        else:
            found = services.classification.summary(progress=progress)
    result: dict[str, int | Mapping[Any, int]] = {
        "records": found.records, "classified": found.classified, "by_kind": found.by_kind,
        "by_sensitivity": found.by_sensitivity, "by_rule": found.by_rule, "unsure": found.unsure,
    }  # fmt: skip
    call.give(result, pairs((call.tr(_COUNTED[name]), _counted(call, value)) for name, value in result.items()))


def _counted(call: Invocation, value: int | Mapping[Any, int]) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    names = ((spoken(name, call.tr) if isinstance(name, StrEnum) else name, count) for name, count in value.items())
    return " · ".join(f"{name} {count:,}" for name, count in names) or NOTHING


_PLAN_HEADS = (N_("No."), N_("Records"), N_("Kind"), N_("Decision"), N_("Rule"), N_("Keep until"), N_("Reason"))


@app.command("plan", help=N_("What may and must happen to each group of records today, and why."))
def plan(context: typer.Context, vault: Path) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        found = services.planning.plan(progress)
    groups = [{"group": at, **_group(call, group)} for at, group in enumerate(found.groups, 1)]
    gates = [_gate(call, gate) for gate in found.gates]
    rows = [_group_line(call, group, told) for group, told in zip(found.groups, groups, strict=True)]
    call.give(
        {"today": found.today, "pack": found.pack_version, "groups": groups, "gates": gates},
        [*table(rows, [call.tr(head) for head in _PLAN_HEADS]), *(gate["why"] for gate in gates)],
    )


def _group_line(call: Invocation, group: PlanGroup, told: dict[str, Any]) -> list[str]:
    decision = group.decision
    return [
        str(told["group"]),
        f"{group.records:,}",
        spoken(group.kind, call.tr),
        spoken(decision.disposition, call.tr),
        decision.rule or NOTHING,
        str(decision.retain_until or NOTHING),
        told["reasons"][0],
    ]


def _group(call: Invocation, group: PlanGroup) -> dict[str, Any]:
    decision = group.decision
    return {
        "disposition": decision.disposition, "records": group.records, "kind": group.kind,
        "sensitivity": group.sensitivity, "rule": decision.rule, "basis": decision.basis, "due": decision.due,
        "retain_until": decision.retain_until, "held": group.held, "decided": decision.decided,
        "reasons": [call.reason(reason) for reason in decision.reasons],
    }  # fmt: skip


def _gate(call: Invocation, gate: Gate) -> dict[str, Any]:
    return {"name": gate.name, "open": gate.open, "opens_on": gate.opens_on, "why": call.reason(gate.why)}


_LIST_HEADS = (
    N_("Record"), N_("Customer"), N_("Kind"), N_("State"), N_("Rule"), N_("Decision"), N_("Keep until"), N_("About"),
)  # fmt: skip


@app.command("list", help=N_("Records, newest first."))
def list_(
    context: typer.Context,
    vault: Path,
    search: Annotated[str, typer.Option()] = "",
    state: Annotated[State | None, typer.Option()] = None,
    kind: Annotated[Kind | None, typer.Option()] = None,
    sensitivity: Annotated[Sensitivity | None, typer.Option()] = None,
    limit: Annotated[int, typer.Option(min=0, max=MOST)] = 100,
) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services:
        query = RecordQuery(search=search, state=state, kind=kind, sensitivity=sensitivity, limit=limit)
        page = services.records.list(query)
    rows = [
        [
            row.uid,
            row.customer_name or NOTHING,
            spoken(row.kind, call.tr),
            spoken(row.state, call.tr),
            row.rule or NOTHING,
            spoken(row.disposition, call.tr),
            str(row.retain_until or NOTHING),
            row.title,
        ]
        for row in page.records
    ]
    heads = [call.tr(head) for head in _LIST_HEADS]
    told = call.tr(
        NN_("{shown} of {total} record.", "{shown} of {total} records.", "total"),
        shown=f"{len(rows):,}",
        total=f"{page.total:,}",
    )
    lines = [*table(rows, heads if rows else ()), told] if page.total else [call.tr("No records.")]
    if page.locked:
        lines.append(
            call.tr(
                NN_(
                    "{n} record may only be stored and is left out (PIPL 47(2)).",
                    "{n} records may only be stored and are left out (PIPL 47(2)).",
                    "n",
                ),
                n=f"{page.locked:,}",
            )
        )
    records = [_row(row) for row in page.records]
    call.give({"total": page.total, "records": records, "locked": page.locked}, lines)


def _row(row: RecordRow) -> dict[str, Any]:
    """A record as the contract lists it; the number that only this database knows stays inside."""
    shown = {name: value for name, value in asdict(row).items() if name != "id"}
    return {**shown, "customer": row.customer or None}


@app.command("show", help=N_("One record whole; the look-up is logged."))
def show(context: typer.Context, vault: Path, uid: Annotated[str, typer.Argument(help=N_("A record's id."))]) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services:
        found = services.records.show(uid)
    reasons = [call.reason(reason) for reason in found.decision.reasons] if found.decision else []
    result = {**found.result(reasons), "customer": found.row.customer or None}
    fields = [(field.name, field.text) for field in found.fields]
    call.give(result, [*pairs(_head_lines(call, found)), "", *pairs(fields), *reasons])


def _head_lines(call: Invocation, found: RecordDetail) -> Iterator[tuple[str, str]]:
    row = found.row
    yield call.tr("Record"), row.uid
    yield call.tr("State"), spoken(row.state, call.tr)
    yield call.tr("Kind"), spoken(row.kind, call.tr)
    yield call.tr("Grade"), spoken(row.sensitivity, call.tr)
    yield call.tr("Rule"), row.rule or NOTHING
    if found.sheet:
        place = call.tr("row {row}", row=found.row_number)
        yield call.tr("From"), f"{found.file} · {found.sheet} · {place}"
    for entry in found.history:
        if entry.event == "destroyed":
            yield call.tr("Destroyed"), f"{entry.at} · {entry.detail}"


@hold_app.callback(help=N_("Freeze records against destruction and transfer."))
def hold(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@hold_app.command("add", help=N_("Freeze records, with the reason."))
def hold_add(
    context: typer.Context,
    reason: Annotated[str, typer.Option()],
    uid: Annotated[list[str] | None, typer.Option()] = None,
    search: Annotated[str | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    if uid and search is not None:
        raise UserError("options-exclude", options="--uid, --search")
    with call.unlocked(context.meta["vault"]) as services:
        records = services.records.resolve(uids=uid or [], search=search)
        placed = services.holds.add(reason, records)
    told = call.tr(
        NN_("Hold {hold}: {records} record frozen.", "Hold {hold}: {records} records frozen.", "records"),
        hold=placed.id,
        records=f"{placed.records:,}",
    )
    call.give({"hold": placed.id, "records": placed.records}, [told])


@hold_app.command("release", help=N_("Lift a hold."))
def hold_release(context: typer.Context, hold_id: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        lifted = services.holds.release(hold_id)
    told = call.tr(
        NN_("Hold {hold} released: {records} record.", "Hold {hold} released: {records} records.", "records"),
        hold=lifted.id,
        records=f"{lifted.records:,}",
    )
    call.give({"hold": lifted.id, "records": lifted.records}, [told])


_HOLD_HEADS = (N_("Hold"), N_("Reason"), N_("Records"), N_("Placed"), N_("Lifted"))


@hold_app.command("list", help=N_("The holds, lifted ones too."))
def hold_list(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.holds.all()
    rows = [
        [one.id, one.reason, f"{one.records:,}", local_time(one.placed_at), local_time(one.released_at)]
        for one in found
    ]
    heads = [call.tr(head) for head in _HOLD_HEADS]
    call.give({"holds": found}, table(rows, heads) if rows else [call.tr("No holds.")])


app.add_typer(hold_app, name="hold")
app.add_typer(closing_app, name="closing")
app.add_typer(rules_app, name="rules")
