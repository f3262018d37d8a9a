"""From a backup over a real destruction and its drawn certificate to a restored vault that forgot."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import Role
from app.services.backups import restore
from app.services.verification import verify
from app.vault.secret import Secret
from reports.renderer import PdfRenderer
from tests.helpers.cipher_pages import plain_pages
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened

RENDERER = PdfRenderer()


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    found = opened(make_vault(tmp_path), renderer=RENDERER, clock=FixedClock())
    yield found
    found.close()


@pytest.fixture
def records(services: Services) -> Planted:
    """Records that are due, beside vouchers that are not."""
    due = planted(services.session, 4)
    planted(services.session, 3, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    return due


def destroyed(services: Services, out: Path) -> Path:
    """Destroy everything that is due; the certificate's file."""
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    certificate = services.destruction.execute(order, out).certificate
    assert certificate is not None
    return Path(certificate.file)


def restored(backup: Path, certificate: Path) -> Services:
    target = backup.with_name("new.qingdang")
    restore(backup, target, Secret(PASSPHRASE), certificates=[certificate], renderer=RENDERER, clock=FixedClock())
    return opened(target, renderer=RENDERER)


def test_the_certificate_of_a_destruction_verifies(services: Services, records: Planted, tmp_path: Path) -> None:
    found = verify(destroyed(services, tmp_path / "out"), RENDERER)
    assert [check.name for check in found.checks if not check.ok] == []
    assert (found.valid, found.kind, found.number) == (True, "destruction-certificate", "XHZ-2026-001")


def test_a_restored_backup_forgets_and_knows_why(services: Services, records: Planted, tmp_path: Path) -> None:
    services.backups.write(tmp_path / "old.qdbak")
    certificate = destroyed(services, tmp_path / "out")
    again = restored(tmp_path / "old.qdbak", certificate)
    status = again.destruction.status("XH-2026-001")
    assert (status.state, status.records, status.certificate) == ("certified", 4, "XHZ-2026-001")
    assert {one.role for one in status.signatures} == {Role.HANDLER, Role.APPROVER}
    assert again.checkup.check().ok
    assert again.destruction.execute("XH-2026-001", tmp_path / "again").destroyed == 4
    for name in ("register.pdf", "register.xlsx"):
        again.reports.write("destruction-register", tmp_path / name, language="zh")
    again.reports.write("closure", tmp_path / "closure.pdf", language="zh")
    with again.session.read() as uow:
        assert {row[0].hex() for row in uow.connection.rows("SELECT uid FROM stub")} == set(records.records)
        assert uow.tables.count("record") == 3
    again.close()


def test_the_restored_vault_goes_on_with_its_numbers(services: Services, records: Planted, tmp_path: Path) -> None:
    services.backups.write(tmp_path / "old.qdbak")
    again = restored(tmp_path / "old.qdbak", destroyed(services, tmp_path / "out"))
    planted(again.session, 2)
    certificate = destroyed(again, tmp_path / "more")
    found = verify(certificate, RENDERER)
    assert (found.valid, found.number) == (True, "XHZ-2026-002")
    with again.session.read() as uow:
        assert [order.order for order in uow.ledger.all(again.session.vault_id).orders] == [
            "XH-2026-001",
            "XH-2026-002",
        ]
    again.close()


def test_no_page_of_the_restored_vault_holds_what_was_destroyed(
    services: Services, records: Planted, tmp_path: Path
) -> None:
    services.backups.write(tmp_path / "old.qdbak")
    again = restored(tmp_path / "old.qdbak", destroyed(services, tmp_path / "out"))
    key, folder, generation = again.session._key.reveal(), again.session.folder, again.session.generation
    again.close()
    pages = plain_pages(folder.database(generation), key)
    assert "标记00200001".encode() in pages
    assert [row for row in range(4) if f"001{row:05}".encode() in pages] == []
