"""Nothing of a destroyed record is left anywhere: markers planted in every place that a value can get to.

The reader here is the tests' own: it decrypts pages with the key and knows nothing of the product's reader. The
controls show that it finds every marker before, and what a careless deletion leaves behind.
"""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.capacities import CopyEnd
from app.domain.cleanings import Cleaning
from app.domain.words import Sensitivity
from app.services.record_proposals import Choice
from app.storage.connection import Connection
from tests.helpers.office_files import workbook
from tests.helpers.people_rows import with_check_digit
from tests.helpers.shops import ORIGIN, VAULT, approved, database_bytes, make_shop, person, reopened

NAME, FULL_WIDTH = "欧阳凌霄雁", "１５９１２３４５６７８"
PHONE, MAIL, WECHAT = "15912340987", "Ouyang.Lingxiao@zhixing-mail.cn", "WXID_7Q2M9KXV41"
ID_NUMBER, ADDRESS = with_check_digit("31011519850312451"), "浦东新区碧云路绿缇公寓九栋甲单元"
NOTE = '来电说"等到周五再送"\n放在门口的蓝色柜子里'
LONG = "".join(chr(0x4E00 + (number * 7) % 18_000) for number in range(3_500))
CELLS = {
    "name": NAME,
    "phone": PHONE,
    "mail": MAIL,
    "wechat": WECHAT,
    "id": ID_NUMBER,
    "address": ADDRESS,
    "quoted": "放在门口的蓝色柜子里",
    "wide": FULL_WIDTH,
    "long": LONG[2_000:2_060],
}
PLACES = {
    "file name": "欧阳家族专属客户名册",
    "sheet name": "碧云路回访表",
    "title row": "凌霄阁贵宾登记总册",
    "header": "凌霄阁独家备注栏",
    "source": "欧阳凌霄雁的弟弟转交",
    "hold": "欧阳凌霄雁与前台的退卡纠纷",
    "scan name": "欧阳身份证正反面",
    "scan text": "姓名欧阳凌霄雁性别女民族汉",
    "paper": "三号柜欧阳文件夹",
    "origin": "欧阳女士要求改写来源",
    "correction": "欧阳女士来电补充微信",
    "old value": "WX_OYLX_OLDEST",
}
EVERYWHERE = {**CELLS, **PLACES}
HEADS = ["姓名", "手机号码", "电子邮箱", "微信号", "身份证号", "地址", PLACES["header"], "备用电话", "长备注"]
ROW = [NAME, PHONE, MAIL, WECHAT, ID_NUMBER, ADDRESS, NOTE, FULL_WIDTH, LONG]


@dataclass(frozen=True, slots=True)
class Secrets:
    """Random bytes that belong to the records and must go with them."""

    salts: tuple[bytes, ...]
    digests: tuple[bytes, ...]
    keys: tuple[bytes, ...]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    """A shop with customers who stay, and one whose traces are wherever the program can put any."""
    services = make_shop(tmp_path, count=6)
    _plant(services, tmp_path)
    yield services
    services.close()


def _plant(services: Services, folder: Path) -> None:
    path = workbook(folder / f"{PLACES['file name']}.xlsx", {PLACES["sheet name"]: [[PLACES["title row"]], HEADS, ROW]})
    origin = replace(ORIGIN, source=PLACES["source"])
    imported = services.imports.run(path, origin=origin, cleanings=list(Cleaning))
    services.imports.run(path, origin=origin)  # the same again: a duplicate must not be remembered either
    _decide_for_good(services)
    (number,) = services.records.resolve(uids=[], search=NAME)
    with services.session.read() as uow:
        uid = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = ?", (number,))
    services.records.show(uid)
    services.origins.change(imported.batch, replace(origin, purpose="提供课程和活动"), PLACES["origin"])
    services.corrections.correct(uid, "微信号", PLACES["old value"], "误录")
    services.corrections.correct(uid, "微信号", WECHAT, PLACES["correction"])
    services.slips.of_records([number])
    proof = folder / f"{NAME}的删除证明.pdf"
    proof.write_bytes(b"%PDF-1.7 deleted")
    copy = services.outside.add_copy("短信平台", [number])
    services.outside.prove_gone(copy.id, date(2026, 11, 20), CopyEnd.DELETED, proof)
    hold = services.holds.add(PLACES["hold"], [number])
    services.holds.release(hold.id)
    scan = folder / f"{PLACES['scan name']}.png"
    scan.write_bytes(b"\x89PNG" + PHONE.encode() * 50 + secrets.token_bytes(4_000))
    services.attachments.add([scan], record=uid)
    services.attachments.add([], record=uid, paper_location=PLACES["paper"])
    with services.session.write() as uow:
        uow.connection.execute("UPDATE attachment SET text_found = ? WHERE name <> ''", (PLACES["scan text"],))
        uow.commit()


def _decide_for_good(services: Services) -> None:
    """Classify by a rule of the firm's own, which is kept with the sheet's headers."""
    keys = [group.key for group in services.classification.propose().groups]
    choice = Choice(sensitivity=Sensitivity.CORE)
    services.classification.accept(changes=dict.fromkeys(keys, choice), kept=keys)
    assert PLACES["header"] in services.classification.own_rules()[0].headers


def planted(services: Services) -> list[int]:
    return list(services.records.resolve(uids=[], search=NAME))


def secrets_of(services: Services) -> Secrets:
    (number,) = planted(services)
    with services.session.read() as uow:
        salt, digest = uow.connection.rows("SELECT salt, digest FROM record WHERE id = ?", (number,))[0]
        keys = uow.connection.rows("SELECT key FROM attachment WHERE key IS NOT NULL")
    return Secrets((salt,), (digest,), tuple(row[0] for row in keys))


def forms(value: str) -> set[bytes]:
    return {value.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}


def places_with(value: str, texts: dict[str, bytes]) -> list[str]:
    """Where the value lies, as it is or as the index folds it, in any encoding."""
    wanted = forms(value) | forms(value.lower())
    return [name for name, text in texts.items() if any(form in text for form in wanted)]


def everything(services: Services) -> dict[str, bytes]:
    """All bytes that the program keeps: the vault's files, the database decrypted, its settings and logs."""
    folder = services.session.folder.path
    texts = {"database": database_bytes(services)}
    kept = Path(os.environ["QINGDANG_SETTINGS"])
    for path in (*folder.rglob("*"), *(kept.rglob("*") if kept.is_dir() else ())):
        if path.is_file():
            texts[f"file {path.name}"] = path.read_bytes()
            texts[f"name {path.name}"] = path.name.encode()
    return texts


def test_every_marker_is_there_before(shop: Services) -> None:
    """The control: else finding nothing afterwards would prove nothing."""
    texts = everything(shop)
    for place, value in EVERYWHERE.items():
        assert places_with(value, texts) == ["database"], place
    found = secrets_of(shop)
    for random in (*found.salts, *found.digests, *found.keys):
        assert random in texts["database"]


def test_nothing_is_there_afterwards(shop: Services, tmp_path: Path) -> None:
    before = secrets_of(shop)
    done = shop.destruction.execute(approved(shop, planted(shop)), tmp_path / "out")
    assert done.destroyed == 1
    texts = everything(shop)
    assert {place: places_with(value, texts) for place, value in EVERYWHERE.items()} == {
        place: [] for place in EVERYWHERE
    }
    for random in (*before.salts, *before.digests, *before.keys):
        assert not [name for name, text in texts.items() if random in text]
    assert all(cell.encode() in texts["database"] for number in range(6) for cell in person(number))


def test_the_index_knows_no_word_of_it(shop: Services, tmp_path: Path) -> None:
    """A byte search is no proof for the index, which keeps words without their beginnings."""
    words = {"15912340987", "wxid", "7q2m9kxv41", "zhixing", "15912345678", ID_NUMBER.lower(), "霄"}
    assert words <= vocabulary(shop)
    shop.destruction.execute(approved(shop, planted(shop)), tmp_path / "out")
    left = vocabulary(shop)
    assert not words & left
    assert "13910000000" in left


def vocabulary(services: Services) -> set[str]:
    with services.session.write() as uow:
        uow.connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)")
        return {row[0] for row in uow.connection.rows("SELECT term FROM temp.words")}


def test_the_log_of_the_whole_way_names_nobody(shop: Services, tmp_path: Path) -> None:
    shop.destruction.execute(approved(shop, planted(shop)), tmp_path / "out")
    told = json.dumps(
        [[event.subject, dict(event.detail)] for event in shop.audit.newest(500).events], ensure_ascii=False
    )
    assert "import.file" in {event.action for event in shop.audit.newest(500).events}
    assert not [place for place, value in EVERYWHERE.items() if value in told]


def test_the_papers_name_nobody(shop: Services, tmp_path: Path) -> None:
    """The certificate and its evidence are shown to strangers."""
    shop.destruction.execute(approved(shop, planted(shop)), tmp_path / "out")
    with shop.session.read() as uow:
        contents = {document.number: uow.documents.content(document.id) for document in uow.documents.all()}
    assert list(contents) == ["XHZ-2026-001"]
    assert not [place for place, value in EVERYWHERE.items() if places_with(value, contents)]


def test_a_reopened_vault_brings_nothing_back(shop: Services, tmp_path: Path) -> None:
    shop.destruction.execute(approved(shop, planted(shop)), tmp_path / "out")
    shop.close()
    again = reopened(tmp_path / VAULT)
    texts = everything(again)
    assert not [place for place, value in EVERYWHERE.items() if places_with(value, texts)]
    again.close()


def test_a_careless_deletion_leaves_traces_that_are_found(shop: Services) -> None:
    """Rows deleted in place, with secure_delete: the search index still has the words, and the tests' reader sees them.

    This is what writing a new generation is for, and it shows that these tests can fail.
    """
    (number,) = planted(shop)
    with shop.session.write() as uow:
        run = uow.connection.execute
        run("DELETE FROM attachment")
        run("DELETE FROM hold_record")
        run("DELETE FROM hold")
        run("DELETE FROM record WHERE id = ?", (number,))
        run("DELETE FROM customer WHERE name = ?", (NAME,))
        uow.commit()
    database_bytes(shop)
    _vacuum(shop)
    texts = everything(shop)
    assert places_with(PHONE, texts) == ["database"]
    assert PHONE in vocabulary(shop)


def _vacuum(services: Services) -> None:
    path, key = services.session.folder.database(1), services.session._key.reveal()
    connection = Connection(path, key)
    connection.execute("VACUUM")
    connection.close()
