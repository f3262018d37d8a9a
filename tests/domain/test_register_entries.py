"""The register's entries: in the order given, equal facts kept once, orders told apart."""

from datetime import date

import pytest

from app.domain.register_entries import RegisterEntries, RegisterFacts
from app.domain.words import Kind, Sensitivity


def facts(order: str, rule: str | None) -> RegisterFacts:
    day = date(2026, 11, 21)
    return RegisterFacts(order, Kind.BASIC, Sensitivity.GENERAL, rule, (), day, None, None, day)


ROWS = [(bytes([i]) * 16, facts("XH-1" if i < 3 else "XH-2", "PI-MIN" if i % 2 else None)) for i in range(5)]


def test_entries_come_back_as_they_were_given() -> None:
    entries = RegisterEntries(ROWS)
    assert [(entry.uid, entry.facts) for entry in entries] == [(uid.hex(), one) for uid, one in ROWS]
    assert len(entries) == 5
    with pytest.raises(IndexError):
        entries[5]


def test_spans_tell_orders_apart_and_count_their_facts() -> None:
    first, second = RegisterEntries(ROWS).spans()
    assert (first.order, first.first, first.count) == ("XH-1", 0, 3)
    assert (second.order, second.first, second.count) == ("XH-2", 3, 2)
    assert dict(first.facts) == {facts("XH-1", None): 2, facts("XH-1", "PI-MIN"): 1}
    assert RegisterEntries([]).spans() == ()
