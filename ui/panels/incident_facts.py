"""What the side card tells of an incident: its clock, its duties and who was told, until when it is kept."""

from datetime import datetime, timedelta

from app.domain.incident_register import EVENTS, INFO_KINDS, Entry
from app.domain.incidents import DUTIES, LEVELS, Duty, Level
from app.domain.keeping import is_over
from app.i18n import N_
from ui.context import AppContext
from ui.formatting import day, moment, number
from ui.panels.facts import FactCard
from ui.widgets.texts import Tone

OVER = N_("Its period is over: nothing asks for keeping it any longer.")


def show_incident(card: FactCard, entry: Entry, context: AppContext) -> None:
    """Fill the card; the actions are added by the screen."""
    tr, words = context.tr, context.catalogue
    account, facts, now = entry.account, entry.account.facts, context.services.session.clock.now()
    card.begin(entry.number, tr(EVENTS[account.event]))
    tone: Tone | None = None if entry.level is Level.ORDINARY else "danger"
    card.add_fact(tr("Size of the incident"), tr(LEVELS[entry.level]), tone)
    left = entry.time_left(now)
    if left is not None:
        card.add_fact(tr("Time left to report"), time_left(left, context), "danger")
    card.add_fact(tr("Found out on"), moment(facts.discovered_at))
    card.add_fact(tr("People whose information it is"), number(facts.people))
    card.add_fact(tr("Kinds of information"), tr(", ").join(tr(INFO_KINDS[kind]) for kind in account.info) or "—")
    texts = {
        tr("Cause, as far as it is known"): account.cause,
        tr("Harm that it may do"): account.harm,
        tr("What has been done"): account.measures,
        tr("What customers can do"): account.advice,
    }
    for title, text in texts.items():
        if text:
            card.add_fact(title, text)
    if entry.notice:
        card.add_fact(tr("Notice to customers"), entry.notice)
    card.add_section(tr("What has to be done"), [_duty(entry, duty, now, context) for duty in entry.duties()])
    told = [tr("{moment} {who}").format(moment=moment(step.done_at), who=f"{step.told} {step.note}".strip())
            for step in entry.steps if step.told or step.note]  # fmt: skip
    if told:
        card.add_section(tr("Who was told"), told)
    if entry.keep_until is not None:
        card.add_fact(tr("To be kept until"), day(entry.keep_until, words))
        if is_over(entry.keep_until, context.services.session.clock.today()):
            card.add_note(tr(OVER))
        card.add_note(tr("No law sets a period: three years, in which claims can be brought (Civil Code 188)."))


def time_left(left: timedelta, context: AppContext) -> str:
    """Hours and minutes, or that they are over."""
    minutes = int(left.total_seconds() // 60)
    if minutes < 0:
        return context.tr("over for {hours} h {minutes} min").format(hours=-minutes // 60, minutes=-minutes % 60)
    return context.tr("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


def _duty(entry: Entry, duty: Duty, now: datetime, context: AppContext) -> str:
    tr = context.tr
    heading, done_at = tr(DUTIES[duty.code][0]), entry.done_at(duty.code)
    if done_at is not None:
        return tr("✓ {duty} ({moment})").format(duty=heading, moment=moment(done_at))
    if duty.due is None:
        return tr("○ {duty}").format(duty=heading)
    due = tr("○ {duty}: until {moment}").format(duty=heading, moment=moment(duty.due))
    return due if duty.due >= now else tr("{text}, over").format(text=due)
