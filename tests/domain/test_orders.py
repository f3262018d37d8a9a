"""The order's state machine, its hash, who signs it, and what it waits for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from app.domain.evidence import Residue
from app.domain.operators import Operator
from app.domain.orders import (
    GONE,
    Order,
    Step,
    Waiting,
    commitment_root,
    measured_hash,
    needs_witness,
    order_hash,
    require_move,
    require_ready,
    require_signer,
    require_state,
    result_of,
)
from app.domain.words import Kind, OrderState, Role
from app.errors import Refused

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
ORDER = Order(
    id=1,
    number="XH-2026-001",
    state=OrderState.DRAFT,
    pack_version="cn-2026.11",
    prepared_at=NOW,
    prepared_by="王经办",
    records=2,
    hash=bytes(32),
    earliest_on=None,
    executed_at=None,
    result=None,
)
PEOPLE = (
    Operator("王经办", Role.HANDLER),
    Operator("李清算", Role.APPROVER),
    Operator("赵监销", Role.WITNESS),
    Operator("钱查阅", Role.VIEWER),
)
RESIDUE = Residue(1, 20, 81920, 7, 1, 2, 7, 0, 3, 0, 0.5)
COMMITMENTS = [bytes([one]) * 32 for one in (3, 1, 2)]
MOVES = {
    (OrderState.DRAFT, OrderState.DRAFT),
    (OrderState.DRAFT, OrderState.APPRAISED),
    (OrderState.DRAFT, OrderState.APPROVED),
    (OrderState.DRAFT, OrderState.WAITING),
    (OrderState.DRAFT, OrderState.WITHDRAWN),
    (OrderState.APPRAISED, OrderState.DRAFT),
    (OrderState.APPRAISED, OrderState.APPROVED),
    (OrderState.APPRAISED, OrderState.WAITING),
    (OrderState.APPRAISED, OrderState.WITHDRAWN),
    (OrderState.WAITING, OrderState.DRAFT),
    (OrderState.WAITING, OrderState.EXECUTING),
    (OrderState.WAITING, OrderState.WITHDRAWN),
    (OrderState.APPROVED, OrderState.DRAFT),
    (OrderState.APPROVED, OrderState.EXECUTING),
    (OrderState.APPROVED, OrderState.WITHDRAWN),
    (OrderState.EXECUTING, OrderState.APPROVED),
    (OrderState.EXECUTING, OrderState.VERIFIED),
    (OrderState.VERIFIED, OrderState.WITNESSED),
    (OrderState.VERIFIED, OrderState.CERTIFIED),
    (OrderState.WITNESSED, OrderState.CERTIFIED),
}


def in_state(state: OrderState) -> Order:
    return replace(ORDER, state=state)


@pytest.mark.parametrize(("before", "after"), list(product(OrderState, OrderState)))
def test_only_the_known_moves_are_possible(before: OrderState, after: OrderState) -> None:
    """Above all: nothing leads back from verified, so what was destroyed can't look as if it were not."""
    if (before, after) in MOVES:
        require_move(in_state(before), after)
    else:
        with pytest.raises(RuntimeError):
            require_move(in_state(before), after)


@pytest.mark.parametrize(
    ("step", "good", "codes"),
    [
        (
            Step.APPRAISE,
            {OrderState.DRAFT},
            {OrderState.APPRAISED: "order-appraised-already", OrderState.WAITING: "order-approved-already"},
        ),
        (
            Step.APPROVE,
            {OrderState.DRAFT, OrderState.APPRAISED},
            {
                OrderState.WAITING: "order-approved-already",
                OrderState.APPROVED: "order-approved-already",
                OrderState.EXECUTING: "order-under-way",
                OrderState.VERIFIED: "order-executed",
                OrderState.CERTIFIED: "order-executed",
                OrderState.WITHDRAWN: "order-withdrawn",
            },
        ),
        (
            Step.EXECUTE,
            {OrderState.APPROVED, OrderState.WAITING},
            {OrderState.APPRAISED: "order-not-approved", OrderState.WITHDRAWN: "order-withdrawn"},
        ),
        (
            Step.WITNESS,
            {OrderState.VERIFIED},
            {
                OrderState.DRAFT: "order-not-approved",
                OrderState.APPROVED: "order-not-executed",
                OrderState.EXECUTING: "order-not-executed",
                OrderState.WITNESSED: "order-executed",
                OrderState.CERTIFIED: "order-executed",
            },
        ),
        (
            Step.WITHDRAW,
            {OrderState.DRAFT, OrderState.APPRAISED, OrderState.APPROVED, OrderState.WAITING},
            {OrderState.EXECUTING: "order-under-way", OrderState.VERIFIED: "order-executed"},
        ),
    ],
)
def test_a_step_at_the_wrong_time_says_why(step: Step, good: set[OrderState], codes: dict[OrderState, str]) -> None:
    for state in good:
        require_state(in_state(state), step)
    for state, code in codes.items():
        with pytest.raises(Refused) as refused:
            require_state(in_state(state), step)
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("step", "signer", "outcome"),
    [
        (Step.APPROVE, "李清算", Role.APPROVER),
        (Step.APPROVE, "王经办", "role-forbids"),
        (Step.APPROVE, "赵监销", "role-forbids"),
        (Step.APPROVE, "钱查阅", "role-forbids"),
        (Step.APPROVE, "无此人", "role-forbids"),
        (Step.WITNESS, "赵监销", Role.WITNESS),
        (Step.WITNESS, "李清算", "role-forbids"),
        (Step.WITNESS, "王经办", "role-forbids"),
    ],
)
def test_each_signs_in_its_own_role(step: Step, signer: str, outcome: Role | str) -> None:
    if isinstance(outcome, Role):
        assert require_signer(ORDER, step, signer, PEOPLE, one_person=False) is outcome
        return
    with pytest.raises(Refused) as refused:
        require_signer(ORDER, step, signer, PEOPLE, one_person=False)
    assert refused.value.code == outcome


def test_who_prepared_an_order_does_not_approve_it() -> None:
    """Not even with the right role, once others are there."""
    own = replace(ORDER, prepared_by="李清算")
    with pytest.raises(Refused) as refused:
        require_signer(own, Step.APPROVE, "李清算", PEOPLE, one_person=False)
    assert refused.value.code == "own-order"


@pytest.mark.parametrize(("step", "role"), [(Step.APPROVE, Role.APPROVER), (Step.WITNESS, Role.WITNESS)])
def test_one_person_alone_signs_everything(step: Step, role: Role) -> None:
    assert require_signer(ORDER, step, "王经办", PEOPLE[:1], one_person=True) is role


def test_the_cooling_off_ends_on_its_day() -> None:
    waiting = Waiting(date(2026, 12, 1), notice=False)
    with pytest.raises(Refused) as refused:
        require_ready(ORDER, waiting, date(2026, 11, 30))
    assert (refused.value.code, refused.value.params["earliest_on"]) == ("cooling-off", "2026-12-01")
    require_ready(ORDER, waiting, date(2026, 12, 1))
    require_ready(ORDER, Waiting(None, notice=False), date(2026, 11, 21))


def test_a_promised_notice_is_waited_for() -> None:
    with pytest.raises(Refused) as refused:
        require_ready(ORDER, Waiting(None, notice=True), date(2026, 11, 21))
    assert refused.value.code == "notice-not-given"


@pytest.mark.parametrize(
    ("kinds", "required", "needed"),
    [
        ({Kind.BASIC}, False, False),
        ({Kind.BASIC}, True, True),
        ({Kind.BASIC, Kind.ACCOUNTING}, False, True),
        (set[Kind](), False, False),
    ],
)
def test_accounting_files_always_need_a_witness(kinds: set[Kind], required: bool, needed: bool) -> None:
    assert needs_witness(kinds, required=required) is needed


def hashed(**changed: object) -> bytes:
    facts: dict[str, object] = {
        "vault_id": "ab" * 16,
        "number": ORDER.number,
        "pack_version": ORDER.pack_version,
        "prepared_at": NOW,
        "prepared_by": ORDER.prepared_by,
        "commitments": COMMITMENTS,
    }
    return order_hash(**{**facts, **changed})  # type: ignore[arg-type]


def test_the_hash_does_not_depend_on_the_lists_order() -> None:
    assert hashed() == hashed(commitments=sorted(COMMITMENTS))
    assert commitment_root(COMMITMENTS) == commitment_root(sorted(COMMITMENTS))


@pytest.mark.parametrize(
    "changed",
    [
        {"vault_id": "cd" * 16},
        {"number": "XH-2026-002"},
        {"pack_version": "cn-2027.1"},
        {"prepared_at": datetime(2026, 11, 21, 9, tzinfo=UTC)},
        {"prepared_by": "李清算"},
        {"commitments": COMMITMENTS[1:]},
        {"commitments": [*COMMITMENTS[:2], bytes(32)]},
    ],
)
def test_the_hash_binds_everything_that_is_signed(changed: dict[str, object]) -> None:
    assert hashed(**changed) != hashed()


def test_the_witness_signs_what_was_measured() -> None:
    signed = measured_hash(bytes(32), NOW, "complete", RESIDUE)
    assert signed == measured_hash(bytes(32), NOW, "complete", RESIDUE)
    assert signed != measured_hash(bytes(32), NOW, "complete", replace(RESIDUE, pages=21))
    assert signed != measured_hash(bytes(32), NOW, "with-exceptions", RESIDUE)
    assert signed != measured_hash(bytes([1] * 32), NOW, "complete", RESIDUE)


@pytest.mark.parametrize(
    ("statuses", "result"),
    [
        ([], "complete"),
        (["renewed", "destroyed", "deleted", "returned"], "complete"),
        (["deleted", "exists"], "with-exceptions"),
        (["missing"], "with-exceptions"),
        (["asked"], "with-exceptions"),
    ],
)
def test_a_copy_that_is_not_proved_gone_is_an_exception(statuses: list[str], result: str) -> None:
    """A file that is not where it was made may lie elsewhere."""
    assert result_of(statuses) == result
    assert all(status in GONE for status in statuses) is (result == "complete")
