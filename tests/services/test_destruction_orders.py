"""What an order may list, who signs it and when, and what becomes of it when something changed."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.retention import Reason
from app.domain.words import OrderState, Role
from app.errors import Damaged, Refused, UserError
from app.i18n import catalogue
from app.messages.sentences import describe
from app.services.verification import verify
from app.vault import disk
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import APPROVER, VAULT, WITNESS, add_people, approved, destroyed, ids_of, reopened, state_of
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock

SECRET = Secret(PASSPHRASE)
RENDERER = PaperRenderer()


def signed(services: Services, name: str) -> str:
    """An order over everything, approved by somebody else; several operators are there."""
    order = services.destruction.prepare().order
    services.destruction.approve(order, services.operators.signer(name, SECRET))
    return order


def test_what_may_not_go_is_left_out_with_reasons(shop: Services) -> None:
    ids = ids_of(shop)
    shop.holds.add("退费争议", ids[:2])
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET kind = NULL, rule = NULL WHERE id = ?", (ids[2],))
        uow.connection.execute(
            "UPDATE record SET kind = 'accounting', rule = 'ACC-VOUCHER', trigger_date = '2024-05-01' WHERE id = ?",
            (ids[3],),
        )
        uow.commit()
    prepared = shop.destruction.prepare(ids)
    assert prepared.records == 8
    codes = [blocked.reasons[0].code for blocked in prepared.blocked]
    assert codes == ["held", "held", "not-classified", "period-running"]
    held_back = shop.destruction.status(prepared.order).held_back
    assert sorted((one.reason.code, one.records) for one in held_back) == [
        ("held", 2),
        ("not-classified", 1),
        ("period-running", 1),
    ]


def test_nothing_left_is_refused_with_its_reasons(shop: Services) -> None:
    ids = ids_of(shop)
    shop.holds.add("退费争议", ids[:2])
    with pytest.raises(Refused) as refused:
        shop.destruction.prepare(ids[:2])
    assert refused.value.code == "nothing-to-destroy"
    assert refused.value.reasons == (Reason("held", (("holds", "1"),)),)
    assert shop.destruction.all() == ()


def test_due_takes_what_has_to_go_and_tells_what_is_held(shop: Services) -> None:
    ids = ids_of(shop)
    shop.holds.add("退费争议", ids[:1])
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET kind = NULL, rule = NULL WHERE id = ?", (ids[1],))
        uow.commit()
    prepared = shop.destruction.prepare()
    assert prepared.records == 10
    assert [blocked.reasons[0].code for blocked in prepared.blocked] == ["held"]


def test_records_of_an_approved_order_are_not_taken_twice(shop: Services) -> None:
    ids = ids_of(shop)
    first = approved(shop, ids[:5])
    second = shop.destruction.prepare(ids[:6])
    assert second.records == 1
    assert {blocked.reasons for blocked in second.blocked} == {(Reason("in-order", (("order", first),)),)}


def test_an_open_order_has_its_records_alone(shop: Services) -> None:
    """Else two orders over the same record could both be signed, and only one could be carried out."""
    ids = ids_of(shop)
    first = shop.destruction.prepare(ids[:5]).order
    second = shop.destruction.prepare(ids[3:7])
    assert (second.records, len(second.blocked)) == (2, 2)
    assert {one.reasons[0].code for one in second.blocked} == {"in-order"}
    with pytest.raises(Refused, match="in-open-orders"):
        shop.destruction.prepare(ids[:5])
    shop.destruction.withdraw(first)
    assert shop.destruction.prepare(ids[:5]).records == 5


def test_of_two_drafts_of_an_older_program_the_earlier_one_goes(shop: Services, tmp_path: Path) -> None:
    """It let two drafts list the same record; neither must block the other for ever."""
    first = shop.destruction.prepare(ids_of(shop)[:5]).order
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE disposal_order SET state = 'withdrawn'")
        uow.commit()
    second = shop.destruction.prepare(ids_of(shop)[:5]).order
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE disposal_order SET state = 'draft'")
        uow.commit()
    shop.destruction.approve(first, shop.operators.signer(OPERATOR, SECRET))
    assert shop.destruction.execute(first, tmp_path / "out").destroyed == 5
    shop.destruction.approve(second, shop.operators.signer(OPERATOR, SECRET))
    with pytest.raises(Refused, match="order-emptied"):
        shop.destruction.execute(second, tmp_path / "out")


def test_a_preview_writes_nothing(shop: Services) -> None:
    ids = ids_of(shop)
    shop.holds.add("退费争议", ids[:2])
    size = shop.audit.newest(1).size
    preview = shop.destruction.preview(ids)
    assert (preview.records, len(preview.blocked), preview.accounting) == (10, 2, False)
    assert sum(going.records for going in preview.going) == 10
    assert shop.destruction.all() == ()
    assert shop.audit.newest(1).size == size


def test_each_role_signs_for_itself(shop: Services, tmp_path: Path) -> None:
    add_people(shop)
    order = shop.destruction.prepare().order
    for wrong in (OPERATOR, WITNESS):
        with pytest.raises(Refused, match="role-forbids"):
            shop.destruction.approve(order, shop.operators.signer(wrong, SECRET))
    shop.destruction.approve(order, shop.operators.signer(APPROVER, SECRET))
    done = shop.destruction.execute(order, tmp_path / "out")
    assert done.certificate is None
    assert state_of(shop, order) is OrderState.VERIFIED
    for wrong in (OPERATOR, APPROVER):
        with pytest.raises(Refused, match="role-forbids"):
            shop.destruction.witness(order, shop.operators.signer(wrong, SECRET), tmp_path / "out")
    signer = shop.operators.signer(WITNESS, SECRET)
    witnessed = shop.destruction.witness(order, signer, tmp_path / "out")
    assert witnessed.certificate is not None
    assert verify(Path(witnessed.certificate.file), RENDERER).valid
    assert shop.destruction.witness(order, signer, tmp_path / "out") == witnessed
    status = shop.destruction.status(order)
    assert [(one.role, one.operator) for one in status.signatures] == [
        (Role.HANDLER, OPERATOR),
        (Role.APPROVER, APPROVER),
        (Role.WITNESS, WITNESS),
    ]
    assert shop.checkup.check().ok


def test_each_session_does_only_what_its_role_may(shop: Services, tmp_path: Path) -> None:
    add_people(shop)
    order = signed(shop, APPROVER)
    shop.close()
    approver = reopened(tmp_path / VAULT, operator=APPROVER)
    with pytest.raises(Refused, match="role-forbids"):
        approver.destruction.prepare()
    with pytest.raises(Refused, match="role-forbids"):
        approver.destruction.execute(order, tmp_path / "out")
    with pytest.raises(Refused, match="role-forbids"):
        approver.destruction.withdraw(order)
    assert state_of(approver, order) is OrderState.APPROVED
    approver.close()


def test_accounting_files_need_a_witness_even_of_one_person(shop: Services, tmp_path: Path) -> None:
    with shop.session.write() as uow:
        uow.connection.execute(
            "UPDATE record SET kind = 'accounting', rule = 'ACC-VOUCHER', trigger_date = '1990-05-01' WHERE id = 1"
        )
        uow.commit()
    order = approved(shop, [1])
    assert shop.destruction.status(order).needs_witness
    assert shop.destruction.execute(order, tmp_path / "out").certificate is None
    witnessed = shop.destruction.witness(order, shop.session.signer, tmp_path / "out")
    assert witnessed.certificate is not None
    assert witnessed.certificate.number == "XHZ-2026-001"


def test_without_anybody_who_can_witness_nothing_goes(shop: Services, tmp_path: Path) -> None:
    """Else the records were gone and no certificate could ever be issued."""
    shop.operators.add(APPROVER, Role.APPROVER, SECRET)
    with shop.session.write() as uow:
        uow.connection.execute(
            "UPDATE record SET kind = 'accounting', rule = 'ACC-VOUCHER', trigger_date = '1990-05-01' WHERE id = 1"
        )
        uow.commit()
    order = shop.destruction.prepare([1]).order
    shop.destruction.approve(order, shop.operators.signer(APPROVER, SECRET))
    with pytest.raises(Refused, match="nobody-can-witness"):
        shop.destruction.execute(order, tmp_path / "out")
    assert shop.session.generation == 1


def test_an_order_that_is_not_approved_is_not_executed(shop: Services, tmp_path: Path) -> None:
    order = shop.destruction.prepare().order
    with pytest.raises(Refused, match="order-not-approved"):
        shop.destruction.execute(order, tmp_path / "out")
    with pytest.raises(Refused, match="order-not-approved"):
        shop.destruction.witness(order, shop.session.signer, tmp_path / "out")
    with pytest.raises(UserError, match="order-not-found"):
        shop.destruction.execute("XH-2026-009", tmp_path / "out")


def test_the_cooling_off_is_waited_for(shop: Services, tmp_path: Path, clock: FixedClock) -> None:
    shop.settings.set("cooling-off-days", "7")
    order = approved(shop, None)
    assert shop.destruction.status(order).earliest_on == clock.today().replace(day=28)
    clock.advance(days=6)
    with pytest.raises(Refused) as refused:
        shop.destruction.execute(order, tmp_path / "out")
    assert (refused.value.code, refused.value.params["earliest_on"]) == ("cooling-off", "2026-11-28")
    clock.advance(days=1)
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 12


def test_a_promised_notice_comes_first(shop: Services, tmp_path: Path) -> None:
    shop.settings.set("notice-before-destruction", "yes")
    with pytest.raises(Refused, match="notice-not-given"):
        destroyed(shop, tmp_path / "out")
    assert shop.session.generation == 1


def test_an_order_can_be_withdrawn_before_it_is_executed(shop: Services, tmp_path: Path) -> None:
    order = approved(shop, None)
    assert shop.destruction.withdraw(order).state is OrderState.WITHDRAWN
    assert shop.destruction.withdraw(order).state is OrderState.WITHDRAWN
    for act in (
        lambda: shop.destruction.approve(order, shop.session.signer),
        lambda: shop.destruction.execute(order, tmp_path / "out"),
    ):
        with pytest.raises(Refused, match="order-withdrawn"):
            act()
    assert shop.destruction.prepare().records == 12


def test_an_executed_order_can_not_be_withdrawn(shop: Services, tmp_path: Path) -> None:
    order = destroyed(shop, tmp_path / "out").order
    with pytest.raises(Refused, match="order-executed"):
        shop.destruction.withdraw(order)


def test_a_hold_after_signing_sends_the_order_back(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    order = approved(shop, ids[:5])
    shop.holds.add("新的投诉", ids[:1])
    with pytest.raises(Refused) as refused:
        shop.destruction.execute(order, tmp_path / "out")
    assert (refused.value.code, refused.value.params["left"]) == ("order-returned", 4)
    assert refused.value.reasons == (Reason("held", (("holds", "1"),)),)
    status = shop.destruction.status(order)
    assert (status.state, status.records, status.earliest_on) == (OrderState.DRAFT, 4, None)
    assert [one.role for one in status.signatures] == [Role.HANDLER]
    with pytest.raises(Refused, match="order-not-approved"):
        shop.destruction.execute(order, tmp_path / "out")
    shop.destruction.approve(order, shop.session.signer)
    assert shop.destruction.execute(order, tmp_path / "out").destroyed == 4
    assert len(ids_of(shop)) == 8


def test_where_nothing_is_left_the_order_is_withdrawn(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    order = approved(shop, ids[:2])
    shop.holds.add("新的投诉", ids[:2])
    with pytest.raises(Refused, match="order-emptied") as refused:
        shop.destruction.execute(order, tmp_path / "out")
    assert refused.value.reasons == (Reason("held", (("holds", "1"),)),)
    assert state_of(shop, order) is OrderState.WITHDRAWN
    assert len(ids_of(shop)) == 12


def test_other_facts_need_another_signature(shop: Services, tmp_path: Path) -> None:
    """The record may still go, but what was signed is not what would be destroyed."""
    ids = ids_of(shop)
    order = approved(shop, ids[:5])
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET trigger_date = '2020-02-02' WHERE id = ?", (ids[0],))
        uow.commit()
    with pytest.raises(Refused, match="order-returned") as refused:
        shop.destruction.execute(order, tmp_path / "out")
    assert (state_of(shop, order), shop.destruction.status(order).records) == (OrderState.DRAFT, 5)
    sentence = describe(refused.value, catalogue("en"))
    assert f"{order} is not as it was approved: 5 of its 5 records may be destroyed now" in sentence


def test_a_list_changed_behind_the_signatures_is_found(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    order = approved(shop, ids[:5])
    with shop.session.write() as uow:
        uow.connection.execute("DELETE FROM order_record WHERE uid = (SELECT uid FROM record WHERE id = ?)", (ids[0],))
        uow.commit()
    with pytest.raises(Damaged, match="order-altered"):
        shop.destruction.execute(order, tmp_path / "out")
    assert shop.session.generation == 1


@pytest.mark.parametrize("change", ["signature = zeroblob(70)", "signed = zeroblob(32)", "role = 'viewer'"])
def test_a_changed_signature_is_found(shop: Services, tmp_path: Path, change: str) -> None:
    order = approved(shop, None)
    with shop.session.write() as uow:
        uow.connection.execute(f"UPDATE signature SET {change} WHERE role = 'approver'")  # noqa: S608
        uow.commit()
    with pytest.raises(Damaged, match="order-altered"):
        shop.destruction.execute(order, tmp_path / "out")


def test_a_change_between_deciding_and_copying_is_decided_over_again(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second screen may freeze a record just then."""
    ids = ids_of(shop)
    order = approved(shop, ids[:5])
    held: list[str] = []

    def meddle(point: str) -> None:
        if point == "destroy.started" and not held:
            held.append(shop.holds.add("新的投诉", ids[:1]).id)

    monkeypatch.setattr(disk, "fault", meddle)
    with pytest.raises(Refused, match="order-returned"):
        shop.destruction.execute(order, tmp_path / "out")
    assert held
    assert shop.destruction.status(order).records == 4
    assert len(ids_of(shop)) == 12
