"""Who is under 14, by birth date, ID or age; fourteen years are full on the day after the fourteenth birthday."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from app.detect import children, dates
from app.domain.words import PiType
from tests.bench.detection import numbers


@pytest.mark.parametrize(
    ("born", "day", "child"),
    [
        ("2012-11-21", "2026-11-20", True),
        ("2012-11-21", "2026-11-21", True),
        ("2012-11-21", "2026-11-22", False),
        ("2012-02-29", "2026-02-28", True),
        ("2012-02-29", "2026-03-01", False),
        ("2026-11-22", "2026-11-21", False),
        ("2026-11-21", "2026-11-21", True),
    ],
)
def test_both_sides_of_fourteen(born: str, day: str, child: bool) -> None:
    assert children.is_under_14(date.fromisoformat(born), date.fromisoformat(day)) is child


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("8", 8),
        ("13岁", 13),
        ("14周岁", 14),
        ("5岁半", 5),
        ("6岁3个月", 6),
        ("18个月", 1),
        ("不详", None),
        ("1990", None),
    ],
)
def test_years_of_a_cell(text: str, years: int | None) -> None:
    assert children.years(text) == years


def _fourteen_years_ago(days: int) -> date:
    today = dates.today()
    return date(today.year - 14, today.month, 28 if (today.month, today.day) == (2, 29) else today.day) + timedelta(
        days
    )


def test_ids_and_birth_dates_are_counted_on_both_sides() -> None:
    random = Random(3)
    grown, child = _fourteen_years_ago(-1), _fourteen_years_ago(+1)
    ids = Counter({numbers.resident_id(random, grown): 2, numbers.resident_id(random, child): 3})
    assert children.count(PiType.CN_RESIDENT_ID, ids) == 3
    assert children.count(PiType.BIRTH_DATE, Counter({grown.isoformat(): 2, child.isoformat(): 3})) == 3
    assert children.count(PiType.AGE, Counter({"13岁": 4, "14": 5, "不详": 1})) == 4
    assert children.count(PiType.PERSON_NAME, Counter({"王小明": 9})) == 0
