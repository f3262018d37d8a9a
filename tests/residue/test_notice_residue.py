"""A destroyed customer's objection, proof files and letters leave nothing of the customer behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.notices import Method, Particulars
from app.domain.words import NoticeKind
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import FixedClock

OBJECTION = "司马凌云不愿意被转给别的机构"
PROOF_NAME = "司马凌云签收回执.png"
PROOF = b"\x89PNG\r\n\x1a\n" + "司马凌云签收".encode() * 40
ROWS = [("司马凌云", "15912340987", "碧云路九号", "会员来店"), ("钱七七", "13900000001", "愚园路一号", "老客户")]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS, clock=FixedClock())
    yield services
    services.close()


def told(services: Services, folder: Path) -> None:
    """Both are told; one objects, and signs a receipt that is kept."""
    day = services.session.clock.today()
    said = Particulars("清算组", "021-58886600")
    services.notices.prepare(NoticeKind.CLOSING, said, folder / "letters")
    services.notices.publish("GZ-2026-001", day)
    proof = folder / PROOF_NAME
    proof.write_bytes(PROOF)
    services.replies.delivered("GZ-2026-001", Method.SIGNED, day, customers=["司马凌云"], evidence=proof)
    services.holds.release(services.replies.objected("GZ-2026-001", "司马凌云", OBJECTION, day))


def kept(services: Services) -> list[bytes]:
    """All bytes of the vault's folder, and the database decrypted."""
    files = [path.read_bytes() for path in services.session.folder.path.rglob("*") if path.is_file()]
    return [database_bytes(services), *files]


def key_of_proof(services: Services) -> bytes:
    with services.session.read() as uow:
        key: bytes = uow.connection.value("SELECT key FROM attachment")
    return key


def test_nothing_of_the_destroyed_customer_is_left(shop: Services, tmp_path: Path) -> None:
    told(shop, tmp_path)
    key = key_of_proof(shop)
    before = kept(shop)
    for value in (OBJECTION, PROOF_NAME, "司马凌云"):
        assert any(value.encode() in text for text in before), value
    assert any(key in text for text in before)
    gone = shop.records.resolve(search="司马凌云")
    done = shop.destruction.execute(approved(shop, gone), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    after = kept(shop)
    for value in (OBJECTION, PROOF_NAME, "司马凌云"):
        assert not any(value.encode() in text for text in after), value
    assert not any(key in text for text in after)
    assert len(list(shop.session.folder.blobs.iterdir())) == 0


def test_what_names_nobody_stays_as_proof(shop: Services, tmp_path: Path) -> None:
    """That a letter was delivered, on which day, and the hash of its receipt: PIPL 69 puts the burden on the firm."""
    told(shop, tmp_path)
    (proof,) = shop.notices.replies("GZ-2026-001")[1]
    shop.destruction.execute(approved(shop, shop.records.resolve(search="司马凌云")), tmp_path / "out")
    counts = shop.notices.status("GZ-2026-001").counts
    assert (counts.letters, counts.delivered, counts.objections, counts.gone) == (2, 1, 1, 1)
    objections, (left,) = shop.notices.replies("GZ-2026-001")
    assert [(one.text, one.customer, one.hold) for one in objections] == [("", "", None)]
    assert (left.sha256, left.attachment) == (proof.sha256, None)


def test_a_customer_who_stays_keeps_letter_and_proof(shop: Services, tmp_path: Path) -> None:
    told(shop, tmp_path)
    shop.destruction.execute(approved(shop, shop.records.resolve(search="钱七七")), tmp_path / "out")
    objections, (proof,) = shop.notices.replies("GZ-2026-001")
    assert [one.text for one in objections] == [OBJECTION]
    assert proof.attachment is not None


def test_a_backup_brings_notices_back(shop: Services, tmp_path: Path) -> None:
    told(shop, tmp_path)
    shop.backups.write(tmp_path / "all.qdbak")
    with shop.session.read() as uow:
        tables = [name for name in uow.tables.names() if name.startswith(("notice", "transfer", "assessment"))]
    assert tables == [
        "assessment", "notice", "notice_letter", "notice_objection", "notice_proof", "notice_proof_letter", "transfer",
        "transfer_record",
    ]  # fmt: skip
