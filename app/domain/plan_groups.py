"""Gathers decisions into the plan's groups: one line for records with the same fate, rule and year."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.domain.plan import PlanGroup
from app.domain.retention import Decision, Facts, Reason
from app.domain.words import Disposition

_ORDER = (Disposition.DESTROY, Disposition.TRANSFER, Disposition.RESTRICT, Disposition.ARCHIVE, Disposition.KEEP)
_Decided = tuple[Facts, Decision, int]


def grouped(decided: Iterable[_Decided]) -> tuple[PlanGroup, ...]:
    """The groups, undecided ones first, then what may go, then what stays; by rule and day, the largest first."""
    parts: dict[object, list[_Decided]] = {}
    for one in decided:
        parts.setdefault(_key(*one[:2]), []).append(one)
    groups = [_group(members) for members in parts.values()]
    return tuple(sorted(groups, key=_rank))


def _key(facts: Facts, decision: Decision) -> object:
    """Equal for decisions that differ in days of one year only; what is due already differs in no day that matters."""
    due = None if decision.destroyable or decision.due is None else decision.due.year
    reasons = tuple(
        (reason.code, *(pair for pair in reason.params if not _is_day(pair[1]))) for reason in decision.reasons
    )
    return (facts.kind, facts.sensitivity, replace(decision, reasons=(), retain_until=None, due=None), reasons, due)


def _group(members: Sequence[_Decided]) -> PlanGroup:
    facts, _, _ = members[0]
    decisions = [decision for _, decision, _ in members]
    first = min(decisions, key=lambda one: (one.due or date.max, one.retain_until or date.max))
    return PlanGroup(
        facts.kind,
        facts.sensitivity,
        replace(first, reasons=_widened(decisions)),
        records=sum(count for _, _, count in members),
        held=sum(count for one, _, count in members if one.holds),
        due_last=max((one.due for one in decisions if one.due), default=None),
        members=frozenset(one for one, _, _ in members),
    )


def _widened(decisions: Sequence[Decision]) -> tuple[Reason, ...]:
    """The reasons of all, each day as the span from the first to the last: 2026-03-05/2026-11-30."""
    return tuple(_spanning(same) for same in zip(*(one.reasons for one in decisions), strict=True))


def _spanning(same: Sequence[Reason]) -> Reason:
    columns = zip(*(reason.params for reason in same), strict=True)
    return Reason(same[0].code, tuple((pairs[0][0], _span(sorted({value for _, value in pairs}))) for pairs in columns))


def _span(values: Sequence[str]) -> str:
    return values[0] if len(values) == 1 else f"{values[0]}/{values[-1]}"


def _is_day(value: str) -> bool:
    return len(value) == 10 and value[4] == value[7] == "-" and value[:4].isdigit()


def _rank(group: PlanGroup) -> tuple[object, ...]:
    decision = group.decision
    return (
        decision.decided,
        _ORDER.index(decision.disposition),
        decision.rule or "",
        decision.due or date.max,
        -group.records,
        str(group.kind),
        str(group.sensitivity),
    )
