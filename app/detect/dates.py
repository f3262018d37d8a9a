"""Dates as offices write them: 2021-03-05, 2021/3/5, 2021.3, 20210305, 2021年3月5日, with or without a time."""

import re
from datetime import date, timedelta

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_ZONE = r"(?:\s*(?:Z|UTC|GMT|CST|[AaPp]\.?[Mm]\.?|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?))?"
_TIME = rf"(?:[T\s]*\d{{1,2}}(?:[:：时点]\d{{1,2}}(?:[:：分]\d{{1,2}}(?:[.,]\d+)?)?秒?分?|[时点]整?){_ZONE})?"
_DATE = re.compile(
    rf"{_YEAR}\s*[-/.年－、\\]\s*(?P<month>\d{{1,2}})(?:\s*[-/.月－、\\]\s*(?P<day>\d{{1,2}})(?:\s*[日号])?|\s*月份?)?\s*(?:上午|下午|晚上?|凌晨|中午)?{_TIME}"
)
_SOLID = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?:\d{6}|\s+\d{1,2}:\d{2}(?::\d{2})?)?")
_MONTH_DAY = re.compile(rf"(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?\s*(?:上午|下午|晚上?|凌晨|中午)?{_TIME}")
_SHORT = re.compile(r"\d{2}[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
# 25/03/2003, 03/25/2003, 01.08.2003: which is the day shows only where it is beyond 12.
_YEAR_LAST = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<other>\d{{1,2}})(?P=mark){_YEAR}{_TIME}")
# 02Dec91, 2-Dec-1991, 02 DEC 1991: as passports and foreign programs write.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[,.]?\s+)?"
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_LATIN = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-\s./]?{_MONTH}[-\s.,/]{{0,2}}(?P<year>(?:19|20)?\d{{2}}),?{_TIME}",
    re.IGNORECASE,
)
# Mar 16 2023, March 16th, 2023 14:05.
_LATIN_MONTH_FIRST = re.compile(
    rf"{_WEEKDAY}{_MONTH}[\s.]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR},?{_TIME}", re.IGNORECASE
)
_LATIN_MONTH = re.compile(
    rf"(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}[-\s.,/']{{1,2}}(?:19|20)?\d{{2}}|{_YEAR}[-\s/](?:{'|'.join(_MONTHS)})[a-z]{{0,6}}",
    re.IGNORECASE,
)
_DAY_AND_TIME = re.compile(r"(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?")
_DAY_OF_YEAR = re.compile(r"(?P<month>\d{1,2})[-/.](?P<day>\d{1,2})")
_YEAR_ONLY = re.compile(r"(?:19|20)\d{2}年(?:度|第?[一二三四1-4]季度)?")
_HAN = re.compile(
    r"(?P<year>[一二][〇零○0OＯ一二三四五六七八九]{3}|(?:19|20)\d{2})年(?P<month>十?[一二三四五六七八九十])月"
    r"(?:(?P<day>[一二三]?十?[一二三四五六七八九十]|[初廿卅][一二三四五六七八九十]?)[日号]?)?"
)
_HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")}
_HAN_DIGITS |= {"零": 0, "○": 0, "O": 0, "Ｏ": 0} | {str(digit): digit for digit in range(10)}
# As on cheques: 贰零壹玖年叁月零壹日, 壹拾贰月.
_CAPITALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_CAPITAL_FILL = re.compile("(?<=[年月])零|一(?=十)")
# 19年3月1日, 民国108年3月1日.
_SHORT_YEAR = re.compile(r"(?P<era>民国)?(?P<year>\d{2,3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?")
_ERA = 1911
# What offices write around a date: 2024-03-05（周二）, 农历三月初八.
_DAY_OF_WEEK = re.compile(r"\s*[（(]?(?:星期|周|礼拜)[一二三四五六日天][)）]?\s*")
_CALENDAR = re.compile(
    r"^(?:农历|阴历|阳历|公历|新历|旧历|国历)[:：]?\s*|\s*[（(](?:农历|阴历|阳历|公历|农|阴|阳|新历|旧历)[)）]$"
)
_LUNAR = re.compile(
    r"(?:(?:19|20)\d{2}年)?闰?(?:[正一二三四五六七八九十冬腊]|十[一二])月(?:初[一二三四五六七八九十]|[十廿][一二三四五六七八九]|二十|三十|十)"
)
_SET_IN = re.compile(r"周|星期|礼拜|[农阴阳公新旧国]历?[)）:：一-鿿\d]")
_MONTH_NAMED = re.compile("|".join(_MONTHS), re.IGNORECASE).search
_LONGEST = 60
# A date that begins with a character begins with its year, month, calendar or weekday.
_COULD_BE = re.compile("[^一-鿿]|[一二三四五六七八九十壹贰叁正冬腊闰农阴阳公新旧国民周星礼]").match
_BETWEEN = re.compile(r"\s*(?:至|到|~|～|—+|–|－{2,}|-{2,}|\s[-－]\s)\s*")
_BIRTH_YEAR = re.compile(r"(?:19|20)\d{2}年?生?|\d{2}[年后]生?")
_SERIAL_EPOCH = date(1899, 12, 30)


def today() -> date:
    """The calendar day here, for what can and cannot be; decisions take their day from a clock."""
    return date.today()  # noqa: DTZ011  # a day more or less changes nothing


def _could_be(text: str) -> bool:
    """Whether the text begins as dates do; most words and codes are told apart by that alone."""
    if text.isascii() and text.isalnum():
        return len(text) in (8, 14) if text.isdecimal() else _MONTH_NAMED(text) is not None
    return _COULD_BE(text) is not None


def parse(text: str) -> date | None:
    """The date that the whole text is; a month without a day is its first. None for anything else."""
    match = _DATE.fullmatch(text) or _SOLID.fullmatch(text)
    if match is None:
        return _of_form(text) if len(text) <= _LONGEST and _could_be(text) else None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None


def _of_form(text: str) -> date | None:
    """The rarer forms, each asked only where a sign of it is there."""
    if _MONTH_NAMED(text):
        return _of_latin(text)
    if text.isascii():
        return _of_year_last(text)
    return _of_han(text) or _of_short_year(text) or (_without_week(text) if _SET_IN.search(text) else None)


def _without_week(text: str) -> date | None:
    bare = _plain(text)
    return parse(bare) if bare != text else None


def _plain(text: str) -> str:
    """Without the weekday, and without which calendar it is of."""
    return _CALENDAR.sub("", _DAY_OF_WEEK.sub(" ", text).strip())


def _of_year_last(text: str) -> date | None:
    """25/03/2003 and 03/25/2003; None where both could be the month."""
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    one, other = int(match["one"]), int(match["other"])
    if min(one, other) > 12 or (max(one, other) <= 12 and one != other):
        return None
    try:
        return date(int(match["year"]), min(one, other), max(one, other))
    except ValueError:
        return None


def _of_latin(text: str) -> date | None:
    """02Dec91, Mar 16 2023; a year of two digits is the last one past."""
    match = _LATIN.fullmatch(text) or _LATIN_MONTH_FIRST.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"])
    try:
        return date(
            _last_past(year) if year < 100 else year, _MONTHS.index(match["month"].lower()) + 1, int(match["day"])
        )
    except ValueError:
        return None


def is_day_of_year(text: str) -> bool:
    """04-10 and 12/3, for columns that say they hold dates; room and part numbers look alike."""
    match = _DAY_OF_YEAR.fullmatch(text)
    return match is not None and 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31


def _of_short_year(text: str) -> date | None:
    """19年3月1日, the last such year past; 民国108年3月1日 counts from 1911."""
    match = _SHORT_YEAR.fullmatch(text)
    if match is None or (len(match["year"]) > 2 and not match["era"]):
        return None
    year = int(match["year"])
    full = year + _ERA if match["era"] else _last_past(year)
    try:
        return date(full, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _last_past(year: int) -> int:
    """A year of two digits as the last one past."""
    return year + (2000 if year <= today().year % 100 else 1900)


def _of_han(text: str) -> date | None:
    """二〇二一年三月十五日, 2021年三月十五日, 贰零贰壹年叁月壹拾伍日."""
    match = _HAN.fullmatch(_CAPITAL_FILL.sub("", text.translate(_CAPITALS)))
    if match is None:
        return None
    year = int("".join(str(_HAN_DIGITS[sign]) for sign in match["year"]))
    try:
        return date(year, _han_number(match["month"]), _han_number(match["day"] or "一"))
    except (KeyError, ValueError):  # 二三: no number
        return None


def _han_number(text: str) -> int:
    """Numbers up to 39: 十, 十五, 二十, 三十一, 廿八."""
    text = text.replace("廿", "二十").replace("卅", "三十").removeprefix("初")
    tens, ten, ones = text.rpartition("十")
    return (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + (_HAN_DIGITS[ones] if ones else 0)


def is_month(text: str) -> bool:
    """202103, for columns that say they hold dates."""
    return len(text) == 6 and text.isdecimal() and "1950" <= text[:4] <= "2099" and "01" <= text[4:] <= "12"


def is_partial(text: str) -> bool:
    """3月5日, 21-3-5, 2021年, 03/05/2021, Jan 2024: a date to a reader, though not a whole one; two of them too."""
    if not _could_be(text):
        return False
    match = _MONTH_DAY.fullmatch(text) or _DAY_AND_TIME.fullmatch(text) or _SHORT.fullmatch(text)
    if match is not None:
        return 1 <= int(match["month"]) <= 12 and 1 <= int(match["day"]) <= 31
    if (last := _YEAR_LAST.fullmatch(text)) is not None:
        return sorted((1, int(last["one"]), int(last["other"])))[1] <= 12 and max(map(int, last.group(1, 3))) <= 31
    if any(form.fullmatch(text) is not None for form in (_YEAR_ONLY, _LUNAR, _LATIN_MONTH)):
        return True
    if _SET_IN.search(text):
        bare = _plain(text)
        return bool(bare) and bare != text and is_partial(bare)
    return len(text) <= _LONGEST and _is_span(text)


def _is_span(text: str) -> bool:
    """2023-01-01至2023-12-31, 3月1日~3月5日: both ends are dates, the second perhaps without its year."""
    if not text[:1].isdecimal():
        return False
    ends = _BETWEEN.split(text)
    return (
        len(ends) == 2
        and all(ends)
        and (parse(ends[0]) is not None or is_partial(ends[0]))
        and (parse(ends[1]) is not None or is_partial(ends[1]) or is_day_of_year(ends[1]))
    )


def is_birth_year(text: str) -> bool:
    """1981, 85年, 90后: for columns that say they hold births."""
    return _BIRTH_YEAR.fullmatch(text) is not None


def of_month(text: str) -> date | None:
    """The first day of a month written in six digits (202103), for columns that say they hold dates."""
    return date(int(text[:4]), int(text[4:]), 1) if is_month(text) else None


def of_serial(text: str) -> date | None:
    """The date of a spreadsheet's day number (44260), for columns that say they hold dates; 1927 to 2064."""
    if len(text) == 5 and text.isdecimal() and 10_000 <= int(text) <= 60_000:
        return _SERIAL_EPOCH + timedelta(days=int(text))
    return None
