"""Commands about a destruction order's appraisal, paper files and the copies that others hold."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MAXYEAR, MOST
from app.commands.disposal import destroy_app
from app.commands.invocation import invocation
from app.commands.lines import table
from app.domain.capacities import CAPACITIES, Capacity, CopyEnd, PaperItem, PaperMethod
from app.domain.labels import COPY_KINDS, COPY_STATUSES, ORDER_STATES
from app.errors import UserError
from app.i18n import N_
from app.services.outside import KnownCopy

app = typer.Typer()


@destroy_app.command("appraise", help=N_("Sign that the order's list may be destroyed (accounting files)."))
def appraise(
    context: typer.Context,
    order: str,
    capacity: Annotated[
        list[Capacity] | None,
        typer.Option("--as", help=N_("In which capacity; by default in all that the role allows.")),
    ] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.appraisals.appraise(order, services.session.signer, capacity or [])
    opinions = [
        {"capacity": one.capacity, "operator": one.operator, "signed_at": one.signed_at, "key": one.key}
        for one in done.opinions
    ]
    rows = [[call.tr(CAPACITIES[one.capacity]), one.operator] for one in done.opinions]
    rows += [[call.tr(CAPACITIES[one]), "—"] for one in done.missing]
    call.give(
        {"order": done.order, "state": done.state, "opinions": opinions, "missing": done.missing},
        [f"{done.order}  {call.tr(ORDER_STATES[done.state])}", *table(rows)],
    )


@destroy_app.command("paper", help=N_("Record paper files that were destroyed with an order."))
def paper(
    context: typer.Context,
    order: str,
    name: Annotated[str, typer.Option(help=N_("What the register calls them; nothing of a customer."))],
    volumes: Annotated[int, typer.Option(min=1, max=MOST, help=N_("How many volumes."))],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=N_("The day."))],
    place: Annotated[str, typer.Option(help=N_("Where it was done."))],
    method: Annotated[PaperMethod, typer.Option(help=N_("How the paper was destroyed."))] = PaperMethod.SHREDDED,
    amount: Annotated[str, typer.Option(help=N_("Weight or count with its unit."))] = "",
    contractor: Annotated[str, typer.Option(help=N_("Who did it."))] = "",
    file_number: Annotated[str, typer.Option(help=N_("The files' number in the register."))] = "",
    volume: Annotated[str, typer.Option(help=N_("The volume's number."))] = "",
    first_year: Annotated[int | None, typer.Option(min=1, max=MAXYEAR, help=N_("First year of the files."))] = None,
    last_year: Annotated[int | None, typer.Option(min=1, max=MAXYEAR, help=N_("Last year of the files."))] = None,
    required_years: Annotated[
        int | None, typer.Option(min=0, max=MAXYEAR, help=N_("How many years they had to be kept."))
    ] = None,
    photo: Annotated[list[Path] | None, typer.Option(help=N_("A photo or slip of it, kept in the vault."))] = None,
) -> None:
    call = invocation(context)
    item = PaperItem(
        name, file_number, volume, volumes, first_year, last_year, required_years, method, place, amount, contractor,
        on.date(),
    )  # fmt: skip
    with call.unlocked(context.meta["vault"]) as services:
        kept = services.outside.record_paper(order, item, photo or [])
    call.give({"order": order, "paper": kept}, [f"{order}  {kept.name}  {kept.volumes}"])


copies_app = typer.Typer()


@copies_app.callback(help=N_("Copies outside the vault: what others hold, and what proves it gone."))
def copies(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@copies_app.command("list", help=N_("Every copy that is known."))
def copies_list(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.outside.copies()
    rows = [
        [
            str(one.id),
            call.tr(COPY_KINDS.get(one.kind, one.kind)),
            one.file,
            f"{one.records:,}",
            call.tr(COPY_STATUSES[one.status]),
        ]
        for one in found
    ]
    call.give({"copies": [_copy(one) for one in found]}, table(rows))


@copies_app.command("add", help=N_("Record that a processor holds records: all of them, or those named."))
def copies_add(
    context: typer.Context,
    holder: Annotated[str, typer.Option(help=N_("Who holds the copy."))],
    uid: Annotated[list[str] | None, typer.Option()] = None,
    search: Annotated[str | None, typer.Option()] = None,
    asked: Annotated[bool, typer.Option("--asked", help=N_("The holder has been asked to delete it."))] = False,
) -> None:
    call = invocation(context)
    if uid and search:
        raise UserError("options-exclude", options="--uid, --search")
    with call.unlocked(context.meta["vault"]) as services:
        chosen = services.records.resolve(uids=uid or [], search=search) if uid or search else None
        kept = services.outside.add_copy(holder, chosen, asked=asked)
    call.give({"copy": _copy(kept)}, [f"{kept.id}  {kept.file}  {kept.records:,}"])


@copies_app.command("gone", help=N_("Record that a copy is gone, with what its holder sent as proof."))
def copies_gone(
    context: typer.Context,
    copy: Annotated[int, typer.Argument(min=1, max=MOST, help=N_("The copy's number, as `copies list` has it."))],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help=N_("The day."))],
    how: Annotated[CopyEnd, typer.Option(help=N_("What became of it."))] = CopyEnd.DELETED,
    proof: Annotated[Path | None, typer.Option(help=N_("What the holder sent as proof."))] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        kept = services.outside.prove_gone(copy, on.date(), how, proof)
    call.give({"copy": _copy(kept)}, [f"{kept.id}  {kept.file}  {call.tr(COPY_STATUSES[kept.status])}"])


def _copy(one: KnownCopy) -> dict[str, Any]:
    day: date | None = one.proved_on
    return {
        "id": one.id, "kind": one.kind, "file": one.file, "made_on": one.made_at, "records": one.records,
        "status": one.status, "proved_on": day, "how": one.how, "proof": one.proof,
    }  # fmt: skip


app.add_typer(copies_app, name="copies")
