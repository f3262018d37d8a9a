"""Slips: their text comes back as they were, misread it is refused, and only the right salt proves a record."""

from datetime import date

import pytest

from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts, commitment
from app.domain.slips import MOST, Slip, SlipRecord, inclusions, read_slip, slips_of
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged

VAULT = "00112233445566778899aabbccddeeff"
FACTS = RecordFacts(Kind.BASIC, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None)


def record(number: int) -> SlipRecord:
    return SlipRecord(bytes([number]) * 16, bytes([255 - number]) * 16)


def ledger(*records: SlipRecord) -> Ledger:
    entries = [Entry(one.uid, commitment(one.uid, one.salt, FACTS), FACTS) for one in records]
    return Ledger(VAULT, (OrderLedger.of("XH-2026-001", date(2026, 11, 21), entries),))


@pytest.mark.parametrize("count", [1, 2, MOST])
def test_a_slip_comes_back_from_its_text(count: int) -> None:
    slip = Slip(VAULT, tuple(record(number) for number in range(count)))
    assert read_slip(slip.text) == slip


def test_the_text_fits_a_qr_code_in_alphanumeric_mode() -> None:
    text = Slip(VAULT, tuple(record(number) for number in range(MOST))).text
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    assert len(text) < 1273  # version 24 with error correction L


def test_blanks_hyphens_and_small_letters_do_not_matter() -> None:
    slip = Slip(VAULT, (record(7),))
    spread = " - ".join(slip.text[at : at + 5].lower() for at in range(0, len(slip.text), 5))
    assert read_slip(f"  {spread}\n") == slip


def test_any_changed_character_is_noticed() -> None:
    text = Slip(VAULT, (record(7),)).text
    for at, letter in enumerate(text):
        with pytest.raises(Damaged, match="slip-unreadable"):
            read_slip(text[:at] + ("A" if letter != "A" else "C") + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "QDSLIP1", "QDSLIP1AAAA", "QINGDANG XHZ-2026-001 SHA256 00", "QDSLIP1é"])
def test_what_is_no_slip_is_refused(text: str) -> None:
    with pytest.raises(Damaged, match="slip-unreadable"):
        read_slip(text)


def test_many_records_take_several_slips() -> None:
    slips = slips_of(VAULT, (record(number) for number in range(MOST + 1)))
    assert [len(slip.records) for slip in slips] == [MOST, 1]


def test_a_destroyed_record_is_proved_by_its_salt_alone() -> None:
    slip = Slip(VAULT, (record(1), record(2)))
    (first, second) = inclusions(slip, ledger(record(1), record(3)))
    assert (first.listed, first.proved) == (True, True)
    assert (second.listed, second.proved) == (False, False)


def test_a_known_id_with_another_salt_proves_nothing() -> None:
    (found,) = inclusions(Slip(VAULT, (SlipRecord(record(1).uid, bytes(16)),)), ledger(record(1)))
    assert (found.listed, found.proved) == (True, False)


def test_another_vaults_slip_is_not_listed() -> None:
    (found,) = inclusions(Slip("ff" * 16, (record(1),)), ledger(record(1)))
    assert not found.listed
