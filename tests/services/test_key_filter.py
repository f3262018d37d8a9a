"""A filter never denies what it has met, and seldom takes what it has not met for met."""

import pytest

from app.services import key_filter
from app.services.key_filter import KeyFilter
from app.storage.portions import EVERYWHERE, mark

MANY = 3000
MET, OTHERS = [f"met {at}" for at in range(MANY)], [f"other {at}" for at in range(MANY)]


@pytest.mark.parametrize("expected", [MANY, key_filter._FEW + 1], ids=["few", "many"])
def test_what_was_met_is_a_maybe(expected: int) -> None:
    known = KeyFilter(expected)
    known.enter(MET, 0)
    assert [*known.maybe(MET)] == MET
    assert len(known.maybe(OTHERS)) < 0.05 * MANY
    assert not known.maybe([])


def test_few_keys_are_never_mistaken() -> None:
    known = KeyFilter(MANY)
    known.enter(MET, 3)
    assert not known.maybe(OTHERS)
    assert known.maybe([*OTHERS, MET[7]]) == {MET[7]: EVERYWHERE}


def test_of_many_the_portions_are_known() -> None:
    known = KeyFilter(key_filter._FEW + 1)
    for portion in range(10):
        known.enter(MET[portion::10], portion)
    known.enter([MET[0]], 5)
    told = known.maybe(MET)
    assert all(told[key] & mark(at % 10) for at, key in enumerate(MET))
    assert told[MET[0]] & mark(5)
    assert sum(told[key] == mark(at % 10) for at, key in enumerate(MET)) > 0.95 * MANY


def test_more_than_were_expected_are_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_filter, "_FEW", MANY // 2)
    known = KeyFilter(10)
    for start in range(0, MANY, 100):
        known.enter(MET[start : start + 100], 1)
    told = known.maybe(MET)
    assert [*told] == MET
    assert all(marks & mark(1) for marks in told.values())
    assert len(known.maybe(OTHERS)) < 0.05 * MANY


@pytest.mark.parametrize("expected", [10, key_filter._FEW + 1], ids=["more than expected", "as expected"])
def test_many_keys_leave_few_mistakes(expected: int) -> None:
    known = KeyFilter(expected)
    known.enter(map(str, range(key_filter._FEW + 1)), 0)
    assert len(known.maybe(OTHERS)) < 0.06 * MANY


def test_bytes_are_keys_too() -> None:
    known = KeyFilter(10)
    known.enter([b"a", b"b"], 0)
    assert [*known.maybe([b"b", b"c"])] == [b"b"]
