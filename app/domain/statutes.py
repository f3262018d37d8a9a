"""Decides over records under a statutory minimum: the longest that covers them, the lock inside, what comes after."""

from datetime import date

from app.domain.cases import Case, basis_text, day_after, once
from app.domain.retention import Basis, Decision, Effect, Reason, Rule
from app.domain.terms import clock_start, last_day, period_code
from app.domain.words import Disposition, State

CUSTODY_CODES = {"ACC-END": "custody-end", "ACC-SPLIT": "custody-split", "ACC-MERGE": "custody-merge"}


def decide_statutory(case: Case) -> Decision:
    """The decision where the record's own rule sets a minimum."""
    covering = _covering(case)
    if any(rule.permanent for rule in covering):
        return _permanent(case, covering)
    trigger = case.facts.trigger_date
    if trigger is None:
        return case.without_trigger()
    ends = {rule.id: last_day(rule, trigger) for rule in covering}
    until = max(ends.values())
    opened = _open_matters(case)
    reasons = tuple(_period(case, rule, trigger, ends[rule.id]) for rule in covering)
    basis = once([*(one for rule in covering for one in rule.basis), *opened])
    if opened:
        reasons += (Reason("open-debt", (("basis", basis_text(opened)),)),)
    if until >= case.today or opened:
        disposition, kept, lock = _keeping(case, covering)
        return Decision(
            disposition,
            case.rule.id,
            once([*basis, *lock]),
            reasons + kept,
            retain_until=until if until >= case.today else None,
            due=None if opened else day_after(until),
            permanent=False,
            decided=True,
            destroyable=False,
        )
    return Decision(
        Disposition.DESTROY,
        case.rule.id,
        basis,
        (*reasons, _afterwards(case)),
        retain_until=until,
        due=day_after(until),
        permanent=False,
        decided=True,
        destroyable=True,
    )


def _covering(case: Case) -> tuple[Rule, ...]:
    """The record's own rule, then all others whose records include its, by id."""
    others = (
        rule
        for rule in case.pack.rules
        if rule is not case.rule and rule.is_statutory and case.is_on(rule) and _also_covers(case, rule)
    )
    return case.rule, *sorted(others, key=lambda rule: rule.id)


def _also_covers(case: Case, rule: Rule) -> bool:
    """By name, or because two sector rules of the firm's profile meet in one record."""
    return case.rule.id in rule.covers or (bool(case.rule.profile) and case.facts.kind in rule.whole)


def _permanent(case: Case, covering: tuple[Rule, ...]) -> Decision:
    ever = tuple(rule for rule in covering if rule.permanent)
    reasons = tuple(Reason("permanent", (("rule", rule.title), ("basis", basis_text(rule.basis)))) for rule in ever)
    _, kept, lock = _keeping(case, ever)
    return Decision(
        Disposition.KEEP if case.facts.state is State.ARCHIVED else Disposition.ARCHIVE,
        case.rule.id,
        once([*(one for rule in covering for one in rule.basis), *lock]),
        reasons + kept,
        retain_until=None,
        due=None,
        permanent=True,
        decided=True,
        destroyable=False,
    )


def _period(case: Case, rule: Rule, trigger: date, until: date) -> Reason:
    who = "period" if rule is case.rule else "also"
    params = (
        ("rule", rule.title),
        ("basis", basis_text(rule.basis)),
        ("period", period_code(rule)),
        ("start", clock_start(rule, trigger).isoformat()),
        ("until", until.isoformat()),
    )
    return Reason(f"{who}-{'running' if until >= case.today else 'over'}", params)


def _open_matters(case: Case) -> tuple[Basis, ...]:
    """The articles that keep a record with an open matter; its own where no rule speaks of it. Empty: none is open."""
    if not case.facts.open_debt:
        return ()
    rules = (rule for rule in case.pack.of_effect(Effect.OPEN_MATTERS) if case.rule.id in rule.covers)
    return tuple(one for rule in rules for one in rule.basis) or case.rule.basis


def _afterwards(case: Case) -> Reason:
    """What has to happen once the period is over."""
    basis = case.pack.duty(case.rule.after)
    if not basis or (case.rule.after == "delete" and not case.facts.personal):
        return Reason("after-nothing")
    return Reason(f"after-{case.rule.after}", (("basis", basis_text(basis)),))


def _keeping(case: Case, covering: tuple[Rule, ...]) -> tuple[Disposition, tuple[Reason, ...], tuple[Basis, ...]]:
    """How a record is kept that must be kept: disposition, further reasons, the articles of the lock."""
    custody = tuple(
        Reason(CUSTODY_CODES[rule.id], (("basis", basis_text(rule.basis)),))
        for rule in case.pack.of_effect(Effect.CUSTODY)
        if case.rule.id in rule.covers and case.firm.closure in rule.closures
    )
    lock = once(one for rule in case.pack.of_effect(Effect.LOCK) for one in rule.basis)
    if case.facts.personal and any(rule.locks for rule in covering):
        return Disposition.RESTRICT, (Reason("pi-locked", (("basis", basis_text(lock)),)), *custody), lock
    reasons = custody
    if case.facts.personal:
        reasons = (Reason("no-lock", (("basis", basis_text(lock)),)), *custody)
    if case.facts.state is State.ARCHIVED:
        return Disposition.KEEP, (*reasons, Reason("kept-archived")), ()
    return Disposition.ARCHIVE, reasons, ()
