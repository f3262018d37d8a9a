"""Decisions as a reader wants them: those that differ only in their days are one line, its days spans."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from app.domain.evidence import DispositionFact
from app.domain.retention import Reason
from reports.language import Language


def decision_lines(facts: Iterable[DispositionFact]) -> list[DispositionFact]:
    """The lines in the order of their first fact; `retain_until` is the last day of all.

    The evidence keeps every year apart, because the open ends need its days; a table of them would say one thing thirty
    times.
    """
    alike: dict[object, list[DispositionFact]] = {}
    for fact in facts:
        reasons = tuple(
            (reason.code, *(pair for pair in reason.params if not _is_days(pair[1]))) for reason in fact.reasons
        )
        key = (fact.disposition, fact.kind, fact.rule, fact.basis, fact.decided, fact.retain_until is None, reasons)
        alike.setdefault(key, []).append(fact)
    return [_line(members) for members in alike.values()]


def last_day(fact: DispositionFact, lang: Language) -> date | str | None:
    """Until when the records of a line are kept."""
    is_permanent = any(reason.code == "permanent" for reason in fact.reasons)
    return lang.t("permanently") if is_permanent else fact.retain_until


def _line(members: Sequence[DispositionFact]) -> DispositionFact:
    days = [fact.retain_until for fact in members if fact.retain_until]
    reasons = zip(*(fact.reasons for fact in members), strict=True)
    return replace(
        members[0],
        reasons=tuple(_spanning(same) for same in reasons),
        records=sum(fact.records for fact in members),
        held=sum(fact.held for fact in members),
        retain_until=max(days, default=None),
    )


def _spanning(same: Sequence[Reason]) -> Reason:
    """One reason for all, each day widened to "first/last", the form in which app.domain.reasons shows spans."""
    columns = zip(*(reason.params for reason in same), strict=True)
    return Reason(same[0].code, tuple((pairs[0][0], _span([value for _, value in pairs])) for pairs in columns))


def _span(values: Sequence[str]) -> str:
    days = sorted({day for value in values for day in value.split("/")}) if _is_days(values[0]) else [values[0]]
    return days[0] if len(days) == 1 else f"{days[0]}/{days[-1]}"


def _is_days(value: str) -> bool:
    try:
        return all(len(part) == 10 and date.fromisoformat(part) for part in value.split("/"))
    except ValueError:
        return False
