"""Decides over records that no statutory period covers: PIPL's shortest necessary time, succession, and proof."""

from datetime import date

from app.domain.cases import Case, basis_text, day_after, once, undecided
from app.domain.retention import Basis, Decision, Effect, Reason, Rule
from app.domain.terms import last_day, period_code
from app.domain.words import Closure, Disposition, State

HANDING_OVER = frozenset({Closure.TRANSFER, Closure.MERGER})
ENDS = {"ECOM-USER": "account-closed", "PI-TRUSTEE": "trusteeship-ended"}


def decide_by_purpose(case: Case) -> Decision:
    """The decision where the record's own rule sets no minimum."""
    sector = _sector_rule(case)
    if sector is not None:
        first = (("rule", sector.title), ("basis", basis_text(sector.basis)))
        return undecided(case.facts, Reason("sector-rule-first", first), sector.basis)
    return _evidence(case) if case.rule.effect is Effect.EVIDENCE else _shortest(case)


def _sector_rule(case: Case) -> Rule | None:
    """A rule of the firm's own sector that covers all records of this kind, so that none of them goes by purpose."""
    rules = (rule for rule in case.pack.rules if rule.profile and rule.is_statutory and case.is_on(rule))
    return min((rule for rule in rules if case.facts.kind in rule.whole), key=lambda rule: rule.id, default=None)


def _evidence(case: Case) -> Decision:
    """No law sets a period, but who deletes early may lose the dispute: a person decides until the limitation ends."""
    if case.facts.trigger_date is None:
        return case.without_trigger()
    limits = case.pack.of_effect(Effect.LIMITATION)
    until = max((last_day(rule, case.facts.trigger_date) for rule in limits), default=date.max)
    if until < case.today:
        return _shortest(case)
    basis = once([*case.rule.basis, *(one for rule in limits for one in rule.basis)])
    params = (("rule", case.rule.title), ("basis", basis_text(basis)), ("until", until.isoformat()))
    return undecided(case.facts, Reason("evidence-review", params), basis, day_after(until))


def _shortest(case: Case) -> Decision:
    since, why = _purpose_end(case)
    handed_over = case.facts.state is State.TRANSFERRED
    ended = handed_over or (since is not None and since <= case.today)
    basis = _articles(case)
    if case.facts.open_debt:
        return _decision(case, Disposition.KEEP, basis, (Reason("open-purpose"),), None)
    if case.firm.closure in HANDING_OVER and not handed_over:
        articles, reason = _handing_over(case)
        articles = once([*basis, *articles])
        return _decision(case, Disposition.TRANSFER, articles, (reason,), since, destroyable=ended)
    if ended:
        return _decision(case, Disposition.DESTROY, basis, _why_over(case, why, since), since, destroyable=True)
    return _decision(case, Disposition.KEEP, basis, _why_not_over(case, since), since)


def _decision(
    case: Case,
    disposition: Disposition,
    basis: tuple[Basis, ...],
    reasons: tuple[Reason, ...],
    due: date | None,
    *,
    destroyable: bool = False,
) -> Decision:
    return Decision(disposition, case.rule.id, basis, reasons, None, due, False, True, destroyable)


def _articles(case: Case) -> tuple[Basis, ...]:
    """The record's own articles and PIPL 47(1); for what is no personal information, the article that says so."""
    if not case.facts.personal:
        return case.pack.duty("definition")
    own = case.rule.basis if case.rule.effect is Effect.PURPOSE else ()
    return once([*own, *case.pack.duty("delete")])


def _purpose_end(case: Case) -> tuple[date | None, str]:
    """The first day on which the purpose is over, and the reason's code."""
    ends = [(case.firm.profile.service_ended_on, "purpose-ended")]
    if case.rule.effect is Effect.PURPOSE:
        ends.append((case.facts.trigger_date, ENDS.get(case.rule.id, "purpose-met")))
    return min(((day, code) for day, code in ends if day is not None), default=(None, ""))


def _why_over(case: Case, why: str, since: date | None) -> tuple[Reason, ...]:
    said = (("basis", basis_text(_articles(case))),)
    when = (("since", since.isoformat()),) if since else ()
    if not case.facts.personal:
        return (Reason("not-personal", said),)
    if case.facts.state is State.TRANSFERRED:
        return (Reason("copy-of-transferred", said),)
    limits = tuple(
        Reason("limitation", (("basis", basis_text(rule.basis)), ("period", period_code(rule))))
        for rule in case.pack.of_effect(Effect.LIMITATION)
        if case.rule is rule or case.facts.kind in rule.kinds
    )
    return (Reason(why, said + when), *limits)


def _why_not_over(case: Case, since: date | None) -> tuple[Reason, ...]:
    said = (("basis", basis_text(_articles(case))),)
    still: tuple[Reason, ...] = ()
    if case.firm.closure is Closure.ADDRESS_CANCELLATION:
        still = (Reason("address-only"),)
    if not case.facts.personal:
        return (Reason("not-personal-yet", said), *still)
    if since is None:
        return (Reason("purpose-runs", said), *still)
    return (Reason("purpose-ends-later", (*said, ("since", since.isoformat()))), *still)


def _handing_over(case: Case) -> tuple[tuple[Basis, ...], Reason]:
    if not case.facts.personal:
        return (), Reason("to-hand-over-plain")
    duty, code = "succession", "to-hand-over"
    if case.firm.closure is Closure.TRANSFER:
        duty, code = "provision", "to-hand-over-separately"
    basis = case.pack.duty(duty)
    return basis, Reason(code, (("basis", basis_text(basis)),))
