"""Where a rule stands: its article, the level of its norm, and how well it was read."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Basis:
    """One article of one law, e.g. ("个人信息保护法", "第十九条")."""

    law: str
    article: str


class NormLevel(StrEnum):
    """法律 and 行政法规, and what they delegate, lock data under PIPL 47(2); nothing else does."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative-regulation"
    DELEGATED_RULE = "delegated-rule"
    DEPARTMENT_RULE = "department-rule"
    JUDICIAL_INTERPRETATION = "judicial-interpretation"
    OWN_RULE = "own-rule"  # what the firm wrote for itself


LOCKING = frozenset({NormLevel.LAW, NormLevel.ADMINISTRATIVE_REGULATION, NormLevel.DELEGATED_RULE})


class Confidence(StrEnum):
    """law.md: A read in full text, B read as quoted. C and U never become a rule."""

    A = "A"
    B = "B"
