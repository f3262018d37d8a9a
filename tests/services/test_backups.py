"""Backups, and vaults made from them."""

import io
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services, create_vault, peek
from app.domain.words import Role
from app.errors import Cancelled, Damaged, NotUnlocked, UserError
from app.jobs import CancelToken, Progress
from app.services.backups import restore
from app.services.sealing import opened_key
from app.services.session import Session
from app.vault.container import Label, write_sealed
from app.vault.jws import sign_jws
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret
from app.vault.signing import fingerprint, new_signing_key, public_of
from tests.helpers.planted import planted
from tests.helpers.vaults import LIGHT, OPERATOR, PASSPHRASE, FixedClock, opened, sample_firm

SECRET = Secret(PASSPHRASE)
# What restoring itself adds, and what belongs to the machine it was made on.
ADDED = {"audit", "outside_copy", "delivery"}


def rows_of(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, read without the product's own backup code."""
    with session.read() as uow:
        names = uow.connection.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
            " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'search!_%' ESCAPE '!'"
        )
        # The names come from the schema itself.
        return {name: sorted(uow.connection.rows(f"SELECT * FROM {name}"), key=repr) for (name,) in names}  # noqa: S608


@pytest.fixture
def full(services: Services, tmp_path: Path) -> Services:
    """A vault with records, attachments, a second operator, a stub and a setting."""
    found = planted(services.session, 20)
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + secrets.token_bytes(300_000))
    services.attachments.add([scan], record=found.records[3])
    services.operators.add("李审批", Role.APPROVER, Secret("approver's passphrase"))
    services.settings.set("cooling-off-days", "7")
    return services


@pytest.fixture
def restored(full: Services, tmp_path: Path) -> Iterator[Services]:
    full.backups.write(tmp_path / "a.qdbak")
    restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", SECRET, clock=FixedClock())
    again = opened(tmp_path / "new.qingdang")
    yield again
    again.close()


def test_the_backup_says_what_it_is(full: Services, tmp_path: Path) -> None:
    done = full.backups.write(tmp_path / "a.qdbak")
    assert (done.file, done.records) == (str(tmp_path / "a.qdbak"), 20)
    with SealedFile(tmp_path / "a.qdbak") as sealed:
        assert sealed.sha256() == done.sha256
        assert sealed.header.counts == {"records": 20, "attachments": 1}
        assert (sealed.header.kind, sealed.header.vault_id) == ("backup", full.session.vault_id)


def test_nothing_of_a_customer_is_readable_in_it(full: Services, tmp_path: Path) -> None:
    full.backups.write(tmp_path / "a.qdbak")
    data = (tmp_path / "a.qdbak").read_bytes()
    assert "顾客".encode() not in data
    assert "晨光".encode() not in data


def test_the_vault_knows_its_backup(full: Services, tmp_path: Path) -> None:
    done = full.backups.write(tmp_path / "a.qdbak")
    event = full.audit.newest(1).events[0]
    assert (event.action, event.subject, event.detail["records"]) == ("backup.write", done.sha256, 20)
    with full.session.read() as uow:
        (copy,) = uow.copies.all()
        last = uow.connection.value("SELECT max(id) FROM record")
        assert uow.deliveries.all() == ()
    assert (copy.kind, copy.file, copy.sha256, copy.last_record) == ("backup", "a.qdbak", done.sha256, last)
    assert full.checkup.check().ok


def test_every_row_comes_back(full: Services, tmp_path: Path) -> None:
    full.backups.write(tmp_path / "a.qdbak")
    with full.session.read() as uow:
        # Written by the backup itself before it reads the rows.
        assert len(uow.audit.checkpoints()) == 1
    before = rows_of(full.session)
    done = restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", SECRET, clock=FixedClock())
    assert (done.records, done.destroyed_again) == (20, 0)
    again = opened(tmp_path / "new.qingdang")
    after = rows_of(again.session)
    assert set(after) == set(before)
    assert {name: rows for name, rows in after.items() if name not in ADDED} == {
        name: rows for name, rows in before.items() if name not in ADDED
    }
    # The log goes on from the backup's moment: the event of its own writing came after it.
    assert after["audit"][:-1] == before["audit"][:-1]
    assert (before["audit"][-1][3], after["audit"][-1][3]) == ("backup.write", "vault.restore")
    again.close()


def test_attachments_come_back(restored: Services, tmp_path: Path) -> None:
    (scan,) = restored.attachments.all()
    restored.attachments.export(scan.id, tmp_path / "out.png")
    assert (tmp_path / "out.png").read_bytes() == (tmp_path / "scan.png").read_bytes()


def test_the_restored_vault_is_whole_and_its_own(full: Services, restored: Services) -> None:
    assert restored.checkup.check().ok
    assert restored.session.warnings == ()
    assert restored.session.vault_id == full.session.vault_id
    assert restored.session.generation == full.session.generation + 1
    assert restored.session.header.created_at == full.session.header.created_at
    assert restored.audit.newest(1).events[0].action == "vault.restore"


def test_everybody_of_the_backup_opens_the_restored_vault(restored: Services) -> None:
    path = restored.session.folder.path
    restored.close()
    approver = opened(path, operator="李审批", passphrase="approver's passphrase")
    assert approver.session.operator.role == Role.APPROVER
    approver.close()


def test_any_operator_can_restore(full: Services, tmp_path: Path) -> None:
    full.backups.write(tmp_path / "a.qdbak")
    secret = Secret("approver's passphrase")
    restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", secret, operator="李审批")
    assert peek(tmp_path / "new.qingdang").vault_id == full.session.vault_id


def test_the_recovery_code_can_restore(tmp_path: Path) -> None:
    path = tmp_path / "firm.qingdang"
    made = create_vault(path, firm=sample_firm(), operator=OPERATOR, passphrase=SECRET, clock=FixedClock(), kdf=LIGHT)
    services = opened(path)
    services.backups.write(tmp_path / "a.qdbak")
    services.close()
    restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", Secret(made.recovery_code.lower()))
    opened(tmp_path / "new.qingdang").close()


@pytest.mark.parametrize(
    ("secret", "operator", "code"),
    [
        ("wrong", None, "wrong-passphrase"),
        (PASSPHRASE, "李审批", "wrong-passphrase"),
        (PASSPHRASE, "谁", "unknown-operator"),
    ],
)
def test_whoever_cannot_open_it_restores_nothing(
    full: Services, tmp_path: Path, secret: str, operator: str | None, code: str
) -> None:
    full.backups.write(tmp_path / "a.qdbak")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotUnlocked, match=code):
        restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", Secret(secret), operator=operator)
    assert sorted(tmp_path.iterdir()) == before


def test_the_old_database_key_opens_nothing_new(full: Services, restored: Services) -> None:
    assert full.session._key != restored.session._key


def test_nothing_is_overwritten(full: Services, tmp_path: Path) -> None:
    (tmp_path / "a.qdbak").write_bytes(b"precious")
    with pytest.raises(UserError, match="target-exists"):
        full.backups.write(tmp_path / "a.qdbak")
    full.backups.write(tmp_path / "b.qdbak")
    with pytest.raises(UserError, match="target-exists"):
        restore(tmp_path / "b.qdbak", full.session.folder.path, SECRET)
    assert (tmp_path / "a.qdbak").read_bytes() == b"precious"


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"QDSEAL1\n" + bytes(100)])
def test_what_is_no_backup_restores_nothing(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "a").write_bytes(content)
    with pytest.raises((Damaged, UserError)):
        restore(tmp_path / "a", tmp_path / "new.qingdang", SECRET)
    assert not (tmp_path / "new.qingdang").exists()


def test_a_flipped_byte_restores_nothing(full: Services, tmp_path: Path) -> None:
    """Over the whole file, about a hundred positions; the sweep of every byte is verify's."""
    full.backups.write(tmp_path / "a.qdbak")
    whole = (tmp_path / "a.qdbak").read_bytes()
    changed = tmp_path / "b.qdbak"
    for position in range(0, len(whole), len(whole) // 100):
        data = bytearray(whole)
        data[position] ^= 0x40
        changed.write_bytes(data)
        with pytest.raises((Damaged, NotUnlocked)):
            restore(changed, tmp_path / "new.qingdang", SECRET)
    assert not (tmp_path / "new.qingdang").exists()
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".staging")]


class Cancelling(Progress):
    """Cancels at the n-th word that a job says."""

    def __init__(self, at: int) -> None:
        super().__init__(CancelToken())
        self._left = at

    def start(self, step: str, total: int = 0) -> None:
        self._count()
        super().start(step, total)

    def advance(self, units: int = 1) -> None:
        self._count()
        super().advance(units)

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.cancel.cancel()


def test_a_cancelled_backup_leaves_nothing(full: Services, tmp_path: Path) -> None:
    before = rows_of(full.session)
    for at in range(1, 200):
        try:
            full.backups.write(tmp_path / "a.qdbak", Cancelling(at))
            break
        except Cancelled:
            pass
        assert not [path for path in tmp_path.iterdir() if "qdbak" in path.name]
        assert rows_of(full.session) == before
    else:
        pytest.fail("it never came to its end")
    assert at > 3


def test_a_cancelled_restoring_leaves_nothing(full: Services, tmp_path: Path) -> None:
    full.backups.write(tmp_path / "a.qdbak")
    before = sorted(tmp_path.iterdir())
    for at in range(1, 200):
        try:
            restore(tmp_path / "a.qdbak", tmp_path / "new.qingdang", SECRET, progress=Cancelling(at))
            break
        except Cancelled:
            pass
        assert sorted(tmp_path.iterdir()) == before
    assert at > 3
    opened(tmp_path / "new.qingdang").close()


def test_a_viewer_may_take_a_backup(full: Services, tmp_path: Path) -> None:
    full.operators.add("查阅人", Role.VIEWER, Secret("viewer's passphrase"))
    path = full.session.folder.path
    full.close()
    viewing = opened(path, operator="查阅人", passphrase="viewer's passphrase")
    assert viewing.backups.write(tmp_path / "v.qdbak").records == 20
    viewing.close()


def test_a_backup_signed_with_another_key_than_the_firms_is_refused(full: Services, tmp_path: Path) -> None:
    """Whoever can open a backup could sign it anew; the firm's key inside is then not the one that signed."""
    full.backups.write(tmp_path / "a.qdbak")
    other = new_signing_key()
    with SealedFile(tmp_path / "a.qdbak") as sealed, (tmp_path / "b.qdbak").open("xb") as file:
        key, _, _ = opened_key(sealed, SECRET, None)
        plain = sealed.payload(key.reveal()).read()
        head = sealed.header
        label = Label(head.kind, head.vault_id, head.created_at, head.program, head.counts, head.slots, sealed.ledger)

        def fill(target: io.RawIOBase) -> dict[str, Any]:
            target.write(plain)
            return sealed.statement.content

        write_sealed(file, label, key.reveal(), fill, lambda data: sign_jws(data, other, fingerprint(public_of(other))))
    with pytest.raises(Damaged, match="backup-of-another-key"):
        restore(tmp_path / "b.qdbak", tmp_path / "new.qingdang", SECRET)
    assert not (tmp_path / "new.qingdang").exists()
