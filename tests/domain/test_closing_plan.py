"""The closing plan against law.md section 6: which tasks a firm has, from when, until when, and what waits for what."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from app.domain.closing_plan import SMALL_HANDLER, ClosingPlan, PlannedTask, TaskProof, TaskState, closing_plan
from app.domain.closing_words import PHASES, RESPONSIBLE, TASK_STATES, period
from app.domain.firm import Entity
from app.domain.rule_packs import parse_pack
from app.domain.task_rules import in_order
from app.domain.words import Closure
from app.errors import Damaged
from tests.helpers.rules import firm_of, pack_texts, shipped_pack

TASKS = shipped_pack().tasks
DECIDED = date(2026, 11, 2)


class Weekdays:
    """A calendar of Mondays to Fridays that is published up to 2026."""

    def is_published(self, year: int) -> bool:
        return year <= 2026

    def is_working(self, day: date) -> bool:
        return day.weekday() < 5


def plan(
    closure: Closure = Closure.DEREGISTRATION,
    today: date = DECIDED,
    people: int = 3000,
    done: dict[str, date] | None = None,
    **profile: Any,
) -> ClosingPlan:
    firm = firm_of(closure, **{"decided_on": DECIDED, "service_ended_on": None, "has_staff": False, **profile})
    proofs = {"decide": DECIDED, **(done or {})}
    return closing_plan(
        TASKS, firm, people, {task: TaskProof(day, "") for task, day in proofs.items()}, today, Weekdays()
    )


def tasks(of: ClosingPlan) -> dict[str, PlannedTask]:
    return {one.task.id: one for one in of.tasks}


@pytest.mark.parametrize(
    ("task", "due"),
    [
        ("publish-dissolution", date(2026, 11, 12)),  # 公司法 229: 10 days
        ("liquidation-group", date(2026, 11, 17)),  # 232: 15 days
        ("publish-group", date(2026, 11, 27)),  # 条例 32: 10 days from the group
        ("notify-creditors", date(2026, 11, 27)),  # 235: 10 days from the group
        ("announce-creditors", date(2027, 1, 16)),  # 235: 60 days from the group
        ("claims-period", date(2027, 3, 2)),  # 235: 45 days from the announcement
        ("apply-deregistration", date(2027, 4, 1)),  # 条例 32: 30 days from the end of liquidation
    ],
)
def test_company_has_the_days_of_the_company_law(task: str, due: date) -> None:
    assert tasks(plan())[task].due == due


def test_a_task_done_earlier_moves_what_waits_for_it() -> None:
    found = tasks(plan(done={"liquidation-group": date(2026, 11, 4)}))
    assert found["announce-creditors"].due == date(2027, 1, 3)
    done = {"liquidation-group": date(2026, 11, 4), "announce-creditors": date(2026, 11, 5)}
    found = tasks(plan(done={**done, "notify-creditors": date(2026, 11, 5)}, today=date(2026, 11, 6)))
    assert (found["claims-period"].due, found["claims-period"].state) == (date(2026, 12, 20), TaskState.WAITING)


def test_simple_way_has_its_own_tasks_and_periods() -> None:
    found = tasks(plan(is_simple_deregistration=True))
    assert "claims-period" not in found
    assert "liquidation-group" not in found
    assert found["simple-announcement"].due == date(2026, 11, 22)  # 公司法 240: at least 20 days
    assert found["apply-simple"].due == date(2026, 12, 12)  # within 20 days of its end


def test_partnership_and_sole_proprietorship_end_by_their_own_laws() -> None:
    partners = tasks(plan(entity=Entity.PARTNERSHIP))
    assert partners["partnership-liquidator"].due == date(2026, 11, 17)  # 合伙企业法 86
    assert partners["claims-period"].due == date(2027, 3, 2)  # 88
    assert partners["apply-partnership"].due == date(2027, 3, 17)  # 90: 15 days
    assert "liquidation-group" not in partners
    owner = tasks(plan(entity=Entity.SOLE_PROPRIETORSHIP))
    assert owner["sole-claims"].due == date(2027, 1, 16)  # 个人独资企业法 27: 15 days, then 60
    assert "publish-dissolution" not in owner


def test_successor_is_named_thirty_working_days_before_and_so_long() -> None:
    """Trap 2: working days, and the count into a year without a published calendar is provisional."""
    found = tasks(plan(Closure.MERGER, done={"impact-assessment": date(2026, 11, 2)}))
    notice = found["succession-notice"]
    assert notice.due == date(2026, 12, 14)
    assert not notice.provisional
    late = tasks(plan(Closure.MERGER, done={"impact-assessment": date(2026, 12, 14)}))
    assert late["succession-notice"].provisional
    assert late["succession-notice"].due > date(2027, 1, 25)
    assert late["hand-over"].begins == late["succession-notice"].due
    assert late["hand-over"].provisional


def test_transfer_asks_for_separate_consent_instead() -> None:
    found = tasks(plan(Closure.TRANSFER))
    assert "separate-consent" in found
    assert "succession-notice" not in found
    assert "publish-dissolution" not in found


def test_lost_address_has_thirty_days() -> None:
    assert tasks(plan(Closure.ADDRESS_CANCELLATION))["change-address"].due == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("switch", "task"),
    [
        ("has_prepaid_cards", "stop-prepayment"),
        ("has_online_shop", "shop-notice"),
        ("has_staff", "staff-papers"),
        ("has_minors", "minors-audit"),
        ("is_cross_border", "cross-border"),
        ("has_processors", "processor-copies"),
    ],
)
def test_profile_switches_tasks_on(switch: str, task: str) -> None:
    on: dict[str, Any] = {switch: True}
    off: dict[str, Any] = {switch: False}
    assert task in tasks(plan(**on))
    assert task not in tasks(plan(**off))


def test_service_ends_thirty_days_after_card_holders_were_told() -> None:
    found = tasks(plan(has_prepaid_cards=True, has_staff=True))
    assert found["stop-service"].begins == date(2026, 12, 2)
    assert found["staff-papers"].due == date(2026, 12, 17)


def test_small_handlers_may_ask_for_help() -> None:
    assert "delete-data-help" in tasks(plan(people=SMALL_HANDLER - 1))
    assert "delete-data-help" not in tasks(plan(people=SMALL_HANDLER))
    assert plan(people=SMALL_HANDLER - 1).is_small
    assert not plan(people=SMALL_HANDLER).is_small


def test_states_of_a_day() -> None:
    found = tasks(plan(today=date(2026, 11, 13)))
    assert found["decide"].state is TaskState.DONE
    assert found["publish-dissolution"].state is TaskState.LATE
    assert found["liquidation-group"].state is TaskState.NOW
    assert found["keeper"].state is TaskState.NOW
    assert (found["claims-period"].state, found["claims-period"].waits_for) == (
        TaskState.LATER,
        ("notify-creditors", "announce-creditors"),
    )


def test_nothing_open_is_over_before_today() -> None:
    """A group that was not set up in time does not let the creditors' days begin in the past."""
    found = tasks(plan(today=date(2026, 12, 24)))
    assert found["liquidation-group"].state is TaskState.LATE
    assert found["announce-creditors"].begins == date(2026, 12, 24)


def test_without_a_decision_the_days_count_from_today_and_say_so() -> None:
    firm = firm_of(decided_on=None)
    found = closing_plan(TASKS, firm, 10, {}, DECIDED, Weekdays())
    assert found.assumed
    assert found.decided_on == DECIDED
    assert found.next is not None
    assert found.next.task.id == "decide"


@pytest.mark.parametrize("closure", list(Closure))
@pytest.mark.parametrize("entity", list(Entity))
def test_every_plan_is_in_order_and_ends(closure: Closure, entity: Entity) -> None:
    found = plan(closure, entity=entity, has_staff=True, has_processors=True, has_prepaid_cards=True)
    days = {one.task.id: one for one in found.tasks}
    for one in found.tasks:
        assert one.begins <= one.due
        for other in one.task.after:
            if other in days and not days[other].task.optional:
                assert days[other].due <= one.begins
    assert found.ends_on < DECIDED + timedelta(days=400)


def test_every_task_rests_on_an_article_that_was_read() -> None:
    assert len(TASKS) >= 30
    for task in TASKS:
        assert task.basis
        assert task.confidence in ("A", "B")
        assert task.wording
        assert PHASES[task.phase]
        assert RESPONSIBLE[task.responsible]
    assert set(TASK_STATES) == set(TaskState)


def test_periods_in_words() -> None:
    by_id = {task.id: task for task in TASKS}
    assert period(by_id["publish-dissolution"], str) == "within 10 days"
    assert period(by_id["succession-notice"], str) == "takes 30 working days"
    assert period(by_id["keeper"], str) == ""


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('after = ["publish-dissolution"]', 'after = ["nobody"]', "rule-pack-unknown-word"),
        ("within = 10", "within = 10\nlasts = 3", "rule-pack-contradiction"),
        ('profile = "has_minors"', 'profile = "has_no_such_thing"', "rule-pack-unknown-word"),
        ('id = "seals"', 'id = "keeper"', "rule-pack-duplicate"),
        ('phase = "tax"', 'phase = "taxes"', "rule-pack-unknown-word"),
    ],
)
def test_tasks_that_do_not_fit_are_refused(before: str, after: str, code: str) -> None:
    texts = pack_texts()
    changed = texts["closing.toml"].replace('after = ["decide"]', 'after = ["publish-dissolution"]', 1)
    changed = changed.replace('id = "publish-dissolution"', 'id = "first"', 1) if before not in changed else changed
    assert before in changed
    with pytest.raises(Damaged) as caught:
        parse_pack({**texts, "closing.toml": changed.replace(before, after, 1)})
    assert caught.value.code == code


def test_tasks_that_wait_for_each_other_are_refused() -> None:
    first, second = TASKS[0], TASKS[1]
    with pytest.raises(Damaged) as caught:
        in_order([replace(first, after=(second.id,)), replace(second, after=(first.id,))])
    assert caught.value.code == "rule-pack-contradiction"
