"""One sheet's rows, read by its plan: whose they are, what they are called, what the search finds them by."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, compress, repeat
from typing import Any, NamedTuple

import msgspec

from app.detect import texts
from app.domain.customers import (
    NOBODY,
    Identity,
    IdentityColumns,
    is_nothing,
    normal_names,
    normal_numbers,
    normal_phones,
)
from app.domain.name_parts import FAMILY, GIVEN, MIDDLE, together
from app.domain.records import PERSONAL, SheetPlan
from app.domain.search_text import index_texts
from app.domain.words import Field, PiType
from app.services.row_checks import Row, day_of

_READ_FOR_PERSONS = frozenset({PiType.FREE_TEXT, PiType.OTHER, PiType.ORG_NAME})
_IDENTITY = (Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.CODE)
_SURELY_SOMETHING = 3
_TITLE = 200

Columns = Sequence[Sequence[str]]


class ReadyRows(NamedTuple):
    """Rows as they will be stored, each part a list: `contents` are JSON arrays of cells in UTF-8.

    `identities` are given by columns, `texts` are for the search.
    """

    numbers: Sequence[int]
    digests: Sequence[bytes]
    identities: IdentityColumns
    titles: Sequence[str]
    contents: Sequence[bytes]
    event_dates: Sequence[str | None]
    personal: Sequence[int]
    texts: Sequence[str]

    def only(self, wanted: Sequence[bool]) -> "ReadyRows":
        """Those of the rows that are wanted."""
        parts: Iterable[Sequence[Any]] = self._replace(identities=())
        numbers, digests, _, titles, contents, dates, personal, found_by = ([*compress(part, wanted)] for part in parts)
        identities = [[*compress(part, wanted)] for part in self.identities]
        return ReadyRows(numbers, digests, identities, titles, contents, dates, personal, found_by)


def joined(parts: Sequence[ReadyRows]) -> ReadyRows:
    """The rows of all parts, at least one, as one."""
    if len(parts) == 1:
        return parts[0]
    numbers, digests, _, titles, contents, dates, personal, found_by = (
        [*chain.from_iterable(part)] for part in zip(*parts, strict=True)
    )
    identities = [[*chain.from_iterable(part)] for part in zip(*(one.identities for one in parts), strict=True)]
    return ReadyRows(numbers, digests, identities, titles, contents, dates, personal, found_by)


@lru_cache(maxsize=20_000)
def _tells_of_a_person(text: str) -> bool:
    return any(span.type in PERSONAL for span in texts.find(text))


class RowReader:
    """Reads rows cut to the plan's columns; made once a sheet.

    Rows are read many at once: most columns answer as a whole what would else be asked of each cell.
    """

    def __init__(self, plan: SheetPlan, key: bytes) -> None:
        """`key`: the vault's own, for digests (at most 64 bytes)."""
        self._name = plan.name
        heads = plan.heads()
        self._places = [plan.place(field) for field in _IDENTITY]
        self._birth = next((at for at, column in enumerate(plan.columns) if column.type is PiType.BIRTH_DATE), None)
        name, org, number, phone, _, _, code = self._places
        self._tells_of_somebody = any(place is not None for place in (name, org, number, phone, code))
        self._name_parts = plan.name_parts()
        self._date = plan.place(Field.DATE)
        self._personal = plan.personal_places()
        self._readable = [at for at, column in enumerate(plan.columns) if column.type in _READ_FOR_PERSONS]
        self._titles = plan.title_places()
        self._marks = [(at, f"\x1e{heads[at]}\x1f") for at in sorted(range(len(heads)), key=lambda at: heads[at])]
        self._hash = blake2b(key=key, digest_size=16)
        self._encoder = msgspec.json.Encoder()

    def ready(
        self, numbers: Sequence[int], rows: Sequence[Row], columns: Columns, digests: Sequence[bytes]
    ) -> ReadyRows:
        """The rows, at least one and without a fault, made ready for the vault; `columns` are the same by columns."""
        return ReadyRows(
            numbers,
            digests,
            self._identities(columns),
            self._titles_of(columns),
            self._encoder.encode_lines(rows).split(b"\n")[:-1],
            self._event_dates(columns),
            self._are_personal(rows, columns),
            index_texts(columns),
        )

    def identity(self, row: Row) -> Identity:
        """Whom the row is of; NOBODY where it does not say."""
        return Identity._make(part[0] for part in self._identities([(text,) for text in row]))

    def digests(self, columns: Columns) -> list[bytes]:
        """One a row, equal for rows whose filled cells have the same names and texts, in whatever order."""
        pieces: list[Sequence[str]] = []
        for at, mark in self._marks:
            cells = columns[at]
            if all(cells):
                pieces += ([mark] * len(cells), cells)
            else:
                pieces.append([mark + text if text else "" for text in cells])
        found = []
        for text in map("".join, zip(*pieces, strict=True)):
            state = self._hash.copy()
            state.update(text.encode())
            found.append(state.digest())
        return found

    def is_personal(self, row: Row) -> bool:
        """Whether a cell holds personal information: by its column's type, else by reading it."""
        for at in self._personal:
            text = row[at]
            if text and (len(text) > _SURELY_SOMETHING or not is_nothing(text)):
                return True
        return any(_tells_of_a_person(row[at]) for at in self._readable if row[at])

    def _are_personal(self, rows: Sequence[Row], columns: Columns) -> Sequence[int]:
        if any(min(map(len, columns[at])) > _SURELY_SOMETHING for at in self._personal):
            return [1] * len(rows)
        return [int(self.is_personal(row)) for row in rows]

    def _identities(self, columns: Columns) -> IdentityColumns:
        nothing = [""] * len(columns[0])
        if not self._tells_of_somebody:
            return [nothing] * len(NOBODY)
        name, org, number, phone, email, address, code = (
            nothing if place is None else columns[place] for place in self._places
        )
        if parts := self._name_parts:
            middle = columns[parts[MIDDLE]] if MIDDLE in parts else nothing
            name = together(columns[parts[FAMILY]], middle, columns[parts[GIVEN]])
        birth = nothing if self._birth is None else columns[self._birth]
        return (
            normal_names(name),
            normal_names(org),
            normal_numbers(number),
            normal_phones(phone),
            [*map(str.strip, email)],
            [*map(str.strip, address)],
            normal_numbers(code),
            [(day_of(text) or "") if text else "" for text in birth],
        )

    def _titles_of(self, columns: Columns) -> Sequence[str]:
        """What each record is about, without telling of whom; the sheet's name where no column says."""
        if not self._titles:
            return [self._name] * len(columns[0])
        parts = zip(*(columns[at] for at in self._titles), strict=True)
        return [" · ".join(filter(None, row))[:_TITLE] or self._name for row in parts]

    def _event_dates(self, columns: Columns) -> Sequence[str | None]:
        """The rows' dates, ISO, or None."""
        if self._date is None:
            return [*repeat(None, len(columns[0]))]
        return [day_of(text) if text else None for text in columns[self._date]]
