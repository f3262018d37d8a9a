"""The classification flow, walked without a window."""

from pathlib import Path

import pytest

from app.domain.conditions import Asked, Condition
from app.domain.words import Kind, Sensitivity
from app.flows.classifying import ClassifyFlow
from app.jobs import Progress
from app.services.classification import ProposalGroup
from app.services.record_proposals import Choice
from app.services.roster import Services
from tests.helpers.books import write_book
from tests.helpers.people_rows import HEADS, people

UNCLEAR = [["编号", "内容", "数值"], ["A1", "甲", "1"], ["A2", "乙", "2"]]


@pytest.fixture
def services(alone: Services, tmp_path: Path) -> Services:
    """Two sheets: one of customers, one that says nothing of what it is."""
    book = write_book(tmp_path / "客户.xlsx", {"客户名单": [HEADS, *people(6)], "Sheet9": UNCLEAR})
    alone.imports.run(book)
    return alone


@pytest.fixture
def flow(services: Services) -> ClassifyFlow:
    return ClassifyFlow(services.classification)


def _do(flow: ClassifyFlow) -> None:
    assert flow.problems(flow.step) == ()
    work = flow.work(flow.step)
    if work is None:
        flow.go_next()
    else:
        flow.complete(work(Progress()))


def _group(flow: ClassifyFlow, sheet: str) -> ProposalGroup:
    groups = (*flow.state.sure, *flow.state.unsure)
    return next(group for group in groups if group.sheet == sheet)


def test_nothing_is_entered_before_the_last_page(flow: ClassifyFlow, services: Services) -> None:
    _do(flow)
    assert flow.step == "groups"
    assert services.classification.propose().records == 8


def test_all_groups_are_entered_as_proposed(flow: ClassifyFlow, services: Services) -> None:
    while flow.step != "result":
        _do(flow)
    done = flow.state.classified
    assert done is not None
    assert done.records == 8
    assert (flow.is_last, flow.can_go_back) == (True, False)
    assert services.classification.propose().records == done.unsure


def test_unsure_groups_have_a_page_of_their_own(flow: ClassifyFlow) -> None:
    _do(flow)
    has_page = "unsure" in flow.steps()
    assert has_page == bool(flow.state.unsure)


def test_a_group_left_out_keeps_waiting(flow: ClassifyFlow, services: Services) -> None:
    _do(flow)
    people_ = _group(flow, "客户名单")
    flow.take(people_.key, is_taken=False)
    while flow.step != "result":
        _do(flow)
    waiting = {group.sheet for group in services.classification.propose().groups}
    assert "客户名单" in waiting


def test_nothing_taken_does_not_go_on(flow: ClassifyFlow) -> None:
    _do(flow)
    for group in (*flow.state.sure, *flow.state.unsure):
        flow.take(group.key, is_taken=False)
    assert [problem.code for problem in flow.problems("groups")] == ["nothing-taken"]


def test_nothing_waiting_says_so(alone: Services) -> None:
    flow = ClassifyFlow(alone.classification)
    _do(flow)
    assert [problem.code for problem in flow.problems("groups")] == ["nothing-waits"]


def test_a_change_is_shown_entered_and_can_be_taken_back(flow: ClassifyFlow, services: Services) -> None:
    _do(flow)
    group = _group(flow, "客户名单")
    flow.choose(group.key, Choice(kind=Kind.CONTRACT, sensitivity=Sensitivity.CORE))
    assert (flow.shown(group).kind, flow.shown(group).sensitivity) == (Kind.CONTRACT, Sensitivity.CORE)
    flow.choose(group.key, Choice())
    assert flow.shown(group) == group
    flow.choose(group.key, Choice(kind=Kind.CONTRACT))
    while flow.step != "result":
        _do(flow)
    assert flow.state.classified is not None
    assert flow.state.classified.by_kind["contract"] == 6
    assert services.planning.plan().groups


def test_a_change_of_a_group_left_out_is_not_entered(flow: ClassifyFlow) -> None:
    _do(flow)
    group = _group(flow, "客户名单")
    flow.choose(group.key, Choice(kind=Kind.CONTRACT))
    flow.take(group.key, is_taken=False)
    flow.take(_group(flow, "Sheet9").key, is_taken=True)
    while flow.step != "result":
        _do(flow)
    assert flow.state.classified is not None
    assert "contract" not in flow.state.classified.by_kind


def test_a_split_keeps_what_was_decided_and_can_be_joined_again(flow: ClassifyFlow) -> None:
    _do(flow)
    group = _group(flow, "客户名单")
    flow.choose(group.key, Choice(sensitivity=Sensitivity.CORE))
    place = next(at for at, cell in enumerate(group.heads) if cell == HEADS[0])
    work = flow.split(group, Condition(place, Asked.CONTAINS, people(6)[0][0]))
    flow.take_split(work(Progress()))
    parts = [one for one in flow.state.sure if one.sheet == "客户名单"]
    assert sorted(one.records for one in parts) == [1, 5]
    assert flow.shown(_group(flow, "客户名单")).sensitivity is Sensitivity.CORE
    small = next(one for one in parts if one.records == 1)
    flow.choose(small.key, Choice(kind=Kind.CONTRACT))
    flow.take_split(flow.join(small)(Progress()))
    assert [one.records for one in flow.state.sure if one.sheet == "客户名单"] == [6]
    assert small.key not in flow.state.changes


def test_groups_that_are_alike_are_changed_together(alone: Services, tmp_path: Path) -> None:
    for name, begin in (("一", 0), ("二", 10), ("三", 20)):
        book = write_book(tmp_path / f"{name}.xlsx", {"客户名单": [HEADS, *people(30)[begin : begin + 5]]})
        alone.imports.run(book)
    flow = ClassifyFlow(alone.classification)
    _do(flow)
    first, *others = flow.state.sure
    assert {one.key for one in flow.like(first)} == {one.key for one in others}
    flow.choose(first.key, Choice(kind=Kind.CONTRACT))
    assert flow.choose_alike(first) == 2
    assert {flow.shown(one).kind for one in flow.state.sure} == {Kind.CONTRACT}


def test_decisions_left_half_done_are_taken_up_again(flow: ClassifyFlow, services: Services) -> None:
    _do(flow)
    assert flow.draft() == ""
    group = _group(flow, "客户名单")
    flow.choose(group.key, Choice(kind=Kind.CONTRACT))
    flow.keep(group.key, is_kept=True)
    flow.take(_group(flow, "Sheet9").key, is_taken=False)
    flow.take_split(flow.split(group, Condition(0, Asked.FILLED))(Progress()))
    services.classification.keep_draft(flow.draft())
    again = ClassifyFlow(services.classification)
    _do(again)
    assert again.state.resumed
    assert again.state.left_out == flow.state.left_out
    assert (again.state.splits, again.state.kept) == (flow.state.splits, flow.state.kept)
    assert again.state.changes == flow.state.changes
    while again.step != "result":
        _do(again)
    assert again.draft() == ""
    assert services.classification.draft() is None


def test_what_a_draft_says_of_groups_that_are_gone_is_dropped(flow: ClassifyFlow, services: Services) -> None:
    _do(flow)
    flow.choose(_group(flow, "客户名单").key, Choice(kind=Kind.CONTRACT))
    draft = flow.draft()
    services.classification.accept()
    services.classification.keep_draft(draft)
    again = ClassifyFlow(services.classification)
    _do(again)
    assert again.state.changes == {}
