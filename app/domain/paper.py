"""The register of paper files (纸质档案): what lies where, of which time, and whose it is."""

from dataclasses import dataclass
from datetime import date, datetime

LONGEST = 200


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """What the register says of one file: where it stands (`place`, with `box` and `volume`), what it is, its time.

    `customer` and `record` are uids in hex, of which at most one is given.
    """

    place: str
    title: str = ""
    box: str = ""
    volume: str = ""
    pages: int | None = None
    period_from: date | None = None
    period_to: date | None = None
    customer: str | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class PaperFile:
    """An entry with its id (hex), and the name of the customer whose it is, "" for nobody's."""

    id: str
    entry: PaperEntry
    customer_name: str
    added_at: str
    added_by: str


@dataclass(frozen=True, slots=True)
class LabelEvidence:
    """What the labels of paper files show; their codes hold `qingdang:paper:<id>`."""

    firm: str
    files: tuple[PaperFile, ...]
    made_at: datetime
    program_version: str = ""


def fault(entry: PaperEntry) -> tuple[str, str] | None:
    """What is wrong with an entry, as (field, code), or None."""
    if not entry.place.strip():
        return "place", "paper-place-missing"
    for field in ("place", "title", "box", "volume"):
        if len(getattr(entry, field)) > LONGEST:
            return field, "paper-text-too-long"
    if entry.pages is not None and entry.pages < 1:
        return "pages", "paper-pages-wrong"
    if entry.period_from and entry.period_to and entry.period_from > entry.period_to:
        return "period_to", "paper-period-reversed"
    if entry.customer and entry.record:
        return "record", "one-owner-only"
    return None


def code_of(file: PaperFile) -> str:
    """What the code on a file's label says; no personal data."""
    return f"qingdang:paper:{file.id}"
