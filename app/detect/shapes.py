"""The shape of a column: what many cells show together and none alone."""

import re
from collections import Counter

from app.detect import cells, dates
from app.domain.words import PiType

_ELEVEN = re.compile(r"1\d{10}")
_NOBODYS = re.compile(r"1[0-2]\d{9}")
_MONTH_DAY = re.compile(r"1\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{5}")
_POSTCODE = re.compile(r"(?:0[1-7]|[1-8]\d)\d{4}")
_FEW = 6
_PHONES = frozenset({PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE})


def are_drawn_numbers(sample: Counter[str], hint: PiType | None) -> bool:
    """Whether numbers of eleven digits are counted up, dated or drawn: some look like mobile phones by chance."""
    numbers = [text for text in sample if _ELEVEN.fullmatch(text)]
    if len(numbers) < max(_FEW, len(sample) * 0.6):
        return False
    nobodys = sum(_NOBODYS.fullmatch(text) is not None for text in numbers)
    if nobodys / len(numbers) >= 0.12:
        return True
    # A firm's own block of numbers counts up too: under a phone's header only what can't be a phone, or days, speak.
    if hint not in _PHONES and _are_counted(numbers):
        return True
    days = {text[2:6] for text in numbers if _MONTH_DAY.fullmatch(text)}
    dated = sum(text[2:6] in days for text in numbers)
    return len(days) >= _FEW // 2 and dated / len(numbers) >= (0.6 if hint is PiType.ORDER_NUMBER else 0.9)


def _are_counted(numbers: list[str]) -> bool:
    ordered = sorted(map(int, numbers))
    return ordered[-1] - ordered[0] < 1_000 * len(ordered)


def are_sentences(sample: Counter[str], least: float) -> bool:
    """Whether the share of cells that read like notes reaches `least`, and hardly any note is said twice."""
    read = sum(count for text, count in sample.items() if cells.is_sentence(text))
    return read / sample.total() >= least and len(sample) >= min(4, sample.total())


def are_postcodes(sample: Counter[str]) -> bool:
    """Six digits in every cell, of many places, most of them a town's main office (ending in 0)."""
    fit = [text for text in sample if _POSTCODE.fullmatch(text)]
    round_ones = sum(text.endswith("0") for text in fit)
    return len(fit) >= max(_FEW // 2, len(sample) * 0.95) and round_ones >= len(fit) * 0.5


def are_birth_dates(sample: Counter[str]) -> bool:
    """Whether dates spread over the years as births do, and end some time ago."""
    days = sorted(day for text in sample if (day := dates.parse(text)) is not None)
    if len(days) < _FEW:
        return False
    first, middle, last = days[len(days) // 10], days[len(days) // 2], days[-(len(days) // 10) - 1]
    today = dates.today()
    return last <= today and last.year - first.year >= 12 and today.year - middle.year >= 17


def are_counted(sample: Counter[str]) -> bool:
    """1, 2, 3, …: the rows' own numbers."""
    numbers = sorted(int(text) for text in sample if text.isdecimal() and len(text) < 8)
    return len(numbers) >= 3 and numbers[-1] - numbers[0] == len(numbers) - 1
