"""Headers that count periods on: 2019 2020 2021, 2020年1月 2020年2月, 1月 2月 3月, 202001 202002, days."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import pairwise

_LEAST = 2
_YEAR = re.compile(r"((?:19|20)\d\d)年?度?")
_MONTH_OF_YEAR = re.compile(r"((?:19|20)\d\d)[-./年]?(0?[1-9]|1[0-2])月?份?")
_MONTH = re.compile(r"(0?[1-9]|1[0-2])月份?")
_DAY = re.compile(r"((?:19|20)\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?")
Form = tuple[re.Pattern[str], Callable[[tuple[int, ...]], int | None]]


def _month(numbers: tuple[int, ...]) -> int:
    year, month = numbers
    return 12 * year + month


def _day(numbers: tuple[int, ...]) -> int | None:
    year, month, day = numbers
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _first_day(numbers: tuple[int, ...]) -> int | None:
    return _month(numbers[:2]) if numbers[2] == 1 else None


_FORMS: Sequence[Form] = (
    (_YEAR, lambda numbers: numbers[0]),
    (_MONTH_OF_YEAR, _month),
    (_MONTH, lambda numbers: numbers[0]),
    (_DAY, _first_day),
    (_DAY, _day),
)


def counted_on(texts: Iterable[str]) -> frozenset[str]:
    """The texts of a row that are periods one after another, forwards or backwards; none where they are not."""
    filled = [*filter(None, texts)]
    for form, place_of in _FORMS:
        found = [(text, match) for text in filled if (match := form.fullmatch(text))]
        places = [place_of(tuple(map(int, match.groups()))) for _, match in found]
        if len(found) >= _LEAST and _follow(places):
            return frozenset(text for text, _ in found)
    return frozenset()


def is_one(text: str) -> bool:
    """Whether the text is a year or a month."""
    return any(form.fullmatch(text) for form in (_YEAR, _MONTH_OF_YEAR, _MONTH))


def _follow(places: Sequence[int | None]) -> bool:
    known = [place for place in places if place is not None]
    steps = {after - before for before, after in pairwise(known)}
    return len(known) == len(places) and len(steps) == 1 and steps <= {1, -1}
