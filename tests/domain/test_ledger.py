"""The ledger of destructions: what a commitment binds, and ledgers joined."""

import secrets
from dataclasses import replace
from datetime import date

import pytest

from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts, commitment, merged
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged
from tests.helpers.older_evidence import long_entry

FACTS = RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None)
DAY = date(2026, 11, 21)


def entry(facts: RecordFacts = FACTS) -> Entry:
    uid, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    return Entry(uid, commitment(uid, salt, facts), facts)


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
    assert made.hex() == "000102030405060708090a0b0c0d0e0f" + "931419f015c1e28f8b3f1eb814bc31c6"


def test_only_its_own_salt_opens_a_commitment() -> None:
    uid, salt = bytes(range(16)), bytes(range(16, 32))
    made = Entry(uid, commitment(uid, salt, FACTS), FACTS)
    assert made.is_of(salt)
    assert not made.is_of(bytes(16))
    assert not replace(made, facts=replace(FACTS, rule=None)).is_of(salt)
    assert not replace(made, commitment=made.commitment[:-1] + b"?").is_of(salt)


def test_the_commitment_of_an_older_program_is_opened_by_its_own_rule() -> None:
    uid, salt = bytes(range(16)), bytes(range(16, 32))
    older = long_entry(uid, salt, FACTS)
    assert older.commitment.hex() == "931419f015c1e28f8b3f1eb814bc31c668680f172bc1642a5a41ad6a67ece5a3"
    assert (older.is_short, older.is_of(salt), older.is_of(bytes(16))) == (False, True, False)


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
