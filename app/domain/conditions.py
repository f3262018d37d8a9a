"""A condition on one column, by which a person splits a group of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256


class Asked(StrEnum):
    """What is asked of a cell."""

    CONTAINS = "contains"
    EQUALS = "equals"
    EMPTY = "empty"
    FILLED = "filled"
    BEFORE = "before"
    FROM = "from"


DATED = frozenset({Asked.BEFORE, Asked.FROM})
BARE = frozenset({Asked.EMPTY, Asked.FILLED})


@dataclass(frozen=True, slots=True)
class Condition:
    """`place` is the column's place in a record's content; `value` a text, or an ISO date for BEFORE and FROM."""

    place: int
    test: Asked
    value: str = ""

    def holds(self, cells: Sequence[str]) -> bool:
        """Whether a record's cells meet it; a cell that is no date is neither before a day nor from it on."""
        text = cells[self.place].strip() if self.place < len(cells) else ""
        if self.test in DATED:
            day = _day(text)
            limit = _day(self.value)
            return day is not None and limit is not None and (day < limit) == (self.test is Asked.BEFORE)
        if self.test in BARE:
            return bool(text) == (self.test is Asked.FILLED)
        wanted = self.value.strip().casefold()
        return wanted == text.casefold() if self.test is Asked.EQUALS else wanted in text.casefold()

    @property
    def mark(self) -> str:
        """A short name that tells this condition from others, without its value."""
        return sha256(f"{self.place}|{self.test}|{self.value}".encode()).hexdigest()[:8]


def fault(condition: Condition) -> str:
    """The code of what is wrong with it, "" for nothing."""
    if condition.test in DATED and _day(condition.value) is None:
        return "condition-no-day"
    return "" if condition.test in BARE or condition.value.strip() else "condition-no-value"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
