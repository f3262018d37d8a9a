"""A cell's value as the text that is stored: what the office saw, in one form."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from types import NoneType
from typing import Any, TypeAlias, cast

CellValue: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None
_EXACT = 1 << 53
_MIDNIGHT = time()
_DIGITS = frozenset("0123456789.")


def text_of(value: CellValue) -> str:
    """IDs stay text, whole numbers have no ".0", dates are ISO, booleans TRUE and FALSE.

    A number beyond 2^53 can't have been kept exactly by a spreadsheet: it comes out as 3.10101199001011E+17, the way
    the sheet shows it, so that nobody takes its zeros for digits.
    """
    return TEXTS[value.__class__](value)


def texts_of(column: Sequence[CellValue]) -> Sequence[str]:
    """Each as `text_of` has it; a column of one type is turned into texts as a whole."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return cast("Sequence[str]", column)
    if kinds == {float}:
        texts = ("%.15g\n" * len(column) % (*column,)).split("\n")[:-1]
        # Exponents, infinity, minus zero: what only a look at the number itself can write.
        return texts if _DIGITS.issuperset("".join(texts)) else [*map(_number, cast("Sequence[float]", column))]
    if len(kinds) == 1:
        return [*map(TEXTS[kinds.pop()], column)]
    return [value if value.__class__ is str else TEXTS[value.__class__](value) for value in column]


def _number(value: float) -> str:
    if -_EXACT < value < _EXACT and value == (whole := int(value)):
        return str(whole)
    # 15 significant digits, as spreadsheets show and keep them: 0.1 + 0.2 is 0.3.
    text = f"{value:.15g}"
    return text.replace("e+", "E+").replace("e-", "E-") if "e" in text else text


def _moment(value: datetime | time | timedelta) -> str:
    if isinstance(value, datetime):
        # Day fractions are binary: 23:59:59.999999 is the next day's midnight.
        second = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
        return second.isoformat(" ") if second.time() != _MIDNIGHT else second.date().isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    minutes, seconds = divmod(abs(seconds), 60)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    NoneType: lambda _: "",
    bool: lambda value: "TRUE" if value else "FALSE",
    int: _number,
    float: _number,
    date: date.isoformat,
    datetime: _moment,
    time: _moment,
    timedelta: _moment,
}
"""How each type of value becomes a text: what `text_of` looks up, for whoever has millions of them."""
