"""Commands on the register of incidents: add, change, done, notice, close, delete, list, show."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from app.commands.bounds import MOST
from app.commands.invocation import Invocation, invocation
from app.commands.lines import table
from app.commands.notices import day_of
from app.domain.incident_register import EVENTS, INFO_KINDS, Account, Entry, Event, InfoKind
from app.domain.incidents import DUTIES, LEVELS, Incident
from app.domain.instants import FORM, local_instant
from app.errors import UserError
from app.i18n import N_
from app.services.incidents import words_of

app = typer.Typer()
incident_app = typer.Typer()

Cause = Annotated[str | None, typer.Option(help=N_("Of a leak: its cause."))]
Harm = Annotated[str | None, typer.Option(help=N_("Of a leak: the harm that is possible."))]
Measures = Annotated[str | None, typer.Option(help=N_("Of a leak: what has been done."))]
Advice = Annotated[str | None, typer.Option(help=N_("Of a leak: what customers can do."))]
Info = Annotated[list[InfoKind] | None, typer.Option(help=N_("A kind of information; may be repeated."))]
Moment = Annotated[str, typer.Option(help=N_("When, YYYY-MM-DD HH:MM in the computer's time (default: now)."))]
Serious = Annotated[bool | None, typer.Option(help=N_("Much information of citizens, a serious threat."))]
Crime = Annotated[bool | None, typer.Option(help=N_("A crime is suspected."))]
Minors = Annotated[bool | None, typer.Option(help=N_("Children are among them."))]
Avoided = Annotated[bool | None, typer.Option(help=N_("The harm is kept off effectively."))]


@incident_app.callback(help=N_("The register of incidents: what happened, who was told, what is still to be done."))
def incident(context: typer.Context, vault: Path) -> None:
    context.meta["vault"] = vault


@incident_app.command("add", help=N_("Enter an incident; the answer names what has to be done, and by when."))
def add(
    context: typer.Context,
    people: Annotated[int, typer.Option(min=0, max=MOST, help=N_("How many people's information it is."))],
    discovered: Moment = "",
    event: Annotated[Event, typer.Option(help=N_("What happened to the information."))] = Event.LEAK,
    info: Info = None,
    cause: Cause = None,
    harm: Harm = None,
    measures: Measures = None,
    advice: Advice = None,
    serious: Annotated[
        bool, typer.Option("--serious", help=N_("Much information of citizens, a serious threat."))
    ] = False,
    crime: Annotated[bool, typer.Option("--crime", help=N_("A crime is suspected."))] = False,
    minors: Annotated[bool, typer.Option("--minors", help=N_("Children are among them."))] = False,
    avoided: Annotated[bool, typer.Option("--avoided", help=N_("The harm is kept off effectively."))] = False,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        at = _moment(discovered) if discovered else services.session.clock.now()
        facts = Incident(at, people, serious, crime, minors, avoided)
        account = Account(event, facts, tuple(info or ()), cause or "", harm or "", measures or "", advice or "")
        made = services.incidents.add(account)
        now = services.session.clock.now()
    call.give(_result(call, made, now), _lines(call, made, now))


@incident_app.command("change", help=N_("Put down what is known now; what is not named stays."))
def change(
    context: typer.Context,
    number: str,
    people: Annotated[
        int | None, typer.Option(min=0, max=MOST, help=N_("How many people's information it is."))
    ] = None,
    discovered: Moment = "",
    event: Annotated[Event | None, typer.Option(help=N_("What happened to the information."))] = None,
    info: Info = None,
    cause: Cause = None,
    harm: Harm = None,
    measures: Measures = None,
    advice: Advice = None,
    serious: Serious = None,
    crime: Crime = None,
    minors: Minors = None,
    avoided: Avoided = None,
) -> None:
    call = invocation(context)
    facts = _given(people=people, serious=serious, crime=crime, minors=minors, avoided=avoided)
    if discovered:
        facts["discovered_at"] = _moment(discovered)
    told = _given(event=event, cause=cause, harm=harm, measures=measures, advice=advice)
    if info:
        told["info"] = tuple(info)
    with call.unlocked(context.meta["vault"]) as services:
        known = services.incidents.find(number).account
        newer = replace(known, facts=replace(known.facts, **facts), **told)
        made = services.incidents.change(number, newer)
        now = services.session.clock.now()
    call.give(_result(call, made, now), _lines(call, made, now))


@incident_app.command("done", help=N_("Enter that something was done: reported when, and to whom."))
def done(
    context: typer.Context,
    number: str,
    duty: Annotated[str, typer.Option(help=N_("remedy, report, police, authority, individuals, guardians, summary."))],
    to: Annotated[str, typer.Option(help=N_("The office or the circle of people that was told."))] = "",
    at: Moment = "",
    note: Annotated[str, typer.Option(help=N_("The receipt's number, or a few words."))] = "",
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        now = services.session.clock.now()
        made = services.incidents.done(number, duty, _moment(at) if at else now, to, note)
    call.give(_result(call, made, now), _lines(call, made, now))


@incident_app.command("notice", help=N_("Prepare the notice to the customers (PIPL 57) with what the entry says."))
def notice(
    context: typer.Context,
    number: str,
    recipient: Annotated[str, typer.Option(help=N_("Who answers questions."))],
    contact: Annotated[str, typer.Option(help=N_("Phone, address or e-mail of who answers."))],
    out: Annotated[Path, typer.Option()],
    search: Annotated[str | None, typer.Option(help=N_("Only the customers of these records."))] = None,
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services, call.progress() as progress:
        chosen = services.records.resolve(search=search) if search else None
        said = words_of(services.incidents.find(number), recipient, contact)
        told = services.incidents.notify(
            number, said, out, record_ids=chosen, language=call.language, progress=progress
        )
    call.give({"incident": number, **told.result()}, [told.notice, *told.files])


@incident_app.command("close", help=N_("Say that the handling is over; the entry's own period runs from then on."))
def close(
    context: typer.Context,
    number: str,
    on: Annotated[str, typer.Option(help=N_("The day on which it was over, YYYY-MM-DD (default: today)."))] = "",
) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        day = day_of(on) if on else services.session.clock.today()
        made = services.incidents.close(number, day)
        now = services.session.clock.now()
    call.give(_result(call, made, now), _lines(call, made, now))


@incident_app.command("delete", help=N_("Take an entry out for good once its period is over."))
def delete(context: typer.Context, number: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        services.incidents.delete(number)
    call.give_deleted(number)


@incident_app.command("list", help=N_("The incidents that were entered."))
def list_(context: typer.Context) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found, now = services.incidents.all(), services.session.clock.now()
    lines = [line for one in found for line in _lines(call, one, now)]
    call.give({"incidents": [_result(call, one, now) for one in found]}, lines)


@incident_app.command("show", help=N_("One incident whole."))
def show(context: typer.Context, number: str) -> None:
    call = invocation(context)
    with call.unlocked(context.meta["vault"]) as services:
        found, now = services.incidents.find(number), services.session.clock.now()
    call.give(_result(call, found, now), _lines(call, found, now))


app.add_typer(incident_app, name="incident")


def _moment(text: str) -> datetime:
    try:
        return local_instant(text)
    except ValueError:
        raise UserError("bad-instant", text=text) from None


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _result(call: Invocation, one: Entry, now: datetime) -> dict[str, Any]:
    account, facts, left = one.account, one.account.facts, one.time_left(now)
    return {
        "incident": one.number,
        "event": account.event,
        "discovered_at": facts.discovered_at,
        "people": facts.people,
        "info": list(account.info),
        "level": one.level,
        "serious": facts.serious,
        "crime": facts.crime,
        "minors": facts.minors,
        "avoided": facts.avoided,
        "cause": account.cause,
        "harm": account.harm,
        "measures": account.measures,
        "advice": account.advice,
        "duties": [
            {
                "duty": duty.code,
                "text": call.tr(DUTIES[duty.code][1]),
                "due": duty.due,
                "done_at": one.done_at(duty.code),
            }
            for duty in one.duties()
        ],
        "minutes_left": None if left is None else int(left.total_seconds() // 60),
        "steps": [
            {"duty": step.duty, "done_at": step.done_at, "to": step.told, "note": step.note, "by": step.entered_by}
            for step in one.steps
        ],
        "notice": one.notice or None,
        "handled_on": one.handled_on,
        "keep_until": one.keep_until,
    }


def _lines(call: Invocation, one: Entry, now: datetime) -> Iterable[str]:
    account = one.account
    found = account.facts.discovered_at.astimezone().strftime(FORM)
    info = call.tr(", ").join(call.tr(INFO_KINDS[kind]) for kind in account.info)
    yield from table([[one.number, call.tr(EVENTS[account.event]), found, call.tr(LEVELS[one.level]), info]])
    rows = []
    for duty in one.duties():
        done_at = one.done_at(duty.code)
        state = call.tr("done {moment}", moment=done_at.astimezone().strftime(FORM)) if done_at else ""
        if not done_at and duty.due is not None:
            state = call.tr("until {moment}", moment=duty.due.astimezone().strftime(FORM))
            state += call.tr(": over") if duty.due < now else ""
        rows.append([call.tr(DUTIES[duty.code][0]), state])
    yield from table(rows)
    if one.keep_until is not None:
        yield call.tr("Kept until {day}, three years from the end of the handling.", day=str(one.keep_until))
