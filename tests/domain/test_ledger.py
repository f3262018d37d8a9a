"""The ledger of destructions."""

import secrets
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts, commitment, decode, encode, merged
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged

FACTS = RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None)
DAY = date(2026, 11, 21)
days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
facts = st.builds(
    RecordFacts,
    st.sampled_from(Kind),
    st.sampled_from(Sensitivity),
    st.none() | st.sampled_from(["PI-MIN", "TAX-基本"]),
    days,
    st.none() | days,
    st.none() | days,
)
entries = st.builds(Entry, st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32), facts)
orders = st.builds(
    OrderLedger.of,
    st.from_regex(r"XH-20\d\d-\d{3}", fullmatch=True),
    days,
    st.lists(entries, unique_by=lambda entry: entry.uid, max_size=20),
)


def entry(facts: RecordFacts = FACTS) -> Entry:
    uid, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    return Entry(uid, commitment(uid, salt, facts), facts)


@given(st.lists(orders, max_size=4, unique_by=lambda order: (order.order, order.destroyed_on)))
def test_what_was_encoded_comes_back(given_orders: list[OrderLedger]) -> None:
    ledger = Ledger("abc", tuple(given_orders))
    assert decode(encode(ledger)) == ledger


@given(st.binary(max_size=300))
def test_bytes_that_are_no_ledger_are_refused(data: bytes) -> None:
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data)


@pytest.mark.parametrize("cut", [1, 51, 52, 53])
def test_a_cut_ledger_is_refused(cut: int) -> None:
    data = encode(Ledger("v", (OrderLedger.of("XH-2026-001", DAY, [entry(), entry()]),)))
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data[:-cut])


def test_a_twice_named_record_is_refused() -> None:
    one = entry()
    data = encode(Ledger("v", (OrderLedger("XH-2026-001", DAY, (one, one)),)))
    with pytest.raises(Damaged, match="ledger-malformed"):
        decode(data)


def test_the_commitment_binds_all_that_was_decided() -> None:
    uid, salt = bytes(16), bytes(16)
    others = [
        RecordFacts(Kind.CONTRACT, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None),
        RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, None, date(2026, 1, 2), None, None),
        RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 3), None, None),
        RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), DAY, None),
        RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, DAY),
    ]
    made = [commitment(uid, salt, one) for one in [FACTS, *others]]
    made += [commitment(b"\x01" * 16, salt, FACTS), commitment(uid, b"\x01" * 16, FACTS)]
    assert len(set(made)) == len(made)


def test_the_commitment_is_the_one_that_slips_are_checked_with() -> None:
    """Fixed for good: certificates of years ago are checked with it."""
    made = commitment(bytes(range(16)), bytes(range(16, 32)), FACTS)
    assert made.hex() == "931419f015c1e28f8b3f1eb814bc31c668680f172bc1642a5a41ad6a67ece5a3"


def test_ledgers_of_several_files_are_joined_without_doubles() -> None:
    one, two, three = entry(), entry(), entry()
    first = Ledger("v", (OrderLedger.of("XH-2026-001", DAY, [one, two]),))
    second = Ledger("v", (OrderLedger.of("XH-2026-002", DAY, [three]), OrderLedger.of("XH-2026-001", DAY, [two, one])))
    joined = merged("v", [first, second, first])
    named = [listed.uid for order in joined.orders for listed in order.entries]
    assert sorted(named) == sorted(listed.uid for listed in (one, two, three))
    assert joined.records == 3
    assert [order.order for order in joined.orders] == ["XH-2026-001", "XH-2026-002"]


def test_a_ledger_of_another_vault_is_refused() -> None:
    with pytest.raises(Damaged, match="ledger-of-another-vault"):
        merged("v", [Ledger("w")])
