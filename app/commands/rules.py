"""Commands of the rule pack: read it, search it, look at a newer one and take it."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MAXYEAR
from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.domain.citations import cite
from app.domain.labels import DISPOSITIONS
from app.domain.law_library import Entry, entries, search
from app.domain.pack_changes import Outcome
from app.domain.words import Disposition
from app.i18n import N_
from app.services.rule_packs import PackPreview

rules_app = typer.Typer()


@rules_app.callback(help=N_("The law as rules: read, search, take a newer signed pack."))
def rules(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@rules_app.command("list", help=N_("The rules and tasks of the pack in force, with their articles."))
def list_(context: typer.Context, text: Annotated[str, typer.Option("--search")] = "") -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        pack, firm, counts = services.rules.pack, services.session.firm, services.rules.records()
    found = search(entries(pack, firm), text, call.tr)
    rows = [[one.id, call.tr(one.title), cite(one.basis, call.tr)] for one in found]
    result = {"version": pack.version, "rules": [_entry(call, one, counts) for one in found]}
    call.give(result, table(rows))


@rules_app.command("preview", help=N_("What a signed rule pack would change; nothing is changed."))
def preview(context: typer.Context, file: Path) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.rules.preview(file))


@rules_app.command("take", help=N_("Decide by a newer signed rule pack from now on."))
def take(context: typer.Context, file: Path) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.rules.take(file))


@rules_app.command("keep-longer", help=N_("Keep a rule's records longer on the firm's own written basis; 0: no more."))
def keep_longer(
    context: typer.Context,
    rule: str,
    years: Annotated[int, typer.Option(min=0, max=MAXYEAR)],
    basis: Annotated[str, typer.Option(help=N_("The firm's paper that says so."))] = "",
    preview: Annotated[bool, typer.Option("--preview", help=N_("Only say what would change."))] = False,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        act = services.rules.preview_longer if preview else services.rules.keep_longer
        _give(call, act(rule, years, basis))


def _entry(call: Invocation, one: Entry, counts: dict[str | None, int]) -> dict[str, Any]:
    return {
        "id": one.id, "title": call.tr(one.title), "duty": one.duty, "basis": one.basis, "binds": one.binds,
        "norm_level": one.norm_level, "confidence": one.confidence, "checked_on": one.checked_on,
        "wording": one.wording, "records": counts.get(one.id, 0),
    }  # fmt: skip


def _give(call: Invocation, found: PackPreview) -> None:
    result = {
        "version": found.version, "before": found.before,
        "rules": [{"id": one.rule_id, "change": one.kind, "fields": one.names} for one in found.rules],
        "records": [
            {
                "rule": one.rule_id, "records": one.records, "sets_free": one.sets_free,
                "before": one.before, "after": one.after,
            }
            for one in found.records
        ],
    }  # fmt: skip
    lines = [[one.rule_id, one.kind, ", ".join(one.names)] for one in found.rules]
    lines += [
        [one.rule_id or "—", f"{one.records:,}", f"{_fate(call, one.before)} → {_fate(call, one.after)}"]
        for one in found.records
    ]
    call.give(result, table(lines))


def _fate(call: Invocation, outcome: Outcome) -> str:
    """What becomes of records, and until when they are kept."""
    until = f" ({outcome.retain_until})" if outcome.retain_until else ""
    return call.tr(DISPOSITIONS[Disposition(outcome.disposition)]) + until
