"""Header words: what a column says it holds. One voice among others, never the last word."""

import re
from dataclasses import dataclass
from functools import cache

from app.detect import lists
from app.detect.values import narrow
from app.domain.words import Field, PiType

_LONGEST = 16
# What only says "number of": 微信账号 is about 微信, 发票编号 about 发票.
_TAIL = re.compile(r"(?:号码|编号|序号|代码|号|id|no|信息|情况|名称|登记)?(?:\d|[一二三四])?$")
# Words that say nothing behind another word: 单据编号 is no customer's number, 计量单位 no firm.
_ALONE = lists.words("terms.txt", "alone")
# What stands above columns but says nothing about what they hold.
_HEADINGS = lists.words("terms.txt", "heading")
# The customer's own number, by whatever word: 客户代号, 会员编码.
_OWN_CODE = re.compile(
    r"(?:客户|会员|学员|学生|员工|职工|用户|顾客|业主|患者|病人|人员|供应商|商户|门店|档案)(?:编号|代号|代码|编码|序号|号|id|no)"
)
# 接听人, 验收员: whoever does what the words before say.
_PERSON = re.compile(r"[一-鿿]{2,5}(?<!本)(?<!成)[人员者]")
# Invoice date, Shared on, source_ip: a short English phrase that begins or ends with a known word.
_LATIN = re.compile(r"[A-Za-z][A-Za-z.&'/]*(?:[\s_-]+[A-Za-z][A-Za-z.&'/]*){1,4}")
_LATIN_TAIL = re.compile(r"[A-Za-z]+[\s_-]+(?:on|at|by|from|to|until|date|time|no|id)\.?", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(【\[].*?[)）】\]]|[（(].*$")
_NOISE = re.compile(r"[\s*＊:：（）()【】\[\]/、_.\-]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a header word stands for; `field` None where the column keeps its header as its name."""

    word: str
    type: PiType
    field: Field | None


def normal(header: str) -> str:
    """Without spaces, stars and brackets, in lower case: 联系 电话* is 联系电话."""
    return _NOISE.sub("", narrow(header)).lower()


@cache
def vocabulary() -> dict[str, Hint]:
    """All header words in their normal form."""
    found: dict[str, Hint] = {}
    for kind, field, texts in lists.rows("headers.txt"):
        for text in texts.split():
            word = normal(text)
            found.setdefault(word, Hint(word, PiType(kind), Field(field) if field != "-" else None))
    return found


@cache
def hint(header: str) -> Hint | None:
    """The known word that the header is, ends with, or holds, the longest first; None where it says nothing known."""
    known = vocabulary()
    text = normal(header)
    for candidate in (text, normal(_BRACKETS.sub("", narrow(header)))):
        if candidate in known:
            return known[candidate]
        if (stem := _TAIL.sub("", candidate)) in known:
            return known[stem]
    if _OWN_CODE.fullmatch(text):
        return Hint(text, PiType.OTHER, Field.CODE)
    for length in range(min(len(text), _LONGEST), 1, -1):
        if (part := text[-length:]) in known and part not in _ALONE:
            return known[part]
    for length in range(min(len(text), _LONGEST), 1, -1):
        for start in range(len(text) - length):
            if (part := text[start : start + length]) in known and part not in _ALONE:
                return known[part]
    return Hint(text, PiType.PERSON_NAME, None) if _PERSON.fullmatch(text) else None


@cache
def is_exact(text: str) -> bool:
    """Whether the text is a known header word, whatever stands in brackets behind it."""
    bare = normal(_BRACKETS.sub("", narrow(text)))
    return any(word in vocabulary() or word in _HEADINGS for word in (normal(text), bare))


@cache
def is_header(text: str) -> bool:
    """Whether the text could stand above a column: a known word, or a short phrase that ends in one."""
    if is_exact(text):
        return True
    bare = _BRACKETS.sub("", narrow(text)).strip()
    if _LATIN.fullmatch(bare):
        words = [normal(word) for word in re.split(r"[\s_-]+", bare)]
        return bool(_LATIN_TAIL.fullmatch(bare)) or any(is_exact(word) for word in (words[0], words[-1]))
    short = normal(bare)
    if not 2 <= len(short) <= 9 or any(map(str.isdecimal, short[:-1])):
        return False
    known = vocabulary()
    if _PERSON.fullmatch(short) or short.rstrip("一二三123") in known:
        return True
    ends = any(short[at:] in known for at in range(1, len(short) - 1))
    return ends or any(short[:at] in known for at in range(max(2, len(short) - 2), len(short)))
