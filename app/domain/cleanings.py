"""The cleanings (数据清洗) that imported cells can have, each to be switched on its own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.marks import N_


class Cleaning(StrEnum):
    """In the order in which a cell goes through them."""

    TRIM = "trim"
    WIDTH = "width"
    PLACEHOLDER = "placeholder"
    NAME = "name"
    PHONE = "phone"
    DATE = "date"


CLEANINGS: dict[Cleaning, str] = {
    Cleaning.TRIM: N_("Spaces before and after the text go"),
    Cleaning.WIDTH: N_("Full-width letters and digits become half-width"),
    Cleaning.PLACEHOLDER: N_("Placeholders (-, 0000, N/A) in names, numbers and dates become empty"),
    Cleaning.NAME: N_("Spaces inside Chinese names go"),
    Cleaning.PHONE: N_("Phone numbers are written in one form"),
    Cleaning.DATE: N_("Dates are written as 2026-11-21"),
}


EXAMPLES = 5  # of each cleaning


@dataclass(frozen=True, slots=True)
class Example:
    """One cell before and after: where it stands, and both texts."""

    header: str
    row: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What cleaning a file does: how many cells each cleaning changes, and the first of them."""

    counts: Mapping[Cleaning, int]
    examples: Mapping[Cleaning, tuple[Example, ...]]

    @property
    def cells(self) -> int:
        """Changes in all; a cell that two cleanings change counts twice."""
        return sum(self.counts.values())


def added_up(reports: Iterable[CleaningReport]) -> CleaningReport:
    """Several sheets' reports as one; of the examples the first few."""
    counts: dict[Cleaning, int] = {}
    examples: dict[Cleaning, tuple[Example, ...]] = {}
    for report in reports:
        for cleaning, count in report.counts.items():
            counts[cleaning] = counts.get(cleaning, 0) + count
            examples[cleaning] = (*examples.get(cleaning, ()), *report.examples.get(cleaning, ()))[:EXAMPLES]
    return CleaningReport(counts, examples)
