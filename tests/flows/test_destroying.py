"""The destruction flow, walked without a window: every branch from choice to certificate."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.words import OrderState
from app.errors import NotUnlocked
from app.flows.choosing import Choice, Way
from app.flows.destroying import DestroyFlow, Signing
from app.jobs import Progress
from app.services.roster import Services
from app.services.secrets import Secret
from tests.flows.conftest import APPROVER, WITNESS
from tests.helpers.planted import planted
from tests.helpers.vaults import OPERATOR, PASSPHRASE, FixedClock

Made = Callable[..., DestroyFlow]


@pytest.fixture
def make(tmp_path: Path) -> Made:
    """A flow over the services, its certificates going to tmp_path / "out"."""

    def made(services: Services, **more: object) -> DestroyFlow:
        flow = DestroyFlow(services, "zh", **more)  # type: ignore[arg-type]  # the keyword arguments of the flow
        flow.change(out=tmp_path / "out")
        return flow

    return made


def _codes(flow: DestroyFlow) -> list[str]:
    return [problem.code for problem in flow.problems(flow.step)]


def _do(flow: DestroyFlow) -> None:
    assert _codes(flow) == []
    work = flow.work(flow.step)
    if work is None:
        flow.go_next()
    else:
        flow.complete(work(Progress()))


def _signing(operator: str) -> Signing:
    return Signing(operator, Secret(PASSPHRASE))


def _to_execute(flow: DestroyFlow, approver: str) -> None:
    _do(flow)
    _do(flow)
    flow.change(approval=_signing(approver))
    _do(flow)
    assert flow.step == "execute"


def _confirm(flow: DestroyFlow) -> None:
    flow.change(typed_number=flow.state.order, confirmation=_signing(OPERATOR))


def test_alone_the_same_person_goes_the_whole_way(alone: Services, make: Made, tmp_path: Path) -> None:
    planted(alone.session, 4)
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    _confirm(flow)
    _do(flow)
    assert flow.step == "readback"
    assert not flow.needs_witness
    _do(flow)
    assert (flow.step, flow.is_last) == ("certificate", True)
    issued = flow.state.certificate
    assert issued is not None
    assert Path(issued.file).parent == tmp_path / "out"
    assert alone.overview.figures().destroyed == 4


def test_three_people_sign_each_in_their_role(three: Services, make: Made) -> None:
    planted(three.session, 3)
    flow = make(three)
    _do(flow)
    _do(flow)
    assert [operator.name for operator in flow.approvers()] == [APPROVER]
    assert _codes(flow) == ["approver-missing", "passphrase-missing"]
    flow.change(approval=_signing(APPROVER))
    _do(flow)
    _confirm(flow)
    _do(flow)
    assert flow.needs_witness
    assert [operator.name for operator in flow.witnesses()] == [WITNESS]
    assert _codes(flow) == ["witness-missing", "passphrase-missing"]
    flow.change(witnessing=_signing(WITNESS))
    _do(flow)
    assert flow.state.certificate is not None
    assert three.destruction.all()[0].state is OrderState.CERTIFIED


def test_nothing_due_goes_no_further_than_the_check(alone: Services, make: Made) -> None:
    planted(alone.session, 2, rule="ACC-VOUCHER", kind="accounting", trigger_date="2024-12-31")
    flow = make(alone)
    _do(flow)
    assert _codes(flow) == ["nothing-to-destroy"]
    assert flow.state.preview is not None
    assert flow.state.preview.records == 0


def test_what_an_open_order_has_is_told_with_its_number(alone: Services, make: Made) -> None:
    planted(alone.session, 2)
    order = alone.destruction.prepare().order
    flow = make(alone)
    _do(flow)
    assert _codes(flow) == ["in-open-orders"]
    assert flow.state.preview is not None
    assert flow.state.preview.open_orders == (order,)


def test_only_the_selected_records_are_listed(alone: Services, make: Made) -> None:
    uids = planted(alone.session, 5).records
    ids = alone.records.resolve(uids[:2])
    flow = make(alone, ids=ids)
    assert flow.state.choice.way is Way.SELECTED
    _do(flow)
    _do(flow)
    assert flow.state.status is not None
    assert flow.state.status.records == 2


def test_records_are_chosen_by_a_search_or_a_list(alone: Services, make: Made) -> None:
    uids = planted(alone.session, 5).records
    for choice, missing, records in (
        (Choice(Way.SEARCH, search="顾客"), "search-missing", 5),
        (Choice(Way.LIST, uids=tuple(uids[:3])), "list-missing", 3),
    ):
        flow = make(alone)
        flow.change(choice=Choice(choice.way))
        assert _codes(flow) == [missing]
        flow.change(choice=choice)
        _do(flow)
        assert flow.state.preview is not None
        assert flow.state.preview.records == records


def test_a_choice_without_records_goes_no_further(alone: Services, make: Made) -> None:
    planted(alone.session, 2)
    flow = make(alone)
    flow.change(choice=Choice(Way.SEARCH, search="没有这样的人"))
    _do(flow)
    assert _codes(flow) == ["nothing-found"]


def test_a_wrong_passphrase_signs_nothing(alone: Services, make: Made) -> None:
    planted(alone.session, 1)
    flow = make(alone)
    _do(flow)
    _do(flow)
    flow.change(approval=Signing(OPERATOR, Secret("not this one")))
    work = flow.work("approve")
    assert work is not None
    with pytest.raises(NotUnlocked):
        work(Progress())
    assert alone.destruction.all()[0].state is OrderState.DRAFT


def test_execution_asks_for_number_passphrase_and_folder(alone: Services, make: Made) -> None:
    planted(alone.session, 1)
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    flow.change(out=None)
    assert _codes(flow) == ["folder-missing", "number-differs", "passphrase-missing"]
    flow.change(typed_number=f" {flow.state.order.lower()} ")
    assert "number-differs" not in _codes(flow)


def test_a_wrong_passphrase_destroys_nothing(alone: Services, make: Made) -> None:
    planted(alone.session, 1)
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    flow.change(typed_number=flow.state.order, confirmation=Signing(OPERATOR, Secret("wrong")))
    work = flow.work("execute")
    assert work is not None
    with pytest.raises(NotUnlocked):
        work(Progress())
    assert alone.overview.figures().destroyed == 0


def test_cooling_off_keeps_the_order_waiting_until_its_day(alone: Services, make: Made, clock: FixedClock) -> None:
    planted(alone.session, 1)
    alone.settings.set("cooling-off-days", "7")
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    assert _codes(flow) == ["cooling-off"], "nothing is asked for that would not help"
    _confirm(flow)
    assert _codes(flow) == ["cooling-off"]
    clock.advance(days=7)
    assert _codes(flow) == []


def test_a_hold_found_at_execution_sends_the_order_back_to_be_approved(alone: Services, make: Made) -> None:
    uids = planted(alone.session, 3).records
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    alone.holds.add("争议未了", alone.records.resolve(uids[:1]))
    _confirm(flow)
    _do(flow)
    assert flow.step == "approve"
    assert flow.state.returned is not None
    assert flow.state.status is not None
    assert (flow.state.status.state, flow.state.status.records) == (OrderState.DRAFT, 2)
    flow.change(approval=_signing(OPERATOR))
    _do(flow)
    _confirm(flow)
    _do(flow)
    assert alone.overview.figures().destroyed == 2


@pytest.mark.parametrize(("until", "step"), [("approve", "approve"), ("execute", "execute")])
def test_an_order_left_is_taken_up_where_it_stands(alone: Services, make: Made, until: str, step: str) -> None:
    planted(alone.session, 2)
    flow = make(alone)
    while flow.step != until:
        flow.change(approval=_signing(OPERATOR))
        _do(flow)
    again = make(alone, status=alone.destruction.all()[0])
    assert again.step == step
    assert not again.can_go_back


def test_an_executed_order_goes_on_to_its_witness(three: Services, make: Made) -> None:
    planted(three.session, 2)
    flow = make(three)
    _to_execute(flow, APPROVER)
    _confirm(flow)
    _do(flow)
    again = make(three, status=three.destruction.all()[0])
    assert again.is_executed
    _do(again)
    assert (again.step, again.needs_witness) == ("readback", True)
    again.change(witnessing=_signing(WITNESS))
    _do(again)
    assert again.state.certificate is not None


def test_what_is_printed_of_the_state_holds_no_passphrase(alone: Services, make: Made) -> None:
    flow = make(alone)
    flow.change(approval=_signing(OPERATOR), confirmation=_signing(OPERATOR), witnessing=_signing(OPERATOR))
    assert PASSPHRASE not in repr(flow.state)


def test_an_order_of_which_nothing_is_left_begins_the_wizard_anew(alone: Services, make: Made) -> None:
    uids = planted(alone.session, 2).records
    flow = make(alone)
    _to_execute(flow, OPERATOR)
    alone.holds.add("争议未了", alone.records.resolve(uids))
    _confirm(flow)
    _do(flow)
    assert (flow.step, flow.state.status, flow.state.preview) == ("choose", None, None)
    assert flow.state.returned is not None
    assert flow.state.returned.code == "order-emptied"
    assert alone.destruction.all()[0].state is OrderState.WITHDRAWN
    _do(flow)
    assert _codes(flow) == ["nothing-to-destroy"]
