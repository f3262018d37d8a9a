"""The firm that is closed, and its settings."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.words import Closure
from app.errors import UserError

_CODE = re.compile(r"[0-9A-Z]{18}|\d{15}")
_USCC = re.compile(r"[1-9A-GY][0-9A-Z]\d{6}[0-9A-Z]{10}")
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

# With these the firm itself ends, so that whoever opens a vault for it has stopped serving customers.
ENDING = frozenset({Closure.DEREGISTRATION, Closure.GROUP_SUBSIDIARY})


class Entity(StrEnum):
    """The firm's legal form: each has its own way of ending."""

    COMPANY = "company"
    PARTNERSHIP = "partnership"
    SOLE_PROPRIETORSHIP = "sole-proprietorship"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Profile:
    """What of the firm decides which rules and which tasks of closing are its own (law.md sections 4 and 6).

    `service_ended_on` is the day the firm stopped serving customers (PIPL 47(1)(2)): the trigger
    of PI-MIN. None: the service goes on, so nothing is due for destruction for that reason. `decided_on` is the day of
    the decision to close, from which the closing plan counts; None: not decided yet.
    """

    service_ended_on: date | None = None
    decided_on: date | None = None
    entity: Entity = Entity.COMPANY
    is_platform: bool = False
    is_aml_listed: bool = False
    is_hr_agency: bool = False
    is_auction_house: bool = False
    is_guard_service: bool = False
    is_clinic: bool = False
    has_prepaid_cards: bool = False
    has_cctv: bool = False
    is_internet_provider: bool = False
    is_credit_bureau: bool = False
    has_online_shop: bool = False
    has_staff: bool = True
    has_minors: bool = False
    is_cross_border: bool = False
    has_processors: bool = False
    is_simple_deregistration: bool = False


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm under closing: name, 统一社会信用代码, kind of closure, profile."""

    name: str
    uscc: str
    closure: Closure
    profile: Profile = Profile()


def opening_profile(closure: Closure, today: date) -> Profile:
    """The profile a new vault starts with: where the firm itself ends, its service counts as ended on that day.

    The day stands in the settings (service-ended-on), where it is corrected or cleared. With a transfer, a merger or
    a lost address the service may go on, so nothing is assumed.
    """
    return Profile(service_ended_on=today if closure in ENDING else None)


def checked_firm_name(typed: str) -> str:
    """The name trimmed, its inner spaces single; UserError("bad-firm-name") where nothing is left of it."""
    name = " ".join(typed.split())
    if not name or len(name) > 200 or any(unicodedata.category(letter).startswith("C") for letter in name):
        raise UserError("bad-firm-name")
    return name


def checked_uscc(typed: str) -> str:
    """The firm's code in capitals; UserError("bad-uscc") where it has neither 18 letters and digits nor 15 digits.

    15 digits are the registration number of before 2015, which a firm asleep since then still has. A wrong check
    character is no reason to refuse a firm its closing: `is_doubtful_uscc` tells, and the faces ask.
    """
    code = unicodedata.normalize("NFKC", typed).strip().upper()
    if not _CODE.fullmatch(code):
        raise UserError("bad-uscc")
    return code


def is_doubtful_uscc(code: str) -> bool:
    """Whether an 18-character code breaks GB 32100-2015 in its form or its check character: most likely mistyped."""
    if len(code) != 18:
        return False
    well_formed = _USCC.fullmatch(code) and not set(code) - set(_USCC_LETTERS)
    return not well_formed or code[17] != uscc_check_character(code[:17])


def uscc_check_character(body: str) -> str:
    """The 18th character over the first 17 (GB 32100-2015, 5.5: weights 3^i mod 31)."""
    total = sum(_USCC_LETTERS.index(letter) * pow(3, at, 31) for at, letter in enumerate(body))
    return _USCC_LETTERS[-total % 31]
