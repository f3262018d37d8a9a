"""Slips given out before a destruction prove afterwards, with the certificate alone, that a record was in it."""

from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.slips import Slip, read_slip
from app.errors import Damaged, Refused, UserError
from app.services.verification import slip_in, verify
from tests.helpers.papers import PaperRenderer
from tests.helpers.shops import add_people, destroyed, ids_of, reopened

RENDERER = PaperRenderer()


def codes(path: Path, slip: Slip) -> list[str]:
    """What `verify` says of the slip beside this certificate."""
    return [check.detail.code for check in verify(path, RENDERER).held_against(slip).checks if check.name == "slip"]


def slip_of(services: Services, ids: list[int]) -> Slip:
    """One slip with all of these records, whoever they are of."""
    with services.session.read() as uow:
        records = [one for found in uow.slips.of_records(ids).values() for one in found]
    return Slip(services.session.vault_id, tuple(records))


def certificate(services: Services, out: Path, ids: list[int]) -> Path:
    done = destroyed(services, out, ids)
    assert done.certificate is not None
    return Path(done.certificate.file)


def test_each_customer_gets_slips_of_its_own(shop: Services) -> None:
    made = shop.slips.of_records(ids_of(shop)[:3])
    assert [(one.records, len(one.slips)) for one in made] == [(1, 1)] * 3
    with shop.session.read() as uow:
        known = {row[0].hex() for row in uow.connection.rows("SELECT uid FROM customer")}
    assert {one.customer for one in made} <= known
    assert len(known & {one.customer for one in made}) == 3


def test_a_slip_is_proved_by_the_certificate(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    gone, mixed, stayed = slip_of(shop, ids[:2]), slip_of(shop, [ids[1], ids[-1]]), slip_of(shop, [ids[-1]])
    other = Slip("ff" * 16, gone.records)
    wrong = Slip(gone.vault_id, (gone.records[0], type(gone.records[0])(gone.records[1].uid, bytes(16))))
    paper = certificate(shop, tmp_path, ids[:5])
    found = [codes(paper, slip) for slip in (gone, mixed, stayed, other, wrong)]
    assert found == [
        ["slip-proved"], ["slip-partly"], ["slip-not-in-it"], ["slip-of-another-vault"], ["slip-wrong"],
    ]  # fmt: skip


def test_a_certificate_that_was_changed_proves_nothing(shop: Services, tmp_path: Path) -> None:
    slip = slip_of(shop, ids_of(shop)[:1])
    paper = certificate(shop, tmp_path, ids_of(shop)[:5])
    whole = paper.read_bytes()
    paper.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert codes(paper, slip) == ["slip-unproved"]


def test_salts_are_gone_with_the_records(shop: Services, tmp_path: Path) -> None:
    order = shop.destruction.prepare(ids_of(shop)[:2]).order
    assert sum(one.records for one in shop.slips.of_order(order)) == 2
    shop.destruction.withdraw(order)
    done = destroyed(shop, tmp_path, ids_of(shop)[:2])
    assert shop.slips.of_order(done.order) == ()


def test_giving_slips_out_is_logged_without_their_salts(shop: Services) -> None:
    (one, *_) = shop.slips.of_records(ids_of(shop)[:2])
    event = shop.audit.newest(1).events[0]
    assert (event.action, event.detail) == ("slips.make", {"customers": 2, "records": 2})
    assert read_slip(one.slips[0]).records[0].salt.hex() not in str(event)


def test_who_only_witnesses_gives_out_no_slips(shop: Services) -> None:
    add_people(shop)
    vault = shop.session.folder.path
    shop.close()
    witness = reopened(vault, operator="赵监销")
    with pytest.raises(Refused, match="role-forbids"):
        witness.slips.of_records([1])
    witness.close()


def test_an_unknown_order_has_no_slips(shop: Services) -> None:
    with pytest.raises(UserError, match="order-not-found"):
        shop.slips.of_order("XH-1999-001")


def test_a_slip_is_read_from_text_or_file(shop: Services, tmp_path: Path) -> None:
    slip = slip_of(shop, ids_of(shop)[:1])
    path = tmp_path / "slip.txt"
    path.write_text(f"\ufeff{slip.text}\n", encoding="utf-8")
    assert slip_in(slip.text) == slip_in(str(path)) == slip
    assert slip_in(str(tmp_path)) is None
    with pytest.raises(Damaged, match="slip-unreadable"):
        slip_in(slip.text[:-1])


def test_slips_go_on_paper_a_page_for_each_customer(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)[:3]
    done = shop.slips.write(ids, tmp_path / "slips.pdf")
    assert (done.customers, done.records) == (3, 3)
    printed = (tmp_path / "slips.pdf").read_text(encoding="utf-8").splitlines()[1:]
    assert [slip_in(line) for line in printed] == [slip_of(shop, [one]) for one in ids]
    event = shop.audit.newest(1).events[0]
    assert (event.action, event.detail) == ("slips.make", {"customers": 3, "records": 3})


def test_slips_on_paper_name_nobody_whole(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)[:3]
    with shop.session.write() as uow:
        names = [row[0] for row in uow.connection.rows("SELECT name FROM customer WHERE name <> '' ORDER BY id")][:3]
        sheets = shop.slips._sheets(uow, ids)
    assert names
    assert not {one.name for one in sheets} & set(names)


def test_slips_are_never_written_over_a_file_nor_of_what_is_gone(shop: Services, tmp_path: Path) -> None:
    (tmp_path / "slips.pdf").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="target-exists"):
        shop.slips.write(ids_of(shop)[:1], tmp_path / "slips.pdf")
    with pytest.raises(UserError, match="folder-not-found"):
        shop.slips.write(ids_of(shop)[:1], tmp_path / "missing" / "slips.pdf")
    with pytest.raises(UserError, match="bad-suffix"):
        shop.slips.write(ids_of(shop)[:1], tmp_path / "slips.txt")
    order = destroyed(shop, tmp_path, ids_of(shop)[:2]).order
    with pytest.raises(UserError, match="no-slips"):
        shop.slips.write(shop.slips.records_of(order), tmp_path / "gone.pdf")
    assert (tmp_path / "slips.pdf").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.glob("*.pdf") if path.name in ("slips.pdf", "gone.pdf")) == [
        "slips.pdf"
    ]
