"""Retention rules, facts and decisions: the types. The evaluation stands in app/domain/decisions.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.closing_tasks import ClosingTask
from app.domain.norms import LOCKING, Basis, Confidence, NormLevel
from app.domain.words import Closure, Disposition, Kind, Sensitivity, State

__all__ = [
    "LOCKING",
    "OWN_EFFECTS",
    "Basis",
    "Confidence",
    "Decision",
    "Effect",
    "Facts",
    "NormLevel",
    "Reason",
    "Rule",
    "RulePack",
    "Trigger",
    "Unsettled",
]


class Trigger(StrEnum):
    """From which day a period is counted (law.md section 4, column "trigger")."""

    YEAR_END = "year-end"  # the first day after the fiscal year: 1 January of the next year
    EVENT = "event"  # the day of the event itself: end of contract, issue, transaction, log, recording
    PURPOSE_END = "purpose-end"  # purpose met, service stopped, consent withdrawn (PIPL 47)
    NONE = "none"  # permanent


class Effect(StrEnum):
    """What a rule does to a record; only the first four can be a record's own rule."""

    RETAIN = "retain"  # a statutory minimum: forbids destruction while it runs
    PURPOSE = "purpose"  # no period: personal information goes when its purpose ends
    LIMITATION = "limitation"  # the time in which a claim can be brought: not a retention period, forbids nothing
    EVIDENCE = "evidence"  # no period, but the firm needs the record as proof: a person has to decide
    LOCK = "lock"  # what holds for personal information inside a record that has to be kept
    OPEN_MATTERS = "open-matters"  # keeps what is not settled beyond its period
    CUSTODY = "custody"  # who keeps the files of a firm that ends; sets no period and ends none


OWN_EFFECTS = frozenset({Effect.RETAIN, Effect.PURPOSE, Effect.LIMITATION, Effect.EVIDENCE})


@dataclass(frozen=True, slots=True)
class Rule:
    """One retention rule of the pack; `years`/`months`/`days` 0 with `permanent` False means: no statutory minimum.

    `title`, `event` (what starts its clock) and `profile`'s name are English message ids. `kinds` are the record kinds
    it can cover; `names` the words in a sheet's name, title or file that prove it, `alone` those that do with
    nothing but figures and words of order around them (凭证, not 入场凭证), `maybe` those that only suggest it,
    `not_names` those that rule it out; `shapes` are sets of header words that show its content, each with one word of
    every group, `not_columns` header words that belong to other files; `lines`: a machine's log without columns shows
    it too. `headers` are the header words of the column that starts its clock, best first, and `any_date` whether
    another date of the row can; `spans` the lengths of
    period its files are about. `profile` is the Profile switch that turns it on ("" = always on) and `whole` the kinds
    that it then covers whatever a sheet is called. `covers` are the ids of rules whose records it covers too;
    `closures` the closures in which it holds (empty: all).
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
    effect: Effect = Effect.RETAIN
    event: str = ""
    maybe: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    not_names: tuple[str, ...] = ()
    shapes: tuple[tuple[tuple[str, ...], ...], ...] = ()
    not_columns: tuple[str, ...] = ()
    any_date: bool = False
    lines: bool = False
    spans: tuple[str, ...] = ()
    whole: tuple[Kind, ...] = ()
    covers: tuple[str, ...] = ()
    closures: tuple[Closure, ...] = ()

    @property
    def is_statutory(self) -> bool:
        """Whether it sets a minimum that forbids destruction while it runs."""
        return self.effect is Effect.RETAIN and (self.permanent or bool(self.years or self.months or self.days))

    @property
    def locks(self) -> bool:
        """Whether its period keeps personal information in store under PIPL 47(2)."""
        return self.norm_level in LOCKING


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Records whose law was not read or is not settled (law.md: C and U): decides nothing, makes the program ask."""

    id: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulePack:
    """All rules of one version, e.g. "cn-2026.11"; `duties` gives the articles behind a duty's word.

    `tasks` are what a closing takes besides, in the order of the file.
    """

    version: str
    checked_on: date
    rules: tuple[Rule, ...]
    unsettled: tuple[Unsettled, ...] = ()
    duties: tuple[tuple[str, tuple[Basis, ...]], ...] = ()
    tasks: tuple[ClosingTask, ...] = ()

    def rule(self, rule_id: str) -> Rule:
        """The rule of this id; KeyError if the pack has none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)

    def of_effect(self, effect: Effect) -> tuple[Rule, ...]:
        """The rules of one effect, by id: the pack's order decides nothing."""
        return tuple(sorted((rule for rule in self.rules if rule.effect is effect), key=lambda rule: rule.id))

    def duty(self, word: str) -> tuple[Basis, ...]:
        """The articles behind a duty ("delete", "appraise", "succession"); empty where none is given."""
        return dict(self.duties).get(word, ())


@dataclass(frozen=True, slots=True)
class Facts:
    """All that decides over a record, so that equal facts get one decision (records are grouped by them).

    `trigger_date` is a day of the fiscal year for a period from the year's end, the event's day for one from an event,
    and for a purpose the first day on which it is over.
    """

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
    """One sentence of a decision: a code and its parameters; the words are in app/domain/reasons.py."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What may and must happen to a record on a day, and why.

    `retain_until` is the last day of keeping, None where it is permanent or follows the purpose.
    `due` is the first day on which the record may go as far as is known today: retain_until + 1, or the purpose's
    end; None where nobody can say. `decided` is False where the program does not know (no rule, no trigger date,
    unsettled law): disposition is then KEEP. `destroyable` is True only where nothing forbids destruction today.
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
