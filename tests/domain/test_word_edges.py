"""Words that stand in a text by chance only."""

import pytest

from app.domain.rule_search import has_word
from app.domain.word_edges import is_by_chance


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("会计人员工作移交清册", "员工"),
        ("后台账号登入流水", "台账"),
        ("签订单位", "订单"),
        ("上课时间", "课时"),
        ("员工资料", "工资"),
        ("社会员工", "会员"),
    ],
)
def test_the_end_of_one_word_and_the_beginning_of_the_next_are_no_word(text: str, word: str) -> None:
    assert not has_word(text, word)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("在职员工名册", "员工"),
        ("设备台账", "台账"),
        ("员工工资表", "工资"),
        ("剩余课时", "课时"),
        ("网店订单", "订单"),
    ],
)
def test_a_word_among_others_is_one(text: str, word: str) -> None:
    assert has_word(text, word)


def test_a_word_that_comes_once_by_chance_and_once_as_itself_is_there() -> None:
    assert has_word("人员工作和员工名册", "员工")


def test_latin_words_stand_alone_anyway() -> None:
    assert not is_by_chance("bank statement", 0, 4)
