"""Certificates as they are really drawn and signed: whole they verify, changed in any byte they do not."""

import re
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.documents import DocumentKey
from app.services.certification import destruction_attachments
from app.services.verification import verify
from reports.renderer import PdfRenderer
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.services.test_restored_destructions import evidence_of, ledger_of

RENDERER = PdfRenderer()


@pytest.fixture
def certificate(services: Services, tmp_path: Path) -> Path:
    ledger = ledger_of(services, planted(services.session, 5).records)
    evidence = evidence_of(services, ledger)
    key = services.session.firm_key()
    attachments = destruction_attachments(evidence, ledger, key.private_der)
    path = tmp_path / "XHZ-2026-001.pdf"
    path.write_bytes(
        RENDERER.destruction_certificate(evidence, attachments, "zh", DocumentKey(key.private_der, key.certificate_der))
    )
    return path


def test_a_drawn_certificate_is_valid(certificate: Path) -> None:
    found = verify(certificate, RENDERER)
    assert (found.valid, found.kind, found.number) == (True, "destruction-certificate", "XHZ-2026-001")


@pytest.mark.slow
def test_a_flipped_byte_anywhere_is_noticed(certificate: Path, tmp_path: Path) -> None:
    whole = certificate.read_bytes()
    changed = tmp_path / "changed.pdf"
    for position in range(0, len(whole), len(whole) // sweep_size(250, 5000)):
        changed.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << position % 8]) + whole[position + 1 :])
        found = verify(changed, RENDERER)
        assert not found.valid, position
        assert [check for check in found.checks if not check.ok], position


@pytest.mark.slow
def test_the_room_of_the_signature_hides_nothing(certificate: Path, tmp_path: Path) -> None:
    """The one part of a PDF that its signature does not cover."""
    whole = certificate.read_bytes()
    room = re.search(rb"/Contents\s*<([0-9a-fA-F]+)>", whole)
    assert room is not None
    start, end = room.span(1)
    changed = tmp_path / "changed.pdf"
    for position in [*range(start - 20, start + 20), *range(start, end + 20, (end - start) // sweep_size(60, 2000))]:
        changed.write_bytes(whole[:position] + bytes([whole[position] ^ 0x01]) + whole[position + 1 :])
        assert not verify(changed, RENDERER).valid, position


def test_added_bytes_are_noticed(certificate: Path) -> None:
    whole = certificate.read_bytes()
    for more in (b" ", b"\n%%EOF\n", whole):
        certificate.write_bytes(whole + more)
        assert not verify(certificate, RENDERER).valid
