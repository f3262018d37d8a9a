"""An older backup does not bring back what was destroyed after it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.evidence import ArchiveEvidence, Checkpoint, DestroyedGroup, DestructionEvidence, Residue
from app.domain.ledger import Entry, OrderLedger, RecordFacts, commitment
from app.domain.orders import commitment_root, order_hash
from app.domain.retention import Basis
from app.domain.words import Kind, Sensitivity
from app.errors import Damaged
from app.services.backups import restore
from app.services.certification import archive_attachments, destruction_attachments
from app.vault.secret import Secret
from app.vault.signing import fingerprint, new_signing_key, public_of
from tests.helpers.cipher_pages import plain_pages
from tests.helpers.papers import PaperRenderer, paper
from tests.helpers.planted import Planted, planted
from tests.helpers.signing_keys import signed_by_two
from tests.helpers.vaults import PASSPHRASE, FixedClock, make_vault, opened

SECRET = Secret(PASSPHRASE)
NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
# As the order froze them: the records were classified otherwise when the backup was made.
FACTS = RecordFacts(Kind.CONTRACT, Sensitivity.CORE, "PI-MIN", date(2026, 11, 1), date(2021, 5, 5), None)


def evidence_of(services: Services, ledger: OrderLedger) -> DestructionEvidence:
    """Evidence as the certificate of a real destruction has it, for these records."""
    group = DestroyedGroup(
        Kind.CONTRACT,
        Sensitivity.CORE,
        "PI-MIN",
        (Basis("个人信息保护法", "第四十七条"),),
        len(ledger.entries),
        2020,
        2020,
    )
    digest = order_hash(services.session.vault_id, ledger.order, "cn-2026.11", NOW, "王建华", ledger.commitments)
    return DestructionEvidence(
        id="ab" * 16, number="XHZ-2026-001", issued_at=NOW, vault_id=services.session.vault_id,
        firm=services.session.firm, order=ledger.order, order_hash=digest.hex(), prepared_by="王建华", prepared_at=NOW,
        executed_at=NOW, pack_version="cn-2026.11", program_version="0.1.0", records=len(ledger.entries), customers=3,
        attachments=0, groups=(group,), held_back=(), method="new-generation", result="complete",
        residue=Residue(1, 2, 3, 4, 5, 6, 7, 0, 8, 0, 0.5), old_key_refused=True, surviving_copies=(),
        signatures=signed_by_two(digest, NOW),
        one_person=True, checkpoint=Checkpoint(3, "00" * 32, NOW),
        merkle_root=commitment_root(ledger.commitments).hex(),
        firm_key=fingerprint(services.session.firm_key().public_der),
    )  # fmt: skip


def ledger_of(services: Services, uids: tuple[str, ...], number: str = "XH-2026-001") -> OrderLedger:
    with services.session.read() as uow:
        salts: dict[bytes, bytes] = dict(uow.connection.rows("SELECT uid, salt FROM record"))
    keys = [bytes.fromhex(uid) for uid in uids]
    return OrderLedger.of(number, NOW.date(), [Entry(uid, commitment(uid, salts[uid], FACTS), FACTS) for uid in keys])


def certificate(services: Services, folder: Path, uids: tuple[str, ...]) -> Path:
    """The certificate of a destruction of these records."""
    key = services.session.firm_key().private_der
    ledger = ledger_of(services, uids)
    path = folder / "XHZ-2026-001.pdf"
    path.write_bytes(paper(destruction_attachments(evidence_of(services, ledger), ledger, key), key))
    return path


@pytest.fixture
def found(services: Services) -> Planted:
    """Two imported files; the second one's records all go, of the first one only some."""
    first, second = planted(services.session, 6), planted(services.session, 3)
    return Planted(first.customers + second.customers, first.records + second.records)


@pytest.fixture
def backup(services: Services, found: Planted, tmp_path: Path) -> Path:
    """A backup with attachments of records that go and that stay, and a hold on one that goes."""
    for at in (0, 1, 7):
        scan = tmp_path / f"scan-{at}.png"
        scan.write_bytes(b"\x89PNG" + str(at).encode() * 5000)
        if at == 7:
            services.attachments.add([scan], customer=found.customers[at])
        else:
            services.attachments.add([scan], record=found.records[at])
    with services.session.write() as uow:
        run = uow.connection.execute
        for reason, at in (("与顾客甲的纠纷", 7), ("与顾客乙的纠纷", 1)):
            placed = (reason, "2026-11-21T02:00:00Z")
            hold = run("INSERT INTO hold (reason, placed_at, placed_by) VALUES (?, ?, '')", placed).lastrowid
            number = uow.records.find(bytes.fromhex(found.records[at]))
            run("INSERT INTO hold_record VALUES (?, ?)", (hold, number))
        uow.commit()
    services.backups.write(tmp_path / "a.qdbak")
    return tmp_path / "a.qdbak"


def going(found: Planted) -> tuple[str, ...]:
    return (found.records[0], found.records[2], *found.records[6:])


def restored(backup: Path, *proofs: Path) -> tuple[Services, int]:
    target = backup.with_name("new.qingdang")
    done = restore(backup, target, SECRET, certificates=proofs, renderer=PaperRenderer(), clock=FixedClock())
    return opened(target), done.destroyed_again


def test_what_a_certificate_proves_is_destroyed_again(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    again, count = restored(backup, certificate(services, tmp_path, going(found)))
    with again.session.read() as uow:
        left = {row[0].hex() for row in uow.connection.rows("SELECT uid FROM record")}
        customers = {row[0].hex() for row in uow.connection.rows("SELECT uid FROM customer")}
        stubs = uow.connection.rows("SELECT uid, kind, order_number, trigger_date FROM stub")
    assert count == 5
    assert left == set(found.records) - set(going(found))
    assert customers == {found.customers[at] for at in (1, 3, 4, 5)}
    assert {row[0].hex() for row in stubs} == set(going(found))
    assert {row[1:] for row in stubs} == {("contract", "XH-2026-001", "2021-05-05")}
    assert again.checkup.check().ok
    again.close()


def test_the_stubs_hold_the_commitments_of_the_certificate(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    """Also where the record was classified otherwise at the time of the backup."""
    again, _ = restored(backup, certificate(services, tmp_path, going(found)))
    with again.session.read() as uow:
        assert uow.ledger.order("XH-2026-001") == ledger_of(services, going(found))
    again.close()


def test_what_belonged_to_them_goes_with_them(services: Services, found: Planted, backup: Path, tmp_path: Path) -> None:
    again, _ = restored(backup, certificate(services, tmp_path, going(found)))
    (scan,) = again.attachments.all()
    assert scan.record == found.records[1]
    assert len(list(again.session.folder.blobs.iterdir())) == 1
    with again.session.read() as uow:
        assert uow.connection.rows("SELECT reason FROM hold") == [("与顾客乙的纠纷",)]
        assert uow.connection.rows("SELECT file_name FROM batch ORDER BY id") == [("客户.xlsx",), (None,)]
        assert uow.connection.rows("SELECT name FROM sheet ORDER BY id") == [("会员",), (None,)]
    again.close()


def test_a_customer_who_stays_keeps_only_what_its_other_records_tell(
    services: Services, found: Planted, tmp_path: Path
) -> None:
    with services.session.write() as uow:
        owner = uow.customers.find(bytes.fromhex(found.customers[0]))
        uow.connection.execute(
            "UPDATE record SET customer_id = ? WHERE uid = ?", (owner, bytes.fromhex(found.records[1]))
        )
        uow.commit()
    services.backups.write(tmp_path / "b.qdbak")
    again, _ = restored(tmp_path / "b.qdbak", certificate(services, tmp_path, found.records[:1]))
    with again.session.read() as uow:
        known: dict[str, str] = dict(uow.connection.rows("SELECT lower(hex(uid)), phone FROM customer"))
    assert known[found.customers[0]] == ""
    assert known[found.customers[2]] == "13900100002"
    again.close()


def test_no_page_of_the_restored_vault_holds_them(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    again, _ = restored(backup, certificate(services, tmp_path, going(found)))
    key, folder = again.session._key.reveal(), again.session.folder
    again.close()
    pages = plain_pages(folder.database(again.session.generation), key)
    gone = [f"{sheet:03}{row:05}" for sheet, row in ((1, 0), (1, 2), (2, 0), (2, 1), (2, 2))]
    stays = [f"{1:03}{row:05}" for row in (1, 3, 4, 5)]
    assert all(f"标记{mark}".encode() in pages for mark in stays)
    assert not [mark for mark in gone if mark.encode() in pages]
    assert "与顾客甲的纠纷".encode() not in pages
    assert len(list(folder.path.glob("vault-*"))) == 1


def test_the_certificate_and_its_order_are_entered(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    """So that numbers go on where they were, and the registers add up."""
    proof = certificate(services, tmp_path, going(found))
    again, _ = restored(backup, proof)
    with again.session.read() as uow:
        (document,) = uow.documents.all()
        assert (document.number, document.kind) == ("XHZ-2026-001", "destruction-certificate")
        assert uow.documents.content(document.id) == proof.read_bytes()
        assert uow.documents.next_number("XHZ", 2026) == "XHZ-2026-002"
        assert uow.connection.rows("SELECT number, state, records, result FROM disposal_order") == [
            ("XH-2026-001", "certified", 5, "complete")
        ]
        ((basis, count),) = uow.connection.rows("SELECT basis, count(*) FROM order_record GROUP BY basis")
    assert (json.loads(basis), count) == ([{"law": "个人信息保护法", "article": "第四十七条"}], 5)
    event = again.audit.newest(1).events[0]
    assert (event.action, event.detail["destroyed_again"], event.detail["proofs"]) == ("vault.restore", 5, 1)
    again.close()


def test_a_newer_backup_proves_it_too(services: Services, found: Planted, backup: Path, tmp_path: Path) -> None:
    with services.session.write() as uow:
        ledger = ledger_of(services, going(found))
        uow.ledger.add(ledger)
        uow.commit()
    services.backups.write(tmp_path / "newer.qdbak")
    again, count = restored(backup, tmp_path / "newer.qdbak")
    assert count == 5
    with again.session.read() as uow:
        assert uow.ledger.order("XH-2026-001") == ledger
    again.close()


def test_the_same_proof_twice_counts_once(services: Services, found: Planted, backup: Path, tmp_path: Path) -> None:
    proof = certificate(services, tmp_path, going(found))
    again, count = restored(backup, proof, proof)
    assert count == 5
    again.close()


def test_a_proof_of_another_vault_is_refused(found: Planted, backup: Path, tmp_path: Path) -> None:
    other = opened(make_vault(tmp_path, name="other.qingdang"))
    proof = certificate(other, tmp_path, planted(other.session, 2).records)
    other.close()
    with pytest.raises(Damaged, match="ledger-of-another-vault"):
        restored(backup, proof)
    assert not (tmp_path / "new.qingdang").exists()


def test_a_proof_signed_by_somebody_else_is_refused(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    """Else anybody could make a backup forget: the ledger counts only under the firm's own key."""
    other = new_signing_key()
    ledger = ledger_of(services, going(found))
    evidence = replace(evidence_of(services, ledger), firm_key=fingerprint(public_of(other)))
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(paper(destruction_attachments(evidence, ledger, other), other))
    with pytest.raises(Damaged, match="certificate-of-another-key"):
        restored(backup, forged)


def test_a_changed_proof_is_refused(services: Services, found: Planted, backup: Path, tmp_path: Path) -> None:
    proof = certificate(services, tmp_path, going(found))
    data = bytearray(proof.read_bytes())
    data[len(data) // 2] ^= 1
    proof.write_bytes(data)
    with pytest.raises(Damaged, match="certificate-not-valid"):
        restored(backup, proof)
    assert not (tmp_path / "new.qingdang").exists()


def test_a_proof_with_something_added_behind_it_is_refused(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    """The evidence inside is whole, the paper is not: the restored vault would keep it as the firm's own."""
    proof = certificate(services, tmp_path, going(found))
    proof.write_bytes(proof.read_bytes() + b"\n")
    with pytest.raises(Damaged, match="certificate-not-valid"):
        restored(backup, proof)
    assert not (tmp_path / "new.qingdang").exists()


def test_every_table_that_points_at_records_or_customers_is_thought_of(services: Services) -> None:
    """A new table with such a reference has to be told what to forget; until then this test fails."""
    with services.session.read() as uow:
        pointing = {
            (table, row[3])
            for table in uow.tables.names()
            for row in uow.connection.rows(f"PRAGMA foreign_key_list({table})")
            if row[2] in ("record", "customer", "hold")
        }
    assert pointing == {
        ("attachment", "customer_id"),
        ("attachment", "record_id"),
        ("correction", "record_id"),
        ("decision_change_record", "record_id"),
        ("customer_apart", "one_id"),
        ("customer_apart", "other_id"),
        ("customer_join", "customer_id"),
        ("hold_record", "hold_id"),
        ("hold_record", "record_id"),
        ("notice_letter", "customer_id"),
        ("notice_objection", "customer_id"),
        ("notice_objection", "hold_id"),
        ("record", "customer_id"),
        ("transfer", "waiting_hold"),
    }


def test_an_archive_certificate_proves_no_destruction(
    services: Services, found: Planted, backup: Path, tmp_path: Path
) -> None:
    """Whoever gives all papers at once is not stopped by one that tells of something else."""
    firm_key = services.session.firm_key()
    evidence = ArchiveEvidence(
        id="0" * 32, number="GDZ-2026-001", issued_at=NOW, vault_id=services.session.vault_id,
        firm=services.session.firm, package="a.qdpkg", package_sha256="11" * 32, package_bytes=100, records=3,
        customers=2, attachments=0, groups=(), made_by="王建华", pack_version="cn-2026.11", program_version="0.1.0",
        checkpoint=Checkpoint(3, "00" * 32, NOW), firm_key=fingerprint(firm_key.public_der),
    )  # fmt: skip
    path = tmp_path / "GDZ-2026-001.pdf"
    path.write_bytes(paper(archive_attachments(evidence, firm_key.private_der), firm_key.private_der))
    again, count = restored(backup, path)
    assert count == 0
    again.close()
