"""Ids for many rows lie side by side and are all different."""

from app.services.random_ids import near_ids, salts


def test_near_ids_share_their_first_byte_and_nothing_else() -> None:
    found = near_ids(4000)
    assert {len(one) for one in found} == {16}
    assert len({one[:1] for one in found}) == 1
    assert len({one[1:] for one in found}) == len(found)
    # 4,000 draws of 256 values: all but all of them come.
    assert all(len({one[at] for one in found}) > 200 for at in range(1, 16))


def test_ids_drawn_apart_lie_apart() -> None:
    assert len({near_ids(1)[0][0] for _ in range(1000)}) > 100


def test_salts_are_random_through_and_through() -> None:
    found = salts(4000)
    assert len(set(found)) == len(found)
    assert all(len({one[at] for one in found}) > 200 for at in range(16))


def test_none_is_none() -> None:
    assert [*near_ids(0)] == [*salts(0)] == []
