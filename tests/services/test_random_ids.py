"""Ids for many rows are all different, and nothing of them tells which rows came together."""

from app.services.random_ids import random_ids


def test_ids_are_random_through_and_through() -> None:
    found = random_ids(4000)
    assert {len(one) for one in found} == {16}
    assert len(set(found)) == len(found)
    # 4,000 draws of 256 values: all but all of them come.
    assert all(len({one[at] for one in found}) > 200 for at in range(16))


def test_ids_drawn_apart_lie_apart() -> None:
    assert len({random_ids(1)[0][0] for _ in range(1000)}) > 100


def test_none_is_none() -> None:
    assert [*random_ids(0)] == []
