"""Taking an import back: until something else was done with its records, and without a trace of them."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.origins import Origin
from app.domain.records import RecordQuery
from app.domain.words import Role
from app.errors import Cancelled, Refused, UserError
from app.jobs import Progress
from app.vault import disk
from app.vault.secret import Secret
from tests.helpers.shops import HEADS, database_bytes, destroyed, ids_of, make_shop, person
from tests.helpers.vaults import PASSPHRASE, opened

STRANGER = ("欧阳凌霄", "15912340987", "浦东新区碧云路绿缇公寓9栋", "等到周五再送")
KNOWN = person(3)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    """Six customers, classified; then a file that should not have been imported."""
    services = make_shop(tmp_path, count=6)
    rows = [HEADS, STRANGER, (KNOWN[0], KNOWN[1], "徐汇区漕溪北路98号", "")]
    path = tmp_path / "误导入的名单.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    services.imports.run(path, origin=Origin(source="欧阳凌霄的弟弟"))
    yield services
    services.close()


def wrong(services: Services) -> str:
    """The import that is to be taken back."""
    return services.overview.imports()[0].batch


def test_its_records_customers_and_names_are_gone_and_the_rest_is_there(shop: Services) -> None:
    batch = wrong(shop)
    done = shop.taking_back.undo([batch])
    assert (done.records, done.customers) == (2, 1)
    assert len(shop.records.ids(RecordQuery())) == 6
    assert [one.file for one in shop.overview.imports()] == ["客户名单.csv"]
    text = database_bytes(shop)
    for value in (*STRANGER, "徐汇区漕溪北路98号", "误导入的名单", "欧阳凌霄的弟弟"):
        assert value.encode() not in text
    assert all(cell.encode() in text for number in range(6) for cell in person(number))
    assert shop.checkup.check().ok


def test_before_it_everything_of_it_is_found(shop: Services) -> None:
    """The control: the same search finds what the other test does not find."""
    text = database_bytes(shop)
    for value in (*STRANGER, "徐汇区漕溪北路98号", "误导入的名单", "欧阳凌霄的弟弟"):
        assert value.encode() in text


def test_reading_back_measures_it(shop: Services) -> None:
    residue = shop.taking_back.undo([wrong(shop)]).residue
    assert residue.hits == residue.term_hits == 0
    assert residue.control_hits == residue.values >= len(STRANGER)
    assert residue.pages > 0


def test_the_search_finds_what_is_left_and_no_word_of_what_is_not(shop: Services) -> None:
    shop.taking_back.undo([wrong(shop)])
    assert len(shop.records.ids(RecordQuery(search="欧阳"))) == 0
    assert len(shop.records.ids(RecordQuery(search="钱"))) == 6


def test_a_customer_of_both_keeps_what_the_other_rows_tell(shop: Services) -> None:
    shop.taking_back.undo([wrong(shop)])
    with shop.session.read() as uow:
        address = uow.connection.value("SELECT address FROM customer WHERE phone = ?", (KNOWN[1],))
    assert address == KNOWN[2]


def test_the_same_file_can_be_imported_again(shop: Services, tmp_path: Path) -> None:
    shop.taking_back.undo([wrong(shop)])
    again = shop.imports.run(tmp_path / "误导入的名单.csv")
    assert [sheet.records_added for sheet in again.sheets] == [2]


def test_the_log_says_so_and_names_nobody(shop: Services) -> None:
    batch = wrong(shop)
    shop.taking_back.undo([batch])
    event = shop.audit.newest(1).events[0]
    assert (event.action, event.subject, event.detail["records"]) == ("import.undo", batch, 2)
    assert "欧阳" not in json.dumps(dict(event.detail), ensure_ascii=False)


def _classify(services: Services) -> None:
    services.classification.accept()


def _hold(services: Services) -> None:
    services.holds.add("争议", services.records.ids(RecordQuery(search="欧阳")))


def _lift(services: Services) -> None:
    services.holds.release(services.holds.add("争议", services.records.ids(RecordQuery(search="欧阳"))).id)


def _attach(services: Services) -> None:
    (number,) = services.records.ids(RecordQuery(search="欧阳"))
    with services.session.read() as uow:
        uid = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = ?", (number,))
    services.attachments.add([], record=uid, paper_location="三号柜")


@pytest.mark.parametrize(
    ("use", "code"),
    [
        (_classify, "import-classified"),
        (_hold, "import-held"),
        (_lift, "import-held"),
        (_attach, "import-attached"),
    ],
)
def test_once_something_was_done_it_stays(shop: Services, use: Callable[[Services], None], code: str) -> None:
    use(shop)
    batch, generation = wrong(shop), shop.session.generation
    assert [reason.code for reason in shop.taking_back.prospect(batch).against] == [code]
    with pytest.raises(Refused) as caught:
        shop.taking_back.undo([batch])
    assert caught.value.code == "import-in-use"
    assert [reason.code for reason in caught.value.reasons] == [code]  # type: ignore[attr-defined]
    assert shop.session.generation == generation
    assert len(shop.records.ids(RecordQuery())) == 8


def test_an_import_of_which_something_is_destroyed_or_listed_stays(tmp_path: Path) -> None:
    services = make_shop(tmp_path, count=2)
    destroyed(services, tmp_path / "out", ids_of(services)[:1])
    codes = [reason.code for reason in services.taking_back.prospect(wrong(services)).against]
    assert codes == ["import-classified", "import-destroyed"]
    services.destruction.prepare(ids_of(services))
    codes = [reason.code for reason in services.taking_back.prospect(wrong(services)).against]
    assert codes == ["import-classified", "import-listed", "import-destroyed"]
    services.close()


def test_a_backup_that_still_holds_it_is_named(shop: Services, tmp_path: Path) -> None:
    """Restoring it would bring the records back, so whoever takes the import back has to know."""
    shop.backups.write(tmp_path / "昨天.qdbak")
    (copy,) = shop.taking_back.prospect(wrong(shop)).copies
    assert (copy.kind, copy.file, copy.records, copy.status) == ("backup", "昨天.qdbak", 2, "exists")
    assert shop.taking_back.undo([wrong(shop)]).surviving_copies == (copy,)


def test_several_are_taken_back_at_once_or_none(shop: Services, tmp_path: Path) -> None:
    path = tmp_path / "又一份.csv"
    path.write_text("姓名,手机号码\n赵敏,13612345678", encoding="utf-8")
    shop.imports.run(path)
    newest, middle, oldest = [one.batch for one in shop.overview.imports()]
    with pytest.raises(Refused, match="import-in-use"):
        shop.taking_back.undo([newest, oldest])
    assert len(shop.records.ids(RecordQuery())) == 9
    done = shop.taking_back.undo([newest, middle])
    assert (done.records, done.batches) == (3, (newest, middle))
    assert [event.subject for event in shop.audit.newest(2).events] == [middle, newest]
    assert len(shop.records.ids(RecordQuery())) == 6


def test_an_unknown_import_is_said(shop: Services) -> None:
    with pytest.raises(UserError, match="unknown-import"):
        shop.taking_back.undo(["00" * 16])


def test_who_may_not_import_may_not_take_back(shop: Services) -> None:
    batch, vault = wrong(shop), shop.session.folder.path
    shop.operators.add("赵监销", Role.WITNESS, Secret(PASSPHRASE))
    shop.close()
    witness = opened(vault, operator="赵监销")
    with pytest.raises(Refused, match="role-forbids"):
        witness.taking_back.undo([batch])
    witness.close()


@pytest.mark.parametrize("point", ["rotate.created", "undo.written", "rotate.verified"])
def test_a_cancel_leaves_everything_as_it_was(shop: Services, monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    progress, before = Progress(), shop.session.generation
    monkeypatch.setattr(disk, "fault", lambda reached: progress.cancel.cancel() if reached == point else None)
    with pytest.raises(Cancelled):
        shop.taking_back.undo([wrong(shop)], progress)
    assert shop.session.generation == before
    assert len(shop.records.ids(RecordQuery())) == 8
