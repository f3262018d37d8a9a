"""Whose a record is: what identifies a customer, in one form, and when two rows mean the same one."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

# Marks without width, which come along with what is copied from web pages and chats.
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_WIDE = {0xFF01 + offset: 0x21 + offset for offset in range(94)} | {0x3000: 0x20, 0xA0: 0x20} | _UNSEEN
HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff\U00020000-\U000323af·])\s+(?=[\u3400-\u9fff\U00020000-\U000323af·])")
_PHONE_NOISE = re.compile(r"[\s\-—–－().（）']+")
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1\d{10}$)")
_CHILD_UNTIL = 14
_NOTHING_WORDS = frozenset({"无", "不详", "没有", "暂无", "未知", "未填", "空"})
_NOTHING = re.compile(rf"[-—–_/\\.*?？]*|{'|'.join(_NOTHING_WORDS)}|0+|n/?a|null|none|nil", re.IGNORECASE)


class Identity(NamedTuple):
    """What a row says about its customer, each part in its one form, "" where it says nothing.

    `birth_date` is ISO. A tuple, because an import makes one a row.
    """

    name: str = ""
    org: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    code: str = ""
    birth_date: str = ""


NOBODY = Identity()
IdentityColumns: TypeAlias = Sequence[Sequence[str]]
"""Many identities, each part a column, in the order of Identity."""
_PLAIN_NUMBER = 4
_MOBILE = 11
_PLAIN_NAMES = re.compile("[\u3400-\ufeff]+")


def identifies(identity: Identity) -> bool:
    """Whether there is anything by which to know the customer again."""
    name, org, id_number, phone, _, _, code, _ = identity
    return bool(id_number or phone or name or org or code)


def is_nothing(text: str) -> bool:
    """Whether a cell is empty or says that there is nothing: 无, -, 不详, 0000, N/A."""
    return not text or _NOTHING.fullmatch(text.strip()) is not None


def narrow(text: str) -> str:
    """Full-width letters, digits and spaces as ASCII, marks without width left out."""
    return text if text.isascii() else text.translate(_WIDE)


def normal_name(text: str) -> str:
    """A name of a person or an organisation: trimmed, the spaces between Chinese characters gone (张  三)."""
    if text.isalpha() and text[0] >= "\u3400" and max(text) < "\uff00" and text not in _NOTHING_WORDS:
        return text
    bare = " ".join(text.translate(_WIDE).split())
    return "" if is_nothing(bare) else HAN_GAP.sub("", bare)


def normal_names(texts: Sequence[str]) -> Sequence[str]:
    """Each as `normal_name` has it."""
    joined = "".join(texts)
    if joined.isalpha() and _PLAIN_NAMES.fullmatch(joined) and _NOTHING_WORDS.isdisjoint(texts):
        return texts
    return [normal_name(text) if text else "" for text in texts]


def normal_number(text: str) -> str:
    """An ID or another certificate's number: ASCII, no spaces, capitals, no ' in front, which only kept it a text."""
    if text.isascii() and text.isalnum() and len(text) > _PLAIN_NUMBER and not text.isalpha() and text[0] != "0":
        return text.upper()
    bare = "".join(narrow(text).split()).upper().lstrip("'")
    return "" if is_nothing(bare) else bare


def normal_numbers(texts: Sequence[str]) -> Sequence[str]:
    """Each as `normal_number` has it."""
    joined = "".join(texts)
    is_plain = joined.isascii() and joined.isalnum() and min(map(len, texts)) > _PLAIN_NUMBER
    if is_plain and not any(map(str.isalpha, texts)) and "0" not in {text[0] for text in texts}:
        return [*map(str.upper, texts)]
    return [normal_number(text) if text else "" for text in texts]


def normal_phone(text: str) -> str:
    """A phone number: the digits, without 86 before a mobile number; of several numbers the first."""
    if len(text) == _MOBILE and text.isascii() and text.isdigit() and text[0] == "1":
        return text
    first = re.split(r"[,，;；、/|\n]", narrow(text).strip(), maxsplit=1)[0]
    bare = _COUNTRY.sub("", _PHONE_NOISE.sub("", first))
    return "" if is_nothing(bare) else bare


def normal_phones(texts: Sequence[str]) -> Sequence[str]:
    """Each as `normal_phone` has it."""
    joined = "".join(texts)
    is_digits = joined.isascii() and joined.isdigit()
    if is_digits and {*map(len, texts)} == {_MOBILE} and joined[::_MOBILE] == "1" * len(texts):
        return texts
    return [normal_phone(text) if text else "" for text in texts]


def contradict(one: Identity, other: Identity) -> bool:
    """Whether the two can't be the same customer: each has an ID number, or a name, of its own."""
    return (
        bool(one.id_number and other.id_number and one.id_number != other.id_number)
        or bool(one.name and other.name and one.name != other.name)
        or bool(one.org and other.org and one.org != other.org)
    )


def merged(known: Identity, more: Identity) -> Identity:
    """What is known, with its gaps filled from another row; `known` itself where there is nothing to fill."""
    if all(have or not new for have, new in zip(known, more, strict=True)):
        return known
    return Identity(*(have or new for have, new in zip(known, more, strict=True)))


def born(id_number: str) -> str:
    """The ISO birth date inside a resident ID of 18 or 15 digits, "" where there is none."""
    if len(id_number) == 15:
        id_number = f"{id_number[:6]}19{id_number[6:]}"
    if len(id_number) not in (17, 18) or id_number[6:8] not in ("19", "20"):
        return ""
    return _day(id_number[6:14])


@lru_cache(maxsize=40_000)
def _day(digits: str) -> str:
    try:
        return date.fromisoformat(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}").isoformat()
    except ValueError:
        return ""


def eldest_child(day: date) -> date:
    """The earliest date of birth of somebody who is not fully 14 on the day (PIPL 31).

    A year is full on the day after the birthday; who was born on 29 February has it on 1 March.
    """
    year = day.year - _CHILD_UNTIL
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
