"""The command `demo`: a whole closure on the sample data."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import invocation
from app.demo import run_demo
from app.domain.marks import NN_
from app.i18n import N_
from app.vault.disk import output_folder

app = typer.Typer()


@app.command("demo", help=N_("Run a whole closure on invented data and leave every document in DIR."))
def demo(context: typer.Context, out: Annotated[Path, typer.Option()]) -> None:
    call = invocation(context)
    with call.progress() as progress:
        done = run_demo(output_folder(out), call.renderer, call.language, progress)
    lines = [
        call.tr(
            NN_(
                "The demo firm's closure is finished after {seconds} second.",
                "The demo firm's closure is finished after {seconds} seconds.",
                "seconds",
            ),
            seconds=done.seconds,
        ),
        call.tr("Vault: {vault} (passphrase of all operators: {secret})", vault=done.vault, secret=done.passphrase),
        *done.documents,
    ]
    call.give({"vault": done.vault, "documents": done.documents, "seconds": done.seconds}, lines)
