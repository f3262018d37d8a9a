"""Words in running text that tell of a person: illness, belief, people, age, birth."""

import re
from collections.abc import Iterator
from functools import cache

from app.detect import dates, lists, sensitive
from app.domain.words import PiType

_AGE = re.compile(r"(?<![\d.])(?:1[01]\d|[1-9]\d?)周?岁(?!月)")
_BIRTH = re.compile(
    r"(?:出生日期|出生年月|出生于|出生|生日|生于)[为是：:\s]{0,2}((?:19|20)\d{2}(?:年\d{1,2}月(?:\d{1,2}[日号]?)?|[-/.]\d{1,2}[-/.]\d{1,2}))"
    r"|((?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}[日号]?)?|(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?=出?生(?!效|产))"
)


@cache
def patterns() -> tuple[tuple[PiType, re.Pattern[str]], ...]:
    """What finds the words of a type in running text."""
    kinds = (PiType.HEALTH, PiType.RELIGION, PiType.ETHNICITY)
    return tuple((kind, re.compile(f"{lists.any_of(sensitive.words(kind))}{_tail(kind)}")) for kind in kinds)


def _tail(kind: str) -> str:
    if kind == PiType.RELIGION:
        return r"(?![教学院堂寺])"
    return r"(?!自治|乡|镇|区|县|小学|中学|餐|菜|风情|服饰|舞)" if kind == PiType.ETHNICITY else ""


def find(text: str) -> Iterator[tuple[PiType, int, int]]:
    """The words of a narrowed text with their types."""
    for kind, pattern in patterns():
        for match in pattern.finditer(text):
            yield kind, match.start(), match.end()
    for match in _AGE.finditer(text):
        yield PiType.AGE, match.start(), match.end()
    for match in _BIRTH.finditer(text):
        group = 1 if match.group(1) else 2
        if dates.parse(match.group(group).replace("号", "日")) is None:
            continue
        yield PiType.BIRTH_DATE, match.start(group), match.end(group)
