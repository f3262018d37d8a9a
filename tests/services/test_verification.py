"""What `verify` says of whole, changed, cut and foreign files."""

import secrets
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.reasons import sentence
from app.errors import UserError
from app.services.verification import verify
from app.vault.signing import fingerprint
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import planted
from tests.helpers.sweeps import sweep_size
from tests.services.test_restored_destructions import certificate, ledger_of

RENDERER = PaperRenderer()


@pytest.fixture
def backup(services: Services, tmp_path: Path) -> Path:
    """A backup with a ledger in it."""
    found = planted(services.session, 4)
    with services.session.write() as uow:
        uow.ledger.add(ledger_of(services, found.records[:2]))
        uow.commit()
    return Path(services.backups.write(tmp_path / "a.qdbak").file)


def failed(path: Path) -> set[str]:
    return {check.name for check in verify(path, RENDERER).checks if not check.ok}


def test_a_whole_backup_is_valid_and_says_whose_key_signed(services: Services, backup: Path) -> None:
    found = verify(backup, RENDERER)
    assert found.valid
    assert (found.kind, found.number) == ("backup", "")
    assert found.key == fingerprint(services.session.firm_key().public_der)
    assert [check.name for check in found.checks] == ["form", "signature", "signer", "header", "ledger", "payload"]


def test_a_whole_certificate_is_valid(services: Services, tmp_path: Path) -> None:
    found = verify(certificate(services, tmp_path, planted(services.session, 3).records), RENDERER)
    assert found.valid
    assert (found.kind, found.number) == ("destruction-certificate", "XHZ-2026-001")
    assert {check.name for check in found.checks} == {
        "document", "evidence", "signature", "signer", "commitments", "merkle-root", "order", "order-signatures",
        "ledger",
    }  # fmt: skip


def test_every_finding_is_a_sentence(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "foreign").write_bytes(b"nothing")
    for path in (backup, tmp_path / "foreign"):
        for check in verify(path, RENDERER).checks:
            assert sentence(check.detail, str)


def parts(path: Path) -> list[tuple[int, str]]:
    """Where each part of a sealed file begins, and the check that must notice a change there."""
    data = path.read_bytes()
    header = 12 + int.from_bytes(data[8:12], "big")
    ledger = header + 8 + int.from_bytes(data[header : header + 8], "big")
    statement = len(data) - 12 - int.from_bytes(data[-12:-8], "big")
    return [(0, "form"), (8, "header"), (header, "ledger"), (ledger, "payload"), (statement, "signature")]


@pytest.mark.slow
def test_any_flipped_byte_of_a_backup_is_noticed_and_placed(backup: Path, tmp_path: Path) -> None:
    """All positions of the parts in the clear at full size; some 1,000 over the whole file in every run."""
    whole = backup.read_bytes()
    borders = parts(backup)
    changed = tmp_path / "changed"
    for position in range(0, len(whole), max(1, len(whole) // sweep_size(1000, len(whole)))):
        data = bytearray(whole)
        data[position] ^= 1 << position % 8
        changed.write_bytes(data)
        start, expected = next(border for border in reversed(borders) if border[0] <= position)
        found = failed(changed)
        assert found, position
        # A changed length moves what follows or comes before it, so a neighbour may be the one that notices.
        is_length = position < start + 8 or position >= len(whole) - 12
        assert expected in found or is_length, position


def test_every_byte_before_the_payload_and_after_it_is_covered(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    (_, _, _, (payload, _), (statement, _)) = parts(backup)
    changed = tmp_path / "changed"
    for position in [*range(payload + 40), *range(statement - 40, len(whole))]:
        changed.write_bytes(whole[:position] + bytes([whole[position] ^ 0x08]) + whole[position + 1 :])
        assert failed(changed), position


@pytest.mark.slow
def test_any_flipped_byte_of_a_certificate_is_noticed(services: Services, tmp_path: Path) -> None:
    path = certificate(services, tmp_path, planted(services.session, 3).records)
    whole = path.read_bytes()
    changed = tmp_path / "changed"
    for position in range(0, len(whole), max(1, len(whole) // sweep_size(1000, len(whole)))):
        changed.write_bytes(whole[:position] + bytes([whole[position] ^ 0x01]) + whole[position + 1 :])
        assert failed(changed), position


def test_cuts_and_additions_are_noticed(backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    changed = tmp_path / "changed"
    for cut in [*range(1, 64), 1000, len(whole) // 2, len(whole) - 8, len(whole) - 1]:
        changed.write_bytes(whole[:-cut])
        assert failed(changed), cut
    for more in (b"\x00", b"\n", whole[-12:], secrets.token_bytes(5000), whole):
        changed.write_bytes(whole + more)
        assert failed(changed)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 of somebody else", b"PK\x03\x04", b"QDSEAL1\n", b"\x00" * 5000])
def test_foreign_files_are_not_valid(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "foreign").write_bytes(content)
    found = verify(tmp_path / "foreign", RENDERER)
    assert not found.valid
    assert found.checks


def test_a_missing_file_is_an_error_not_a_verdict(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file-not-found"):
        verify(tmp_path / "no", RENDERER)
