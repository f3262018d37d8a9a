"""The law library (法规库): every entry of a rule pack as it is read, by law or by duty, and found by its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.cases import binds
from app.domain.citations import cite
from app.domain.closing_plan import applies
from app.domain.closing_tasks import ClosingTask
from app.domain.firm import Firm
from app.domain.marks import N_, NN_, worded
from app.domain.retention import Basis, Effect, NormLevel, Rule, RulePack, Trigger


class Duty(StrEnum):
    """What an entry asks of the firm."""

    KEEP = "keep"
    DELETE = "delete"
    LOCK = "lock"
    WEIGH = "weigh"
    CLOSE = "close"
    ASK = "ask"


DUTIES = {
    Duty.KEEP: N_("Keep for a period"),
    Duty.DELETE: N_("Delete or return"),
    Duty.LOCK: N_("Store only, or keep on"),
    Duty.WEIGH: N_("Weigh: proof and limitation"),
    Duty.CLOSE: N_("Do when closing"),
    Duty.ASK: N_("Unsettled: a person decides"),
}
_OF_EFFECT = {
    Effect.RETAIN: Duty.KEEP,
    Effect.PURPOSE: Duty.DELETE,
    Effect.LOCK: Duty.LOCK,
    Effect.OPEN_MATTERS: Duty.LOCK,
    Effect.CUSTODY: Duty.LOCK,
    Effect.LIMITATION: Duty.WEIGH,
    Effect.EVIDENCE: Duty.WEIGH,
}
_ANY_PEOPLE = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule, one task, or one kind of record whose law is unsettled; `binds`: whether it is this firm's."""

    id: str
    title: str
    duty: Duty
    basis: tuple[Basis, ...]
    norm_level: str
    confidence: str
    checked_on: date
    wording: str
    binds: bool
    rule: Rule | None = None
    task: ClosingTask | None = None

    @property
    def laws(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.law for one in self.basis))


def entries(pack: RulePack, firm: Firm) -> tuple[Entry, ...]:
    """All of a pack: rules, tasks, then what is unsettled, each in the pack's order."""
    rules = [
        Entry(
            one.id, one.title, _OF_EFFECT[one.effect], one.basis, one.norm_level, one.confidence, one.checked_on,
            one.wording, binds(one, firm), rule=one,
        )
        for one in pack.rules
    ]  # fmt: skip
    tasks = [
        Entry(
            one.id, one.title, Duty.CLOSE, one.basis, "", one.confidence, one.checked_on, one.wording,
            applies(one, firm, _ANY_PEOPLE), task=one,
        )
        for one in pack.tasks
    ]  # fmt: skip
    open_ones = [
        Entry(one.id, one.title, Duty.ASK, (), "", "", pack.checked_on, "", binds=True) for one in pack.unsettled
    ]
    return (*rules, *tasks, *open_ones)


def search(found: Iterable[Entry], text: str, translate: Callable[[str], str]) -> tuple[Entry, ...]:
    """The entries in which every word stands: in the id, the title, the articles or the wording, in any language."""
    words = text.lower().split()
    return tuple(one for one in found if all(word in _words(one, translate) for word in words))


def _words(one: Entry, translate: Callable[[str], str]) -> str:
    articles = (f"{basis.law}{basis.article}" for basis in one.basis)
    texts = (one.id, one.title, translate(one.title), cite(one.basis, translate), *articles, one.wording)
    return "\n".join(texts).lower()


NORM_LEVELS = {
    NormLevel.LAW: N_("Law"),
    NormLevel.ADMINISTRATIVE_REGULATION: N_("Administrative regulation"),
    NormLevel.DELEGATED_RULE: N_("Rule delegated by a law"),
    NormLevel.DEPARTMENT_RULE: N_("Department rule"),
    NormLevel.JUDICIAL_INTERPRETATION: N_("Judicial interpretation"),
    NormLevel.OWN_RULE: N_("The firm's own rule"),
}
_AFTER = {
    "appraise": N_("Appraise, then destroy or keep on"),
    "delete": N_("Delete on the firm's own initiative"),
    "return": N_("Return or delete"),
    "review": N_("A person decides"),
    "nothing": N_("Nothing is prescribed"),
}
_UNITS = (
    (NN_("{n} year", "{n} years", "n"), "years"),
    (NN_("{n} month", "{n} months", "n"), "months"),
    (NN_("{n} day", "{n} days", "n"), "days"),
)


def period_text(rule: Rule, translate: Callable[[str], str]) -> str:
    """How long, and from when, in words."""
    if rule.permanent:
        return translate(N_("For ever"))
    lengths = (worded(text, {"n": n}, translate) for text, name in _UNITS if (n := getattr(rule, name)))
    length = next(lengths, "")
    event = translate(rule.event)
    if not length:
        return translate(N_("No period; counts from {event}")).format(event=event)
    if rule.trigger is Trigger.YEAR_END:
        return translate(N_("{length} from 1 January after {event}")).format(length=length, event=event)
    return translate(N_("{length} from {event}")).format(length=length, event=event)


def after_text(rule: Rule, translate: Callable[[str], str]) -> str:
    """What has to happen once the period is over."""
    return translate(_AFTER.get(rule.after, rule.after))
