"""How a row is graded: the firm's own grade, PIPL 28, children."""

from datetime import date

import pytest

from app.domain.records import Column
from app.domain.words import Field, PiType, Sensitivity
from app.formats.samples.people import check_digit
from app.services.grading import Grader, is_under

TODAY = date(2026, 11, 21)


def column(at: int, kind: PiType, sensitivity: Sensitivity = Sensitivity.GENERAL, field: Field | None = None) -> Column:
    return Column(at, f"列{at}", field, kind, 1.0, sensitivity)


COLUMNS = (
    column(0, PiType.PERSON_NAME),
    column(1, PiType.CN_RESIDENT_ID, Sensitivity.SENSITIVE),
    column(2, PiType.HEALTH, Sensitivity.SENSITIVE),
    column(3, PiType.AMOUNT, Sensitivity.CORE),
    column(4, PiType.BIRTH_DATE),
    column(5, PiType.AGE),
)


def id_number(born: str) -> str:
    body = f"310101{born}123"
    return body + check_digit(body)


def row(**cells: str) -> list[str]:
    names = ("name", "number", "health", "price", "born", "age")
    return [cells.get(name, "") for name in names]


@pytest.mark.parametrize(
    ("cells", "grade", "pi_sensitive"),
    [
        ({"name": "王芳"}, Sensitivity.GENERAL, False),
        ({"name": "王芳", "number": id_number("19880101")}, Sensitivity.SENSITIVE, False),
        ({"name": "王芳", "health": "哮喘"}, Sensitivity.SENSITIVE, True),
        ({"name": "王芳", "health": "无"}, Sensitivity.GENERAL, False),
        ({"name": "王芳", "price": "3000"}, Sensitivity.CORE, False),
        ({"name": "王小明", "born": "2015-06-01"}, Sensitivity.SENSITIVE, True),
        ({"name": "王小明", "age": "13"}, Sensitivity.SENSITIVE, True),
        ({"name": "王小明", "age": "14岁"}, Sensitivity.GENERAL, False),
        ({"name": "王小明", "age": "不详"}, Sensitivity.GENERAL, False),
        ({"name": "王小明", "age": "5岁半"}, Sensitivity.SENSITIVE, True),
        ({"name": "王小明", "age": "13周岁"}, Sensitivity.SENSITIVE, True),
    ],
)
def test_row_has_the_grade_of_its_filled_cells(cells: dict[str, str], grade: Sensitivity, pi_sensitive: bool) -> None:
    found = Grader(COLUMNS, TODAY).grade(row(**cells), TODAY, None)
    assert (found.sensitivity, found.pi_sensitive) == (grade, pi_sensitive)


NOTED = (column(0, PiType.PERSON_NAME), column(1, PiType.FREE_TEXT, Sensitivity.SENSITIVE))


@pytest.mark.parametrize(
    ("note", "grade", "pi_sensitive"),
    [
        ("有高血压，力度轻一些", Sensitivity.SENSITIVE, True),
        ("身份证110101199003070134已核对", Sensitivity.SENSITIVE, False),
        ("满意，下次再约", Sensitivity.GENERAL, False),
        ("", Sensitivity.GENERAL, False),
    ],
)
def test_each_row_is_what_its_own_note_tells(note: str, grade: Sensitivity, pi_sensitive: bool) -> None:
    """One note of an illness makes the column sensitive, and not the rows whose notes say nothing of the kind."""
    found = Grader(NOTED, TODAY).grade(["王芳", note], TODAY, None)
    assert (found.sensitivity, found.pi_sensitive) == (grade, pi_sensitive)


def test_child_on_the_records_day_or_today() -> None:
    """Born in June 2008: a child in 2019, none today; what was collected from the child stays marked."""
    grader = Grader(COLUMNS, TODAY)
    grown = row(name="王芳", number=id_number("20080601"))
    assert grader.grade(grown, date(2019, 3, 1), None).child
    assert not grader.grade(grown, date(2024, 3, 1), None).child
    assert not grader.grade(grown, None, None).child
    assert grader.grade(row(name="王小明", number=id_number("20150601")), None, None).child


def test_customers_birth_date_helps_where_the_row_has_none() -> None:
    grader = Grader(COLUMNS, TODAY)
    assert grader.grade(row(name="王小明"), TODAY, date(2016, 1, 1)).child
    assert not grader.grade(row(name="王芳", number=id_number("19880101")), TODAY, date(2016, 1, 1)).child


def test_date_of_the_future_makes_nobody_older() -> None:
    assert Grader(COLUMNS, TODAY).grade(row(born="2013-01-01"), date(2030, 1, 1), None).child


@pytest.mark.parametrize(
    ("born", "day", "under"),
    [
        ("2012-11-20", "2026-11-21", False),
        ("2012-11-21", "2026-11-21", True),
        ("2012-11-22", "2026-11-21", True),
        ("2012-02-29", "2026-02-28", True),
        ("2012-02-29", "2026-03-01", False),
        ("2012-12-31", "2026-12-31", True),
        ("2012-12-31", "2027-01-01", False),
    ],
)
def test_fourteen_is_reached_on_the_day_after_the_birthday(born: str, day: str, under: bool) -> None:
    assert is_under(14, date.fromisoformat(born), date.fromisoformat(day)) is under
