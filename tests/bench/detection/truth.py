"""What the generator knows about the sheets it makes: the truth that the detector is measured against."""

from dataclasses import dataclass, field

from app.domain.words import Kind, PiType


@dataclass(frozen=True, slots=True)
class TrueSpan:
    """A finding that a note holds; characters from `start` to `end` (exclusive)."""

    type: PiType
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as stored; `fits`: it carries its column's type; `blank`: it counts nowhere."""

    text: str
    fits: bool = True
    blank: bool = False
    spans: tuple[TrueSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueColumn:
    """A column's truth; more than one type where people would not agree."""

    header: str
    types: frozenset[PiType]
    share: float


@dataclass(slots=True)
class TrueSheet:
    """A sheet with its truth; rows from 1; `header_rows` empty: no header; `notes`: spans by (row, column).

    `maybe`: spans that may be found or not, whole or in part (王女士, an illness with the words around it).
    """

    style: str
    name: str
    rows: list[list[str]]
    header_rows: tuple[int, ...]
    kinds: frozenset[Kind]
    columns: dict[int, TrueColumn]
    notes: dict[tuple[int, int], tuple[TrueSpan, ...]] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    maybe: dict[tuple[int, int], tuple[TrueSpan, ...]] = field(default_factory=dict)
