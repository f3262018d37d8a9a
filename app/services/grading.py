"""Grades one row at a time: how sensitive it is to the firm, whether PIPL 28 names it, whether it is of a child."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.detect import traces
from app.detect.children import years
from app.detect.sensitivity import PIPL_SENSITIVE, Grading, shipped
from app.detect.values import birth_date_of_id
from app.domain.customers import is_nothing
from app.domain.periods import read_period
from app.domain.records import Column
from app.domain.words import Field, PiType, Sensitivity

CHILD = 14  # PIPL 28: 不满十四周岁
_GRADES = tuple(Sensitivity)
# Columns of anything: one sensitive cell makes the column sensitive, but each row is what its own cell tells.
_OF_ANYTHING = frozenset({PiType.FREE_TEXT, PiType.OTHER})


@dataclass(frozen=True, slots=True)
class Grade:
    """`child`: under 14 at the record's day or today."""

    sensitivity: Sensitivity
    pi_sensitive: bool
    child: bool


class Grader:
    """Grades the rows of one sheet."""

    def __init__(self, columns: Sequence[Column], today: date, grading: Grading | None = None) -> None:
        self._today = today
        self._grade_of = (grading or shipped()).by_type.get
        self._notes = [
            at
            for at, column in enumerate(columns)
            if column.type in _OF_ANYTHING and column.sensitivity is Sensitivity.SENSITIVE
        ]
        graded = [(at, _GRADES.index(column.sensitivity)) for at, column in enumerate(columns) if at not in self._notes]
        self._graded = sorted(((at, grade) for at, grade in graded if grade), key=lambda pair: -pair[1])
        by_header = (grading or shipped()).is_sensitive_header
        self._sensitive = [
            at for at, column in enumerate(columns) if column.type in PIPL_SENSITIVE or by_header(column.header)
        ]
        self._ids = [at for at, column in enumerate(columns) if column.type is PiType.CN_RESIDENT_ID]
        self._births = [at for at, column in enumerate(columns) if column.type is PiType.BIRTH_DATE]
        self._ages = [at for at, column in enumerate(columns) if column.type is PiType.AGE]
        self._date = next((at for at, column in enumerate(columns) if column.field is Field.DATE), None)

    def grade(self, cells: Sequence[str], recorded_on: date | None, birth_date: date | None) -> Grade:
        """The grade of a row; `recorded_on` is the day it is about, `birth_date` its customer's where known."""
        child = self._is_child(cells, recorded_on or self._today, birth_date)
        told = frozenset(kind for at in self._notes if _is_filled(cells, at) for kind in traces.of_text(cells[at]))
        pi_sensitive = (
            child or not told.isdisjoint(PIPL_SENSITIVE) or any(_is_filled(cells, at) for at in self._sensitive)
        )
        grade = next((grade for at, grade in self._graded if _is_filled(cells, at)), 0)
        if pi_sensitive or any(self._grade_of(kind) for kind in told):
            grade = max(grade, _GRADES.index(Sensitivity.SENSITIVE))
        return Grade(_GRADES[grade], pi_sensitive, child)

    def with_scan(self, grade: Grade, text: str) -> Grade:
        """The grade with what a scan of the record tells, which weighs like one more note."""
        told = frozenset(kind for line in text.splitlines() for kind in traces.of_text(line))
        pi_sensitive = grade.pi_sensitive or not told.isdisjoint(PIPL_SENSITIVE)
        if not pi_sensitive and not any(self._grade_of(kind) for kind in told):
            return grade
        raised = max(_GRADES.index(grade.sensitivity), _GRADES.index(Sensitivity.SENSITIVE))
        return Grade(_GRADES[raised], pi_sensitive, grade.child)

    def _is_child(self, cells: Sequence[str], recorded_on: date, birth_date: date | None) -> bool:
        born = self._born(cells) or birth_date
        if born is not None:
            return is_under(CHILD, born, min(recorded_on, self._today))
        ages = (years(cells[at]) for at in self._ages)
        return any(age is not None and age < CHILD for age in ages)

    def _born(self, cells: Sequence[str]) -> date | None:
        for at in self._ids:
            found = birth_date_of_id(cells[at]) if cells[at] else None
            if found:
                return found
        for at in self._births:
            period = read_period(cells[at]) if cells[at] else None
            if period:
                return period.last
        return None


def is_under(years: int, born: date, day: date) -> bool:
    """Whether somebody born on a day has not reached the age: 周岁 is reached on the day after the birthday."""
    birthday = (born.month, born.day)
    age = day.year - born.year - ((day.month, day.day) <= birthday)
    return age < years


def _is_filled(cells: Sequence[str], at: int) -> bool:
    return at < len(cells) and not is_nothing(cells[at])
