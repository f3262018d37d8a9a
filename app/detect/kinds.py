"""What a sheet's rows are: customers, transactions, services, contracts, accounting, letters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from app.detect import headers, lists
from app.detect.columns import ColumnReport
from app.domain.words import Kind, PiType

_TITLE = 3.0
_ENOUGH = 1.0
_DENSE = 0.65
# Columns that describe a person or a firm; two of them and nothing that happened: a customer list.
_IDENTITY = frozenset(
    {
        PiType.PERSON_NAME,
        PiType.ORG_NAME,
        PiType.CN_RESIDENT_ID,
        PiType.CN_PASSPORT,
        PiType.HK_MACAU_PERMIT,
        PiType.TAIWAN_PERMIT,
        PiType.MOBILE_PHONE,
        PiType.LANDLINE_PHONE,
        PiType.EMAIL,
        PiType.ADDRESS,
        PiType.BANK_CARD,
        PiType.USCC,
        PiType.WECHAT_ID,
        PiType.QQ_NUMBER,
        PiType.BIRTH_DATE,
        PiType.GENDER,
        PiType.AGE,
        PiType.ETHNICITY,
        PiType.LICENCE_PLATE,
    }
)
_PARTY = frozenset({PiType.PERSON_NAME, PiType.ORG_NAME, PiType.MOBILE_PHONE, PiType.CN_RESIDENT_ID})


@cache
def _words() -> tuple[tuple[Kind, float, str], ...]:
    return tuple(
        (Kind(kind), float(weight), word) for kind, weight, words in lists.rows("kinds.txt") for word in words.split()
    )


def of_sheet(titles: Iterable[str], columns: Sequence[ColumnReport]) -> Kind:
    """The kind by the sheet's name and titles, its headers, and what its columns hold."""
    named = [headers.normal(one.header) for one in columns if one.type is PiType.PERSON_NAME]
    votes = _of_words(titles, [headers.normal(column.header) for column in columns], named)
    types = Counter(column.type for column in columns)
    most = max((column.cells for column in columns), default=0)
    noted = any(column.type is PiType.FREE_TEXT and column.cells >= _DENSE * most for column in columns)
    _of_types(votes, types, noted=noted)
    kind, points = max(votes.items(), key=lambda vote: vote[1])
    return kind if points >= _ENOUGH else Kind.OTHER


def _of_words(titles: Iterable[str], heads: Sequence[str], named: Sequence[str]) -> dict[Kind, float]:
    """`named` are the headers of people: 缴费人 says who somebody is, and nothing was paid."""
    votes = dict.fromkeys(Kind, 0.0)
    title = " ".join(titles).lower()
    for kind, weight, word in _words():
        spared = kind is Kind.TRANSACTION
        times = _TITLE * (word in title) + sum(word in head for head in heads if not (spared and head in named))
        if times:
            votes[kind] += weight * times
    return votes


def _of_types(votes: dict[Kind, float], types: Counter[PiType], *, noted: bool) -> None:
    """Add what the columns' types say, headers or none; `noted`: there is a note in most rows."""
    identity = sum(types[kind] for kind in _IDENTITY)
    if identity >= 2:
        votes[Kind.BASIC] += 0.3 + min(identity, 4) * 0.4
    votes[Kind.OTHER] += 2.0 * min(types[PiType.LOCATION_TRACK], 2) + 1.0 * min(types[PiType.BIOMETRIC], 2)
    happened = types[PiType.EVENT_DATE] > 0
    party = any(types[kind] for kind in _PARTY)
    if types[PiType.AMOUNT] and happened and party:
        votes[Kind.TRANSACTION] += 2.0
    elif noted and happened and party:
        votes[Kind.CORRESPONDENCE] += 1.7
    if types[PiType.ORDER_NUMBER] and types[PiType.AMOUNT] and party:
        votes[Kind.TRANSACTION] += 0.6
    if not party:
        votes[Kind.TRANSACTION] *= 0.6 if happened or types[PiType.ORDER_NUMBER] else 0.15
