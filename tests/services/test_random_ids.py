"""Ids for many rows are all different, and nothing of them tells which rows came together."""

from itertools import pairwise

import pytest

from app.services.random_ids import RisingIds, random_ids

MANY = 4000
LARGE = 10_000


def test_ids_are_random_through_and_through() -> None:
    found = random_ids(MANY)
    assert {len(one) for one in found} == {16}
    assert len(set(found)) == len(found)
    # 4,000 draws of 256 values: all but all of them come.
    assert all(len({one[at] for one in found}) > 200 for at in range(16))


def test_ids_drawn_apart_lie_apart() -> None:
    assert len({random_ids(1)[0][0] for _ in range(1000)}) > 100


def test_none_is_none() -> None:
    assert [*random_ids(0)] == []
    assert [*RisingIds(LARGE).take(0)] == []


def test_ids_of_a_large_import_rise_and_lie_everywhere() -> None:
    ids = RisingIds(LARGE)
    found = [one for _ in range(10) for one in ids.take(LARGE // 10)]
    assert {len(one) for one in found} == {16}
    assert len(set(found)) == len(found)
    falls = sum(later < earlier for earlier, later in pairwise(found))
    # Through all that an id can be, about once.
    assert falls <= 2
    assert all(len({one[at] for one in found}) > 200 for at in range(16))


def test_ids_of_two_imports_lie_among_each_other() -> None:
    first, second = (set(RisingIds(LARGE).take(LARGE)) for _ in range(2))
    both = sorted(first | second)
    changes = sum((earlier in first) != (later in first) for earlier, later in pairwise(both))
    # Drawn apart, one in two would follow one of the other import.
    assert changes > 0.8 * LARGE


def test_steps_are_random() -> None:
    found = [int.from_bytes(one[:8]) for one in RisingIds(LARGE).take(LARGE)]
    steps = [(later - earlier) % (1 << 64) for earlier, later in pairwise(found)]
    assert len(set(steps)) == len(steps)
    assert max(steps) < 2 * (1 << 64) // LARGE
    assert sum(step < (1 << 64) // LARGE for step in steps) == pytest.approx(LARGE / 2, rel=0.1)


def test_few_are_drawn_apart() -> None:
    found = RisingIds(100).take(100)
    assert len({one[0] for one in found}) > 50
    assert [*found] != sorted(found)
