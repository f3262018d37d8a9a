"""The closure report of a restored vault adds up, also where certificates tell of records that it never saw."""

from pathlib import Path

from app.services.backups import restore
from app.services.report_figures import Collector
from app.vault.secret import Secret
from reports.balances import balances
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import HEADS, add_rows, destroyed, make_shop
from tests.helpers.vaults import PASSPHRASE, opened

OLD = [("欧阳凌霄", "13700001234", "碧云路九号", "会员"), ("钱七七", "13900000001", "愚园路一号", "老客户")]
NEW = [("司马凌云", "15912340987", "长寿路二号", "会员"), ("孙八八", "13900000002", "武宁路三号", "会员")]


def test_records_that_came_after_the_backup_are_counted_once(tmp_path: Path) -> None:
    shop = make_shop(tmp_path, OLD)
    shop.backups.write(tmp_path / "b.qdbak")
    add_rows(shop, tmp_path / "新.csv", NEW, HEADS)
    gone = shop.records.resolve(search="会员")
    certificate = destroyed(shop, tmp_path / "out", gone).certificate
    shop.close()
    assert certificate is not None
    target = tmp_path / "again.qingdang"
    papers = [Path(certificate.file)]
    restore(tmp_path / "b.qdbak", target, Secret(PASSPHRASE), certificates=papers, renderer=PaperRenderer())
    again = opened(target)
    with again.session.write() as uow:
        evidence = Collector(again.session, uow, "JA-2026-001").closure()
    again.close()
    found = (evidence.records_imported, evidence.records_present, evidence.records_destroyed, evidence.records_proved)
    assert found == (4, 1, 3, 2)
    assert all(not one.difference for one in balances(evidence))
