"""What counts as one cell in a column, the same content whatever stands around it; and what a few cells show."""

import pytest

from app.detect import columns
from app.domain.words import PiType


def test_cells_are_counted_by_what_is_in_them() -> None:
    cells = ['="12 "', "12 ", "１２", "12", "王，李", "王,李", " ", "无", "——", '=""']
    assert dict(columns.evidence("", cells).counts) == {"12": 4, "王,李": 2}


@pytest.mark.parametrize("header", ["", "对接", "接货"])
def test_a_few_persons_with_names_of_two_characters_are_persons(header: str) -> None:
    told = columns.evidence(header, ["张伟", "李娜", "王芳", "刘洋"])
    assert columns.decide(told) is PiType.PERSON_NAME
