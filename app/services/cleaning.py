"""Cleans imported cells: each change is counted, shown with examples, and undone by the original that is kept."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from app.detect import dates
from app.domain.cleanings import EXAMPLES, Cleaning, CleaningReport, Example
from app.domain.customers import HAN_GAP, is_nothing, narrow, normal_phone
from app.domain.records import Column, SheetPlan
from app.domain.words import Field, PiType

_EDGES = " \t\r\n\u3000\xa0\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_WIDE_LETTERS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_LETTERS = {code: code - 0xFEE0 for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
            for code in range(first, last + 1)}  # fmt: skip
_WIDE = re.compile("[\uff01-\uff5e\u3000\xa0]")
_MOBILE = re.compile(r"1[3-9]\d{9}")
# Behind 010 and 02x eight digits: fewer are of Taiwan, (02) 2345-6789.
_LANDLINE = re.compile(r"(0(?:10|2\d)(?=\d{8}$)|0[3-9]\d{2})(\d{7,8})")
_WHOLE_DAY = re.compile(
    r"(?:19|20)\d{2}\D{1,2}\d{1,2}\D{1,2}\d{1,2}[日号]?|(?:19|20)\d{6}|(?:[一二壹贰][^年\d]{3}|(?:19|20)\d{2})年\S+月\S+"
)
_SEVERAL = re.compile(r"[,，;；、/|\n]")
_NAMES = frozenset({Field.NAME, Field.ORG})
_NAME_TYPES = frozenset({PiType.PERSON_NAME, PiType.ORG_NAME})
_PHONES = frozenset({PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE})
_DATES = frozenset({PiType.EVENT_DATE, PiType.BIRTH_DATE})
_NUMBERS = _PHONES | _DATES | {
    PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT, PiType.HK_MACAU_PERMIT, PiType.TAIWAN_PERMIT, PiType.EMAIL,
    PiType.POSTCODE, PiType.BANK_CARD, PiType.USCC, PiType.WECHAT_ID, PiType.QQ_NUMBER, PiType.LICENCE_PLATE,
    PiType.FINANCIAL_ACCOUNT, PiType.ORDER_NUMBER, PiType.AMOUNT,
}  # fmt: skip
_NUMBER_FIELDS = frozenset({Field.ID_NUMBER, Field.PHONE, Field.EMAIL, Field.CODE, Field.DATE, Field.END_DATE})
Step = tuple[Cleaning, Callable[[str], str]]


class RowCleaner:
    """Cleans the rows of one sheet, and counts what it did.

    What cells were before is held by the row's digest, from `keep` until `take`: rows become records later.
    """

    def __init__(self, plan: SheetPlan, wanted: Collection[Cleaning]) -> None:
        self.counts: Counter[Cleaning] = Counter()
        self._examples: dict[Cleaning, list[Example]] = {one: [] for one in Cleaning}
        self._heads = plan.heads()
        self._steps = [[step for step in _steps(column) if step[0] in wanted] for column in plan.columns]
        self._originals: dict[bytes, str] = {}

    def clean(self, number: int, row: list[str]) -> list[str]:
        """The row's cells cleaned, the very same list where nothing was to do; `number` is the row's own."""
        cells = row
        for at, steps in enumerate(self._steps):
            text = row[at]
            if not text or not steps:
                continue
            after = self._through(steps, text, at, number)
            if after != text:
                cells = list(row) if cells is row else cells
                cells[at] = after
        return cells

    def keep(self, digest: bytes, came: Sequence[str], cells: Sequence[str]) -> None:
        """Hold what the cells of a row were until the record is entered."""
        before = {at: old for at, (old, new) in enumerate(zip(came, cells, strict=True)) if old != new}
        self._originals[digest] = json.dumps(before, ensure_ascii=False, separators=(",", ":"))

    def take(self, digests: Iterable[tuple[int, bytes]]) -> list[tuple[int, str]]:
        """Numbers of records with what their cells were, as JSON {place: text}, once; clean rows are left out."""
        found = ((number, self._originals.pop(digest, None)) for number, digest in digests)
        return [(number, text) for number, text in found if text is not None]

    def report(self) -> CleaningReport:
        """What was done so far."""
        return CleaningReport(dict(self.counts), {one: tuple(found) for one, found in self._examples.items() if found})

    def _through(self, steps: Sequence[Step], text: str, at: int, number: int) -> str:
        for cleaning, change in steps:
            after = change(text)
            if after != text:
                self.counts[cleaning] += 1
                self._show(cleaning, at, number, text, after)
                text = after
        return text

    def _show(self, cleaning: Cleaning, at: int, number: int, before: str, after: str) -> None:
        examples = self._examples[cleaning]
        if len(examples) < EXAMPLES:
            examples.append(Example(self._heads[at], number, before, after))


def _steps(column: Column) -> list[Step]:
    """What a column's cells can go through, in order."""
    is_name = column.field in _NAMES or column.type in _NAME_TYPES
    is_phone = column.field is Field.PHONE or column.type in _PHONES
    is_date = column.field in (Field.DATE, Field.END_DATE) or column.type in _DATES
    is_number = is_phone or is_date or column.field in _NUMBER_FIELDS or column.type in _NUMBERS
    # In a note or an answer 无 can be what somebody wanted to say, and 0 is an amount.
    is_told = is_name or (is_number and column.type is not PiType.AMOUNT and column.field is not Field.AMOUNT)
    steps: list[Step | None] = [
        (Cleaning.TRIM, _trimmed),
        (Cleaning.WIDTH, _narrowed if is_number else _narrow_letters),
        (Cleaning.PLACEHOLDER, _without_placeholder) if is_told or column.field is Field.ADDRESS else None,
        (Cleaning.NAME, _joined_name) if is_name else None,
        (Cleaning.PHONE, _one_phone) if is_phone else None,
        (Cleaning.DATE, _one_date) if is_date else None,
    ]
    return [step for step in steps if step is not None]


def _trimmed(text: str) -> str:
    return text.strip(_EDGES)


def _narrow_letters(text: str) -> str:
    """In running text the full-width comma and brackets are right, the letters and digits are not."""
    return text if text.isascii() or not _WIDE_LETTERS.search(text) else text.translate(_LETTERS)


def _narrowed(text: str) -> str:
    return text if text.isascii() or not _WIDE.search(text) else narrow(text)


def _without_placeholder(text: str) -> str:
    return "" if len(text) <= 10 and is_nothing(text) else text


def _joined_name(text: str) -> str:
    return HAN_GAP.sub("", text) if " " in text or "\u3000" in text else text


def _one_phone(text: str) -> str:
    """A mobile number as eleven digits, a landline as 021-58881234; several numbers and extensions stay."""
    if (len(text) == 11 and text.isdigit()) or _SEVERAL.search(text):
        return text
    bare = normal_phone(text)
    if _MOBILE.fullmatch(bare):
        return bare
    match = _LANDLINE.fullmatch(bare)
    return f"{match[1]}-{match[2]}" if match else text


def _one_date(text: str) -> str:
    """A whole day in its ISO form; a month, a year, a day with its time stay."""
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        return text
    plain = narrow(text).strip()
    day = dates.parse(plain) if _WHOLE_DAY.fullmatch("".join(plain.split())) else None
    return day.isoformat() if day else text
