"""The lists of archived records: volumes 案卷目录, what each holds 卷内目录, and what is handed over 移交清册.

A volume 案卷 is what one archive package holds of one kind, rule and year. Titles are masked: the lists are shown to
people who have no need to know whom a record is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.report_evidence import ReportHead
from app.domain.words import Kind


class ListForm(StrEnum):
    """Which of the three lists."""

    VOLUMES = "volume-catalogue"
    FILES = "file-catalogue"
    HANDOVER = "handover-list"


@dataclass(frozen=True, slots=True)
class Volume:
    """`number` is the volume's 案卷号; `rule` an id, `title` its message id ("" without a rule).

    `required` is the rule's period ("30y", "" where there is none), `kept_years` the whole years since the last
    record's date. `first` and `last` are the records' dates, None where none has one.
    """

    number: str
    package: str
    kind: Kind | None
    rule: str | None
    title: str
    year: str
    records: int
    attachments: int
    first: date | None
    last: date | None
    required: str
    permanent: bool
    kept_years: int | None
    retain_until: date | None


@dataclass(frozen=True, slots=True)
class VolumeItem:
    """One record of a volume: its place in it, a masked title, where it came from."""

    volume: str
    number: int
    uid: str
    title: str
    day: date | None
    source: str
    row: int


@dataclass(frozen=True, slots=True)
class ArchiveListEvidence:
    """The volumes' records add up to `records`; `gone` were archived and have been destroyed in the vault since.

    `items` are those of all volumes in turn (only of a FILES list).
    """

    head: ReportHead
    form: ListForm
    packages: int
    records: int
    gone: int
    volumes: tuple[Volume, ...]
    items: Sequence[VolumeItem]
