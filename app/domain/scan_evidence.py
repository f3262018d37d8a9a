"""What a look into files came to: the content of the scan report, in numbers and column names, never in values."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.retention import Reason
from app.domain.words import Kind, PiType, Sensitivity


@dataclass(frozen=True, slots=True)
class ScanColumn:
    """A column: `cells` have content, `share` of them (0 to 1) carry the type; `inside` counts spans in its notes.

    `aside` counts cells of another type than the column's, by type, where that type tells of a person.
    """

    header: str
    type: PiType
    cells: int
    share: float
    sensitivity: Sensitivity
    inside: tuple[tuple[PiType, int], ...] = ()
    aside: tuple[tuple[PiType, int], ...] = ()

    @property
    def carrying(self) -> int:
        """How many cells carry the column's type."""
        return round(self.cells * self.share)


@dataclass(frozen=True, slots=True)
class ScanSheet:
    """A sheet of a file; `rows` are its rows of data, `kind_reasons` what spoke for its kind."""

    file: str
    sheet: str
    kind: Kind
    rows: int
    columns: tuple[ScanColumn, ...]
    kind_reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ScanTotal:
    """What was found of one type everywhere: columns, cells of those and of others, spans inside notes."""

    type: PiType
    columns: int
    cells: int
    inside: int
    sensitivity: Sensitivity
    pi_sensitive: bool


@dataclass(frozen=True, slots=True)
class ScanEvidence:
    """A scan: `left_out` are files that were not read, each with the reason in the document's language."""

    issued_at: datetime
    program_version: str
    sheets: tuple[ScanSheet, ...]
    totals: tuple[ScanTotal, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def files(self) -> int:
        return len({sheet.file for sheet in self.sheets})

    @property
    def rows(self) -> int:
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def cells(self) -> int:
        return sum(column.cells for sheet in self.sheets for column in sheet.columns)
