"""Commands on hand-overs: prepare, execute, accept, withdraw, status, list."""

from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.commands.notices import day_of
from app.domain.marks import NN_
from app.domain.records import RecordQuery
from app.domain.transfers import BASES, TRANSFER_STATES
from app.domain.words import Kind
from app.errors import UserError
from app.i18n import N_
from app.services.roster import Services
from app.services.transfers import TransferStatus
from app.services.unpacking import unpack

app = typer.Typer()
transfer_app = typer.Typer()

Order = Annotated[str, typer.Argument(help=N_("The hand-over's number."))]


@transfer_app.callback(help=N_("Hand records to a recipient, from the list to the signed receipt."))
def transfer(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@transfer_app.command("prepare", help=N_("List what goes to the recipient; what may not is left out, with reasons."))
def prepare(
    context: typer.Context,
    recipient: Annotated[str, typer.Option(help=N_("Who gets the records, as the notice names it."))],
    contact: Annotated[str, typer.Option(help=N_("How the recipient is reached."))] = "",
    uid: Annotated[list[str] | None, typer.Option(help=N_("These records."))] = None,
    search: Annotated[str | None, typer.Option(help=N_("The records that a search finds."))] = None,
    kind: Annotated[Kind | None, typer.Option(help=N_("The records of one kind."))] = None,
    masked: Annotated[bool, typer.Option("--masked", help=N_("Star out what tells of a person; no scans."))] = False,
    opinion: Annotated[
        str, typer.Option(help=N_("The lawyer's written reason to see a succession where the closure is none."))
    ] = "",
) -> None:
    call = invocation(context)
    if sum(map(bool, (uid, search, kind))) > 1:
        raise UserError("options-exclude", options="--uid, --search, --kind")
    with call.unlocked(context.meta["vault"]) as services:
        chosen = _chosen(services, uid, search, kind)
        reach = contact or services.notices.contact_of(recipient)
        done = services.transfers.prepare(recipient, reach, record_ids=chosen, opinion=opinion, masked=masked)
    _give(call, done)


def _chosen(services: Services, uid: list[str] | None, search: str | None, kind: Kind | None) -> tuple[int, ...] | None:
    if kind is not None:
        return tuple(services.records.ids(RecordQuery(kind=kind)))
    return services.records.resolve(uids=uid or [], search=search) if uid or search else None


@transfer_app.command("execute", help=N_("Write the sealed package and its certificate, once the gates are open."))
def execute(context: typer.Context, order: Order, out: Annotated[Path, typer.Option()]) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        done = services.transfers.execute(order, out, language=call.language, progress=progress)
    _give(call, done)


@transfer_app.command("accept", help=N_("Enter that the recipient has signed the sheet; the copies here may go then."))
def accept(
    context: typer.Context,
    order: Order,
    by: Annotated[str, typer.Option(help=N_("Who signed for the recipient (default: the recipient)."))] = "",
    on: Annotated[str, typer.Option(help=N_("The day of the signature, YYYY-MM-DD (default: today)."))] = "",
    evidence: Annotated[Path | None, typer.Option(help=N_("The signed sheet, kept sealed in the vault."))] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        day = day_of(on) if on else services.session.clock.today()
        who = by or services.transfers.status(order).transfer.recipient
        done = services.transfers.accept(order, who, day, evidence)
    _give(call, done)


@transfer_app.command("withdraw", help=N_("Give up a hand-over that was not executed."))
def withdraw(context: typer.Context, order: Order) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.transfers.withdraw(order)
    _give(call, done)


@transfer_app.command("status", help=N_("Where a hand-over stands."))
def status(context: typer.Context, order: Order) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.transfers.status(order)
    _give(call, found)


@transfer_app.command("list", help=N_("The hand-overs made so far."))
def list_(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.transfers.all()
    results = [_result(call, one) for one in found]
    call.give({"transfers": results}, [line for one in found for line in _lines(call, one)])


app.add_typer(transfer_app, name="transfer")


@app.command("unpack", help=N_("Take a package's content out, with its code or a passphrase; needs no vault."))
def unpack_(context: typer.Context, file: Path, out: Annotated[Path, typer.Option()]) -> None:
    call = invocation(context)
    with call.progress() as progress:
        done = unpack(file, out, call.passphrase(), progress)
    result = {
        "folder": done.folder, "records": done.records, "attachments": done.attachments, "files": list(done.files),
    }  # fmt: skip
    call.give(result, [done.folder, *table([[one] for one in done.files])])


def _result(call: Invocation, status: TransferStatus) -> dict[str, Any]:
    one = status.transfer
    return {
        "order": one.number,
        "state": one.state,
        "records": one.records,
        "recipient": one.recipient,
        "basis": one.basis,
        "masked": one.masked,
        "package": status.package,
        "package_code": one.code,
        "certificate": status.certificate,
        "blocked": [
            {"uid": held.uid, "reasons": [call.reason(reason) for reason in held.reasons]} for held in status.withheld
        ],
        "gates": [
            {"name": gate.name, "open": gate.open, "opens_on": gate.opens_on, "why": call.reason(gate.why)}
            for gate in status.gates
        ],
        "accepted_on": one.accepted_on,
        "accepted_by": one.accepted_by,
    }


def _give(call: Invocation, status: TransferStatus) -> None:
    call.give(_result(call, status), _lines(call, status))


def _lines(call: Invocation, status: TransferStatus) -> list[str]:
    one = status.transfer
    head = call.tr(
        NN_(
            "{order}: {state}, {records} record to {recipient}.",
            "{order}: {state}, {records} records to {recipient}.",
            "records",
        ),
        order=one.number,
        state=call.tr(TRANSFER_STATES[one.state]),
        records=f"{one.records:,}",
        recipient=one.recipient,
    )
    lines = [head, call.tr(BASES[one.basis]), *(call.reason(gate.why) for gate in status.gates if not gate.open)]
    lines += [file for file in (status.package, status.certificate.file if status.certificate else None) if file]
    if one.code:
        lines.append(call.tr("Code that opens the package, for the recipient only: {code}", code=one.code))
    held = [[each.uid, "; ".join(call.reason(reason) for reason in each.reasons)] for each in status.withheld[:20]]
    return [*lines, *table(held)]
