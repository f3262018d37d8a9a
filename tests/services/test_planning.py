"""The plan over a real vault: every record in one group, holds, settings, gates."""

from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.decisions import decide
from app.domain.reasons import sentence
from app.domain.records import RecordQuery
from app.domain.words import Closure, Disposition
from app.errors import UserError
from app.jobs import Progress
from tests.helpers.planted import planted
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm


@pytest.fixture
def planned(services: Services) -> Services:
    """Ten customers' records by purpose, four vouchers of 2019, three stubs of 2021, two without a rule."""
    planted(services.session, 10, rule="PI-MIN", trigger_date=None)
    planted(services.session, 4, kind="accounting", rule="ACC-VOUCHER", trigger_date="2019-05-03")
    planted(services.session, 3, kind="accounting", rule="INV-STUB", trigger_date="2021-11-21")
    planted(services.session, 2, kind="other", rule=None, trigger_date=None)
    return services


def test_plan_counts_every_record_once(planned: Services) -> None:
    plan = planned.planning.plan()
    assert (plan.today, plan.pack_version) == (date(2026, 11, 21), "cn-2026.11")
    assert [(group.decision.rule, group.records, group.decision.disposition) for group in plan.groups] == [
        (None, 2, Disposition.KEEP),
        ("PI-MIN", 10, Disposition.DESTROY),
        ("ACC-VOUCHER", 4, Disposition.RESTRICT),
        ("INV-STUB", 3, Disposition.RESTRICT),
    ]
    for group in plan.groups:
        assert all(sentence(reason, str) for reason in group.decision.reasons)


def test_plan_follows_the_clock(planned: Services, clock: FixedClock) -> None:
    """21 November 2026 is the stubs' last day; on the next they are due."""
    assert len(planned.planning.due()) == 10
    clock.advance(days=1)
    assert len(planned.planning.due()) == 13


def test_records_of_a_group_are_those_it_counts(planned: Services) -> None:
    plan = planned.planning.plan()
    found = [planned.planning.records_of(group) for group in plan.groups]
    assert [len(numbers) for numbers in found] == [group.records for group in plan.groups]
    every = sorted(number for numbers in found for number in numbers)
    with planned.session.read() as uow:
        assert every == sorted(uow.records.ids(RecordQuery()))
        facts = uow.facts.of(every)
    for group, numbers in zip(plan.groups, found, strict=True):
        assert {facts[number] for number in numbers} == group.members


def test_hold_takes_records_out_of_what_is_due(planned: Services) -> None:
    first, second = list(planned.planning.due())[:2]
    hold = planned.holds.add("退费纠纷", [first, second])
    planned.holds.add("税务检查", [first])
    plan = planned.planning.plan()
    assert len(planned.planning.due()) == 8
    held = [group for group in plan.groups if group.held]
    assert [(group.records, group.held, group.decision.disposition) for group in held] == [
        (1, 1, Disposition.KEEP),
        (1, 1, Disposition.KEEP),
    ]
    assert sum(group.records for group in plan.groups) == 19
    planned.holds.release(hold.id)
    assert len(planned.planning.due()) == 9


def test_each_record_is_decided_as_its_group_is(planned: Services) -> None:
    for group in planned.planning.plan().groups:
        numbers = planned.planning.records_of(group)
        decisions = planned.planning.decide_all(numbers)
        assert set(decisions) == set(numbers)
        for number in numbers:
            assert planned.planning.decide(number) == decisions[number]
            assert decisions[number].disposition is group.decision.disposition
        (facts, *_) = group.members
        assert planned.planning.decide(facts) == decide(
            facts, planned.session.firm, date(2026, 11, 21), planned.session.pack
        )


def test_unknown_record_is_a_wrong_use(planned: Services) -> None:
    with pytest.raises(UserError, match="no-such-record"):
        planned.planning.decide(999)
    assert planned.planning.decide_all([999]) == {}


def test_firms_settings_make_gates(planned: Services) -> None:
    assert [gate.name for gate in planned.planning.plan().gates] == ["service-ended"]
    planned.settings.change({"cooling-off-days": "7", "notice-before-destruction": "yes", "service-ended-on": ""})
    gates = {gate.name: gate for gate in planned.planning.plan().gates}
    assert {name: (gate.open, gate.opens_on) for name, gate in gates.items()} == {
        "service-ended": (False, None),
        "notice-before-destruction": (False, None),
        "cooling-off": (False, date(2026, 11, 28)),
    }
    assert not planned.planning.due()


def test_merger_waits_for_the_successors_notice(tmp_path: Path, clock: FixedClock) -> None:
    found = opened(make_vault(tmp_path, firm=sample_firm(Closure.MERGER), clock=clock), clock=clock)
    try:
        planted(found.session, 3, trigger_date=None)
        plan = found.planning.plan()
        assert [group.decision.disposition for group in plan.groups] == [Disposition.TRANSFER]
        assert "succession-notice" in {gate.name for gate in plan.gates}
        assert not found.planning.due()
    finally:
        found.close()


def test_changed_profile_asks_to_classify_again(planned: Services) -> None:
    planted(planned.session, 5, kind="transaction", rule="PI-MIN", trigger_date=None)
    before = len(planned.planning.due())
    planned.settings.change({"platform": "yes"})
    assert len(planned.planning.due()) == before - 5
    first = planned.planning.plan().groups[0]
    assert not first.decision.decided
    assert "sector-rule-first" in {group.decision.reasons[0].code for group in planned.planning.plan().groups}


def test_empty_vault_has_a_plan(services: Services) -> None:
    assert services.planning.plan().groups == ()
    assert len(services.planning.due()) == 0


def test_plan_tells_how_far_it_is(planned: Services) -> None:
    progress = Progress()
    planned.planning.plan(progress)
    done = progress.snapshot()
    assert (done.step, done.done) == ("plan.decide", done.total)
