"""Commands that dispose of records: archive, destroy, certificate."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.invocation import Invocation, invocation, read_passphrase
from app.commands.lines import local_time, named, table
from app.domain.capacities import Department
from app.domain.countersignatures import Countersigner
from app.domain.labels import COPY_KINDS, DOCUMENT_KINDS, RESULTS, label
from app.domain.marks import NN_
from app.domain.words import Kind
from app.errors import UserError
from app.i18n import N_
from app.services.destruction import Blocked
from app.services.order_results import Executed, OrderStatus
from app.services.own_certificates import signer_file

app = typer.Typer()
destroy_app = typer.Typer()
certificate_app = typer.Typer()

Out = Annotated[Path, typer.Option()]


@app.command("archive", help=N_("Write a sealed archive package and its certificate."))
def archive(
    context: typer.Context,
    vault: Path,
    out: Out,
    search: Annotated[str | None, typer.Option()] = None,
    kind: Annotated[Kind | None, typer.Option()] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(vault) as services, call.progress() as progress:
        done = services.archives.write(out, search=search, kind=kind, language=call.language, progress=progress)
    result = {"package": done.package, "records": done.records, "certificate": done.certificate}
    told = call.tr(
        NN_("{records} record archived.", "{records} records archived.", "records"), records=f"{done.records:,}"
    )
    call.give(result, [told, done.package, done.certificate.file])


@destroy_app.callback(help=N_("A destruction order, from list to certificate."))
def destroy(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@destroy_app.command("prepare", help=N_("List what is to be destroyed; what must stay is left out, with reasons."))
def prepare(
    context: typer.Context,
    uid: Annotated[list[str] | None, typer.Option()] = None,
    search: Annotated[str | None, typer.Option()] = None,
    due: Annotated[bool, typer.Option("--due")] = False,
) -> None:
    call = invocation(context)
    if not (uid or search or due):
        raise UserError("option-missing", option="--uid, --search, --due")
    if sum(map(bool, (uid, search, due))) > 1:
        raise UserError("options-exclude", options="--uid, --search, --due")
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        chosen = None if due else services.records.resolve(uids=uid or [], search=search)
        order = services.destruction.prepare(chosen, progress=progress)
    blocked = [_blocked(call, one) for one in order.blocked]
    result = {"order": order.order, "records": order.records, "blocked": blocked}
    call.give(result, _prepared_lines(call, order.order, order.records, blocked))


_BLOCKED_SHOWN = 20


def _prepared_lines(call: Invocation, order: str, records: int, blocked: list[dict[str, Any]]) -> Iterator[str]:
    """The order, and what is not on it with the reasons, as far as people read."""
    yield call.tr(
        NN_("{order}: {records} record to be destroyed.", "{order}: {records} records to be destroyed.", "records"),
        order=order,
        records=f"{records:,}",
    )
    if blocked:
        left_out = NN_("Left out: {records} record.", "Left out: {records} records.", "records")
        yield call.tr(left_out, records=f"{len(blocked):,}")
    yield from table([[one["uid"], " ".join(one["reasons"])] for one in blocked[:_BLOCKED_SHOWN]])
    if len(blocked) > _BLOCKED_SHOWN:
        yield call.tr("… and {count} more.", count=f"{len(blocked) - _BLOCKED_SHOWN:,}")


def _blocked(call: Invocation, blocked: Blocked) -> dict[str, Any]:
    return {"uid": blocked.uid, "reasons": [call.reason(reason) for reason in blocked.reasons]}


@destroy_app.command("approve", help=N_("Sign the order as approver."))
def approve(context: typer.Context, order: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        state = services.destruction.approve(order, services.session.signer)
    call.give(state.result(), _state_lines(call, state))


def _state_lines(call: Invocation, state: OrderStatus) -> list[str]:
    head = call.tr(
        NN_("{order}: {state}, {records} record.", "{order}: {state}, {records} records.", "records"),
        order=state.order,
        state=call.tr(label(state.state)),
        records=f"{state.records:,}",
    )
    signed = [
        [call.tr(label(one.role)), one.operator, f"{one.signed_at.astimezone():%Y-%m-%d %H:%M}"]
        for one in state.signatures
    ]
    rest = [call.tr("May be executed from {day} on.", day=state.earliest_on)] if state.earliest_on else []
    if state.decided_by_hand:
        rest.append(call.tr("Decided otherwise by hand: {count}.", count=f"{state.decided_by_hand:,}"))
    return [head, *rest, *table(signed), *([state.certificate] if state.certificate else [])]


def _done_lines(call: Invocation, done: Executed) -> list[str]:
    """The result for people: what is gone, what the reading back found, which copies are left, the certificate."""
    residue = done.residue
    lines = [
        call.tr(
            NN_("{order}: {records} record destroyed.", "{order}: {records} records destroyed.", "records"),
            order=done.order,
            records=f"{done.destroyed:,}",
        ),
        call.tr(RESULTS[done.result]),
        call.tr(
            "Pages read back: {pages}. Values found: {hits} of {values}; in the old database {control}.",
            pages=f"{residue.pages:,}",
            hits=residue.hits,
            values=f"{residue.values:,}",
            control=f"{residue.control_hits:,}",
        ),
    ]
    copies = [
        [call.tr(COPY_KINDS.get(one.kind, one.kind)), one.file, f"{one.records:,}"] for one in done.surviving_copies
    ]
    waits = call.tr("The witness has still to sign; then the certificate is issued.")
    return [*lines, *table(copies), done.certificate.file if done.certificate else waits]


@destroy_app.command("execute", help=N_("Destroy: write what stays under a new key, read back, switch."))
def execute(context: typer.Context, order: str, out: Out) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        done = services.destruction.execute(order, out, language=call.language, progress=progress)
    call.give(done.result_object(), _done_lines(call, done))


@destroy_app.command("witness", help=N_("Sign what was measured, as witness; issues the certificate."))
def witness(
    context: typer.Context,
    order: str,
    out: Out,
    department: Annotated[
        list[Department] | None, typer.Option(help=N_("For which department; by default for all that are left."))
    ] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        signer, departments = services.session.signer, department or []
        done = services.destruction.witness(order, signer, out, language=call.language, departments=departments)
    waits = call.tr("Other departments have still to witness; then the certificate is issued.")
    lines = [done.certificate.file if done.certificate else waits]
    call.give({"order": done.order, "certificate": done.certificate}, lines)


@destroy_app.command("withdraw", help=N_("Withdraw an order that was not executed."))
def withdraw(context: typer.Context, order: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        state = services.destruction.withdraw(order)
    call.give(state.result(), _state_lines(call, state))


@destroy_app.command("status", help=N_("Where an order stands."))
def status(context: typer.Context, order: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        state = services.destruction.status(order)
    call.give(state.result(), _state_lines(call, state))


app.add_typer(destroy_app, name="destroy")


@certificate_app.callback(help=N_("Issued certificates."))
def certificate(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@certificate_app.command("list", help=N_("The certificates issued so far."))
def certificate_list(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.documents.certificates()
    rows = [
        [one.number, call.tr(DOCUMENT_KINDS.get(one.kind, one.kind)), local_time(one.issued_at), one.file]
        for one in found
    ]
    call.give({"certificates": found}, table(rows))


@certificate_app.command("export", help=N_("Write a certificate's file again."))
def certificate_export(context: typer.Context, document: str, out: Out) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        written = services.documents.export(document, out)
    call.give({"certificates": [written]}, [written.file])


@certificate_app.command("sign", help=N_("Sign an issued PDF further, with a certificate from a PKCS#12 file."))
def certificate_sign(
    context: typer.Context,
    document: str,
    out: Out,
    signer: Annotated[Path, typer.Option(help=N_("The PKCS#12 file (.p12, .pfx)."))],
    signer_password_file: Annotated[Path, typer.Option()],
    reason: Annotated[str, typer.Option(help=N_("In which capacity it is signed."))] = "",
) -> None:
    call = invocation(context)
    content, password = signer_file(signer), read_passphrase(signer_password_file).reveal()
    who = Countersigner(content, password, signer.name, reason)
    with call.unlocked(context.meta["vault"]) as services:
        written = services.documents.countersign(document, who, out, language=call.language)
    call.give({"certificates": [written]}, [written.file])


@certificate_app.command("export-all", help=N_("Write every document into one new folder, with an index page."))
def certificate_export_all(context: typer.Context, out: Out) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        done = services.documents.export_all(out, language=call.language, progress=progress)
    result = {"folder": done.folder, "documents": done.documents}
    call.give(result, named(result, call.tr))


app.add_typer(certificate_app, name="certificate")
