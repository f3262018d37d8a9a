"""The command that writes the workbook to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import invocation
from app.domain.words import Kind
from app.errors import UserError
from app.i18n import N_
from app.services.import_template import write_template

app = typer.Typer()


@app.command("template", help=N_("Write a workbook to fill in, with drop-down lists and examples; needs no vault."))
def template(context: typer.Context, file: Path, kind: Annotated[Kind | None, typer.Option()] = None) -> None:
    call = invocation(context)
    if file.suffix.lower() != ".xlsx":
        raise UserError("bad-suffix", file=str(file), suffixes=".xlsx")
    sheets = write_template(file, kind, call.language)
    call.give({"file": str(file), "sheets": sheets}, [str(file)])
