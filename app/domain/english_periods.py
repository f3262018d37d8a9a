"""Periods written in English, put into figures: 03-Mar-2021, Dec 2021, Q3 2023, H1 2020, FY19."""

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?<![a-z])(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)(?![a-z])"
)
_YEAR = r"((?:19|20)\d\d)(?!\d)"
_GAP = r"[\s\-/.,']*"
_LETTER = re.compile(r"[A-Za-z]")
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?{_GAP}{_MONTH}{_GAP}{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"{_MONTH}{_GAP}{_YEAR}", re.IGNORECASE)
_YEAR_MONTH = re.compile(rf"(?<!\d){_YEAR}{_GAP}{_MONTH}", re.IGNORECASE)
_SHORT_YEAR = re.compile(rf"{_MONTH}[\s\-']+(\d\d)", re.IGNORECASE)
_QUARTER = re.compile(rf"(?<![A-Za-z\d])(?:Q([1-4])|([1-4])Q)[\s\-/]*{_YEAR}", re.IGNORECASE)
_HALF = re.compile(rf"(?<![A-Za-z\d])(?:H([12])[\s\-/]*{_YEAR}|{_YEAR}[\s\-/]*H([12])(?!\d))", re.IGNORECASE)
_FISCAL = re.compile(r"(?<![A-Za-z])FY[\s\-']*((?:20)?\d\d)(?:[/\-](?:20)?(\d\d))?(?!\d)", re.IGNORECASE)


def in_figures(text: str) -> str:
    """The text with its English periods in figures: 2021-03-03, 2021年12月, 2023Q3, 2020年上半年, 2019年度.

    A fiscal year over two calendar years (FY2019/20) is the one in which it ends.
    """
    if not _LETTER.search(text):
        return text
    text = _DAY_FIRST.sub(lambda found: f"{found[3]}-{_number(found[2])}-{found[1]}", text)
    text = _MONTH_FIRST.sub(lambda found: f"{found[3]}-{_number(found[1])}-{found[2]}", text)
    text = _MONTH_ONLY.sub(lambda found: f"{found[2]}年{_number(found[1])}月", text)
    text = _YEAR_MONTH.sub(lambda found: f"{found[1]}年{_number(found[2])}月", text)
    if _SHORT_YEAR.fullmatch(text):
        # A spreadsheet shows a month so: May-19.
        text = _SHORT_YEAR.sub(lambda found: f"20{found[2]}年{_number(found[1])}月", text)
    text = _QUARTER.sub(lambda found: f"{found[3]}Q{found[1] or found[2]}", text)
    text = _HALF.sub(lambda found: f"{found[2] or found[3]}年{'上' if '1' in (found[1], found[4]) else '下'}半年", text)
    return _FISCAL.sub(lambda found: f"20{found[2] or found[1][-2:]}年度", text)


def _number(month: str) -> int:
    return _MONTHS.index(month[:3].lower()) + 1
