"""Retention rules, facts and decisions: the types. The evaluation stands in app/domain/decisions.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.words import Disposition, Kind, Sensitivity, State


@dataclass(frozen=True, slots=True)
class Basis:
    """One article of one law, e.g. ("个人信息保护法", "第十九条")."""

    law: str
    article: str


class Trigger(StrEnum):
    """From which day a period is counted (law.md section 4, column "trigger")."""

    YEAR_END = "year-end"  # the first day after the fiscal year: 1 January of the next year
    EVENT = "event"  # the day of the event itself: end of contract, issue, transaction, log, recording
    PURPOSE_END = "purpose-end"  # purpose met, service stopped, consent withdrawn (PIPL 47)
    NONE = "none"  # permanent


class NormLevel(StrEnum):
    """法律 and 行政法规, and what they delegate, lock data under PIPL 47(2); nothing else does."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative-regulation"
    DELEGATED_RULE = "delegated-rule"
    DEPARTMENT_RULE = "department-rule"
    JUDICIAL_INTERPRETATION = "judicial-interpretation"


class Confidence(StrEnum):
    """law.md: A read in full text, B read as quoted. C and U never become a rule."""

    A = "A"
    B = "B"


@dataclass(frozen=True, slots=True)
class Rule:
    """One retention rule of the pack; `years`/`months`/`days` 0 with `permanent` False means: no statutory minimum.

    `kinds` are the record kinds it can cover; `names` the words in a sheet's name, file name or headers that point
    to it; `headers` the header words of the column that starts its clock; `profile` the Profile switch that turns it
    on ("" = always on).
    """

    id: str
    title: str
    kinds: tuple[Kind, ...]
    basis: tuple[Basis, ...]
    norm_level: NormLevel
    trigger: Trigger
    years: int
    months: int
    days: int
    permanent: bool
    after: str
    confidence: Confidence
    checked_on: date
    wording: str
    names: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    profile: str = ""

    @property
    def is_statutory(self) -> bool:
        """Whether it sets a minimum that forbids destruction while it runs."""
        return self.permanent or bool(self.years or self.months or self.days)


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules of one version, e.g. "cn-2026.11"."""

    version: str
    checked_on: date
    rules: tuple[Rule, ...]

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; KeyError if the pack has none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides over a record, so that equal facts get one decision (records are grouped by them)."""

    state: State
    kind: Kind | None
    sensitivity: Sensitivity | None
    rule: str | None
    trigger_date: date | None
    personal: bool
    holds: int = 0
    open_debt: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of a decision: a code and its parameters; the words are in app/messages.py."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What may and must happen to a record on a day, and why.

    `retain_until` is the last day of keeping, None where it is permanent or follows the purpose.
    `due` is the first day on which `disposition` may happen (for destroy: retain_until + 1, or the purpose's end).
    `decided` is False where the program does not know (no rule, no trigger date): disposition is then KEEP.
    `destroyable` is True only where nothing forbids destruction today.
    """

    disposition: Disposition
    rule: str | None
    basis: tuple[Basis, ...]
    reasons: tuple[Reason, ...]
    retain_until: date | None
    due: date | None
    permanent: bool
    decided: bool
    destroyable: bool
