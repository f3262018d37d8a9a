"""The papers of one destruction: appraisal opinion 鉴定意见书 and destruction lists 销毁清册.

Of accounting files form and signers are those of the Accounting Archives Measures (会计档案管理办法, Order 79),
articles 16 to 18; of others the form is the usual one (law.md, section 5). Electronic and paper items stand in one
list. None of these papers holds anything of a customer.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.capacities import Capacity, Department, Opinion, PaperMethod, Supervisor
from app.domain.evidence import DestroyedGroup, HeldBack, SignedBy
from app.domain.report_evidence import ReportHead
from app.domain.retention import Basis
from app.domain.words import Sensitivity

__all__ = [
    "AppraisalEvidence",
    "Capacity",
    "Department",
    "DestructionListEvidence",
    "GeneralItem",
    "GeneralListEvidence",
    "ListedItem",
    "Medium",
    "Opinion",
    "Supervisor",
]


class Medium(StrEnum):
    """What an item of the list is."""

    ELECTRONIC = "electronic"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of the list 清册.

    `rule` is the rule's id where the item is electronic (its title is the name), else `name` is what was entered.
    `volumes` counts records of electronic items and volumes 册数 of paper ones; `required_years` 应保管期限 and
    `kept_years` 已保管期限 are None where there is no period or no date to count from.
    """

    number: int
    medium: Medium
    rule: str | None
    name: str
    file_number: str
    volume: str
    volumes: int
    first_year: int | None
    last_year: int | None
    required_years: int | None
    kept_years: int | None
    destroyed_on: date | None
    note: str


@dataclass(frozen=True, slots=True)
class AppraisalEvidence:
    """The appraisal opinion 鉴定意见书 on one order: what was looked at, what may go, what stays and why.

    `missing` are the capacities in which nobody signed yet: the paper leaves them lines to sign by hand.
    `several_roles`: one person signed in more than one of them. `open_matters` counts records left out because a debt
    or another matter is not settled (article 19).
    """

    head: ReportHead
    order: str
    order_hash: str
    prepared_by: str
    prepared_at: datetime
    records: int
    groups: tuple[DestroyedGroup, ...]
    held_back: tuple[HeldBack, ...]
    open_matters: int
    opinions: tuple[Opinion, ...]
    missing: tuple[Capacity, ...]
    several_roles: bool


@dataclass(frozen=True, slots=True)
class DestructionListEvidence:
    """The destruction list 销毁清册 of one order, to be kept for good; `certificate` is "" until there is one."""

    head: ReportHead
    order: str
    order_hash: str
    prepared_by: str
    prepared_at: datetime
    executed_at: datetime | None
    items: tuple[ListedItem, ...]
    opinions: tuple[Opinion, ...]
    missing: tuple[Capacity, ...]
    supervisors: tuple[Supervisor, ...]
    departments: tuple[Department, ...]
    several_roles: bool
    certificate: str


@dataclass(frozen=True, slots=True)
class GeneralItem:
    """One line of the list of any files: `records` of an electronic item, `volumes` of a paper one, the other is 0.

    `name` is the kind's word where the item is electronic, else what was entered. `grade` is the firm's own (密级 of
    the usual form). `method` is that of paper; electronic items go as the certificate says.
    """

    number: int
    medium: Medium
    rule: str | None
    name: str
    file_number: str
    first_year: int | None
    last_year: int | None
    records: int
    volumes: int
    grade: Sensitivity | None
    basis: tuple[Basis, ...]
    destroyed_on: date | None
    place: str
    method: PaperMethod | None
    note: str


@dataclass(frozen=True, slots=True)
class GeneralListEvidence:
    """The destruction list 档案销毁清册 of one order of any files, to be kept for good.

    The records of `items` add up to `records`, what the order lists. `certificate` is "" until there is one.
    """

    head: ReportHead
    order: str
    order_hash: str
    prepared_by: str
    prepared_at: datetime
    executed_at: datetime | None
    records: int
    items: tuple[GeneralItem, ...]
    signatures: tuple[SignedBy, ...]
    one_person: bool
    certificate: str
