"""Paper files and copies that others hold: recorded, proved, and said on the certificate as far as they are."""

from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.capacities import CopyEnd, PaperItem, PaperMethod
from app.errors import Refused, UserError
from app.services.certification import open_certificate
from app.services.destruction import Executed
from reports.renderer import PdfRenderer
from tests.helpers.papers import PaperRenderer
from tests.helpers.pdf_text import squeezed, text_of
from tests.helpers.shops import approved, destroyed, ids_of, make_shop, person

DAY = date(2026, 11, 20)
ITEM = PaperItem(
    "2014年会员登记表",
    "KH-2014-03",
    "3",
    2,
    2014,
    2014,
    None,
    PaperMethod.SHREDDED,
    "嘉定粉碎站",
    "12.5 kg",
    "安信销毁公司",
    DAY,
)


def evidence(done: Executed, renderer: PdfRenderer | PaperRenderer) -> dict[str, Any]:
    assert done.certificate is not None
    return open_certificate(renderer.attachments(Path(done.certificate.file).read_bytes())).evidence


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "王女士的照片.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(500))
    return path


def test_a_processors_copy_survives_until_it_is_proved_gone(shop: Services, tmp_path: Path, photo: Path) -> None:
    kept = shop.outside.add_copy("短信平台", asked=True)
    assert (kept.kind, kept.records, kept.status) == ("processor", 12, "asked")
    first = destroyed(shop, tmp_path / "out", ids_of(shop)[:3])
    assert first.result == "with-exceptions"
    assert [(one.file, one.records, one.status) for one in first.surviving_copies] == [("短信平台", 3, "asked")]
    with pytest.raises(UserError, match="proof-missing"):
        shop.outside.prove_gone(kept.id, DAY, CopyEnd.DELETED)
    shop.outside.prove_gone(kept.id, DAY, CopyEnd.DELETED, photo)
    second = destroyed(shop, tmp_path / "out", ids_of(shop)[:3])
    assert (second.result, second.surviving_copies) == ("complete", ())
    (gone,) = evidence(second, PaperRenderer())["copies_gone"]
    assert (gone["file"], gone["records"], gone["status"], gone["proved_on"]) == (
        "短信平台",
        3,
        "deleted",
        "2026-11-20",
    )
    assert gone["proof"] == sha256(photo.read_bytes()).hexdigest()


def test_a_copy_of_some_records_concerns_only_them(shop: Services, tmp_path: Path) -> None:
    ids = ids_of(shop)
    shop.outside.add_copy("代账公司", ids[:2])
    assert destroyed(shop, tmp_path / "out", ids[5:7]).surviving_copies == ()
    assert [one.records for one in destroyed(shop, tmp_path / "out", ids[1:4]).surviving_copies] == [1]


def test_a_copy_of_no_record_is_none(shop: Services) -> None:
    with pytest.raises(UserError, match="copy-of-nothing"):
        shop.outside.add_copy("代账公司", shop.records.resolve(search="这里没有的词"))
    assert shop.outside.copies() == ()


def test_a_file_that_still_lies_there_is_not_gone(shop: Services, tmp_path: Path) -> None:
    shop.backups.write(tmp_path / "早先.qdbak")
    (copy,) = shop.outside.copies()
    with pytest.raises(Refused, match="copy-still-there"):
        shop.outside.prove_gone(copy.id, DAY, CopyEnd.DESTROYED)
    (tmp_path / "早先.qdbak").unlink()
    assert shop.outside.prove_gone(copy.id, DAY, CopyEnd.DESTROYED).status == "destroyed"


def test_paper_of_which_nothing_is_recorded_is_an_exception(shop: Services, tmp_path: Path, photo: Path) -> None:
    with shop.session.read() as uow:
        uids = [row[0] for row in uow.connection.rows("SELECT lower(hex(uid)) FROM record ORDER BY id")]
    for uid in uids[:2]:
        shop.attachments.add([photo], record=uid, paper_location="三号柜")
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE attachment SET blob = NULL, key = NULL")
        uow.commit()
    first = destroyed(shop, tmp_path / "out", [1])
    assert (first.result, evidence(first, PaperRenderer())["paper_left"]) == ("with-exceptions", 1)
    order = approved(shop, [2])
    kept = shop.outside.record_paper(order, ITEM, [photo])
    assert kept.photos == (sha256(photo.read_bytes()).hexdigest(),)
    second = shop.destruction.execute(order, tmp_path / "out")
    found = evidence(second, PaperRenderer())
    assert (second.result, found["paper_left"], len(found["paper"])) == ("complete", 0, 1)
    with pytest.raises(Refused, match="order-certified"):
        shop.outside.record_paper(order, ITEM)


def test_of_an_order_all_is_told_that_lies_outside(shop: Services, tmp_path: Path, photo: Path) -> None:
    """Before it is executed, and afterwards, when the records can no longer be asked."""
    ids = ids_of(shop)
    shop.outside.add_copy("代账公司", ids[:2])
    shop.outside.add_copy("短信平台", ids[6:])
    shop.backups.write(tmp_path / "早先.qdbak")
    order = approved(shop, ids[:5])
    shop.outside.record_paper(order, ITEM, [photo])
    before = shop.outside.of_order(order)
    assert [(one.file, one.records) for one in before.copies] == [("代账公司", 2), ("早先.qdbak", 5)]
    assert ([one.name for one in before.paper], before.takes_paper) == ([ITEM.name], True)
    shop.destruction.execute(order, tmp_path / "out")
    after = shop.outside.of_order(order)
    assert after.copies == before.copies
    assert (after.paper, after.takes_paper) == (before.paper, False)


def test_the_certificate_says_it_in_words(tmp_path: Path, photo: Path) -> None:
    shop = make_shop(tmp_path, renderer=PdfRenderer())
    copy = shop.outside.add_copy("短信平台")
    shop.outside.prove_gone(copy.id, DAY, CopyEnd.RETURNED, photo)
    order = approved(shop, ids_of(shop)[:3])
    shop.outside.record_paper(order, ITEM, [photo])
    done = shop.destruction.execute(order, tmp_path / "out")
    assert done.certificate is not None
    text = text_of(Path(done.certificate.file).read_bytes())
    shop.close()
    for words in ("已证实不复存在的外部副本", "短信平台", "纸质档案", "嘉定粉碎站", "12.5 kg", "安信销毁公司"):
        assert squeezed(words) in text, words


def test_the_names_of_proofs_are_not_kept(shop: Services, photo: Path) -> None:
    """A file's name can name a person."""
    shop.outside.record_paper(approved(shop, [1]), ITEM, [photo])
    with shop.session.read() as uow:
        ((name,),) = uow.connection.rows("SELECT name FROM proof_paper")
    assert "王女士" not in name


@pytest.mark.parametrize("where", ["name", "file_number", "volume", "place", "amount", "note"])
def test_paper_that_names_a_customer_is_not_recorded(shop: Services, where: str) -> None:
    """It would stay on the certificate and in the register when the customer is gone."""
    order = approved(shop, [1])
    name, phone, *_ = person(3)
    for said in (f"{name}的合同", f"电话{phone}"):
        written: dict[str, Any] = {where: said}
        with pytest.raises(UserError, match="paper-names-somebody"):
            shop.outside.record_paper(order, replace(ITEM, **written))
    assert shop.outside.of_order(order).paper == ()
    assert shop.outside.record_paper(order, ITEM).contractor == ITEM.contractor


def test_wrong_entries_record_nothing(shop: Services, tmp_path: Path, photo: Path) -> None:
    order = approved(shop, [1])
    for problem, act in (
        ("holder-missing", lambda: shop.outside.add_copy("  ")),
        ("copy-not-found", lambda: shop.outside.prove_gone(99, DAY, CopyEnd.DELETED, photo)),
        ("file-not-found", lambda: shop.outside.record_paper(order, ITEM, [tmp_path / "no.jpg"])),
        ("order-not-found", lambda: shop.outside.record_paper("XH-1999-001", ITEM)),
        ("paper-not-counted", lambda: shop.outside.record_paper(order, replace(ITEM, volumes=0))),
        ("day-to-come", lambda: shop.outside.record_paper(order, replace(ITEM, destroyed_on=date(2030, 1, 1)))),
        ("day-to-come", lambda: shop.outside.prove_gone(1, date(2030, 1, 1), CopyEnd.DELETED, photo)),
    ):
        with pytest.raises(UserError, match=problem):
            act()
    assert shop.outside.copies() == ()
