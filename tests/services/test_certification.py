"""The evidence attached to certificates."""

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.domain.evidence import ArchiveEvidence, Checkpoint, DestructionEvidence, Residue
from app.domain.findings import TEMPLATES
from app.domain.firm import Firm
from app.domain.ledger import Entry, Ledger, OrderLedger, RecordFacts, commitment
from app.domain.orders import commitment_root, order_hash
from app.domain.words import Closure, Kind, Sensitivity
from app.errors import Damaged
from app.services.certification import (
    COMMITMENTS,
    EVIDENCE,
    FIRST_LEDGER,
    LEDGER,
    VERSION,
    archive_attachments,
    destruction_attachments,
    open_certificate,
)
from app.vault.signing import fingerprint, new_signing_key, public_of
from tests.helpers.older_evidence import first_attachments, long_entry, signed
from tests.helpers.signing_keys import signed_by_two

FIRM_KEY = new_signing_key()
KEY = fingerprint(public_of(FIRM_KEY))
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
FIRM = Firm("上海测试商贸有限公司", "91310000MA1K35XU4B", Closure.DEREGISTRATION)
FACTS = RecordFacts(Kind.SERVICE, Sensitivity.SENSITIVE, "PI-MIN", date(2026, 1, 2), None, None)
CHECKPOINT = Checkpoint(12, "ab" * 32, NOW)


def order_ledger(records: int = 5) -> OrderLedger:
    made = []
    for _ in range(records):
        uid, salt = secrets.token_bytes(16), secrets.token_bytes(16)
        made.append(Entry(uid, commitment(uid, salt, FACTS), FACTS))
    return OrderLedger.of("XH-2026-001", date(2026, 11, 21), made)


def destruction(ledger: OrderLedger, vault_id: str = "v") -> DestructionEvidence:
    digest = order_hash(vault_id, ledger.order, "cn-2026.11", NOW, "王经办", ledger.commitments)
    return DestructionEvidence(
        id="0" * 32, number="XHZ-2026-001", issued_at=NOW, vault_id=vault_id, firm=FIRM, order=ledger.order,
        order_hash=digest.hex(), prepared_by="王经办", prepared_at=NOW, executed_at=NOW, pack_version="cn-2026.11",
        program_version="0.1.0", records=len(ledger.entries), customers=3, attachments=0, groups=(), held_back=(),
        method="new-generation", result="complete", residue=Residue(1, 2, 3, 4, 5, 6, 7, 0, 8, 0, 0.5),
        old_key_refused=True, surviving_copies=(), signatures=signed_by_two(digest, NOW), one_person=False,
        checkpoint=CHECKPOINT, merkle_root=commitment_root(ledger.commitments).hex(), firm_key=KEY,
    )  # fmt: skip


def archive() -> ArchiveEvidence:
    return ArchiveEvidence(
        id="0" * 32, number="GDZ-2026-001", issued_at=NOW, vault_id="v", firm=FIRM, package="a.qdpkg",
        package_sha256="11" * 32, package_bytes=100, records=3, customers=2, attachments=0, groups=(),
        made_by="王经办", pack_version="cn-2026.11", program_version="0.1.0", checkpoint=CHECKPOINT, firm_key=KEY,
    )  # fmt: skip


@pytest.fixture
def issued() -> dict[str, bytes]:
    ledger = order_ledger()
    return destruction_attachments(destruction(ledger), ledger, FIRM_KEY)


def failed(attachments: dict[str, bytes]) -> set[str]:
    return {check.name for check in open_certificate(attachments).checks if not check.ok}


def test_what_was_issued_is_valid_and_names_its_key(issued: dict[str, bytes]) -> None:
    found = open_certificate(issued)
    assert found.valid
    assert (found.kind, found.number, found.vault_id) == ("destruction-certificate", "XHZ-2026-001", "v")
    assert found.key == KEY
    assert found.ledger is not None
    assert found.ledger.records == 5


def test_an_archive_certificate_is_valid() -> None:
    found = open_certificate(archive_attachments(archive(), FIRM_KEY))
    assert found.valid
    assert (found.kind, found.number, found.ledger) == ("archive-certificate", "GDZ-2026-001", None)


def test_every_line_of_a_check_has_its_sentence(issued: dict[str, bytes]) -> None:
    for attachments in (issued, {**issued, COMMITMENTS: b"", LEDGER: b""}, archive_attachments(archive(), FIRM_KEY)):
        for check in open_certificate(attachments).checks:
            assert TEMPLATES[check.detail.code].format(**dict(check.detail.params))


@pytest.mark.parametrize(
    ("name", "expected"), [(COMMITMENTS, {"commitments", "merkle-root", "order", "ledger"}), (LEDGER, {"ledger"})]
)
def test_every_flipped_byte_of_an_attachment_is_noticed_and_named(
    issued: dict[str, bytes], name: str, expected: set[str]
) -> None:
    for position in range(len(issued[name])):
        assert failed({**issued, name: flipped(issued[name], position)}) == expected, position


def test_every_flipped_byte_of_the_evidence_is_noticed(issued: dict[str, bytes]) -> None:
    """Either its form breaks, or its signature."""
    for position in range(len(issued[EVIDENCE])):
        changed = {**issued, EVIDENCE: flipped(issued[EVIDENCE], position)}
        try:
            found = open_certificate(changed)
        except Damaged:
            continue
        assert "signature" in {check.name for check in found.checks if not check.ok}, position


def flipped(data: bytes, position: int) -> bytes:
    return data[:position] + bytes([data[position] ^ 1 << position % 8]) + data[position + 1 :]


@pytest.mark.parametrize("name", [COMMITMENTS, LEDGER])
def test_a_missing_attachment_is_noticed(issued: dict[str, bytes], name: str) -> None:
    del issued[name]
    assert failed(issued)


def test_attachments_of_another_certificate_are_noticed(issued: dict[str, bytes]) -> None:
    ledger = order_ledger(6)
    other = destruction_attachments(destruction(ledger), ledger, FIRM_KEY)
    assert failed({**issued, LEDGER: other[LEDGER]}) == {"ledger"}
    assert "commitments" in failed({**issued, COMMITMENTS: other[COMMITMENTS]})


def test_a_certificate_signed_by_another_key_says_whose(issued: dict[str, bytes]) -> None:
    """Anybody can sign with a key of his own: the check is honest about the key, it cannot know the person."""
    other = new_signing_key()
    ledger = order_ledger()
    evidence = replace(destruction(ledger), firm_key=fingerprint(public_of(other)))
    found = open_certificate(destruction_attachments(evidence, ledger, other))
    assert found.valid
    assert found.key != KEY
    assert ("key", found.key) in next(check for check in found.checks if check.name == "signer").detail.params


def test_evidence_that_names_another_key_than_it_is_signed_with_is_not_valid() -> None:
    ledger = order_ledger()
    assert "signature" in failed(destruction_attachments(destruction(ledger), ledger, new_signing_key()))


def test_an_order_that_was_signed_over_other_records_is_noticed() -> None:
    ledger = order_ledger()
    other = destruction(order_ledger())
    evidence = replace(destruction(ledger), order_hash=other.order_hash, signatures=other.signatures)
    assert failed(destruction_attachments(evidence, ledger, FIRM_KEY)) == {"order"}


def test_evidence_about_other_records_is_never_signed() -> None:
    ledger = order_ledger()
    with pytest.raises(ValueError, match="different records"):
        destruction_attachments(replace(destruction(ledger), records=4), ledger, FIRM_KEY)


def test_the_commitments_take_32_bytes_a_record_and_tell_its_id(issued: dict[str, bytes]) -> None:
    found = open_certificate(issued).ledger
    assert found is not None
    (order,) = found.orders
    assert len(issued[COMMITMENTS]) == 32 * len(order.entries)
    assert b"".join(entry.commitment for entry in order.entries) == issued[COMMITMENTS]
    assert all(entry.commitment[:16] == entry.uid for entry in order.entries)


def older() -> OrderLedger:
    entries = [long_entry(secrets.token_bytes(16), secrets.token_bytes(16), FACTS) for _ in range(5)]
    return OrderLedger.of("XH-2025-001", date(2025, 11, 21), entries)


def test_a_certificate_of_the_first_form_is_valid_and_said_to_be_one() -> None:
    ledger = older()
    found = open_certificate(first_attachments(destruction(ledger), ledger, FIRM_KEY))
    assert found.valid
    assert found.ledger == Ledger("v", (ledger,))
    assert found.checks[0].detail.code == "evidence-older"
    assert "1" in TEMPLATES["evidence-older"].format(**dict(found.checks[0].detail.params))


@pytest.mark.parametrize(("name", "expected"), [(COMMITMENTS, "commitments"), (FIRST_LEDGER, "ledger")])
def test_a_changed_certificate_of_the_first_form_is_not_valid(name: str, expected: str) -> None:
    ledger = older()
    whole = first_attachments(destruction(ledger), ledger, FIRM_KEY)
    for position in range(0, len(whole[name]), 7):
        assert expected in failed({**whole, name: flipped(whole[name], position)}), position


def test_what_an_older_program_destroyed_is_certified_by_this_one() -> None:
    """The list was signed, and the records went, before the update: the certificate is of today's form."""
    ledger = older()
    issued = destruction_attachments(destruction(ledger), ledger, FIRM_KEY)
    found = open_certificate(issued)
    assert (found.valid, found.ledger) == (True, Ledger("v", (ledger,)))
    assert len(issued[COMMITMENTS]) == 48 * 5


def test_a_certificate_of_a_newer_form_is_not_judged() -> None:
    ledger = order_ledger()
    newer = {EVIDENCE: signed(destruction(ledger), {}, FIRM_KEY, version=VERSION + 1)}
    with pytest.raises(Damaged, match="evidence-newer"):
        open_certificate(newer)


def test_a_pdf_without_evidence_is_foreign() -> None:
    with pytest.raises(Damaged, match="certificate-foreign"):
        open_certificate({"photo.jpg": b""})
