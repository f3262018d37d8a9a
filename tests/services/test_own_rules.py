"""Groups split by a condition, the firm's own rules, a classification taken back, decisions left half done."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.conditions import Asked, Condition
from app.domain.words import Kind, Sensitivity, State
from app.errors import Refused, UserError
from app.services.classification import ProposalGroup, Split
from app.services.record_proposals import Choice
from tests.helpers.generations import rotate
from tests.helpers.office_files import workbook
from tests.helpers.papers import PaperRenderer
from tests.helpers.vaults import opened

HEADS = ["服务日期", "客户姓名", "手机", "服务内容"]


def _rows(first: int, count: int) -> list[list[str]]:
    return [
        [
            f"2021-05-{at % 28 + 1:02}",
            f"王{chr(0x4E00 + at)}明",
            f"1380000{at:04}",
            "退费申请" if at % 3 == 0 else "烘焙课程",
        ]
        for at in range(first, first + count)
    ]


def _import(services: Services, folder: Path, name: str, first: int, count: int = 9) -> None:
    services.imports.run(workbook(folder / f"{name}.xlsx", {"服务记录": [HEADS, *_rows(first, count)]}))


def _only(services: Services) -> ProposalGroup:
    (group,) = services.classification.propose().groups
    return group


@pytest.fixture
def waiting(services: Services, tmp_path: Path) -> Services:
    _import(services, tmp_path, "一", 0)
    return services


def _states(services: Services) -> dict[State, int]:
    with services.session.read() as uow:
        rows = uow.connection.rows("SELECT state, count(*) FROM record GROUP BY state")
    return {State(state): count for state, count in rows}


def test_a_group_is_split_by_a_condition(waiting: Services) -> None:
    group = _only(waiting)
    assert group.heads == tuple(HEADS)
    split = Split(group.key, Condition(3, Asked.CONTAINS, "退费"))
    parts = {one.key: one for one in waiting.classification.propose(splits=[split]).groups}
    assert {key: one.records for key, one in parts.items()} == {group.key: 6, split.key: 3}
    assert parts[split.key].condition == split.condition
    changes = {split.key: Choice(kind=Kind.CORRESPONDENCE)}
    done = waiting.classification.accept(None, changes, splits=[split])
    assert done.by_kind == {group.kind: 6, Kind.CORRESPONDENCE: 3}
    with waiting.session.read() as uow:
        rows = uow.connection.rows("SELECT content FROM record WHERE kind = 'correspondence'")
    assert len(rows) == 3
    assert all("退费" in row[0] for row in rows)


def test_the_first_condition_that_holds_counts(waiting: Services) -> None:
    group = _only(waiting)
    splits = [
        Split(group.key, Condition(3, Asked.CONTAINS, "退费")),
        Split(group.key, Condition(0, Asked.BEFORE, "2021-05-04")),
    ]
    counts = {one.key: one.records for one in waiting.classification.propose(splits=splits).groups}
    assert counts == {splits[0].key: 3, splits[1].key: 2, group.key: 4}


def test_a_change_that_is_kept_is_proposed_for_the_next_file(waiting: Services, tmp_path: Path) -> None:
    group = _only(waiting)
    choice = Choice(kind=Kind.CONTRACT, sensitivity=Sensitivity.CORE)
    waiting.classification.accept(None, {group.key: choice}, kept=[group.key])
    (rule,) = waiting.classification.own_rules()
    assert (rule.kind, rule.sensitivity, rule.rule, rule.proposed) == (
        Kind.CONTRACT,
        Sensitivity.CORE,
        None,
        group.rule,
    )
    assert rule.headers == tuple(HEADS)
    _import(waiting, tmp_path, "二", 100)
    again = _only(waiting)
    assert (again.kind, again.sensitivity, again.rule) == (Kind.CONTRACT, Sensitivity.CORE, group.rule)
    assert again.reasons[-1].code == "classify-own-rule"
    waiting.classification.forget(rule)
    assert _only(waiting).kind is group.kind
    with pytest.raises(UserError, match="unknown-own-rule"):
        waiting.classification.forget(rule)


def test_a_change_that_is_not_kept_is_not_proposed_again(waiting: Services, tmp_path: Path) -> None:
    group = _only(waiting)
    waiting.classification.accept(None, {group.key: Choice(kind=Kind.CONTRACT)})
    _import(waiting, tmp_path, "二", 100)
    assert _only(waiting).kind is group.kind


def test_an_own_rule_holds_for_sheets_with_its_heads_only(waiting: Services, tmp_path: Path) -> None:
    group = _only(waiting)
    waiting.classification.accept(None, {group.key: Choice(kind=Kind.CONTRACT)}, kept=[group.key])
    other = [[*HEADS[:3], "备注"], *_rows(200, 5)]
    waiting.imports.run(workbook(tmp_path / "三.xlsx", {"服务记录": other}))
    assert _only(waiting).kind is not Kind.CONTRACT


def test_an_own_rule_outlives_a_new_generation(waiting: Services) -> None:
    group = _only(waiting)
    waiting.classification.accept(None, {group.key: Choice(kind=Kind.CONTRACT)}, kept=[group.key])
    rotate(waiting.session)
    assert len(waiting.classification.own_rules()) == 1


def test_the_newest_classification_is_taken_back(waiting: Services, tmp_path: Path) -> None:
    waiting.classification.accept()
    waiting.session.clock.advance(seconds=5)  # type: ignore[attr-defined]  # a FixedClock
    _import(waiting, tmp_path, "二", 100, 4)
    waiting.classification.accept()
    assert waiting.classification.undo() == 4
    assert _states(waiting) == {State.CLASSIFIED: 9, State.IMPORTED: 4}
    assert waiting.classification.propose().records == 4
    assert waiting.classification.undo() == 9
    with pytest.raises(Refused, match="classify-nothing-to-undo"):
        waiting.classification.undo()


def test_what_is_on_an_order_is_not_taken_back(waiting: Services) -> None:
    waiting.classification.accept()
    order = waiting.destruction.prepare(waiting.planning.due()).order
    with pytest.raises(Refused, match="classify-used"):
        waiting.classification.undo()
    assert _states(waiting) == {State.CLASSIFIED: 9}
    waiting.destruction.withdraw(order)
    assert waiting.classification.undo() == 9


def test_a_draft_is_kept_until_it_is_entered(waiting: Services) -> None:
    assert waiting.classification.draft() is None
    waiting.classification.keep_draft("one")
    waiting.classification.keep_draft("two")
    folder = waiting.session.folder.path
    waiting.close()
    again = opened(folder)
    assert again.classification.draft() == "two"
    again.classification.accept()
    assert again.classification.draft() is None
    again.classification.keep_draft("three")
    again.classification.keep_draft("")
    assert again.classification.draft() is None
    again.close()


def test_a_draft_leaves_with_a_destruction(vault: Path, tmp_path: Path) -> None:
    services = opened(vault, renderer=PaperRenderer())
    _import(services, tmp_path, "一", 0)
    services.classification.accept()
    services.classification.keep_draft("手机包含 13800000003")
    order = services.destruction.prepare(services.planning.due()).order
    services.destruction.approve(order, services.session.signer)
    services.destruction.execute(order, tmp_path / "out")
    assert services.classification.draft() is None
    services.close()
