"""Masking (脱敏) by type: one style each, for window, workbook and PDF; never reversible.

| type | style | example |
| --- | --- | --- |
| names of persons | surname and last character; of two, the surname | 张*明, 李*, 阿依*·买**, J*** S**** |
| resident IDs | first three, last four | 310***********1237 |
| other papers, licence plates, accounts, WeChat, QQ | a few at the ends | E*******8, 沪A***45 |
| mobile phones; landlines | first three, last four; area code, last four | 138****5678; 021-****8812 |
| bank cards; credit codes | first four, last four; first four, last two | 6222***********5702 |
| e-mail | first letter and the domain | z***@qq.com |
| addresses; organisations | how they begin | 上海市浦东新****; 上海启衡咨询* |
| birth dates | the year | 1990-**-** |
| postcodes | first two | 20**** |
| health, belief, people, biometrics, whereabouts | nothing | *** |
| gender, age, being under 14, amounts, dates, order numbers, anything else | as they are | 女 |
| notes | all but what stands in them of a person, span by span (app/services/masking.py) | |
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.detect.surnames import surname_of
from app.detect.values import narrow
from app.domain.words import PiType

_DOT = re.compile(r"[·•・‧]")
_MOBILE = re.compile(r"(?:\(?\+?86\)?|0086)?(1\d{2})\d{4}(\d{4})")
_SERVICE = re.compile(r"([48]00)-?\d{3}-?(\d{4})(?:\D.*)?")
_LANDLINE = re.compile(r"\(?(0(?:10|2\d|[3-9]\d{2}))\)?-?\d{3,4}?(\d{4})(?:\D.*)?")
_DATE = re.compile(r"(\d{4})(\D?)\d{1,2}(?:(\D)\d{1,2})?.*")


def mask(kind: PiType, text: str) -> str:
    """The text with what tells it apart starred out; any text is taken, empty, short and unfitting ones too."""
    plain = narrow(text).strip()
    return STYLES[kind](plain) if plain else ""


def _ends(first: int, last: int) -> Callable[[str], str]:
    """Keep the ends where that hides at least half, else the first character only, of one character nothing."""

    def style(text: str) -> str:
        hidden = len(text) - first - last
        if hidden >= first + last or hidden >= 4:
            return text[:first] + "*" * hidden + text[len(text) - last :]
        return text[:1] + "*" * (len(text) - 1) if len(text) > 1 else "*"

    return style


def _name(text: str) -> str:
    if not text.isascii():
        text = text.replace(" ", "")
    if len(text) < 2:
        return "*"
    if _DOT.search(text):
        head, *rest = _DOT.split(text)
        return "·".join([head[: min(2, len(head) - 1)] + "*", *(part[: min(1, len(part) - 1)] + "**" for part in rest)])
    if text.isascii():
        return " ".join(word[:1] + "*" * max(len(word) - 1, 1) for word in text.split())
    surname = surname_of(text) if surname_of(text) != text else ""
    surname = surname or text[:1]
    given = text[len(surname) :]
    return surname + ("*" if len(given) == 1 else "*" * (len(given) - 1) + given[-1])


def _phone(text: str) -> str:
    compact = text.replace(" ", "").replace("—", "-")
    if match := _MOBILE.fullmatch(compact.replace("-", "")):
        return f"{match[1]}****{match[2]}"
    if match := _LANDLINE.fullmatch(compact) or _SERVICE.fullmatch(compact):
        return f"{match[1]}-****{match[2]}"
    return _ends(0, 4)(text)


def _card(text: str) -> str:
    return _ends(4, 4)(text.replace(" ", "").replace("-", ""))


def _email(text: str) -> str:
    local, at, domain = text.partition("@")
    if not at:
        return _ends(1, 0)(text)
    return f"{local[:1] if len(local) > 1 else ''}***@{domain}"


def _address(text: str) -> str:
    return text[: min(6, len(text) // 2)] + "****"


def _org(text: str) -> str:
    return text[: 6 if len(text) >= 10 else len(text) // 3] + "*"


def _date(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        return "****"
    return match[1] + "".join(f"{sign}**" for sign in match.groups()[1:] if sign is not None)


def _nothing(text: str) -> str:
    return "*" * min(len(text), 3)


STYLES: Mapping[PiType, Callable[[str], str]] = MappingProxyType(
    {
        PiType.PERSON_NAME: _name,
        PiType.ORG_NAME: _org,
        PiType.CN_RESIDENT_ID: _ends(3, 4),
        PiType.CN_PASSPORT: _ends(1, 1),
        PiType.HK_MACAU_PERMIT: _ends(1, 2),
        PiType.TAIWAN_PERMIT: _ends(1, 2),
        PiType.MOBILE_PHONE: _phone,
        PiType.LANDLINE_PHONE: _phone,
        PiType.EMAIL: _email,
        PiType.ADDRESS: _address,
        PiType.POSTCODE: _ends(2, 0),
        PiType.BANK_CARD: _card,
        PiType.USCC: _ends(4, 2),
        PiType.WECHAT_ID: _ends(2, 0),
        PiType.QQ_NUMBER: _ends(2, 2),
        PiType.LICENCE_PLATE: _ends(2, 2),
        PiType.BIRTH_DATE: _date,
        PiType.ETHNICITY: _nothing,
        PiType.RELIGION: _nothing,
        PiType.HEALTH: _nothing,
        PiType.BIOMETRIC: _nothing,
        PiType.LOCATION_TRACK: _nothing,
        PiType.FINANCIAL_ACCOUNT: _ends(2, 4),
        PiType.GENDER: str,
        PiType.AGE: str,
        PiType.MINOR: str,
        PiType.AMOUNT: str,
        PiType.EVENT_DATE: str,
        PiType.ORDER_NUMBER: str,
        PiType.FREE_TEXT: str,
        PiType.OTHER: str,
    }
)
"""How each type of the contract is shown to whoever may not read it."""
