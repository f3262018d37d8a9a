"""What the plan's and the vault's own papers need: classification summary, retention plan, backup record."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.decision_changes import DecisionChange
from app.domain.evidence import DispositionFact, SurvivingCopy
from app.domain.report_evidence import ReportHead
from app.domain.retention import Rule
from app.domain.words import Disposition, Kind, Sensitivity, State


@dataclass(frozen=True, slots=True)
class ClassGroup:
    """Records of one kind, grade and rule; `customers` counts each of them once within the group."""

    kind: Kind | None
    sensitivity: Sensitivity | None
    rule: str | None
    records: int
    customers: int
    personal: int
    pi_sensitive: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class StateCount:
    """Records in one state; the destroyed ones are counted by their stubs."""

    state: State
    records: int


@dataclass(frozen=True, slots=True)
class ClassificationEvidence:
    """How the records are classified: the groups and the states without the destroyed add up to `records`."""

    head: ReportHead
    records: int
    customers: int
    groups: tuple[ClassGroup, ...]
    states: tuple[StateCount, ...]


@dataclass(frozen=True, slots=True)
class DueYear:
    """Records whose day of being due lies in this year; None: no day is known."""

    year: int | None
    disposition: Disposition
    records: int


@dataclass(frozen=True, slots=True)
class RetentionPlanEvidence:
    """How long what is kept, on which rule; the lines add up to `records`, and so do the years."""

    head: ReportHead
    records: int
    lines: tuple[DispositionFact, ...]
    years: tuple[DueYear, ...]
    rules: tuple[Rule, ...]
    changes: tuple[DecisionChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreFact:
    """A restoring: `backup_made_at` is the backup's own time, `destroyed_again` what certificates told to destroy."""

    at: datetime
    operator: str
    backup_made_at: datetime
    records: int
    destroyed_again: int


@dataclass(frozen=True, slots=True)
class BackupFact:
    """One backup: the copy, who made it, its SHA-256."""

    copy: SurvivingCopy
    made_by: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupEvidence:
    """Every backup that the vault knows of, and every restoring it went through."""

    head: ReportHead
    backups: tuple[BackupFact, ...]
    restores: tuple[RestoreFact, ...]
