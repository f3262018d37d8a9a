"""Commands on imports that are in the vault: list them, say where their data comes from, take one back."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.files import read_basis
from app.commands.invocation import Invocation, invocation
from app.commands.lines import NOTHING, local_time, spoken, table
from app.domain.completeness import FLAWS, GROUP_NAMES, GROUPS
from app.domain.marks import NN_
from app.domain.origins import Origin
from app.errors import UserError
from app.i18n import N_
from app.services.overview import ImportedSheetFact

app = typer.Typer()

_HEADS = (N_("Import"), N_("File"), N_("Imported at"), N_("Added"), N_("Source"), N_("Purpose"), N_("Legal basis"))


@app.command("imports", help=N_("The imports, newest first, and where their data comes from."))
def imports(context: typer.Context, vault: Path) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services:
        sheets = services.overview.imports()
    batches: dict[str, list[ImportedSheetFact]] = {}
    for sheet in sheets:
        batches.setdefault(sheet.batch, []).append(sheet)
    rows = [_line(call, one) for one in batches.values()]
    heads = [call.tr(head) for head in _HEADS]
    call.give({"imports": [_batch(one) for one in batches.values()]}, table(rows, heads if rows else ()))


@app.command("import-origin", help=N_("Change what is said about where an import comes from, with the reason."))
def import_origin(
    context: typer.Context,
    vault: Path,
    batch: Annotated[str, typer.Argument(metavar="IMPORT")],
    reason: Annotated[str, typer.Option(help=N_("Why it is changed."))],
    source: Annotated[str | None, typer.Option(help=N_("Where the data comes from."))] = None,
    purpose: Annotated[str | None, typer.Option(help=N_("What the data was collected for."))] = None,
    legal_basis: Annotated[str | None, typer.Option(help=N_("The legal basis (PIPL article 13)."))] = None,
    purpose_until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help=N_("The purpose's last day."))
    ] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services:
        before, _ = services.origins.of(batch)
        wanted = Origin(
            before.source if source is None else source,
            before.purpose if purpose is None else purpose,
            before.legal_basis if legal_basis is None else read_basis(legal_basis),
            purpose_until.date() if purpose_until else before.purpose_until,
        )
        done = services.origins.change(batch, wanted, reason)
    result = {"import": done.batch, **_origin(done.origin), "changed": done.changed, "records": done.records}
    call.give(result, [", ".join(done.changed)])


@app.command("import-undo", help=N_("Take a whole import back, as long as nothing else was done with its records."))
def import_undo(context: typer.Context, vault: Path, batch: Annotated[str, typer.Argument(metavar="IMPORT")]) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        done = services.taking_back.undo([batch], progress)
    result = {
        "import": batch, "records": done.records, "customers": done.customers, "residue": done.residue,
        "surviving_copies": done.surviving_copies,
    }  # fmt: skip
    told = call.tr(
        NN_(
            "{records} record was taken back; nothing of it was found in the new database.",
            "{records} records were taken back; nothing of them was found in the new database.",
            "records",
        ),
        records=f"{done.records:,}",
    )
    lines = [f"{one.file}  {one.records:,}" for one in done.surviving_copies]
    call.give(result, [told, *([call.tr("Copies outside that still hold some of them:")] if lines else []), *lines])


@app.command("completeness", help=N_("What is missing, doubtful or contradictory in an import's records."))
def completeness(context: typer.Context, vault: Path, batch: Annotated[str, typer.Argument(metavar="IMPORT")]) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        found = services.completeness.of(batch, progress)
    findings = [
        {"group": GROUPS[one.flaw], **asdict(one), "message": call.tr(FLAWS[one.flaw])} for one in found.findings
    ]
    rows = [
        [call.tr(GROUP_NAMES[GROUPS[one.flaw]]), one.sheet, one.field, f"{one.count:,}", call.tr(FLAWS[one.flaw])]
        for one in found.findings
    ]
    call.give({"import": found.batch, "records": found.records, "findings": findings}, table(rows))


@app.command("correct", help=N_("Correct one field of a record, with the reason."))
def correct(
    context: typer.Context,
    vault: Path,
    uid: Annotated[str, typer.Argument(help=N_("A record's id."))],
    correction: Annotated[
        str, typer.Argument(metavar="FIELD=TEXT", help=N_("FIELD=TEXT, the field as show names it."))
    ],
    reason: Annotated[str, typer.Option(help=N_("Why it is corrected."))],
    forget: Annotated[
        bool, typer.Option("--forget", help=N_("Keep the old value nowhere: the database is written anew."))
    ] = False,
) -> None:
    call = invocation(context)
    field, equals, text = correction.partition("=")
    if not equals:
        raise UserError("bad-correction", text=correction)
    with call.unlocked(vault) as services, call.progress() as progress:
        done = services.corrections.correct(uid, field, text, reason, forget=forget, progress=progress)
    call.give({"record": done.record, "field": done.field, "kept": done.kept},
              [call.tr("{field} is corrected.", field=done.field)])  # fmt: skip


def _batch(sheets: Iterable[ImportedSheetFact]) -> dict[str, Any]:
    first, *_ = ordered = sorted(sheets, key=lambda sheet: sheet.sheet)
    counts = ("rows_read", "records_added", "duplicates", "rejected_rows")
    return {
        "import": first.batch,
        "file": first.file or None,
        "imported_at": first.imported_at,
        "operator": first.operator,
        **_origin(first.origin),
        "sheets": [
            {"name": one.sheet or None, "kind": one.kind, **{name: getattr(one, name) for name in counts}}
            for one in ordered
        ],
    }


def _origin(origin: Origin) -> dict[str, Any]:
    return {
        "source": origin.source,
        "purpose": origin.purpose,
        "legal_basis": origin.legal_basis,
        "purpose_until": origin.purpose_until,
    }


def _line(call: Invocation, sheets: list[ImportedSheetFact]) -> list[str]:
    first = sheets[0]
    added = sum(one.records_added for one in sheets)
    return [
        first.batch,
        first.file or NOTHING,
        local_time(first.imported_at),
        f"{added:,}",
        first.origin.source or NOTHING,
        first.origin.purpose or NOTHING,
        spoken(first.origin.legal_basis, call.tr),
    ]
