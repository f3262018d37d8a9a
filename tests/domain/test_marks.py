"""Texts that count: one record, two records, and Chinese that tells them not apart."""

import pytest

from app.domain.marks import NN_, worded
from app.domain.reasons import sentence
from app.domain.retention import Reason
from app.i18n import catalogue

MANY = NN_("{n} chest is open.", "{n} chests are open.", "n")
CHINESE = {"{n} chest is open.": "{n} 个箱子开着。"}


@pytest.mark.parametrize(
    ("count", "said"), [("0", "0 chests are open."), ("1", "1 chest is open."), ("2", "2 chests are open.")]
)
def test_english_tells_one_from_many(count: str, said: str) -> None:
    assert worded(MANY, {"n": count}, lambda text: text) == said


@pytest.mark.parametrize("count", [0, 1, 2])
def test_chinese_has_one_form(count: int) -> None:
    assert worded(MANY, {"n": count}, lambda text: CHINESE.get(text, text)) == f"{count} 个箱子开着。"


def test_what_is_not_marked_is_only_filled() -> None:
    assert worded("{n} fish", {"n": 1}, lambda text: text) == "1 fish"


def test_reasons_say_one_hold_and_two_holds() -> None:
    english, chinese = catalogue("en").gettext, catalogue("zh").gettext
    one, two = Reason("held", (("holds", "1"),)), Reason("held", (("holds", "2"),))
    assert sentence(one, english).startswith("Frozen by 1 hold: ")
    assert sentence(two, english).startswith("Frozen by 2 holds: ")
    assert sentence(one, chinese).replace("1", "2") == sentence(two, chinese)
