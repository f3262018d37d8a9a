"""Where a sheet's header is: below its titles, above its data, or nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.detect import cells, headers
from app.detect.values import narrow
from app.domain.words import PiType

_LOOK = 40
_LONGEST_HEADER = 25
_TEXTUAL = frozenset({PiType.OTHER, PiType.FREE_TEXT})


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_row` (None: no header) and `first_row`, the first data row, both counted from 1; one header a column."""

    header_row: int | None
    first_row: int
    headers: tuple[str, ...]


def find(rows: Sequence[Sequence[str]]) -> Layout:
    """The layout of a sheet, read from its first rows."""
    width = max((len(row) for row in rows[:2000]), default=0)
    scores = [(_score(row, rows[number + 1 : number + 12]), -number) for number, row in enumerate(rows[:_LOOK])]
    best, at = max(scores, default=(0.0, 0))
    if best < 1.0:
        first = next((number for number, row in enumerate(rows) if any(cell.strip() for cell in row)), 0)
        return Layout(None, first + 1, ("",) * width)
    row = -at
    texts = tuple(" ".join(cell.split()) for cell in rows[row])
    return Layout(row + 1, row + 2, texts + ("",) * (width - len(texts)))


def _score(row: Sequence[str], below: Sequence[Sequence[str]]) -> float:
    filled = [narrow(cell).strip() for cell in row if cell.strip()]
    if not filled or (len(filled) == 1 and max((sum(map(bool, line)) for line in below), default=0) > 1):
        return 0.0
    texts = [text for text in filled if len(text) <= _LONGEST_HEADER and not any(map(str.isdecimal, text[:1]))]
    known = sum(1 for text in texts if headers.hint(text) is not None and not _is_data(text))
    distinct = len(set(filled)) / len(filled)
    return (known / len(filled)) * 2 * distinct - 2 * sum(map(_is_data, filled)) / len(filled)


def _is_data(text: str) -> bool:
    return headers.normal(text) not in headers.vocabulary() and cells.proven(text) not in _TEXTUAL
