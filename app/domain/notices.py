"""Notices to customers: what each is about, how it reached them, and when it counts as given."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.firm import Firm
from app.domain.firm_papers import Letterhead, NoticeTemplate
from app.domain.gates import succession_period
from app.domain.marks import N_
from app.domain.retention import Basis
from app.domain.slips import Slip
from app.domain.words import Kind, NoticeKind, PiType
from app.domain.workdays import WorkCalendar
from app.errors import UserError

LONGEST_TEXT = 600
DUTIES = {
    NoticeKind.SUCCESSION: "succession",
    NoticeKind.PROVISION: "provision",
    NoticeKind.DESTRUCTION: "delete",
    NoticeKind.CLOSING: "closing",
    NoticeKind.BREACH: "breach",
}
DISPLAY_DAYS = 30
"""Calendar days on display where no law says how long: what the E-commerce Law (art. 16) asks of online shops."""


class Method(StrEnum):
    """How a letter reached its customer; `returned` did not, so that only the public notice tells this customer."""

    POST = "post"
    SIGNED = "signed"
    SMS = "sms"
    EMAIL = "email"
    PHONE = "phone"
    PUBLIC = "public"
    OTHER = "other"
    RETURNED = "returned"


METHODS = {
    Method.POST: N_("By post"),
    Method.SIGNED: N_("Handed over against signature"),
    Method.SMS: N_("By text message"),
    Method.EMAIL: N_("By e-mail"),
    Method.PHONE: N_("By phone"),
    Method.PUBLIC: N_("By public notice"),
    Method.OTHER: N_("Otherwise"),
    Method.RETURNED: N_("Not deliverable"),
}
# What people write for a method, as words that the text holds; what did not arrive is asked first.
_SPOKEN: tuple[tuple[Method, tuple[str, ...]], ...] = (
    (Method.RETURNED, ("退回", "退信", "退件", "无法送达", "未送达", "拒收", "失败", "空号", "停机", "查无",
                       "undeliver", "return", "failed", "bounce", "refused", "not delivered")),
    (Method.PUBLIC, ("公告", "张贴", "public", "poster")),
    (Method.SIGNED, ("签收", "当面", "面交", "签字", "签名", "直接送达", "sign", "hand", "in person", "person")),
    (Method.SMS, ("短信", "短讯", "彩信", "微信", "sms", "text", "wechat")),
    (Method.EMAIL, ("邮箱", "电子邮件", "电邮", "email", "e-mail")),
    (Method.PHONE, ("电话", "致电", "phone", "call")),
    (Method.POST, ("邮寄", "邮政", "挂号", "快递", "特快", "信函", "邮件", "ems", "post", "mail", "letter", "courier")),
)  # fmt: skip


class Consent(StrEnum):
    """What a customer said to a provision (PIPL 23)."""

    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the firm says of its own; `recipient` and `contact` are whom the notice names.

    Of a succession or provision that is who gets the records; else who answers questions, also after the closing.
    """

    recipient: str
    contact: str
    purpose: str = ""
    processing: str = ""
    cause: str = ""
    harm: str = ""
    measures: str = ""
    advice: str = ""
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A public notice's display: first and last day, and the first day on which what it announces may be done."""

    public_from: date
    public_until: date
    opens_on: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """All that a notice's text rests on. `types` and `kinds` are those of the records it is about, in fixed order."""

    number: str
    kind: NoticeKind
    firm: Firm
    particulars: Particulars
    prepared_at: datetime
    types: tuple[PiType, ...]
    kinds: tuple[Kind, ...]
    basis: tuple[Basis, ...]
    sensitive: bool
    minors: bool
    letters: int
    program_version: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    template: NoticeTemplate = field(default_factory=NoticeTemplate)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom one letter goes to, and what of theirs it is about; `number` counts the notice's letters from 1.

    `is_child`: under 14, so that a parent or guardian is addressed.
    """

    number: int
    customer: str
    name: str
    address: str
    phone: str
    email: str
    code: str
    records: int
    types: tuple[PiType, ...] = ()
    kinds: tuple[Kind, ...] = ()
    slips: tuple[Slip, ...] = ()
    is_child: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How a notice's letters fared; `gone` are those whose customers' records are destroyed since."""

    letters: int
    delivered: int
    returned: int
    consented: int
    refused: int
    objections: int
    gone: int

    @property
    def open(self) -> int:
        """Letters of which nothing is known yet."""
        return self.letters - self.delivered - self.returned


def letter_number(notice: str, letter: int) -> str:
    """A letter's printed number, e.g. "GZ-2026-001-0007"."""
    return f"{notice}-{letter:04}"


def method_of(text: str) -> Method:
    """The method that somebody wrote, e.g. "挂号信" or "EMS"; `other` where the words say none that is known."""
    plain = text.strip().lower()
    if plain in {str(method) for method in Method}:
        return Method(plain)
    for method, words in _SPOKEN:
        if any(word in plain for word in words):
            return method
    return Method.OTHER


def checked_text(name: str, text: str, *, needed: bool = False) -> str:
    """A sentence of the firm's, its blanks single; UserError ("notice-text-missing", "notice-text-too-long")."""
    said = " ".join(text.split())
    if needed and not said:
        raise UserError("notice-text-missing", option=name)
    if len(said) > LONGEST_TEXT:
        raise UserError("notice-text-too-long", option=name, length=len(said), most=LONGEST_TEXT)
    return said


def period_of(kind: NoticeKind, published_on: date, calendar: WorkCalendar) -> Period:
    """The display of a notice that went up on this day.

    A succession: 30 working days (令第25号, art. 9). What the firm promises for destruction counts as given on the
    day it goes up, and so does the rest; they stay up for 30 days.
    """
    if kind is NoticeKind.SUCCESSION:
        found = succession_period(published_on, calendar)
        return Period(found.public_from, found.public_until, found.opens_on, found.provisional)
    return Period(published_on, published_on + timedelta(days=DISPLAY_DAYS), published_on)


def given_on(published_on: date | None, letters: int, delivered: Iterable[date]) -> date | None:
    """The day on which everybody counts as told: that of the public notice, or of the last letter once all arrived."""
    days = sorted(delivered)
    all_arrived = days[-1] if letters and len(days) == letters else None
    return min((day for day in (published_on, all_arrived) if day is not None), default=None)
