"""One sheet's rows, read by its plan: what is wrong with a row, whose it is, what it is called."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from operator import itemgetter
from typing import NamedTuple

import msgspec

from app.detect import dates, texts, values
from app.domain.customers import NOBODY, Identity, is_nothing, narrow, normal_name, normal_number, normal_phone
from app.domain.records import PERSONAL, SheetPlan
from app.domain.search_text import index_text
from app.domain.words import Field, PiType

Row = Sequence[str]
Check = Callable[[str], str | None]

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,2}", re.IGNORECASE)
_ERROR = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_WHOLE_DATE = re.compile(r"(\d{4})\D{1,2}\d{1,2}\D{1,2}\d{1,2}\D?|(?:19|20)\d{6}")
_TOTAL = re.compile(
    r"(?:本页|本月|本季|本年|本期|本日|全年|年度|部门|分类|金额|人数|总)?(?:合计|小计|累计|总计|共计|总数)"
    r"(?:金额|数量|人数|数|[（(].*[)）])?[:：]?(?:[\d,.]+元?)?|(?:sub|grand)?total:?",
    re.IGNORECASE,
)
_TOTAL_LETTERS = frozenset("TtSsGg")
_TOTAL_CHARACTERS = frozenset("合总小累共本")
_SIGNATURE = re.compile(
    r"(?:制表|制单|填表|填报|审核|复核|审批|批准|经办|经手|编制|统计|负责|主管|单位负责|部门负责|财务负责|会计主管)人?(?:员|签字|签名|签章)?"
    r"[:：].*|(?:签字|签名|盖章|打印日期|打印时间|制表日期|制表时间|填表日期|说明|备注|注)[:：].*",
    re.DOTALL,
)
# Fields without which a row is not what its sheet says it is: an error there can't be kept as a value.
_KEYS = frozenset(
    {
        Field.NAME,
        Field.ORG,
        Field.ID_NUMBER,
        Field.PHONE,
        Field.EMAIL,
        Field.CODE,
        Field.DATE,
        Field.END_DATE,
        Field.AMOUNT,
    }
)
_NUMBERED = frozenset(
    {
        PiType.MOBILE_PHONE,
        PiType.LANDLINE_PHONE,
        PiType.BANK_CARD,
        PiType.USCC,
        PiType.ORDER_NUMBER,
        PiType.FINANCIAL_ACCOUNT,
        PiType.CN_RESIDENT_ID,
    }
)
_READ_FOR_PERSONS = frozenset({PiType.FREE_TEXT, PiType.OTHER, PiType.ORG_NAME})
_IDENTITY = (Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.ADDRESS, Field.CODE)


class ReadyRow(NamedTuple):
    """A row as it will be stored: `content` is the JSON array of its cells, `text` what the search finds it by."""

    number: int
    digest: bytes
    identity: Identity
    title: str
    content: str
    event_date: str | None
    personal: int
    text: str


def id_fault(text: str) -> str | None:
    """The code of what is wrong with a cell of an ID column, or None; passports, permits and credit codes may pass."""
    number = text if len(text) == 18 and text.isascii() else normal_number(text)
    length = len(number)
    if length == 18 and number[:17].isdigit():
        right = values.id_check_digit(number) or values.is_uscc(number)
        return None if right else "bad-id"
    if _SCIENTIFIC.fullmatch(number):
        return "rounded-number"
    if number.isdigit() and 14 <= length <= 20 and not (length == 15 and values.birth_date_of_id(number)):
        return "bad-id"
    return None


def number_fault(text: str) -> str | None:
    """The code for a number that lost its digits to scientific notation, or None."""
    return "rounded-number" if _SCIENTIFIC.fullmatch(text) else None


def date_fault(text: str) -> str | None:
    """The code for a whole date that no calendar has (2023-02-30), or None; anything else than a date may pass."""
    if day_of(text) is None and _WHOLE_DATE.fullmatch(narrow(text).strip()):
        return "bad-date"
    return None


@lru_cache(maxsize=20_000)
def day_of(text: str) -> str | None:
    """The ISO date that a cell of a date column says, day numbers of spreadsheets included, or None."""
    plain = narrow(text).strip()
    found: date | None = dates.parse(plain) or dates.of_serial(plain)
    return found.isoformat() if found else None


@lru_cache(maxsize=20_000)
def _tells_of_a_person(text: str) -> bool:
    return any(span.type in PERSONAL for span in texts.find(text))


class RowReader:
    """Reads rows cut to the plan's columns; made once a sheet, so that a row costs little."""

    def __init__(self, plan: SheetPlan, key: bytes) -> None:
        """`key`: the vault's own, for digests (at most 64 bytes)."""
        self._columns = plan.columns
        self._name = plan.name
        self._heads = plan.heads()
        self._header_texts = [column.header for column in plan.columns] if plan.header_row else []
        self._first_header = next(filter(None, self._header_texts), None)
        self._checks = _checks(plan)
        self._error_places = [at for at, column in enumerate(plan.columns) if column.field in _KEYS]
        self._number_places = [
            at
            for at, column in enumerate(plan.columns)
            if column.type in _NUMBERED or column.field in (Field.PHONE, Field.CODE)
        ]
        self._identity = _identity_reader(plan)
        self._date = plan.place(Field.DATE)
        self._personal = plan.personal_places()
        self._readable = [at for at, column in enumerate(plan.columns) if column.type in _READ_FOR_PERSONS]
        self._titles = plan.title_places()
        order = sorted(range(len(self._heads)), key=lambda at: self._heads[at])
        self._in_order = itemgetter(*order) if len(order) > 1 else tuple
        self._marks = [f"\x1e{self._heads[at]}\x1f" for at in order]
        self._hash = blake2b(key=key, digest_size=16)

    def ready(self, number: int, row: Row) -> ReadyRow:
        """The row without a fault, made ready for the vault."""
        return ReadyRow(
            number,
            self.digest(row),
            self._identity(row),
            self.title(row) or self._name,
            msgspec.json.encode(row).decode(),
            self.event_date(row),
            int(self.is_personal(row)),
            index_text(row),
        )

    def fault(self, row: Row) -> tuple[int | None, str] | None:
        """Why the row can't be a record: the place of the column meant (None: the whole row) and the code."""
        joined = "\x1f".join(row)
        code = self._not_a_record(row)
        if code is not None:
            return None, code
        if "#" in joined and _ERROR.search(joined):
            for at in self._error_places:
                if _ERROR.fullmatch(row[at].strip()):
                    return at, "error-cell"
        for at, check in self._checks:
            text = row[at]
            if text and (code := check(text)):
                return at, code
        if "E+" in joined or "e+" in joined:
            for at in self._number_places:
                if code := number_fault(row[at].strip()):
                    return at, code
        return None

    def _not_a_record(self, row: Row) -> str | None:
        """Totals, signatures and repeated headers, told by the first cell that says something."""
        first = row[0]
        if not first or first.isspace():
            first = next((text for text in row if text and not text.isspace()), "")
        if first == self._first_header and self._is_header(row):
            return "repeated-header"
        if first.isascii() and first[:1] not in _TOTAL_LETTERS:
            # A running number may stand before the word.
            if not first.isdigit() or len(row) < 2 or row[1][:1] not in _TOTAL_CHARACTERS:
                return None
            first = row[1]
        bare = "".join(first.split())
        if _TOTAL.fullmatch(bare):
            return "total-row"
        if _SIGNATURE.fullmatch(bare) and sum(map(bool, row)) <= max(4, len(row) // 2):
            return "signature-row"
        return None

    def _is_header(self, row: Row) -> bool:
        pairs = [(" ".join(text.split()), head) for text, head in zip(row, self._header_texts, strict=True) if text]
        return all(text == head for text, head in pairs)

    def identity(self, row: Row) -> Identity:
        """Whom the row is of; NOBODY where it does not say."""
        return self._identity(row)

    def event_date(self, row: Row) -> str | None:
        """The row's date, ISO, or None."""
        return None if self._date is None or not row[self._date] else day_of(row[self._date])

    def is_personal(self, row: Row) -> bool:
        """Whether a cell holds personal information: by its column's type, else by reading it."""
        for at in self._personal:
            text = row[at]
            if text and (len(text) > 3 or not is_nothing(text)):
                return True
        return any(_tells_of_a_person(row[at]) for at in self._readable if row[at])

    def title(self, row: Row) -> str:
        """What the record is about, without telling of whom; "" where no column says."""
        return " · ".join([row[at] for at in self._titles if row[at]])[:200]

    def digest(self, row: Row) -> bytes:
        """Equal for rows whose filled cells have the same names and texts, in whatever order."""
        state = self._hash.copy()
        pairs = zip(self._marks, self._in_order(row), strict=True)
        state.update("".join([mark + text for mark, text in pairs if text]).encode())
        return state.digest()


def _checks(plan: SheetPlan) -> list[tuple[int, Check]]:
    checks: list[tuple[int, Check]] = []
    for at, column in enumerate(plan.columns):
        if column.type is PiType.CN_RESIDENT_ID or (column.field is Field.ID_NUMBER and column.type is not PiType.USCC):
            checks.append((at, id_fault))
        elif column.field in (Field.DATE, Field.END_DATE) or column.type is PiType.EVENT_DATE:
            checks.append((at, date_fault))
    return checks


def _identity_reader(plan: SheetPlan) -> Callable[[Row], Identity]:
    """A reader of the identifying columns that there are."""
    name, org, number, phone, email, address, code = (plan.place(field) for field in _IDENTITY)
    born = next((at for at, column in enumerate(plan.columns) if column.type is PiType.BIRTH_DATE), None)
    if all(place is None for place in (name, org, number, phone, code)):
        return lambda _: NOBODY

    def read(row: Row) -> Identity:
        return Identity(
            normal_name(row[name]) if name is not None else "",
            normal_name(row[org]) if org is not None else "",
            normal_number(row[number]) if number is not None else "",
            normal_phone(row[phone]) if phone is not None else "",
            row[email].strip() if email is not None else "",
            row[address].strip() if address is not None else "",
            normal_number(row[code]) if code is not None else "",
            (day_of(row[born]) or "") if born is not None and row[born] else "",
        )

    return read
