"""Reads the day, month, quarter or year that a cell names: 2019-05-03, 2019年3月, 2019年度, 二〇一九年, Dec 2019."""

import calendar
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from app.domain.citations import number
from app.domain.english_periods import in_figures

FIRST_YEAR, LAST_YEAR = 1949, 2100
_SERIAL_EPOCH = date(1899, 12, 30)  # the first day of a spreadsheet's calendar, as its numbers count

_HAN = "〇○零一二三四五六七八九十"
_HAN_DATE = re.compile(rf"[{_HAN}]+(?=年|个?月|日|号|季)")
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_RANGE = re.compile(
    r"[~～至到—–―]+|\s+-+\s+|(?<=[月日号年度])-+(?=\d)|(?<=\d{8})-(?=\d{8}$)|(?<=\d{6})-(?=\d{6}$)|(?<=\d)-(?=(?:19|20)\d\d\s*[./年])"
)
_SHORT_RANGE = re.compile(rf"{_YEAR}年?(\d{{1,2}})月?-(\d{{1,2}})月")
_PARTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_YEAR}\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})(?!\d)"), "day"),
    (re.compile(rf"{_YEAR}(\d\d)(\d\d)(?:\d{{4}}|\d{{6}})?(?!\d)"), "day"),
    (re.compile(r"(?<!\d)(\d\d)年(\d{1,2})月(\d{1,2})[日号]?"), "day"),
    (re.compile(rf"{_YEAR}[-年]?度?第?([1-4])季度?"), "quarter"),
    (re.compile(rf"{_YEAR}[-年]?Q([1-4])"), "quarter"),
    (re.compile(rf"{_YEAR}年?度?([上下])半年"), "half-year"),
    (re.compile(rf"{_YEAR}\s*[-年]\s*(\d{{1,2}})\s*(?:月|(?![-\d]))"), "month"),
    (re.compile(r"(?<!\d)(\d\d)年(\d{1,2})月"), "month"),
    (re.compile(rf"{_YEAR}年度?"), "year"),
    (re.compile(rf"{_YEAR}财?年度"), "year"),
)
# Only where the header already says that this is a date or a period: elsewhere these are numbers.
_LOOSE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_YEAR}\s*[./]\s*(\d{{1,2}})(?!\d)"), "month"),
    (re.compile(rf"{_YEAR}(\d\d)(?!\d)"), "month"),
    (re.compile(rf"{_YEAR}(?!\d)"), "year"),
)
_WESTERN = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"(\d\d)([./-])(\d{1,2})\2(\d{1,2})")
_WITHOUT_YEAR = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号])?")
_BRIEF_YEAR = re.compile(r"(?:^|[\s_(（-])([0-4]\d)年(?![以期内后前保限])")
_TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-](\d\d)(?!\d)")
_SPANS = (
    (("半年", "中期", "half-year", "half year", "interim"), "half-year"),
    (("季度", "季报", "quarter"), "quarter"),
    (("月度", "月份", "月报", "monthly"), "month"),
    (("年度", "全年", "年终", "annual", "year end", "yearly"), "year"),
)
_BARE_MONTH = re.compile(r"0?([1-9])|1([0-2])")
_SERIAL = re.compile(r"[2-6]\d{4}")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day; `span` is "day", "month", "quarter", "half-year" or "year"."""

    first: date
    last: date
    span: str


def told_span(period: Period | None) -> str:
    """The length of the period that a report is about, "" for none; December's may be the whole year's."""
    if period is None or (period.span in ("day", "month") and period.last.month == 12):
        return ""
    return "month" if period.span == "day" else period.span


def named_span(text: str) -> str:
    """The length of the period that a report's name speaks of, "" for none: 2019年9月资负表, 半年度会计报表."""
    period = read_period(text)
    if period is not None:
        return told_span(period)
    return next((span for words, span in _SPANS if any(word in text.lower() for word in words)), "")


@lru_cache(maxsize=65536)
def read_period(text: str, *, loose: bool = False, year: int | None = None) -> Period | None:
    """The period that a cell names, None where it names none.

    `loose`: the header says that these are dates, so 2019, 201903 and 2019.03 are read too. `year` completes what
    names a month or a day only.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain or len(plain) > 60:
        return None
    plain = in_figures(_HAN_DATE.sub(lambda found: str(number(found.group().replace("○", "〇"))), plain))
    short = _SHORT_RANGE.search(plain)
    if short:
        return _joined(_month(short[1], short[2]), _month(short[1], short[3]))
    parts = [part.strip() for part in _RANGE.split(plain) if part.strip()]
    first = _single(parts[0], loose, year)
    if len(parts) < 2 or first is None:
        return _single(plain, loose, year) if first is None else first
    return _joined(first, _single(parts[-1], loose, first.last.year))


def years_in(text: str) -> tuple[int, ...]:
    """The years that a name or a title speaks of, rising: "2018-2019年凭证" gives both, "22年账" 2022."""
    plain = in_figures(unicodedata.normalize("NFKC", text))
    found = {int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d\d)(?=\D|$|(?:0[1-9]|1[0-2])(?!\d))", plain)}
    found |= {2000 + int(year) for year in _BRIEF_YEAR.findall(plain)}
    # 2019/20 and 2019-20: the second year is the next one, so it is no month.
    pairs = ((int(year), int(after)) for year, after in _TWO_YEARS.findall(plain))
    found |= {year + 1 for year, after in pairs if after == (year + 1) % 100 and after > 12}
    return tuple(sorted(year for year in found if FIRST_YEAR <= year <= LAST_YEAR))


def span_of(first: date, last: date) -> str:
    """The name of a stretch of days."""
    days = (last - first).days + 1
    for limit, name in ((1, "day"), (31, "month"), (92, "quarter"), (184, "half-year")):
        if days <= limit:
            return name
    return "year"


def _joined(first: Period | None, last: Period | None) -> Period | None:
    if first is None or last is None or last.last < first.first:
        return last if first is None else first
    return Period(first.first, last.last, span_of(first.first, last.last))


def _single(text: str, loose: bool, year: int | None) -> Period | None:
    for pattern, span in _PARTS:
        found = pattern.search(text)
        if found:
            # The most exact reading that fits decides: 2019-02-30 is no February either.
            return _MAKERS[span](*found.groups())
    for pattern, span in _LOOSE if loose else ():
        found = pattern.fullmatch(text)
        if found:
            return _MAKERS[span](*found.groups())
    return _western(text) or _without_year(text, loose, year) or (_serial(text) or _short(text) if loose else None)


def _western(text: str) -> Period | None:
    """3/5/2019: where day and month can't be told apart, the later of the two days."""
    found = _WESTERN.search(text)
    if not found:
        return None
    readings = [_day(found[3], found[2], found[1]), _day(found[3], found[1], found[2])]
    return max((one for one in readings if one), key=lambda one: one.last, default=None)


def _without_year(text: str, loose: bool, year: int | None) -> Period | None:
    if year is None:
        return None
    found = _WITHOUT_YEAR.search(text)
    if found:
        return _day(str(year), found[1], found[2]) if found[2] else _month(str(year), found[1])
    return _month(str(year), text) if loose and _BARE_MONTH.fullmatch(text) else None


def _serial(text: str) -> Period | None:
    """A date that a spreadsheet left as its number of days: 43588 is 2019-05-03."""
    if not _SERIAL.fullmatch(text):
        return None
    day = _SERIAL_EPOCH + timedelta(days=int(text))
    return Period(day, day, "day")


def _short(text: str) -> Period | None:
    """19.12.31; what could be a month in front (05/06/19) is no date that anybody could be sure of."""
    found = _SHORT_YEAR.fullmatch(text)
    if not found or (found[2] == "/" and int(found[1]) <= 12):
        return None
    return _day(found[1], found[3], found[4])


def _full_year(year: str) -> int:
    value = int(year)
    if len(year) == 2:
        value += 2000 if value < 50 else 1900
    return value


def _day(year: str, month: str, day: str) -> Period | None:
    try:
        found = date(_full_year(year), int(month), int(day))
    except ValueError:
        return None
    return Period(found, found, "day") if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _month(year: str, month: str) -> Period | None:
    return _months(year, int(month), int(month), "month")


def _months(year: str, first: int, last: int, span: str) -> Period | None:
    value = _full_year(year)
    if not (1 <= first <= last <= 12 and FIRST_YEAR <= value <= LAST_YEAR):
        return None
    return Period(date(value, first, 1), date(value, last, calendar.monthrange(value, last)[1]), span)


def _quarter(year: str, quarter: str) -> Period | None:
    last = int(quarter) * 3
    return _months(year, last - 2, last, "quarter")


def _half(year: str, which: str) -> Period | None:
    return _months(year, 1, 6, "half-year") if which == "上" else _months(year, 7, 12, "half-year")


def _year(year: str) -> Period | None:
    return _months(year, 1, 12, "year")


_MAKERS: dict[str, Callable[..., Period | None]] = {
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "half-year": _half,
    "year": _year,
}
