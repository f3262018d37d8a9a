"""The command that gives out customers' slips before a destruction."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import invocation
from app.commands.lines import pairs
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
    out: Annotated[Path | None, typer.Option(help=N_("A PDF to print, a page for each customer."))] = None,
) -> None:
    call = invocation(context)
    given = sum(map(bool, (uid, search, order)))
    if not given:
        raise UserError("option-missing", option="--uid, --search, --order")
    if given > 1:
        raise UserError("options-exclude", options="--uid, --search, --order")
    with call.unlocked(vault) as services:
        chosen = services.slips.records_of(order) if order else services.records.resolve(uids=uid or [], search=search)
        if out is not None:
            written = services.slips.write(chosen, out, language=call.language)
            result = {"file": written.file, "customers": written.customers, "records": written.records}
            call.give(result, pairs(result.items()))
            return
        made = services.slips.of_records(chosen)
    lines = [line for one in made for line in (one.customer, *one.slips)]
    call.give({"slips": made}, lines)
