"""How large a certificate is: under 400 KB, and 32 bytes a destroyed record beside that."""

import random
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from app.domain.documents import DocumentKey
from app.domain.ledger import Entry, OrderLedger, RecordFacts, commitment
from app.domain.words import Kind, Sensitivity
from app.services.certification import destruction_attachments
from app.vault.signing import fingerprint, public_of
from reports.renderer import PdfRenderer
from tests.helpers.evidence import destruction
from tests.helpers.signing_keys import document_key
from tests.services.test_certification import destruction as evidence_of

BASE = 400_000
BYTES_A_RECORD = 32
FEW, MANY = 100, 3_100
_DICE = random.Random(2026)


@cache
def key() -> DocumentKey:
    return document_key()


def ledger(records: int, *, days: int) -> OrderLedger:
    """Records whose dates are spread over so many days, as a list of transactions has them."""
    made = []
    for number in range(records):
        day = date(2018, 1, 1) + timedelta(days=number * 997 % days)
        facts = RecordFacts(Kind.TRANSACTION, Sensitivity.SENSITIVE, "TAX-10Y", date(2026, 1, 2), day, day)
        uid, salt = _DICE.randbytes(16), _DICE.randbytes(16)
        made.append(Entry(uid, commitment(uid, salt, facts), facts))
    return OrderLedger.of("XH-2026-001", date(2026, 11, 21), made)


def size(records: int, *, days: int) -> int:
    """Of the signed certificate of so many records, as it is drawn and attached to."""
    order = ledger(records, days=days)
    stated = evidence_of(order)
    one = key()
    evidence = replace(
        destruction(), vault_id=stated.vault_id, order=order.order, order_hash=stated.order_hash,
        merkle_root=stated.merkle_root, records=records, firm_key=fingerprint(public_of(one.private_der)),
    )  # fmt: skip
    attachments = destruction_attachments(evidence, order, one.private_der)
    return len(PdfRenderer().destruction_certificate(evidence, attachments, "zh", one))


@pytest.mark.parametrize("days", [1, 30])
def test_a_record_more_costs_32_bytes(days: int) -> None:
    few = size(FEW, days=days)
    grown = size(MANY, days=days) - few
    assert few < BASE
    assert grown <= BYTES_A_RECORD * (MANY - FEW) + 1_000


def test_dates_that_all_differ_stay_in_the_room_beside_the_commitments() -> None:
    """Ten years of transactions, one for each day: what tells the dates is packed, and bounded by the calendar."""
    assert size(3_650, days=3_650) < BASE + BYTES_A_RECORD * 3_650
