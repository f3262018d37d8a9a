"""How a sheet's rows become records: the plan of its columns, and rows that can't be one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain import name_parts
from app.domain.words import Field, Kind, PiType, Sensitivity, State

# What says nothing about whom a record is of, so that a title may show it on a masked screen.
_PUBLIC = frozenset({PiType.OTHER, PiType.ORDER_NUMBER, PiType.EVENT_DATE, PiType.AMOUNT})
# Types that tell of a living person (PIPL 4); organisations, amounts, dates and numbers of orders alone do not.
PERSONAL = frozenset(PiType) - _PUBLIC - {PiType.ORG_NAME, PiType.USCC, PiType.FREE_TEXT}
_SERIAL = re.compile(r"(?:序号|编号|行号|no\.?|#|id)", re.IGNORECASE)
_TITLE_PARTS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet as it is stored: `index` is its place in the file from 0 (A), `share` as in detect."""

    index: int
    header: str
    field: Field | None
    type: PiType
    share: float
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What is done with a sheet's rows. `header_row` (None: no header) and `first_row` count from 1.

    `columns` are in the order of a record's content; a column that no row fills may be left out. `width` is how many
    columns the file's sheet has, 0 where that is not known any more. `titles` are the cells above the header. `above`
    is what the last columns hold in every row: the file says it once, above the header or below the rows. `between`:
    one more column behind them holds what rows between the others say of those below them (客户：王芳). `dittos`: there
    are cells that only say that they hold what the one above them holds. `rounded` are the places of ID numbers of
    which a spreadsheet rounded so many that three noughts at the end are its own. `gap`: a blank column is amid them.
    """

    name: str
    kind: Kind
    header_row: int | None
    first_row: int
    columns: tuple[Column, ...]
    width: int = 0
    titles: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    between: bool = False
    dittos: bool = False
    rounded: tuple[int, ...] = ()
    gap: bool = False

    @property
    def own_columns(self) -> int:
        """How many of the columns stand in the file's own rows."""
        return len(self.columns) - len(self.above) - self.between

    def place(self, field: Field) -> int | None:
        """Where in a record's content the field stands, or None."""
        return next((at for at, column in enumerate(self.columns) if column.field is field), None)

    def name_parts(self) -> dict[int, int]:
        """Where the parts of the customer's name stand (see name_parts.places); empty where one column has it whole."""
        found = name_parts.places(column.header for column in self.columns)
        return found if self.place(Field.NAME) in found.values() else {}

    def heads(self) -> tuple[str, ...]:
        """A name for each column, no two alike: a header that repeats gets a number, an empty one its letter."""
        heads: list[str] = []
        for column in self.columns:
            name = base = column.header or f"[{letters(column.index)}]"
            number = 1
            while name in heads:
                number += 1
                name = f"{base} {number}"
            heads.append(name)
        return tuple(heads)

    def personal_places(self) -> tuple[int, ...]:
        """Columns whose filled cells are personal information."""
        return tuple(at for at, column in enumerate(self.columns) if column.type in PERSONAL)

    def title_places(self) -> tuple[int, ...]:
        """The few columns that tell what a record is about, without telling of whom."""
        wanted = [self.place(field) for field in (Field.SUBJECT, Field.DATE, Field.AMOUNT)]
        found = [at for at in wanted if at is not None]
        for at, column in enumerate(self.columns):
            public = column.type in _PUBLIC and column.field in (None, Field.CODE)
            if len(found) < _TITLE_PARTS and public and at not in found and not _SERIAL.fullmatch(column.header):
                found.append(at)
        return tuple(found[:_TITLE_PARTS])


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that was not imported, and why: `row` as the spreadsheet counts it, `column` None where all of it is meant.

    `header` is the column's; the words of `code` are in app/messages.
    """

    row: int
    column: int | None
    code: str
    header: str = ""

    def shown(self) -> dict[str, str | int | None]:
        """The parameters of its sentence."""
        letter = "" if self.column is None else letters(self.column)
        return {"row": self.row, "column": letter, "header": self.header or letter}


def letters(index: int) -> str:
    """A column's name in a spreadsheet: A for 0, Z for 25, AA for 26."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def named(heads: Sequence[str], content: Sequence[str]) -> dict[str, str]:
    """A record's filled cells by the names of their columns."""
    return {head: text for head, text in zip(heads, content, strict=False) if text}


def column_of(stored: Mapping[str, object]) -> Column:
    """A column from its stored JSON object; ValueError or KeyError where that is not one."""
    field = stored["field"]
    return Column(
        index=int(str(stored["index"])),
        header=str(stored["header"]),
        field=None if field is None else Field(str(field)),
        type=PiType(str(stored["type"])),
        share=float(str(stored["share"])),
        sensitivity=Sensitivity(str(stored["sensitivity"])),
    )


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """Which records a list shows, and in what order. `limit` None: all of them.

    `search`: words that must all be in the row, each as a piece of Chinese text or the beginning of a word or number.
    With `spares_locked` records that may only be stored are left out.
    With `whole_words` the word or number has to be whole: who sees numbers masked can't find them out digit by digit.
    `customer` is a customer's id (hex), `batch` an import's; `sort` one of SORTS, newest first where it is "".
    """

    search: str = ""
    whole_words: bool = False
    spares_locked: bool = False
    state: State | None = None
    kind: Kind | None = None
    sensitivity: Sensitivity | None = None
    rule: str | None = None
    customer: str | None = None
    batch: str | None = None
    unclassified: bool = False
    held: bool | None = None
    sort: str = ""
    descending: bool = False
    limit: int | None = None
    offset: int = 0


SORTS = ("customer_name", "kind", "sensitivity", "state", "rule", "retain_until", "event_date", "title")
