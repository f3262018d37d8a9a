"""Conditions that split a group: what meets them, and what is wrong with one."""

import pytest

from app.domain.conditions import Asked, Condition, fault

CELLS = ["张三", "", "2020-03-05", "退费：已结清"]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition(3, Asked.CONTAINS, "退费"), True),
        (Condition(3, Asked.CONTAINS, " 退费 "), True),
        (Condition(3, Asked.CONTAINS, "投诉"), False),
        (Condition(0, Asked.EQUALS, "张三"), True),
        (Condition(0, Asked.EQUALS, "张"), False),
        (Condition(1, Asked.EMPTY), True),
        (Condition(1, Asked.FILLED), False),
        (Condition(0, Asked.FILLED), True),
        (Condition(2, Asked.BEFORE, "2020-03-05"), False),
        (Condition(2, Asked.BEFORE, "2020-03-06"), True),
        (Condition(2, Asked.FROM, "2020-03-05"), True),
        (Condition(2, Asked.FROM, "2020-03-06"), False),
        (Condition(0, Asked.BEFORE, "2020-03-06"), False),
        (Condition(0, Asked.FROM, "2020-03-06"), False),
        (Condition(9, Asked.EMPTY), True),
    ],
)
def test_what_meets_a_condition(condition: Condition, holds: bool) -> None:
    assert condition.holds(CELLS) is holds


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (Condition(0, Asked.CONTAINS, "  "), "condition-no-value"),
        (Condition(0, Asked.BEFORE, "soon"), "condition-no-day"),
        (Condition(0, Asked.FROM, ""), "condition-no-day"),
        (Condition(0, Asked.EMPTY), ""),
        (Condition(0, Asked.EQUALS, "x"), ""),
    ],
)
def test_what_is_wrong_with_one(condition: Condition, code: str) -> None:
    assert fault(condition) == code


def test_its_name_does_not_tell_its_value() -> None:
    one, other = Condition(0, Asked.CONTAINS, "张三"), Condition(0, Asked.CONTAINS, "李四")
    assert one.mark != other.mark
    assert "张三" not in one.mark
