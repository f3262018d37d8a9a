"""The command that gives out customers' slips before a destruction."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import invocation
from app.errors import UserError
from app.i18n import N_

app = typer.Typer()


@app.command("slips", help=N_("Customers' slips (ids and salts), to be given out before a destruction."))
def slips(
    context: typer.Context,
    vault: Path,
    uid: Annotated[list[str] | None, typer.Option()] = None,
    search: Annotated[str | None, typer.Option()] = None,
    order: Annotated[str | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    given = sum(map(bool, (uid, search, order)))
    if not given:
        raise UserError("option-missing", option="--uid, --search, --order")
    if given > 1:
        raise UserError("options-exclude", options="--uid, --search, --order")
    with call.unlocked(vault) as services:
        if order:
            made = services.slips.of_order(order)
        else:
            made = services.slips.of_records(services.records.resolve(uids=uid or [], search=search))
    lines = [line for one in made for line in (one.customer, *one.slips)]
    call.give({"slips": made}, lines)
