"""Orders that came back from their execution, or were never finished: preparing the same records again."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.retention import Reason
from app.domain.words import OrderState, Role
from app.errors import Refused
from tests.helpers.shops import approved, ids_of, shop, state_of

__all__ = ["shop"]


def sent_back(shop: Services, out: Path) -> tuple[str, str, list[int]]:
    """An order of five that came back over four; its number, the hold's, and the five."""
    ids = ids_of(shop)[:5]
    order = approved(shop, ids)
    hold = shop.holds.add("新的投诉", ids[:1])
    with pytest.raises(Refused, match="order-returned"):
        shop.destruction.execute(order, out)
    return order, hold.id, ids


def test_the_same_records_are_prepared_again_under_the_orders_number(shop: Services, tmp_path: Path) -> None:
    order, _, ids = sent_back(shop, tmp_path / "out")
    assert shop.destruction.preview(ids).records == 4
    again = shop.destruction.prepare(ids)
    assert (again.order, again.records) == (order, 4)
    assert [one.reasons[0].code for one in again.blocked] == ["held"]
    status = shop.destruction.status(order)
    assert (status.state, [one.role for one in status.signatures]) == (OrderState.DRAFT, [Role.HANDLER])
    assert [one.records for one in status.held_back] == [1]
    shop.destruction.approve(order, shop.session.signer)
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 4


def test_what_held_it_back_may_be_over_by_then(shop: Services, tmp_path: Path) -> None:
    order, hold, ids = sent_back(shop, tmp_path / "out")
    shop.holds.release(hold)
    again = shop.destruction.prepare(ids)
    assert (again.order, again.records, again.blocked) == (order, 5, ())
    shop.destruction.approve(order, shop.session.signer)
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 5


def test_all_that_is_due_takes_it_up_too(shop: Services, tmp_path: Path) -> None:
    order, _, _ = sent_back(shop, tmp_path / "out")
    again = shop.destruction.prepare()
    assert (again.order, again.records) == (order, 11)


def test_a_part_of_it_stays_with_it(shop: Services, tmp_path: Path) -> None:
    order, _, ids = sent_back(shop, tmp_path / "out")
    other = shop.destruction.prepare([*ids[:3], ids_of(shop)[7]])
    assert other.order != order
    assert other.records == 1
    assert shop.destruction.status(order).records == 4


def test_what_another_draft_lists_stays_with_that_one(shop: Services, tmp_path: Path) -> None:
    order, _, ids = sent_back(shop, tmp_path / "out")
    other = shop.destruction.prepare(ids_of(shop)[6:8]).order
    again = shop.destruction.prepare([*ids, *ids_of(shop)[6:9]])
    assert (again.order, again.records) == (order, 5)
    assert shop.destruction.status(other).records == 2


def test_an_order_prepared_again_is_no_longer_sent_back(shop: Services, tmp_path: Path) -> None:
    order, hold, ids = sent_back(shop, tmp_path / "out")
    shop.holds.release(hold)
    shop.destruction.prepare(ids)
    with pytest.raises(Refused) as refused:
        shop.destruction.prepare(ids)
    assert (refused.value.code, refused.value.params) == ("in-open-orders", {"orders": order, "blocked": 5})


def test_an_unfinished_order_is_named(shop: Services) -> None:
    ids = ids_of(shop)
    first, second = shop.destruction.prepare(ids[:3]).order, approved(shop, ids[3:6])
    preview = shop.destruction.preview(ids[:6])
    assert (preview.records, preview.open_orders) == (0, (first, second))
    with pytest.raises(Refused) as refused:
        shop.destruction.prepare(ids[:6])
    assert refused.value.params == {"orders": f"{first}, {second}", "blocked": 6}


def test_where_something_else_keeps_them_too_the_reasons_are_told(shop: Services) -> None:
    ids = ids_of(shop)
    order = shop.destruction.prepare(ids[:3]).order
    shop.holds.add("退费争议", ids[3:4])
    with pytest.raises(Refused, match="nothing-to-destroy") as refused:
        shop.destruction.prepare(ids[:4])
    assert Reason("in-order", (("order", order),)) in refused.value.reasons


def test_a_withdrawn_order_gives_its_records_free(shop: Services, tmp_path: Path) -> None:
    order, _, ids = sent_back(shop, tmp_path / "out")
    shop.destruction.withdraw(order)
    again = shop.destruction.prepare(ids)
    assert (again.order != order, again.records) == (True, 4)
    assert state_of(shop, order) is OrderState.WITHDRAWN


@pytest.mark.parametrize("stage", ["draft", "appraised", "approved", "waiting"])
def test_an_order_is_withdrawn_at_every_stage_before_its_execution(shop: Services, tmp_path: Path, stage: str) -> None:
    shop.settings.set("cooling-off-days", "7" if stage == "waiting" else "0")
    order = shop.destruction.prepare(ids_of(shop)[:5]).order
    if stage == "appraised":
        shop.appraisals.appraise(order, shop.session.signer)
    elif stage != "draft":
        shop.destruction.approve(order, shop.session.signer)
    assert state_of(shop, order) == stage
    for _ in range(2):
        assert shop.destruction.withdraw(order).state is OrderState.WITHDRAWN
    with pytest.raises(Refused, match="order-withdrawn"):
        shop.destruction.approve(order, shop.session.signer)
    with pytest.raises(Refused, match="order-withdrawn"):
        shop.destruction.execute(order, tmp_path / "out")
    with pytest.raises(Refused, match="order-withdrawn"):
        shop.destruction.witness(order, shop.session.signer, tmp_path / "out")
    assert len(ids_of(shop)) == 12
    assert shop.destruction.prepare(ids_of(shop)[:5]).records == 5
