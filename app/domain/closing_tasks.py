"""What closing a firm takes besides its records: the types of tasks; their days are in app/domain/closing_plan.py."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.firm import Entity
from app.domain.norms import Basis, Confidence
from app.domain.words import Closure


class Phase(StrEnum):
    """The part of a closing that a task belongs to."""

    DECIDE = "decide"
    PUBLISH = "publish"
    CUSTOMERS = "customers"
    STAFF = "staff"
    TAX = "tax"
    RECORDS = "records"
    SETTLE = "settle"
    REGISTRY = "registry"


class Responsible(StrEnum):
    """Who has to see to a task."""

    MEMBERS = "members"  # shareholders, partners, the owner
    OBLIGORS = "obligors"  # the directors, who are obliged to liquidate since 2024-07-01 (公司法 232)
    LIQUIDATORS = "liquidators"
    ACCOUNTANT = "accountant"
    HANDLER = "handler"


class Size(StrEnum):
    """Whose task it is by the number of people whose data the firm handles (令第25号 art. 2)."""

    ANY = "any"
    SMALL = "small"
    LARGE = "large"


@dataclass(frozen=True, slots=True)
class ClosingTask:
    """One task of the pack; `title`, `todo` and `proof` are English message ids.

    It begins when the tasks in `after` that the firm has are over. `within`: the days in which it is done then;
    `lasts`: the days that it takes; `working`: both count working days; neither: at once. It is the firm's where its
    closure and entity are among `closures` and `entities` (empty: all), its profile has the switch `profile` (""
    always) and not `unless`, and its size fits. An `optional` one is done where the case arises.
    """

    id: str
    phase: Phase
    title: str
    todo: str
    proof: str
    responsible: Responsible
    basis: tuple[Basis, ...]
    confidence: Confidence
    checked_on: date
    wording: str
    after: tuple[str, ...] = ()
    within: int = 0
    lasts: int = 0
    working: bool = False
    closures: tuple[Closure, ...] = ()
    entities: tuple[Entity, ...] = ()
    profile: str = ""
    unless: str = ""
    size: Size = Size.ANY
    optional: bool = False
