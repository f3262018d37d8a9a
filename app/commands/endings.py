"""Commands for the end of a whole vault: `destroy VAULT end …`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.disposal import destroy_app
from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.domain.labels import label
from app.domain.words import Role
from app.i18n import N_
from app.services.endings import EndStatus
from app.vault import ending

app = typer.Typer()
end_app = typer.Typer()


@end_app.callback(help=N_("The end of the whole vault: signed, then everything in it is destroyed."))
def end() -> None:
    """A group of commands."""


@end_app.command("status", help=N_("What is left in the vault, and who has still to sign."))
def status(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.endings.status())


@end_app.command("sign", help=N_("Sign that the vault ends."))
def sign(
    context: typer.Context,
    role: Annotated[Role | None, typer.Option("--as", help=N_("In which role; by default the first missing."))] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.endings.sign(services.session.signer, role))


@end_app.command("withdraw", help=N_("Drop the signatures; the vault goes on."))
def withdraw(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        _give(call, services.endings.withdraw())


@end_app.command("execute", help=N_("Destroy the whole vault: key slots, database, attachments."))
def execute(
    context: typer.Context,
    out: Annotated[Path, typer.Option()],
    confirm: Annotated[str, typer.Option(help=N_("The firm's name, to confirm."))],
) -> None:
    call = invocation(context)
    vault: Path = context.meta["vault"]
    # An end that was interrupted past its point of no return has no key slots that a passphrase could open.
    finished = ending.finish(vault.absolute())
    if finished is not None:
        call.give({"ended": True, "certificate": {"file": str(finished)}}, [str(finished)])
        return
    with call.unlocked(vault) as services:
        done = services.endings.execute(out, confirm, language=call.language)
    result = {
        "ended": True, "certificate": done.certificate, "documents": done.documents, "files": done.files,
        "bytes": done.bytes,
    }  # fmt: skip
    call.give(result, [done.certificate.file, *done.documents])


def _give(call: Invocation, found: EndStatus) -> None:
    extent = found.extent
    result: dict[str, Any] = {
        "destroyed": extent.destroyed, "transferred": extent.transferred, "left": extent.left,
        "open_orders": extent.open_orders, "signed": [{"role": role, "operator": who} for role, who in found.signed],
        "missing": found.missing,
    }  # fmt: skip
    rows = [[call.tr(label(role)), who] for role, who in found.signed]
    rows += [[call.tr(label(role)), "—"] for role in found.missing]
    head = call.tr(
        "Records destroyed: {destroyed}, handed over: {transferred}, left: {left}.",
        destroyed=f"{extent.destroyed:,}",
        transferred=f"{extent.transferred:,}",
        left=f"{extent.left:,}",
    )
    call.give(result, [head, *table(rows)])


destroy_app.add_typer(end_app, name="end")
