"""The disposition plan: records grouped by what decides over them, and the gates in the way."""

from dataclasses import dataclass
from datetime import date

from app.domain.retention import Decision, Reason
from app.domain.words import Kind, Sensitivity


@dataclass(frozen=True, slots=True)
class PlanGroup:
    """Records with one decision; `customers` counts distinct customers in it."""

    kind: Kind | None
    sensitivity: Sensitivity | None
    decision: Decision
    records: int
    held: int


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
