"""What delivery tables, assessment reports and the register of incidents need: facts of one moment."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.assessments import Answer, Form, Subject
from app.domain.incident_register import Entry
from app.domain.notices import Consent, Counts, Method, Period
from app.domain.report_evidence import ReportHead
from app.domain.words import NoticeKind


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One letter's fate; `name` is starred out, "" once the customer is gone."""

    letter: str
    customer: str
    name: str
    method: Method | None
    on: date | None
    consent: Consent | None


@dataclass(frozen=True, slots=True)
class ProofLine:
    """A proof file: `kept` where it still lies in the vault."""

    about: str
    sha256: str
    size: int
    added_at: datetime
    kept: bool


@dataclass(frozen=True, slots=True)
class DeliveryTable:
    """One notice with its letters, proofs and objections (day, and the hold placed for it)."""

    number: str
    kind: NoticeKind
    recipient: str
    prepared_on: date
    period: Period | None
    counts: Counts
    lines: tuple[DeliveryLine, ...]
    proofs: tuple[ProofLine, ...]
    objections: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class DeliveriesEvidence:
    """All notices and how they fared."""

    head: ReportHead
    notices: tuple[DeliveryTable, ...]


@dataclass(frozen=True, slots=True)
class AssessmentFact:
    """A filled form as a report shows it; `answers` by the names of its questions."""

    number: str
    form: Form
    subject: Subject | None
    answers: tuple[tuple[str, Answer], ...]
    conclusion: str
    completed_on: date
    keep_until: date
    made_by: str


@dataclass(frozen=True, slots=True)
class AssessmentsEvidence:
    """All impact assessments and self-audits that are kept."""

    head: ReportHead
    assessments: tuple[AssessmentFact, ...]


@dataclass(frozen=True, slots=True)
class IncidentsEvidence:
    """All incidents that are kept, with what was done about them; no customer is named in them."""

    head: ReportHead
    incidents: tuple[Entry, ...]
