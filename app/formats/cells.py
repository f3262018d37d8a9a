"""A cell's value as the text that is stored: what the office saw, in one form."""

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
_EXACT = 1 << 53
_MIDNIGHT = time()


def text_of(value: CellValue) -> str:
    """IDs stay text, whole numbers have no ".0", dates are ISO, booleans TRUE and FALSE.

    A number beyond 2^53 can't have been kept exactly by a spreadsheet: it comes out as 3.10101199001011E+17, the way
    the sheet shows it, so that nobody takes its zeros for digits.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    return _moment(value)


def _number(value: float) -> str:
    if abs(value) < _EXACT and value == int(value):
        return str(int(value))
    # 15 significant digits, as spreadsheets show and keep them: 0.1 + 0.2 is 0.3.
    return f"{value:.15g}".replace("e+", "E+").replace("e-", "E-")


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        # Day fractions are binary: 23:59:59.999999 is the next day's midnight.
        second = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return second.isoformat(" ") if second.time() != _MIDNIGHT else second.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
