"""What a column's neighbours tell: dates and ages that agree with the IDs beside them, 姓 beside 名."""

from collections.abc import Callable, Sequence
from datetime import date

from app.detect import dates, shapes, values
from app.detect.columns import Evidence
from app.domain import name_parts
from app.domain.words import PiType

_AGREE = 0.6
_FEW = 3
_ROWS = 400
_MAYBE_NAMES = frozenset({PiType.OTHER, PiType.ADDRESS, PiType.ORG_NAME, PiType.ETHNICITY, PiType.FREE_TEXT})


def refine(types: Sequence[PiType], found: Sequence[Evidence], columns: Sequence[Sequence[str]]) -> dict[int, PiType]:
    """The columns that their neighbours tell more of, by index, with their new type."""
    changed: dict[int, PiType] = {}
    ids = [column for column, kind in zip(columns, types, strict=True) if kind is PiType.CN_RESIDENT_ID]
    for index, (kind, evidence) in enumerate(zip(types, found, strict=True)):
        told = evidence.hint in {PiType.EVENT_DATE, PiType.AGE, PiType.AMOUNT, PiType.OTHER, PiType.ORDER_NUMBER}
        if kind is PiType.EVENT_DATE and not told:
            if _agree(ids, columns[index], _born_then) or shapes.are_birth_dates(evidence.sample):
                changed[index] = PiType.BIRTH_DATE
        elif (
            kind is PiType.OTHER
            and not told
            and not shapes.are_counted(evidence.sample)
            and _agree(ids, columns[index], _as_old)
        ):
            changed[index] = PiType.AGE
    for index in name_parts.places(evidence.header for evidence in found).values():
        if types[index] in _MAYBE_NAMES and found[index].total:
            changed[index] = PiType.PERSON_NAME
    return changed


def _agree(ids: Sequence[Sequence[str]], column: Sequence[str], same: Callable[[date, str], bool]) -> bool:
    for numbers in ids:
        pairs = [
            (born, text)
            for number, text in zip(numbers[:_ROWS], column[:_ROWS], strict=False)
            if (born := values.birth_date_of_id(number)) and text
        ]
        verdicts = [same(born, text.strip()) for born, text in pairs]
        if len(verdicts) >= _FEW and sum(verdicts) >= _AGREE * len(verdicts):
            return True
    return False


def _born_then(born: date, text: str) -> bool:
    return dates.parse(text) == born


def _as_old(born: date, text: str) -> bool:
    """Ages are of some year not long ago: within fifteen years of what the ID gives today."""
    number = text.removesuffix("岁")
    return number.isdecimal() and 0 <= dates.today().year - born.year - int(number) <= 15
