"""A changed decision outlives its records, without them: their lines go, and so does a basis that names a customer."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.decision_changes import Wanted
from app.services.backups import restore
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import PASSPHRASE, FixedClock, opened

NAME = "司马凌云"
ROWS = [(NAME, "15912340987", "碧云路九号", "会员来店"), ("钱七七", "13900000001", "愚园路一号", "老客户")]
NAMED, PLAIN = f"与{NAME}的合同第三条", "股东会决议 2026-3 号"
WANTED = Wanted("PI-TRUSTEE", date(2026, 1, 31))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS, clock=FixedClock())
    services.decisions.apply(services.records.resolve(search=NAME), WANTED, NAMED)
    services.decisions.apply(services.records.resolve(search="钱七七"), WANTED, PLAIN)
    yield services
    services.close()


def lines(services: Services) -> list[tuple[int, str]]:
    """Which changes still have records, and what rule these had."""
    with services.session.read() as uow:
        return [*uow.connection.rows("SELECT change_id, rule_before FROM decision_change_record ORDER BY change_id")]


def test_basis_that_names_the_customer_goes_and_the_change_stays(shop: Services, tmp_path: Path) -> None:
    assert NAMED.encode() in database_bytes(shop)
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search=NAME)), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    assert NAME.encode() not in database_bytes(shop)
    named, plain = shop.decisions.all()
    assert (named.basis, named.records, named.rules_before, named.wanted) == ("", 1, (("PI-MIN", 1),), WANTED)
    assert plain.basis == PLAIN
    assert lines(shop) == [(2, "PI-MIN")]
    assert shop.checkup.check().ok


def test_basis_stays_while_the_customer_stays(shop: Services, tmp_path: Path) -> None:
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search="钱七七")), tmp_path / "out")
    assert (done.destroyed, done.residue.hits) == (1, 0)
    assert [one.basis for one in shop.decisions.all()] == [NAMED, PLAIN]
    assert lines(shop) == [(1, "PI-MIN")]


def test_backup_brings_changes_back(shop: Services, tmp_path: Path) -> None:
    before, known = shop.decisions.all(), lines(shop)
    shop.backups.write(tmp_path / "b.qdbak")
    restored = again(tmp_path / "b.qdbak")
    assert (restored.decisions.all(), lines(restored)) == (before, known)
    restored.close()


def test_restored_backup_forgets_what_was_destroyed_since(shop: Services, tmp_path: Path) -> None:
    shop.backups.write(tmp_path / "b.qdbak")
    done = shop.destruction.execute(approved(shop, shop.records.resolve(search=NAME)), tmp_path / "out")
    assert done.certificate is not None
    restored = again(tmp_path / "b.qdbak", Path(done.certificate.file))
    assert ([one.basis for one in restored.decisions.all()], lines(restored)) == (["", PLAIN], [(2, "PI-MIN")])
    assert NAME.encode() not in database_bytes(restored)
    restored.close()


def again(backup: Path, *proofs: Path) -> Services:
    """The vault that a backup brings back; the caller closes it."""
    target = backup.with_name("again.qingdang")
    restore(backup, target, Secret(PASSPHRASE), certificates=proofs, renderer=PaperRenderer(), clock=FixedClock())
    return opened(target)
