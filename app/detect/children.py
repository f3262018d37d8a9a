"""Children under 14 in a column: by the birth date inside an ID, a birth date, or an age (PIPL article 28)."""

import re
from collections import Counter
from datetime import date

from app.detect import dates, values
from app.detect.joined import Form
from app.domain.words import PiType

_UNDER = 14
_BORN_BEFORE_2000 = Form(r"\d{6} ?19\d{6} ?\d{3}[\dXx]")


def count(kind: PiType, cells: Counter[str]) -> int:
    """How many of a column's cells are of somebody under 14 today; 0 for columns that tell no age."""
    if kind is PiType.AGE:
        return sum(times for text, times in cells.items() if (age := years(text)) is not None and age < _UNDER)
    if kind is PiType.CN_RESIDENT_ID:
        today = dates.today()
        young = _BORN_BEFORE_2000.missed(cells)
        return sum(cells[text] for text in young if _is_child_id(values.compact(text), today))
    if kind is PiType.BIRTH_DATE:
        today = dates.today()
        return sum(times for text, times in cells.items() if (born := dates.parse(text)) and is_under_14(born, today))
    return 0


def is_under_14(born: date, day: date) -> bool:
    """Whether somebody born then is not fully 14 (周岁) on the day; nobody is before being born.

    A year is full on the day after the birthday: on the fourteenth birthday itself one is still under 14.
    """
    full = day.year - born.year - ((day.month, day.day) <= (born.month, born.day))
    return born <= day and full < _UNDER


def _is_child_id(number: str, today: date) -> bool:
    # IDs of 15 digits ended in 1999; most of the others are ruled out by the year alone.
    if len(number) != 18 or number[6:10] < str(today.year - _UNDER):
        return False
    born = values.birth_date_of_id(number) if values.is_resident_id(number) else None
    return born is not None and is_under_14(born, today)


_AGE = re.compile(r"(\d{1,3})(?:\.\d)?(?:周?岁.*)?|(\d{1,2})(?:个半?月|月龄)")


def years(text: str) -> int | None:
    """The full years that a cell of ages tells: 8岁, 5岁半, 18个月; None where it tells none."""
    match = _AGE.fullmatch(text.strip())
    if match is None:
        return None
    return int(match[1]) if match[1] else int(match[2]) // 12
