"""Ids for many rows are all different, and nothing of them tells which rows came together."""

from itertools import pairwise

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


def test_ids_of_a_large_import_rise_in_runs_and_lie_everywhere() -> None:
    ids = RisingIds(LARGE)
    found = [one for _ in range(10) for one in ids.take(LARGE // 10)]
    assert {len(one) for one in found} == {16}
    assert len(set(found)) == len(found)
    heads = [int.from_bytes(one[:2]) >> 4 for one in found]
    # Through all values of 12 bits, about once; only there it falls.
    assert sum(later < earlier for earlier, later in pairwise(heads)) <= 2
    assert len(set(heads)) > 3000
    assert all(len({one[at] for one in found}) > 200 for at in range(16))


def test_ids_of_two_imports_lie_among_each_other() -> None:
    first, second = (set(RisingIds(LARGE).take(LARGE)) for _ in range(2))
    both = sorted(first | second)
    changes = sum((earlier in first) != (later in first) for earlier, later in pairwise(both))
    # Drawn apart, one in two would follow one of the other import; a run has three of this many.
    assert changes > LARGE / 4


def test_two_imports_share_no_pattern() -> None:
    first, second = ({one[:2] for one in RisingIds(LARGE).take(LARGE)} for _ in range(2))
    # Of 65,536 heads each takes up to 4,096: one in sixteen is the same by chance.
    assert len(first & second) < len(first) / 8


def test_few_are_drawn_apart() -> None:
    found = RisingIds(100).take(100)
    assert len({one[0] for one in found}) > 50
    assert [*found] != sorted(found)
