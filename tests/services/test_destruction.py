"""Destruction from an approved order to the certificate, on real vaults."""

import json
import secrets
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.words import OrderState
from app.errors import EnvironmentProblem
from app.jobs import Progress
from app.services.certification import open_certificate
from app.services.verification import verify
from app.vault import disk
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import add_rows, approved, database_bytes, destroyed, ids_of, make_shop, person, state_of
from tests.helpers.vaults import FixedClock

RENDERER = PaperRenderer()


def test_an_order_goes_from_list_to_certificate(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    prepared = shop.destruction.prepare(ids[:5])
    assert (prepared.order, prepared.records, prepared.blocked) == ("XH-2026-001", 5, ())
    shop.destruction.approve(prepared.order, shop.session.signer)
    done = shop.destruction.execute(prepared.order, tmp_path / "out")
    assert (done.destroyed, done.result, done.surviving_copies) == (5, "complete", ())
    assert done.certificate is not None
    assert verify(Path(done.certificate.file), RENDERER).valid
    assert state_of(shop, prepared.order) is OrderState.CERTIFIED
    assert shop.checkup.check().ok
    assert shop.session.generation == 2


def test_nothing_is_certified_while_the_old_file_is_held(
    shop: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same call, in the same window, removes it and issues the certificate."""
    order = approved(shop, ids_of(shop)[:5])
    old, away = shop.session.folder.database(1), tmp_path / "away.db"

    def hold(point: str) -> None:
        if point == "rotate.switched":
            old.rename(away)
            old.mkdir()

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(disk, "fault", hold)
        for _ in range(2):
            with pytest.raises(EnvironmentProblem):
                shop.destruction.execute(order, tmp_path / "out")
    assert state_of(shop, order) is OrderState.VERIFIED
    old.rmdir()
    away.rename(old)
    done = shop.destruction.execute(order, tmp_path / "out")
    assert not old.exists()
    assert done.certificate is not None
    evidence = open_certificate(RENDERER.attachments(Path(done.certificate.file).read_bytes())).evidence
    assert evidence["old_key_refused"] is True


def test_destroyed_records_are_stubs_and_the_others_untouched(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    query = "SELECT * FROM record WHERE id > ? ORDER BY id"
    with shop.session.read() as uow:
        before = uow.connection.rows(query, (ids[4],))
        uids = {row[0] for row in uow.connection.rows("SELECT uid FROM record WHERE id <= ?", (ids[4],))}
    destroyed(shop, tmp_path / "out", ids[:5])
    with shop.session.read() as uow:
        assert uow.connection.rows("SELECT * FROM record ORDER BY id") == before
        assert {row[0] for row in uow.connection.rows("SELECT uid FROM stub")} == uids
        assert uow.connection.value("SELECT count(*) FROM customer") == 7
    assert ids_of(shop) == ids[5:]


def test_nothing_of_them_is_in_the_new_database(shop: Services, tmp_path: Path) -> None:
    gone, left = person(0), person(7)
    assert all(cell.encode() in database_bytes(shop) for cell in gone)
    destroyed(shop, tmp_path / "out", ids_of(shop)[:5])
    raw = database_bytes(shop)
    assert not [cell for cell in gone if cell.encode() in raw]
    assert all(cell.encode() in raw for cell in left)


def test_the_reading_back_tells_its_figures_as_it_goes_on(shop: Services, tmp_path: Path) -> None:
    progress = Progress()
    done = shop.destruction.execute(approved(shop, ids_of(shop)[:5]), tmp_path / "out", progress=progress)
    told = dict(progress.snapshot().figures)
    assert (told["bytes"], told["found"]) == (done.residue.bytes, 0)
    assert told["values"] >= done.residue.values > 0


def test_the_answer_is_the_contracts_object(shop: Services, tmp_path: Path) -> None:
    done = destroyed(shop, tmp_path / "out", ids_of(shop)[:5]).result_object()
    assert json.loads(json.dumps(done)) == done
    assert set(done) == {"order", "destroyed", "result", "method", "residue", "surviving_copies", "certificate"}
    assert {"files", "bytes", "values", "control_hits", "hits"} <= set(done["residue"])
    assert set(done["certificate"]) == {"id", "number", "kind", "file", "sha256"}
    assert (done["method"], done["certificate"]["number"]) == ("new-generation", "XHZ-2026-001")


def test_every_value_is_looked_for_and_found_by_the_control(shop: Services, tmp_path: Path) -> None:
    """Five customers with a name, a phone, an address and a note; each record's title besides."""
    residue = destroyed(shop, tmp_path / "out", ids_of(shop)[:5]).residue
    assert residue.values == residue.control_hits >= 20
    assert (residue.hits, residue.term_hits, residue.files) == (0, 0, 1)
    path = shop.session.folder.database(2)
    assert residue.pages >= path.stat().st_size // 4096 - 3
    assert residue.bytes == residue.pages * 4096


def test_the_old_generation_is_gone(shop: Services, tmp_path: Path) -> None:
    old = shop.session._key
    destroyed(shop, tmp_path / "out", ids_of(shop)[:5])
    assert set(shop.session.folder.database_files().values()) == {2}
    assert old.reveal() != shop.session._key.reveal()


def test_the_audit_log_tells_the_steps_without_a_name(shop: Services, tmp_path: Path) -> None:
    destroyed(shop, tmp_path / "out")
    events = shop.audit.newest(100).events
    actions = [event.action for event in reversed(events)]
    steps = ["order.prepare", "order.approve", "order.start", "order.verify", "certificate.issue"]
    assert actions[-5:] == steps
    told = json.dumps([(event.subject, dict(event.detail)) for event in events], ensure_ascii=False)
    assert not [cell for number in range(12) for cell in person(number) if cell in told]


def test_executing_again_answers_the_same(shop: Services, tmp_path: Path) -> None:
    order = approved(shop, ids_of(shop)[:5])
    first = shop.destruction.execute(order, tmp_path / "out")
    assert shop.destruction.execute(order, tmp_path / "out") == first
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert first.certificate is not None
    Path(first.certificate.file).unlink()
    assert shop.destruction.execute(order, tmp_path / "out") == first
    assert Path(first.certificate.file).is_file()


def test_the_whole_vault_can_go(shop: Services, tmp_path: Path) -> None:
    destroyed(shop, tmp_path / "out")
    with shop.session.read() as uow:
        for table in ("record", "customer"):
            assert uow.connection.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608
        assert uow.connection.rows("SELECT file_name, source FROM batch") == [(None, "")]
        assert uow.connection.rows("SELECT name, columns, titles FROM sheet") == [(None, "[]", "[]")]
    assert shop.checkup.check().ok


def test_a_second_order_gets_the_next_numbers(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    destroyed(shop, tmp_path / "out", ids[:2])
    second = destroyed(shop, tmp_path / "out", ids[2:4])
    assert second.order == "XH-2026-002"
    assert second.certificate is not None
    assert second.certificate.number == "XHZ-2026-002"
    assert shop.checkup.check().ok


def test_an_earlier_backup_is_an_exception(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    shop.backups.write(tmp_path / "早先.qdbak")
    done = destroyed(shop, tmp_path / "out", ids[:5])
    (copy,) = done.surviving_copies
    assert done.result == "with-exceptions"
    assert (copy.kind, copy.file, copy.records, copy.status) == ("backup", "早先.qdbak", 5, "exists")


def test_a_copy_that_is_not_found_is_still_an_exception(shop: Services, tmp_path: Path) -> None:
    """Somebody may have moved it; only who destroyed it knows that it is gone."""
    shop.backups.write(tmp_path / "早先.qdbak")
    (tmp_path / "早先.qdbak").rename(tmp_path / "别处.qdbak")
    done = destroyed(shop, tmp_path / "out")
    assert (done.result, [copy.status for copy in done.surviving_copies]) == ("with-exceptions", ["missing"])
    with shop.session.read() as uow:
        assert [copy.status for copy in uow.copies.all()] == ["missing"]


def test_a_copy_that_is_proved_gone_is_none(shop: Services, tmp_path: Path) -> None:
    shop.backups.write(tmp_path / "早先.qdbak")
    with shop.session.write() as uow:
        uow.copies.set_status(1, "deleted")
        uow.commit()
    done = destroyed(shop, tmp_path / "out")
    assert (done.result, done.surviving_copies) == ("complete", ())


def test_a_later_backup_does_not_hold_them(shop: Services, tmp_path: Path, clock: FixedClock) -> None:
    """Nor does an earlier one hold new records that got the numbers of destroyed ones."""
    destroyed(shop, tmp_path / "out")
    shop.backups.write(tmp_path / "空库.qdbak")
    clock.advance(days=1)
    add_rows(shop, tmp_path / "新客户.csv", [person(number) for number in range(20, 25)])
    assert destroyed(shop, tmp_path / "out").surviving_copies == ()


def test_a_customer_who_stays_keeps_only_what_other_records_tell(tmp_path: Path, clock: FixedClock) -> None:
    name, phone, *_ = person(1)
    shop = make_shop(
        tmp_path, [(name, phone, "长宁区老地址88弄8号", "第一单"), (name, phone, "", "第二单来店")], clock=clock
    )
    with shop.session.read() as uow:
        assert uow.connection.rows("SELECT name, phone, address FROM customer") == [
            (name, phone, "长宁区老地址88弄8号")
        ]
    done = destroyed(shop, tmp_path / "out", [1])
    with shop.session.read() as uow:
        assert uow.connection.rows("SELECT name, phone, address FROM customer") == [(name, phone, "")]
    assert "长宁区老地址88弄8号".encode() not in database_bytes(shop)
    assert done.residue.shared_values >= 2
    shop.close()


def test_attachments_go_with_their_record(shop: Services, tmp_path: Path) -> None:
    with shop.session.read() as uow:
        uids = [row[0].hex() for row in uow.connection.rows("SELECT uid FROM record ORDER BY id")]
    for number in (0, 7):
        scan = tmp_path / f"合同扫描{number}.png"
        scan.write_bytes(b"\x89PNG" + secrets.token_bytes(5_000))
        shop.attachments.add([scan], record=uids[number])
    done = destroyed(shop, tmp_path / "out", ids_of(shop)[:5])
    (left,) = shop.attachments.all()
    assert left.name == "合同扫描7.png"
    assert len(list(shop.session.folder.blobs.iterdir())) == 1
    assert "合同扫描0".encode() not in database_bytes(shop)
    assert done.residue.hits == 0
    with shop.session.read() as uow:
        assert uow.orders.figures(1)["attachments"] == 1
    assert shop.checkup.check().ok
