"""Decisions against tables written from the law, and what holds for every record and every day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.decisions import decide, retain_until
from app.domain.firm import Firm, Profile
from app.domain.reasons import sentence
from app.domain.retention import OWN_EFFECTS, Effect, Facts, Rule, RulePack, Trigger
from app.domain.rule_packs import SWITCHES
from app.domain.terms import last_day
from app.domain.words import Closure, Disposition, Kind, Sensitivity, State
from tests.helpers.rules import Row, decision_rows, firm_of, outcome, shipped_pack

PACK = shipped_pack()
OWN = sorted(rule.id for rule in PACK.rules if rule.effect in OWN_EFFECTS)

days = st.dates(date(1985, 1, 1), date(2070, 12, 31))
facts = st.builds(
    Facts,
    state=st.sampled_from([state for state in State if state is not State.DESTROYED]),
    kind=st.sampled_from([None, *Kind]),
    sensitivity=st.sampled_from(list(Sensitivity)),
    rule=st.sampled_from([None, "NO-SUCH-RULE", *[rule.id for rule in PACK.rules]]),
    trigger_date=st.none() | days,
    personal=st.booleans(),
    holds=st.integers(0, 3),
    open_debt=st.booleans(),
)
profiles = st.builds(
    Profile,
    service_ended_on=st.none() | days,
    **{switch: st.booleans() for switch in sorted(SWITCHES)},
)
firms = st.builds(
    Firm, name=st.just("晨光"), uscc=st.just(""), closure=st.sampled_from(list(Closure)), profile=profiles
)


@pytest.mark.parametrize("row", decision_rows(), ids=lambda row: row.name)
def test_decision_is_what_the_law_says(row: Row) -> None:
    decision = row.decision()
    assert outcome(decision) == row.expected
    basis = {f"{one.law} {one.article}" for one in decision.basis}
    assert set(row.articles) <= basis
    assert set(row.reasons) <= {reason.code for reason in decision.reasons}


def test_tables_cover_the_law() -> None:
    """At least 150 rows, and each rule that can be a record's own on both sides of its last day."""
    rows = decision_rows()
    assert len(rows) >= 150
    assert len({row.name for row in rows}) == len(rows)
    for rule in PACK.rules:
        if rule.effect is Effect.RETAIN and not rule.permanent:
            mine = [row for row in rows if row.facts.rule == rule.id and row.facts.trigger_date]
            assert any(row.on == row.expected.until for row in mine), f"{rule.id}: last day"
            assert any(row.on == row.expected.due and row.expected.destroyable for row in mine), f"{rule.id}: day after"
        elif rule.effect in OWN_EFFECTS:
            assert any(row.facts.rule == rule.id for row in rows), rule.id


@given(facts, firms, days)
def test_running_statutory_period_never_lets_go(record: Facts, firm: Firm, today: date) -> None:
    rule = next((one for one in PACK.rules if one.id == record.rule), None)
    if rule is None or not rule.is_statutory:
        return
    running = rule.permanent or record.trigger_date is None or last_day(rule, record.trigger_date) >= today
    if running:
        assert not decide(record, firm, today, PACK).destroyable


@given(facts, firms, days)
def test_every_covering_rule_is_waited_for(record: Facts, firm: Firm, today: date) -> None:
    decision = decide(record, firm, today, PACK)
    if not decision.destroyable or record.trigger_date is None:
        return
    for rule in PACK.rules:
        if record.rule in rule.covers and rule.is_statutory:
            assert not rule.permanent
            assert last_day(rule, record.trigger_date) < today


@given(facts, firms, days, st.integers(1, 5))
def test_hold_never_makes_anything_destroyable(record: Facts, firm: Firm, today: date, more: int) -> None:
    before = decide(record, firm, today, PACK)
    after = decide(replace(record, holds=record.holds + more), firm, today, PACK)
    assert not after.destroyable
    assert after.disposition is Disposition.KEEP
    assert (after.retain_until, after.permanent, after.decided) == (
        before.retain_until,
        before.permanent,
        before.decided,
    )


@given(facts, firms, days)
def test_open_debt_never_makes_anything_destroyable(record: Facts, firm: Firm, today: date) -> None:
    assert not decide(replace(record, open_debt=True), firm, today, PACK).destroyable


@given(facts, firms, days, st.integers(1, 40))
def test_longer_period_never_shortens(record: Facts, firm: Firm, today: date, more: int) -> None:
    """A rule lengthened, or another rule laid over the record, keeps it at least as long."""
    rule = next((one for one in PACK.rules if one.id == record.rule), None)
    if rule is None or not rule.is_statutory or rule.permanent:
        return
    before = decide(record, firm, today, PACK)
    for changed in (_lengthened(rule, more), _covered(rule, more)):
        after = decide(record, firm, today, changed)
        assert before.destroyable or not after.destroyable
        if before.retain_until and after.retain_until:
            assert after.retain_until >= before.retain_until


def _lengthened(rule: Rule, more: int) -> RulePack:
    unit = "years" if rule.years else "months" if rule.months else "days"
    longer = replace(rule, **{unit: getattr(rule, unit) + more})
    return replace(PACK, rules=tuple(longer if one is rule else one for one in PACK.rules))


def _covered(rule: Rule, years: int) -> RulePack:
    other = replace(PACK.rule("TAX-10Y"), id="OVER-IT", years=years, covers=(rule.id,))
    return replace(PACK, rules=(*PACK.rules, other))


@given(facts, firms, days, st.permutations(PACK.rules))
def test_order_of_rules_decides_nothing(record: Facts, firm: Firm, today: date, rules: list[Rule]) -> None:
    assert decide(record, firm, today, replace(PACK, rules=tuple(rules))) == decide(record, firm, today, PACK)


@given(facts, firms, days)
def test_decision_holds_together(record: Facts, firm: Firm, today: date) -> None:
    decision = decide(record, firm, today, PACK)
    assert decision.reasons
    if decision.destroyable:
        assert decision.decided
        assert not decision.permanent
        assert decision.due is None or decision.due <= today
        assert decision.disposition in (Disposition.DESTROY, Disposition.TRANSFER)
    if not decision.decided:
        assert decision.disposition is Disposition.KEEP
    if decision.disposition is Disposition.DESTROY:
        assert decision.destroyable
    if decision.disposition is Disposition.RESTRICT:
        assert record.personal
    if decision.retain_until and decision.due:
        assert decision.due == decision.retain_until + timedelta(days=1)


@given(facts, firms, days)
def test_once_it_may_go_it_may_go_later_too(record: Facts, firm: Firm, today: date) -> None:
    """Time alone never takes a permission back: only a hold, a new fact or a new rule does."""
    if decide(record, firm, today, PACK).destroyable:
        assert decide(record, firm, today + timedelta(days=400), PACK).destroyable


@given(facts, firms, days)
def test_due_day_is_the_first_on_which_it_may_go(record: Facts, firm: Firm, today: date) -> None:
    decision = decide(record, firm, today, PACK)
    if decision.due and decision.decided and not decision.destroyable and decision.due > today:
        assert not decide(record, firm, decision.due - timedelta(days=1), PACK).destroyable
        assert decide(record, firm, decision.due, PACK).destroyable


@given(facts, firms, days)
def test_every_reason_can_be_said(record: Facts, firm: Firm, today: date) -> None:
    for reason in decide(record, firm, today, PACK).reasons:
        said = sentence(reason, str)
        assert "{" not in said
        assert "()" not in said


@pytest.mark.parametrize("rule_id", OWN)
def test_without_its_date_a_statutory_rule_asks(rule_id: str) -> None:
    rule = PACK.rule(rule_id)
    firm = firm_of()
    if rule.profile:
        firm = replace(firm, profile=replace(firm.profile, **{rule.profile: True}))  # type: ignore[arg-type]
    decision = decide(Facts(State.CLASSIFIED, rule.kinds[0], None, rule_id, None, personal=True), firm, date.max, PACK)
    if rule.trigger in (Trigger.YEAR_END, Trigger.EVENT) and rule.effect in (Effect.RETAIN, Effect.EVIDENCE):
        assert not decision.decided
        assert [reason.code for reason in decision.reasons] == ["no-trigger-date"]


def test_stored_last_day_is_the_longest_of_all_rules() -> None:
    assert retain_until("ACC-VOUCHER", date(2019, 5, 3), PACK) == date(2049, 12, 31)
    assert retain_until("ACC-REP-A", date(2019, 5, 3), PACK) is None
    assert retain_until("PI-MIN", date(2019, 5, 3), PACK) is None
    assert retain_until("NET-LOG", None, PACK) is None
    longer = replace(
        PACK, rules=(*PACK.rules, replace(PACK.rule("TAX-10Y"), id="X", years=40, covers=("ACC-VOUCHER",)))
    )
    assert retain_until("ACC-VOUCHER", date(2019, 5, 3), longer) == date(2059, 12, 31)
