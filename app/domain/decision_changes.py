"""Decisions that a person changes by hand: what is wanted, what it comes to, and what is kept of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.cases import binds
from app.domain.firm import Firm
from app.domain.own_periods import PREFIX
from app.domain.retention import OWN_EFFECTS, Decision, Rule, RulePack
from app.domain.words import Disposition, Kind


@dataclass(frozen=True, slots=True)
class Wanted:
    """Another rule, another day that starts the period, or both.

    `rule` None leaves each record's own; `first_day` None takes the day that the rule reads from each record.
    """

    rule: str | None = None
    first_day: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision as many records have it, with the first and the last of the days on which they are due."""

    rule: str
    disposition: Disposition
    decided: bool
    permanent: bool
    destroyable: bool
    due_first: date | None = None
    due_last: date | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """So many records with one decision before and one after; `sooner` of them may be destroyed earlier than before."""

    before: Standing
    after: Standing
    records: int
    sooner: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change comes to: the turns' records add up to `records`; what is left out is counted by its code.

    `held` of the records are frozen and stay so, whatever is decided. `change` is the change's number, None where it
    was only looked at.
    """

    records: int
    turns: tuple[Turn, ...]
    held: int
    left_out: tuple[tuple[str, int], ...]
    change: int | None = None

    @property
    def sooner(self) -> int:
        """How many may be destroyed earlier than before."""
        return sum(turn.sooner for turn in self.turns)

    @property
    def undecided(self) -> int:
        """How many still miss the day that starts their period, or are for a person to decide."""
        return sum(turn.records for turn in self.turns if not turn.after.decided)


@dataclass(frozen=True, slots=True)
class DecisionChange:
    """A change that was made: `rules_before` counts the records by the rules that they had, most records first."""

    id: int
    changed_at: datetime
    changed_by: str
    wanted: Wanted
    records: int
    rules_before: tuple[tuple[str, int], ...]
    basis: str


def choosable(pack: RulePack, firm: Firm, kinds: Collection[Kind]) -> tuple[Rule, ...]:
    """The rules that records of these kinds can have in this firm, in the pack's order."""
    return tuple(
        rule
        for rule in pack.rules
        if rule.effect in OWN_EFFECTS
        and not rule.id.startswith(PREFIX)
        and binds(rule, firm)
        and not set(rule.kinds).isdisjoint(kinds)
    )


def is_sooner(before: Decision, after: Decision) -> bool:
    """Whether a record may be destroyed earlier than by the decision before; what nobody can say counts as never."""
    return _free_from(after) < _free_from(before)


def _free_from(decision: Decision) -> date:
    return date.min if decision.destroyable else decision.due or date.max
