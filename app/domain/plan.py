"""The disposition plan: records grouped by what decides over them, and the gates in the way."""

from dataclasses import dataclass
from datetime import date

from app.domain.retention import Decision, Facts, Reason
from app.domain.words import Kind, Sensitivity


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Records with one decision, apart from days within one year: `decision` is that of those which are due first.

    Its reasons give such days as the span from the first to the last, "2026-03-05/2026-11-30"; `due_last` is the day
    on which the last of them are due. `members` are the facts that the records have.
    """

    kind: Kind | None
    sensitivity: Sensitivity | None
    decision: Decision
    records: int
    held: int
    due_last: date | None = None
    members: frozenset[Facts] = frozenset()


@dataclass(frozen=True, slots=True)
class Gate:
    """Something that must be over before records may go; `opens_on` None: it waits for an act, not a day."""

    name: str
    open: bool
    opens_on: date | None
    why: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """What `qingdang plan` tells: undecided groups first."""

    today: date
    pack_version: str
    groups: tuple[PlanGroup, ...]
    gates: tuple[Gate, ...]
