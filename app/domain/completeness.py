"""How whole and how right an import is (完整性、准确性): what is missing, doubtful or contradictory in its records."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.marks import N_


class Flaw(StrEnum):
    """What is wrong with a cell or row; the first part of the list is missing, then doubtful, then contradictory."""

    MISSING = "missing"
    NOBODY = "nobody"
    MISFIT = "misfit"
    FUTURE = "future"
    BIRTH = "birth"
    GENDER = "gender"
    ORDER = "order"
    OTHER_NAME = "other-name"


class Group(StrEnum):
    """The three kinds of flaws."""

    MISSING = "missing"
    DOUBTFUL = "doubtful"
    CONTRADICTORY = "contradictory"


GROUPS: dict[Flaw, Group] = {
    Flaw.MISSING: Group.MISSING,
    Flaw.NOBODY: Group.MISSING,
    Flaw.MISFIT: Group.DOUBTFUL,
    Flaw.FUTURE: Group.DOUBTFUL,
    Flaw.BIRTH: Group.CONTRADICTORY,
    Flaw.GENDER: Group.CONTRADICTORY,
    Flaw.ORDER: Group.CONTRADICTORY,
    Flaw.OTHER_NAME: Group.CONTRADICTORY,
}
GROUP_NAMES: dict[Group, str] = {
    Group.MISSING: N_("missing"),
    Group.DOUBTFUL: N_("doubtful"),
    Group.CONTRADICTORY: N_("contradictory"),
}
FLAWS: dict[Flaw, str] = {
    Flaw.MISSING: N_("The cell is empty or says that there is nothing."),
    Flaw.NOBODY: N_("The row does not say whose it is."),
    Flaw.MISFIT: N_("The cell is not what the column holds."),
    Flaw.FUTURE: N_("The day lies in the future."),
    Flaw.BIRTH: N_("The date of birth is another one than in the identity number."),
    Flaw.GENDER: N_("The gender is another one than in the identity number."),
    Flaw.ORDER: N_("The end lies before the beginning."),
    Flaw.OTHER_NAME: N_("The same identity number stands under another name elsewhere."),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One record with a flaw: its id (hex) and the row in the file."""

    uid: str
    row: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw of one column of one sheet: how many records have it, and the first of them. `field` "" for the row."""

    flaw: Flaw
    sheet: str
    field: str
    count: int
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class Completeness:
    """All findings of an import over its `records`, the missing ones first."""

    batch: str
    records: int
    findings: tuple[Finding, ...]
