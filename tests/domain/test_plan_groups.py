"""The plan's groups: equal fates together, the days of one year as a span, undecided first."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from app.domain.decisions import decide
from app.domain.plan import PlanGroup
from app.domain.plan_groups import grouped
from app.domain.reasons import sentence
from app.domain.retention import Facts
from app.domain.words import Disposition, Kind, Sensitivity, State
from app.i18n import catalogue
from tests.helpers.rules import TODAY, firm_of, shipped_pack

PACK = shipped_pack()
FIRM = firm_of()


def facts(rule: str | None, trigger: str | None, kind: Kind = Kind.ACCOUNTING, holds: int = 0) -> Facts:
    day = date.fromisoformat(trigger) if trigger else None
    return Facts(State.CLASSIFIED, kind, Sensitivity.GENERAL, rule, day, personal=True, holds=holds)


def groups(*counted: tuple[Facts, int]) -> tuple[PlanGroup, ...]:
    return grouped((one, decide(one, FIRM, TODAY, PACK), count) for one, count in counted)


def test_vouchers_of_one_year_are_one_group_and_two_years_are_two() -> None:
    found = groups(
        (facts("ACC-VOUCHER", "2019-01-05"), 3),
        (facts("ACC-VOUCHER", "2019-11-05"), 4),
        (facts("ACC-VOUCHER", "2020-01-05"), 5),
    )
    assert [(group.records, group.decision.retain_until) for group in found] == [
        (7, date(2049, 12, 31)),
        (5, date(2050, 12, 31)),
    ]
    assert all(group.due_last == group.decision.due for group in found)


def test_days_within_a_year_are_shown_as_a_span() -> None:
    (group,) = groups((facts("INV-STUB", "2023-03-05"), 1), (facts("INV-STUB", "2023-09-30"), 2))
    assert (group.records, group.decision.due, group.due_last) == (3, date(2028, 3, 6), date(2028, 10, 1))
    assert "2028-03-05 (earliest) to 2028-09-30 (latest)" in sentence(group.decision.reasons[0], str)


def test_a_span_of_days_is_no_gap_in_a_chinese_sentence() -> None:
    (group,) = groups((facts("LAB-CONTRACT", "2016-03-05"), 1), (facts("LAB-CONTRACT", "2016-09-30"), 1))
    chinese = sentence(group.decision.reasons[0], catalogue("zh").gettext)
    assert "（最晚）届满（" in chinese


def test_all_that_is_due_is_one_group_whenever_it_fell_due() -> None:
    (group,) = groups((facts("INV-STUB", "2010-03-05"), 1), (facts("INV-STUB", "2018-09-30"), 2))
    assert group.decision.disposition is Disposition.DESTROY
    assert (group.decision.due, group.due_last) == (date(2015, 3, 6), date(2023, 10, 1))


def test_held_records_are_a_group_of_their_own() -> None:
    found = groups((facts("PI-MIN", None, Kind.BASIC), 8), (facts("PI-MIN", None, Kind.BASIC, holds=1), 2))
    assert [(group.records, group.held, group.decision.disposition) for group in found] == [
        (8, 0, Disposition.DESTROY),
        (2, 2, Disposition.KEEP),
    ]


def test_undecided_groups_come_first() -> None:
    found = groups(
        (facts("PI-MIN", None, Kind.BASIC), 100),
        (facts(None, None, Kind.OTHER), 1),
        (facts("ACC-VOUCHER", "2019-01-05"), 50),
    )
    assert [group.decision.decided for group in found] == [False, True, True]
    assert [group.records for group in found] == [1, 100, 50]


@given(
    st.dictionaries(
        st.builds(
            Facts,
            state=st.just(State.CLASSIFIED),
            kind=st.sampled_from([None, *Kind]),
            sensitivity=st.just(Sensitivity.GENERAL),
            rule=st.sampled_from([None, "PI-MIN", "ACC-VOUCHER", "INV-STUB", "NET-LOG", "LAB-CONTRACT", "ACC-REP-A"]),
            trigger_date=st.none() | st.dates(date(2010, 1, 1), date(2027, 1, 1)),
            personal=st.booleans(),
            holds=st.integers(0, 2),
            open_debt=st.booleans(),
        ),
        st.integers(1, 9),
        max_size=30,
    )
)
def test_groups_lose_no_record_and_mix_no_fates(counted: dict[Facts, int]) -> None:
    found = groups(*counted.items())
    assert sum(group.records for group in found) == sum(counted.values())
    assert sorted(map(repr, counted)) == sorted(repr(one) for group in found for one in group.members)
    for group in found:
        assert sum(counted[one] for one in group.members) == group.records
        decisions = [decide(one, FIRM, TODAY, PACK) for one in group.members]
        for decision in decisions:
            mine = group.decision
            assert (decision.disposition, decision.rule, decision.basis) == (mine.disposition, mine.rule, mine.basis)
            assert (decision.decided, decision.destroyable) == (mine.decided, mine.destroyable)
        assert all(sentence(reason, str) for reason in group.decision.reasons)
