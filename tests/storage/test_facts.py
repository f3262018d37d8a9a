"""Counting facts in the database: what an index counts is what records are."""

from collections import Counter

from app.bootstrap import Services
from app.domain.records import RecordQuery
from tests.helpers.planted import planted


def test_counts_are_those_of_the_records(services: Services) -> None:
    planted(services.session, 7, rule="PI-MIN", trigger_date=None)
    planted(services.session, 5, kind="accounting", rule="ACC-VOUCHER", trigger_date="2019-05-03")
    planted(services.session, 2, kind="other", rule=None, trigger_date=None, state="imported")
    with services.session.read() as uow:
        numbers = list(uow.records.ids(RecordQuery()))
    services.holds.add("一", numbers[:6])
    services.holds.add("二", numbers[2:4])
    lifted = services.holds.add("三", numbers)
    services.holds.release(lifted.id)
    with services.session.read() as uow:
        counted = uow.facts.counted()
        each = uow.facts.of(numbers)
        assert counted == Counter(each.values())
        assert sorted(facts.holds for facts in each.values()) == [0] * 8 + [1] * 4 + [2] * 2
        found = {facts: list(uow.facts.ids([facts])) for facts in counted}
        assert list(uow.facts.ids(counted)) == sorted(numbers)
        assert list(uow.facts.ids([])) == []
    assert sorted(number for members in found.values() for number in members) == sorted(numbers)
    assert all(each[number] == facts for facts, members in found.items() for number in members)


def test_plan_reads_the_index_and_no_record(services: Services) -> None:
    """A million records are counted without reading one: the query runs on the covering index alone."""
    planted(services.session, 3)
    with services.session.read() as uow:
        plan = uow.connection.rows(
            "EXPLAIN QUERY PLAN SELECT state, kind, sensitivity, rule, trigger_date, personal, open_debt, 0, count(*)"
            " FROM record GROUP BY state, kind, sensitivity, rule, trigger_date, personal, open_debt"
        )
    assert "COVERING INDEX record_decides" in plan[0][3]
    assert len(plan) == 1


def test_many_facts_are_found_by_one_reading(services: Services) -> None:
    """More than a few are looked up in one pass, and the answer is the same."""
    for month in range(1, 13):
        for day in (1, 2):
            planted(services.session, 2, rule="NET-LOG", trigger_date=f"2024-{month:02}-{day:02}")
    services.holds.add("诉讼", [1, 2, 3])
    with services.session.read() as uow:
        counted = list(uow.facts.counted())
        assert len(counted) > 20
        one_by_one = sorted(number for facts in counted[1:] for number in uow.facts.ids([facts]))
        assert list(uow.facts.ids(counted[1:])) == one_by_one
