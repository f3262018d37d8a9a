"""The firm that is closed, and its settings."""

from dataclasses import dataclass
from datetime import date

from app.domain.words import Closure


@dataclass(frozen=True, slots=True)
class Profile:
    """What of the firm decides which rules cover it (law.md section 4: sector rules).

    `service_ended_on` is the day the firm stopped serving customers (PIPL 47(1)(2)): the trigger
    of PI-MIN. None: the service goes on, so nothing is due for destruction for that reason.
    """

    service_ended_on: date | None = None
    is_platform: bool = False
    is_aml_listed: bool = False
    is_hr_agency: bool = False
    is_auction_house: bool = False
    is_guard_service: bool = False
    is_clinic: bool = False
    has_prepaid_cards: bool = False
    has_cctv: bool = False


@dataclass(frozen=True, slots=True)
class Firm:
    """A firm under closing: name, 统一社会信用代码, kind of closure, profile."""

    name: str
    uscc: str
    closure: Closure
    profile: Profile = Profile()
