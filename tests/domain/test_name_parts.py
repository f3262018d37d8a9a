"""Names in several columns."""

import pytest

from app.domain import name_parts


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (("王", "", "建国"), "王建国"),
        ((" 欧阳 ", "", "明"), "欧阳明"),
        (("王", "", "王建国"), "王建国"),
        (("Smith", "A.", "John"), "John A. Smith"),
        (("Smith", "", ""), "Smith"),
        (("", "", "秀英"), "秀英"),
        (("", "", ""), ""),
    ],
)
def test_parts_become_a_whole_name(parts: tuple[str, str, str], whole: str) -> None:
    family, middle, given = parts
    assert name_parts.together([family], [middle], [given]) == [whole]


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (["编号", "姓", "名"], {name_parts.FAMILY: 1, name_parts.GIVEN: 2}),
        (["First Name", "Middle Name", "LAST_NAME"], {0: 2, 1: 1, 2: 0}),
        (["First Name", "Phone"], {}),
        (["姓名", "名", "手机"], {}),
    ],
)
def test_parts_are_only_parts_of_both(heads: list[str], places: dict[int, int]) -> None:
    assert name_parts.places(heads) == places
