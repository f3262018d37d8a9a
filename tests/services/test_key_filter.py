"""A filter never denies what it has met, and seldom takes what it has not met for met."""

import pytest

from app.services import key_filter
from app.services.key_filter import KeyFilter

MANY = 3000
MET, OTHERS = [f"met {at}" for at in range(MANY)], [f"other {at}" for at in range(MANY)]


@pytest.mark.parametrize("expected", [MANY, key_filter._CERTAINLY_MANY + 1], ids=["few", "many"])
def test_what_was_met_is_a_maybe(expected: int) -> None:
    known = KeyFilter(expected)
    known.enter(MET)
    assert known.maybe(MET) == MET
    assert len(known.maybe(OTHERS)) < 0.1 * MANY
    assert known.maybe([]) == []


def test_few_keys_are_never_mistaken() -> None:
    known = KeyFilter(MANY)
    known.enter(MET)
    assert known.maybe(OTHERS) == []
    assert known.maybe([*OTHERS, MET[7]]) == [MET[7]]


def test_more_than_were_expected_are_still_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_filter, "_FEW", MANY // 2)
    known = KeyFilter(10)
    for start in range(0, MANY, 100):
        known.enter(MET[start : start + 100])
    assert known.maybe(MET) == MET
    assert len(known.maybe(OTHERS)) < 0.1 * MANY


def test_bytes_are_keys_too() -> None:
    known = KeyFilter(10)
    known.enter([b"a", b"b"])
    assert known.maybe([b"b", b"c"]) == [b"b"]
