"""What speaks for a sheet's kind: its titles, its headers, what its columns hold, the words that recur in its cells."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.detect import headers, kind_roles
from app.detect.surnames import HAN
from app.detect.values import narrow
from app.domain.words import PiType

_RUN = re.compile(rf"{HAN}+")
_LATIN = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}(?![a-z])")
# Names that programs give: Sheet1, 工作表2, 2023年, 03月.
_UNNAMED = re.compile(
    r"(?:sheet|table|book|工作表|工作簿|新建|表)?[\s_\-(（]*\d*[)）]?|\d{2,4}年(?:\d{1,2}月)?|\d{1,2}月份?",
    re.IGNORECASE,
)
# （内部资料）, 【打印版】: what is said of the paper, not of what is on it.
_ASIDE = re.compile(
    r"[（(【\[](?:内部|机密|保密|绝密|草稿|初稿|终稿|定稿|副本|打印|仅供)[^（）()【】\[\]]{0,6}[)）】\]]"
)
_NUMBER = re.compile(r"(?<=\D)\d+$")
_LONGEST_WHOLE = 8
_FEW_WORDS = 12
_LONGEST_WORD = 8
_DENSE = 0.65
# Columns that describe a person or a firm.
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
# An identity that its header names and its cells do not prove: mistyped numbers are still numbers of persons.
_CLAIMED = frozenset({PiType.CN_RESIDENT_ID, PiType.CN_PASSPORT, PiType.MOBILE_PHONE, PiType.BANK_CARD})


class Source(StrEnum):
    """Where a sign stands."""

    TITLE = "title"
    HEADER = "header"
    TYPES = "types"
    CELLS = "cells"


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that a person can be shown, with the features by which kind_weights.txt weighs it."""

    source: Source
    text: str
    features: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a column: its type, what its header says, how many cells have content, their texts counted."""

    header: str
    type: PiType
    hint: PiType | None
    cells: int
    counts: Mapping[str, int]


def signs(titles: Iterable[str], columns: Sequence[Seen]) -> Iterator[Sign]:
    """Every sign of a sheet; a feature may stand in several."""
    columns = _told_once(columns)
    bare = (_ASIDE.sub("", title) for title in titles)
    named = [title for title in bare if title and not is_unnamed(title)]
    for title in named:
        yield Sign(Source.TITLE, title, _placed("ta", title))
    roles = [kind_roles.of_column(column.header, column.type) for column in columns]
    for column, played in zip(columns, roles, strict=True):
        if column.header:
            # 缴费人 says who somebody is, and nothing was paid.
            words = _placed("n" if column.type is PiType.PERSON_NAME else "ha", column.header)
            yield Sign(Source.HEADER, column.header, words | {f"r:{role}" for role in played})
    identity = _identity(columns)
    together = frozenset(f"r:{name}" for name in kind_roles.of_sheet(named, roles, identity))
    yield Sign(Source.TYPES, "", together | {f"c:{name}" for name in _of_types(columns)})
    for column in columns:
        yield from _of_words(column)


def _told_once(columns: Sequence[Seen]) -> list[Seen]:
    """Without columns whose header only has another number: 标签1 to 标签19 of an export say no more than one does."""
    first: dict[tuple[str, PiType], Seen] = {}
    return [
        column
        for column in columns
        if not column.header or first.setdefault((_NUMBER.sub("", column.header), column.type), column) is column
    ]


def is_unnamed(title: str) -> bool:
    """Whether a program or the calendar gave the name: Sheet1, 工作表2, 2023年."""
    return _UNNAMED.fullmatch(title.strip()) is not None


def _placed(places: str, text: str) -> frozenset[str]:
    """`a` is anywhere: what a word says in a title it says in a header too, if less."""
    return frozenset(f"{place}:{part}" for part in parts(text) for place in places)


def parts(text: str) -> Iterator[str]:
    """The pieces of up to three characters, the short text as a whole (=), its end (~), and Latin words."""
    plain = narrow(text)
    bare = headers.normal(text)
    if 1 < len(bare) <= _LONGEST_WHOLE:
        yield f"={bare}"
    if bare and _RUN.fullmatch(bare[-1]):
        yield f"~{bare[-1]}"
    for run in _RUN.findall(bare):
        for length in (1, 2, 3):
            yield from (run[at : at + length] for at in range(len(run) - length + 1))
    yield from (word.lower() for word in _LATIN.findall(plain))


def _identity(columns: Sequence[Seen]) -> int:
    """How many columns say who somebody is."""
    return sum(column.type in _IDENTITY or _is_claimed(column) for column in columns)


def _is_claimed(column: Seen) -> bool:
    return column.hint in _CLAIMED and column.type is PiType.OTHER


def _of_types(columns: Sequence[Seen]) -> Iterator[str]:
    types = Counter(column.type for column in columns)
    for kind, count in types.items():
        if kind is not PiType.OTHER:
            yield kind.value
            if count > 1:
                yield f"{kind.value}s"
    identity = _identity(columns)
    yield from (f"identity{least}" for least in (2, 3, 4, 6) if identity >= least)
    most = max((column.cells for column in columns), default=0)
    noted = any(column.type is PiType.FREE_TEXT and column.cells >= _DENSE * most for column in columns)
    dated, priced = types[PiType.EVENT_DATE] > 0, types[PiType.AMOUNT] > 0
    party = any(types[kind] for kind in _PARTY) or any(map(_is_claimed, columns))
    told = {"party": party, "dated": dated, "priced": priced, "noted": noted}
    yield "+".join(name for name, there in told.items() if there) or "nothing"
    if identity >= 2 and not dated and not priced:
        yield "only-identity"


def _of_words(column: Seen) -> Iterator[Sign]:
    """已发货, 待付款: the few words that a column of nothing personal repeats."""
    if column.type not in {PiType.OTHER, PiType.FREE_TEXT} or len(column.counts) > _FEW_WORDS:
        return
    for text in column.counts:
        if 1 <= len(text) <= _LONGEST_WORD and _RUN.fullmatch(text):
            yield Sign(Source.CELLS, text, frozenset(f"v:{part}" for part in (*parts(text), f"={text}")))
