"""Capacities and departments in which people sign a destruction (Order 79, article 18), paper, and copies elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.marks import N_


class Capacity(StrEnum):
    """In which capacity somebody signs the list before a destruction (article 18 (2))."""

    UNIT_HEAD = "unit-head"  # 单位负责人
    ARCHIVES_HEAD = "archives-head"  # 档案管理机构负责人
    ACCOUNTING_HEAD = "accounting-head"  # 会计管理机构负责人
    ARCHIVES_HANDLER = "archives-handler"  # 档案管理机构经办人
    ACCOUNTING_HANDLER = "accounting-handler"  # 会计管理机构经办人


class Department(StrEnum):
    """Which department sends somebody to witness (article 18 (3)); the last one for electronic files only."""

    ARCHIVES = "archives"  # 档案管理机构
    ACCOUNTING = "accounting"  # 会计管理机构
    INFORMATION = "information"  # 信息系统管理机构


class CopyEnd(StrEnum):
    """How a copy elsewhere ended: words of app.domain.orders.GONE."""

    DELETED = "deleted"
    RETURNED = "returned"
    DESTROYED = "destroyed"


class PaperMethod(StrEnum):
    """How paper was destroyed."""

    SHREDDED = "shredded"
    PULPED = "pulped"
    BURNED = "burned"


PAPER_METHODS = {
    PaperMethod.SHREDDED: N_("shredded"),
    PaperMethod.PULPED: N_("pulped"),
    PaperMethod.BURNED: N_("burned"),
}
CAPACITIES = {
    Capacity.UNIT_HEAD: N_("Head of the unit"),
    Capacity.ARCHIVES_HEAD: N_("Head of the archives department"),
    Capacity.ACCOUNTING_HEAD: N_("Head of the accounting department"),
    Capacity.ARCHIVES_HANDLER: N_("Handler of the archives department"),
    Capacity.ACCOUNTING_HANDLER: N_("Handler of the accounting department"),
}
DEPARTMENTS = {
    Department.ARCHIVES: N_("Archives department"),
    Department.ACCOUNTING: N_("Accounting department"),
    Department.INFORMATION: N_("Information systems department"),
}


@dataclass(frozen=True, slots=True)
class Opinion:
    """One of the five signatures: over the order's list, that it may be destroyed. `key`, `signature`, `public` hex."""

    capacity: Capacity
    operator: str
    signed_at: datetime
    key: str
    signature: str
    public: str


@dataclass(frozen=True, slots=True)
class Supervisor:
    """Who witnessed for a department 监销, and when; `key` is the fingerprint (hex) of the key that signed."""

    department: Department
    operator: str
    signed_at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class PaperItem:
    """Paper files that were destroyed with an order: what the register calls them, and how, where and by whom.

    `amount` is a weight or a count with its unit, as on the contractor's slip. `photos` are the SHA-256 (hex) of
    pictures and papers that the vault keeps. None of it names a customer.
    """

    name: str
    file_number: str
    volume: str
    volumes: int
    first_year: int | None
    last_year: int | None
    required_years: int | None
    method: PaperMethod
    place: str
    amount: str
    contractor: str
    destroyed_on: date
    photos: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoneCopy:
    """A copy elsewhere that is proved gone (PIPL, article 21): `proof` is the SHA-256 (hex) of what its holder sent."""

    kind: str
    file: str
    records: int
    status: str
    proved_on: date
    how: str
    proof: str
