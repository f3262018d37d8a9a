"""One document's language: its words, numbers, dates, citations and reasons."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.citations import cite
from app.domain.labels import label
from app.domain.marks import form_of
from app.domain.reasons import period_text, sentence
from app.domain.retention import Basis, Reason
from app.domain.words import OrderState
from app.i18n import N_, catalogue

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BLANK_BETWEEN_HAN = re.compile(r"(?<=日) (?=[\u4e00-\u9fff])")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
DASH = "—"
_LEAST_SHARE = 0.001


def zone(at: datetime) -> str:
    """The computer's zone at an instant, as "UTC+8": evidence keeps UTC, papers tell the time on the user's clock."""
    offset = at.astimezone().utcoffset() or timedelta()
    sign = "-" if offset < timedelta() else "+"
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")


def made_with(at: datetime, version: str, t: Callable[..., str]) -> str:
    """The line under a paper's head: whose time it tells, and what made it."""
    message = N_("Times are those of the computer's clock ({zone}). Made with Qingdang {version}.")
    return t(message, zone=zone(at), version=version)


class Language:
    """Texts in "zh" or "en"."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._catalogue = catalogue(code)

    @property
    def is_chinese(self) -> bool:
        return self.code == "zh"

    def t(self, message: str, **params: str) -> str:
        """The message translated; its placeholders filled; one marked with NN_ in its right form."""
        translate = self._catalogue.gettext
        text = translate(form_of(message, params, translate))
        if not self.is_chinese:
            # The font's curly quotation marks are as wide as a Han character: right in Chinese, a hole in English.
            text = text.translate(_STRAIGHT)
        return text.format(**params) if params else text

    def label(self, word: StrEnum | None) -> str:
        """The name of one of the contract's words; a dash for None."""
        return DASH if word is None else self.t(label(word))

    def named(self, word: str, names: dict[str, str]) -> str:
        """The name of a plain-string word from a table of labels; a word without a name stands for itself."""
        return self.t(names[word]) if word in names else word

    def order_state(self, state: str) -> str:
        return self.label(OrderState(state))

    def heading(self, number: int, title: str) -> str:
        """A numbered heading: 一、记录的去向."""
        return f"{_han_number(number)}、{title}" if self.is_chinese else f"{number}. {title}"

    def number(self, n: int) -> str:
        return f"{n:,}"

    def day(self, day: date | None) -> str:
        """A date in a sentence: 2026 年 11 月 21 日."""
        if day is None:
            return DASH
        if self.is_chinese:
            return f"{day.year} 年 {day.month} 月 {day.day} 日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def iso(self, day: date | None) -> str:
        """A date in a table: 2026-11-21."""
        return DASH if day is None else day.isoformat()

    def local_day(self, at: datetime) -> date:
        return at.astimezone().date()

    def instant(self, at: datetime | None) -> str:
        """The computer's time to the second, for tables."""
        return DASH if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M:%S")

    def minute(self, at: datetime | None) -> str:
        """The computer's time to the minute, for tables."""
        return DASH if at is None else at.astimezone().strftime("%Y-%m-%d %H:%M")

    def cite(self, bases: Iterable[Basis]) -> str:
        """Articles as running text; a dash where there are none."""
        return cite(bases, self.t) or DASH

    def reason(self, reason: Reason) -> str:
        """The sentence of a decision; templates put blanks around a date, which two Han characters don't want."""
        return _BLANK_BETWEEN_HAN.sub("", sentence(reason, self.t, self.day))

    def reasons(self, reasons: Iterable[Reason]) -> str:
        """Several reasons as running text."""
        return ("" if self.is_chinese else " ").join(self.reason(reason) for reason in reasons) or DASH


def byte_size(n: int) -> str:
    """A number of bytes for people, in powers of 1,000; no line breaks before the unit."""
    amount, unit = float(n), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < 1000:
            break
        amount, unit = amount / 1000, larger
    return f"{n}\u00a0B" if unit == "B" else f"{amount:,.1f}\u00a0{unit}"


def share(part: float) -> str:
    """A part of a whole in percent; what is not nothing does not read as nothing, nor what is not all as all."""
    if 0 < part < _LEAST_SHARE:
        return f"<{_LEAST_SHARE:.1%}"
    return f">{1 - _LEAST_SHARE:.1%}" if 1 - _LEAST_SHARE < part < 1 else f"{part:.1%}"


def year_span(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return DASH
    return str(first) if first == last else f"{first}–{last}"


def _han_number(number: int) -> str:
    """1 to 9,999 as headings count: 一, 十, 十一, 二十一, 一百零五."""
    digits = "零一二三四五六七八九"
    written = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            written += digits[digit] + unit
        elif written and number and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if written.startswith("一十") else written


def listed(texts: Iterable[str], lang: Language) -> str:
    """Several texts as a list in a sentence; a dash where there are none."""
    return ("、" if lang.is_chinese else ", ").join(texts) or DASH


def length_of_keeping(period: str, lang: Language) -> str:
    """A length of keeping such as "30y" in words; a dash for ""."""
    return period_text(period, lang.t) if period else DASH
