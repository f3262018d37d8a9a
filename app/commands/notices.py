"""Commands on notices: prepare, publish, delivered, receipts, consent, object, list, status."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.domain.marks import NN_
from app.domain.notice_texts import NOTICE_KINDS
from app.domain.notices import Consent, Particulars, method_of
from app.domain.words import NoticeKind
from app.errors import UserError
from app.i18n import N_
from app.services.notices import NoticeStatus

app = typer.Typer()
notice_app = typer.Typer()

Text = Annotated[str, typer.Option()]
Evidence = Annotated[Path | None, typer.Option(help=N_("A proof file, kept sealed in the vault."))]
Customers = Annotated[
    list[str] | None, typer.Option("--customer", help=N_("A customer's id or number, or the letter's number."))
]
On = Annotated[str, typer.Option("--on", help=N_("A day, YYYY-MM-DD; not one that is still to come."))]


@notice_app.callback(help=N_("Notices to customers: letters, posters, texts, and what came of them."))
def notice(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@notice_app.command("prepare", help=N_("Write letters, posters, texts and the delivery list into a folder."))
def prepare(
    context: typer.Context,
    kind: Annotated[NoticeKind, typer.Option()],
    recipient: Annotated[str, typer.Option(help=N_("Who gets the records; else who answers questions afterwards."))],
    contact: Annotated[str, typer.Option(help=N_("How the recipient is reached."))],
    out: Annotated[Path, typer.Option()],
    search: Annotated[str | None, typer.Option(help=N_("Only the customers of these records."))] = None,
    uid: Annotated[list[str] | None, typer.Option(help=N_("Only the customers of these records."))] = None,
    order: Annotated[str | None, typer.Option(help=N_("Only the customers of a destruction order."))] = None,
    purpose: Text = "",
    processing: Annotated[str, typer.Option(help=N_("How the recipient will handle it."))] = "",
    cause: Annotated[str, typer.Option(help=N_("Of a leak: its cause."))] = "",
    harm: Annotated[str, typer.Option(help=N_("Of a leak: the harm that is possible."))] = "",
    measures: Annotated[str, typer.Option(help=N_("Of a leak: what has been done."))] = "",
    advice: Annotated[str, typer.Option(help=N_("Of a leak: what customers can do."))] = "",
    ends_on: Annotated[str | None, typer.Option(help=N_("Of a closing: the last day of the service."))] = None,
) -> None:
    call = invocation(context)
    if sum(map(bool, (search, uid, order))) > 1:
        raise UserError("options-exclude", options="--search, --uid, --order")
    said = Particulars(
        recipient, contact, purpose, processing, cause, harm, measures, advice, day_of(ends_on) if ends_on else None
    )
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        chosen = services.records.resolve(uids=uid or [], search=search) if uid or search else None
        done = services.notices.prepare(
            kind, said, out, record_ids=chosen, order=order, language=call.language, progress=progress
        )
    _give(call, done)


@notice_app.command("publish", help=N_("Say that the public notice went up, and from when its periods run."))
def publish(context: typer.Context, number: str, on: On, evidence: Evidence = None) -> None:
    call = invocation(context)
    day = day_of(on)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.notices.publish(number, day)
        if evidence is not None:
            done = services.replies.prove_publication(number, evidence)
    _give(call, done)


@notice_app.command("delivered", help=N_("Say how letters reached their customers, or did not."))
def delivered(
    context: typer.Context,
    number: str,
    method: Annotated[str, typer.Option(help=N_("post, signed, sms, email, phone, public, other, returned."))],
    on: On,
    customer: Customers = None,
    evidence: Evidence = None,
) -> None:
    call = invocation(context)
    how, day = method_of(method), day_of(on)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.replies.delivered(number, how, day, customers=customer or [], evidence=evidence)
    _give(call, done)


@notice_app.command("receipts", help=N_("Read a list of deliveries and answers: a workbook or text table."))
def receipts(context: typer.Context, number: str, file: Path) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.replies.received(number, file)
    result = {**done.status.result(), "rows": done.entered, "unknown_rows": list(done.unknown_rows)}
    told = call.tr(
        NN_("{rows} row entered, {unknown} fit no letter.", "{rows} rows entered, {unknown} fit no letter.", "rows"),
        rows=done.entered,
        unknown=len(done.unknown_rows),
    )
    call.give(result, [told, *_lines(call, done.status)])


@notice_app.command("consent", help=N_("Enter what customers answered to a provision: yes, or with --refused no."))
def consent(
    context: typer.Context,
    number: str,
    on: On,
    customer: Customers = None,
    refused: Annotated[bool, typer.Option("--refused")] = False,
    evidence: Evidence = None,
) -> None:
    call = invocation(context)
    said, day = Consent.REFUSED if refused else Consent.GIVEN, day_of(on)
    with call.unlocked(context.meta["vault"]) as services:
        done = services.replies.consented(number, said, day, customers=customer or [], evidence=evidence)
    _give(call, done)


@notice_app.command("object", help=N_("Enter a customer's objection; the customer's records are frozen."))
def object_(
    context: typer.Context,
    number: str,
    customer: Annotated[str, typer.Option(help=N_("A customer's id or number, or the letter's number."))],
    text: Text,
    on: On,
) -> None:
    call = invocation(context)
    day = day_of(on)
    with call.unlocked(context.meta["vault"]) as services:
        hold = services.replies.objected(number, customer, text, day)
        status = services.notices.status(number)
    call.give({**status.result(), "hold": hold}, [hold, *_lines(call, status)])


@notice_app.command("list", help=N_("The notices made so far."))
def list_(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.notices.all()
    call.give({"notices": [one.result() for one in found]}, [line for one in found for line in _lines(call, one)])


@notice_app.command("status", help=N_("Where a notice stands."))
def status_(context: typer.Context, number: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found = services.notices.status(number)
    _give(call, found)


app.add_typer(notice_app, name="notice")


def day_of(text: str) -> date:
    """A day that was typed; UserError("bad-day")."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise UserError("bad-day", text=text) from error


def _give(call: Invocation, status: NoticeStatus) -> None:
    call.give(status.result(), _lines(call, status))


def _lines(call: Invocation, status: NoticeStatus) -> list[str]:
    counts, period = status.counts, status.period
    head = call.tr(
        NN_(
            "{notice}: {kind}, {letters} letter, {delivered} delivered, {returned} not deliverable.",
            "{notice}: {kind}, {letters} letters, {delivered} delivered, {returned} not deliverable.",
            "letters",
        ),
        notice=status.notice,
        kind=call.tr(NOTICE_KINDS[status.kind]),
        letters=f"{counts.letters:,}",
        delivered=f"{counts.delivered:,}",
        returned=f"{counts.returned:,}",
    )
    lines = [head]
    if period is not None:
        text = N_("On display from {first} to {last}; what it announces may be done from {opens}.")
        lines.append(call.tr(text, first=period.public_from, last=period.public_until, opens=period.opens_on))
        if period.provisional:
            lines.append(call.tr("The holiday calendar until then is not complete yet: it may be earlier, not later."))
    if status.unsaid:
        names = ", ".join(f"--{name}".replace("_", "-") for name in status.unsaid)
        lines.append(call.tr("General words stand for what was not given: {names}.", names=names))
    return [*lines, *table([[file] for file in status.files])]
