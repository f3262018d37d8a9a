"""Masking (脱敏) by type: one style each, for window, workbook and PDF; never reversible."""

import re
from collections.abc import Callable

from app.detect import names
from app.domain.words import PiType

_PAIR = re.compile(r"[·•・‧]")


def mask(kind: PiType, text: str) -> str:
    """The text with what tells it apart starred out; works for any text, empty and short ones too."""
    return _STYLES.get(kind, _as_it_is)(text)


def _as_it_is(text: str) -> str:
    return text


def _keep(first: int, last: int) -> Callable[[str], str]:
    """Keep the ends; a text too short to keep both loses all but its first character."""

    def style(text: str) -> str:
        hidden = len(text) - first - last
        if hidden < 3:
            return text[:1] + "*" * max(len(text) - 1, 0)
        return text[:first] + "*" * hidden + (text[-last:] if last else "")

    return style


def _name(text: str) -> str:
    if parts := _PAIR.split(text)[1:]:
        head = _PAIR.split(text)[0]
        return "·".join([head[:2] + "*", *(part[:1] + "**" for part in parts)])
    if text.isascii():
        return text[:1] + "*" * max(len(text) - 1, 0)
    surname = names.surname_of(text) or text[:1]
    rest = text[len(surname) :]
    return surname + ("*" if len(rest) <= 1 else "*" * (len(rest) - 1) + rest[-1])


def _phone(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] == "1":
        return f"{digits[:3]}****{digits[-4:]}"
    if match := re.fullmatch(r"(0\d{2,3})[- ]?(\d{3,4})(\d{4})", text.strip()):
        return f"{match[1]}-****{match[3]}"
    return _keep(0, 4)(text)


def _email(text: str) -> str:
    local, at, domain = text.partition("@")
    return f"{local[:1]}***{at}{domain}" if at else _keep(1, 0)(text)


def _address(text: str) -> str:
    return text[:6] + "****" if len(text) > 6 else text[:1] + "*" * max(len(text) - 1, 0)


def _org(text: str) -> str:
    return text[:8] + "*" if len(text) > 8 else text[:2] + "*" * max(len(text) - 2, 0)


def _all(text: str) -> str:
    return "***" if text else ""


_STYLES: dict[PiType, Callable[[str], str]] = {
    PiType.PERSON_NAME: _name,
    PiType.ORG_NAME: _org,
    PiType.CN_RESIDENT_ID: _keep(3, 4),
    PiType.CN_PASSPORT: _keep(1, 2),
    PiType.HK_MACAU_PERMIT: _keep(1, 2),
    PiType.TAIWAN_PERMIT: _keep(1, 2),
    PiType.MOBILE_PHONE: _phone,
    PiType.LANDLINE_PHONE: _phone,
    PiType.EMAIL: _email,
    PiType.ADDRESS: _address,
    PiType.BANK_CARD: _keep(4, 4),
    PiType.USCC: _keep(4, 2),
    PiType.WECHAT_ID: _keep(2, 0),
    PiType.QQ_NUMBER: _keep(2, 2),
    PiType.LICENCE_PLATE: _keep(2, 2),
    PiType.BIRTH_DATE: _keep(4, 0),
    PiType.HEALTH: _all,
    PiType.RELIGION: _all,
    PiType.ETHNICITY: _all,
    PiType.BIOMETRIC: _all,
    PiType.LOCATION_TRACK: _all,
    PiType.FINANCIAL_ACCOUNT: _keep(2, 4),
}
