"""What a newer rule pack changes: in the rules themselves, and for the records of a vault."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from app.domain.decisions import decide
from app.domain.firm import Firm
from app.domain.retention import Decision, Facts, Rule, RulePack

# What of a rule decides; the other fields say where its records are found, or how it reads.
DECIDING = (
    *("years", "months", "days", "permanent", "trigger", "effect", "basis", "norm_level", "after", "covers"),
    *("closures", "profile", "whole", "kinds"),
)
_FIELDS = tuple(field.name for field in fields(Rule))
_FINDING = frozenset(
    {"names", "alone", "maybe", "not_names", "shapes", "not_columns", "lines", "headers", "any_date", "spans"}
)


class ChangeKind(StrEnum):
    """What happened to a rule between two packs."""

    ADDED = "added"
    REMOVED = "removed"
    PERIOD = "period"  # something that decides
    FINDING = "finding"  # only the words by which its records are found
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that differs; `names` are its changed fields, `before` or `after` None where a pack has it not."""

    rule_id: str
    kind: ChangeKind
    names: tuple[str, ...] = ()
    before: Rule | None = None
    after: Rule | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision comes to, without its reasons."""

    disposition: str
    retain_until: date | None
    permanent: bool
    decided: bool
    destroyable: bool


@dataclass(frozen=True, slots=True)
class RecordChange:
    """So many records of one rule fare otherwise under the new pack."""

    rule_id: str | None
    before: Outcome
    after: Outcome
    records: int

    @property
    def sets_free(self) -> bool:
        """Whether they may be destroyed now and could not before."""
        return self.after.destroyable and not self.before.destroyable


def is_newer(one: RulePack, other: RulePack) -> bool:
    """Whether the first pack is the newer one: by the day on which it was checked, then by its version."""
    return (one.checked_on, one.version) > (other.checked_on, other.version)


def rule_changes(old: RulePack, new: RulePack) -> tuple[RuleChange, ...]:
    """The rules that differ, by id."""
    before, after = {rule.id: rule for rule in old.rules}, {rule.id: rule for rule in new.rules}
    found = []
    for rule_id in sorted(before.keys() | after.keys()):
        one, other = before.get(rule_id), after.get(rule_id)
        if one is None or other is None:
            found.append(RuleChange(rule_id, ChangeKind.ADDED if one is None else ChangeKind.REMOVED, (), one, other))
        elif one != other:
            names = tuple(name for name in _FIELDS if getattr(one, name) != getattr(other, name))
            found.append(RuleChange(rule_id, _kind(names), names, one, other))
    return tuple(found)


def record_changes(
    counted: Mapping[Facts, int], firm: Firm, today: date, old: RulePack, new: RulePack
) -> tuple[RecordChange, ...]:
    """What becomes of the records otherwise; what is set free first, then the most records."""
    found: dict[tuple[str | None, Outcome, Outcome], int] = {}
    for facts, count in counted.items():
        before, after = (_outcome(decide(facts, firm, today, pack)) for pack in (old, new))
        if before != after:
            key = (facts.rule, before, after)
            found[key] = found.get(key, 0) + count
    changes = [RecordChange(*key, count) for key, count in found.items()]
    return tuple(sorted(changes, key=lambda one: (not one.sets_free, -one.records, one.rule_id or "")))


def _kind(names: Iterable[str]) -> ChangeKind:
    changed = set(names)
    if changed & set(DECIDING):
        return ChangeKind.PERIOD
    return ChangeKind.FINDING if changed <= _FINDING else ChangeKind.WORDING


def _outcome(decision: Decision) -> Outcome:
    return Outcome(
        decision.disposition, decision.retain_until, decision.permanent, decision.decided, decision.destroyable
    )
