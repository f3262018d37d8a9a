"""Numbers of orders, notices, documents and entries: counted on within a year, none given twice though some go."""

from collections.abc import Iterable


def next_number(prefix: str, year: int, given: Iterable[str]) -> str:
    """The number after all that were ever given in the year: SJ-2026-001."""
    begins = f"{prefix}-{year}-"
    last = max((int(number[len(begins) :]) for number in given if number.startswith(begins)), default=0)
    return f"{begins}{last + 1:03}"
