"""Commands on scans and paper: attach, paper."""

from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MOST
from app.commands.invocation import Invocation, invocation
from app.commands.lines import NOTHING, table
from app.domain.paper import PaperEntry, PaperFile
from app.errors import UserError
from app.i18n import N_
from app.services.attachments import Attached

app = typer.Typer()
paper_app = typer.Typer()


@app.command("attach", help=N_("Attach scans and paper files; list or export them."))
def attach(
    context: typer.Context,
    vault: Path,
    files: Annotated[list[Path] | None, typer.Argument()] = None,
    customer: Annotated[str | None, typer.Option()] = None,
    record: Annotated[str | None, typer.Option()] = None,
    paper_location: Annotated[str, typer.Option()] = "",
    ocr: Annotated[bool, typer.Option("--ocr")] = False,
    list_: Annotated[bool, typer.Option("--list")] = False,
    export: Annotated[str | None, typer.Option()] = None,
    out: Annotated[Path | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        if export is not None:
            found: tuple[Attached, ...] = (services.attachments.export(export, _given(out, "--out")),)
        elif list_:
            found = services.attachments.all()
        elif not files and not paper_location:
            raise UserError("option-missing", option="FILE")
        else:
            found = services.attachments.add(
                files or [], customer=customer, record=record, paper_location=paper_location, ocr=ocr, progress=progress
            )
        gate = services.planning.asked_first() if ocr else None
    asked = call.reason(gate.why) if gate else None
    rows = [[one.id, one.name or one.paper_location, str(one.pages or NOTHING), one.sha256[:16]] for one in found]
    heads = [call.tr(head) for head in (N_("Number"), N_("File"), N_("Pages"), N_("SHA-256"))]
    result: dict[str, Any] = {"attachments": [_attached(one) for one in found]}
    if ocr:
        result["asked"] = asked
    call.give(result, [*(table(rows, heads) if rows else []), *([asked] if asked else [])])


def _attached(one: Attached) -> dict[str, Any]:
    return {**asdict(one), "sha256": one.sha256 or None, "media_type": one.media_type or None}


def _given(path: Path | None, option: str) -> Path:
    if path is None:
        raise UserError("option-missing", option=option)
    return path


@paper_app.callback(help=N_("The register of paper files: what lies where."))
def paper(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@paper_app.command("add", help=N_("Enter a paper file."))
def paper_add(
    context: typer.Context,
    place: Annotated[str, typer.Option(help=N_("Where it stands."))],
    title: Annotated[str, typer.Option(help=N_("What it is."))] = "",
    box: Annotated[str, typer.Option(help=N_("The box."))] = "",
    volume: Annotated[str, typer.Option(help=N_("The volume."))] = "",
    pages: Annotated[int | None, typer.Option(min=1, max=MOST, help=N_("How many pages."))] = None,
    period_from: Annotated[str | None, typer.Option(help=N_("The first day it is of, as 2019-01-01."))] = None,
    period_to: Annotated[str | None, typer.Option(help=N_("The last day it is of, as 2019-12-31."))] = None,
    customer: Annotated[str | None, typer.Option()] = None,
    record: Annotated[str | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    first, last = _day(period_from, "--period-from"), _day(period_to, "--period-to")
    entry = PaperEntry(place, title, box, volume, pages, first, last, customer, record)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.papers.add(entry)
    _tell(call, (found,))


@paper_app.command("list", help=N_("The register, by place, box and volume."))
def paper_list(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.papers.all()
    _tell(call, found)


@paper_app.command("remove", help=N_("Take out an entry that was a mistake."))
def paper_remove(
    context: typer.Context, paper_id: Annotated[str, typer.Argument(help=N_("The entry's number."))]
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        services.papers.remove(paper_id)
    call.give({"paper": paper_id}, [paper_id])


@paper_app.command("labels", help=N_("Write labels with codes to print and stick on, as a PDF."))
def paper_labels(
    context: typer.Context,
    out: Annotated[Path, typer.Option()],
    paper_ids: Annotated[list[str] | None, typer.Argument(help=N_("The entries' numbers; without any, all."))] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        count = services.papers.labels(out, paper_ids=tuple(paper_ids or ()), language=call.language)
    call.give({"file": str(out), "labels": count}, [f"{out}  {count:,}"])


_HEADS = (
    N_("Number"),
    N_("Place"),
    N_("Box"),
    N_("Volume"),
    N_("File"),
    N_("Pages"),
    N_("Time covered"),
    N_("Customer"),
)


def _tell(call: Invocation, found: tuple[PaperFile, ...]) -> None:
    rows = [
        [
            one.id,
            one.entry.place,
            one.entry.box or NOTHING,
            one.entry.volume or NOTHING,
            one.entry.title or NOTHING,
            str(one.entry.pages or NOTHING),
            f"{one.entry.period_from or ''} — {one.entry.period_to or ''}",
            one.customer_name or NOTHING,
        ]
        for one in found
    ]
    heads = [call.tr(head) for head in _HEADS]
    call.give({"papers": [_paper(one) for one in found]}, table(rows, heads) if rows else [])


def _paper(one: PaperFile) -> dict[str, Any]:
    entry = {field.name: getattr(one.entry, field.name) for field in fields(one.entry)}
    return {"id": one.id, **entry, "customer_name": one.customer_name or None}


def _day(text: str | None, option: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError("bad-value", option=option) from error


app.add_typer(paper_app, name="paper")
