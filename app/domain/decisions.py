"""What may and must happen to a record on a day, and why: a pure function of facts, firm, day and rule pack.

Order (law.md section 4): holds first; then the longest statutory minimum that covers the record; personal information
inside it is locked; all else follows PIPL's shortest necessary time. What nobody knows is never guessed.
"""

from dataclasses import replace
from datetime import date

from app.domain.cases import Case, binds, undecided
from app.domain.firm import Firm
from app.domain.purposes import decide_by_purpose
from app.domain.retention import OWN_EFFECTS, Decision, Effect, Facts, Reason, Rule, RulePack
from app.domain.statutes import decide_statutory
from app.domain.terms import last_day
from app.domain.words import Disposition, State


def decide(facts: Facts, firm: Firm, today: date, pack: RulePack) -> Decision:
    """The decision over a record with these facts on this day; equal input gives equal output."""
    if facts.state is State.DESTROYED:
        gone = (Reason("already-destroyed"),)
        return Decision(Disposition.DESTROY, facts.rule, (), gone, None, None, False, True, False)
    decision = _without_holds(facts, firm, today, pack)
    if not facts.holds:
        return decision
    held = Reason("held", (("holds", str(facts.holds)),))
    reasons = (held, *decision.reasons)
    return replace(decision, disposition=Disposition.KEEP, reasons=reasons, due=None, destroyable=False)


def retain_until(rule_id: str | None, trigger_date: date | None, pack: RulePack) -> date | None:
    """The last day of the longest statutory period over a record; None where none is known or none ends."""
    rule = _find(pack, rule_id)
    if rule is None or not rule.is_statutory or trigger_date is None:
        return None
    covering = [rule, *(other for other in pack.rules if rule.id in other.covers and other.is_statutory)]
    return None if any(one.permanent for one in covering) else max(last_day(one, trigger_date) for one in covering)


def _without_holds(facts: Facts, firm: Firm, today: date, pack: RulePack) -> Decision:
    if facts.kind is None:
        return undecided(facts, Reason("not-classified"))
    if facts.rule is None:
        return undecided(facts, Reason("no-rule"))
    rule = _find(pack, facts.rule)
    if rule is None or rule.effect not in OWN_EFFECTS:
        return undecided(facts, Reason("rule-unknown", (("id", facts.rule),)))
    if not binds(rule, firm):
        other = (("rule", rule.title), ("switch", rule.profile))
        return undecided(facts, Reason("rule-not-for-firm", other), rule.basis)
    case = Case(facts, rule, firm, today, pack)
    return decide_statutory(case) if rule.effect is Effect.RETAIN else decide_by_purpose(case)


def _find(pack: RulePack, rule_id: str | None) -> Rule | None:
    return next((rule for rule in pack.rules if rule.id == rule_id), None)
