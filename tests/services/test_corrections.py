"""Corrections: what changes with a cell, what is kept of the old value, and what of it is left where it must not be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.cleanings import Cleaning
from app.domain.records import RecordQuery
from app.domain.words import Role
from app.errors import Cancelled, Refused, UserError
from app.jobs import Progress
from app.vault import disk
from app.vault.secret import Secret
from tests.helpers.shops import approved, database_bytes, make_shop
from tests.helpers.vaults import PASSPHRASE, opened

WRONG, RIGHT = "15912340987", "13655550123"
ROWS = (
    ("欧阳凌霄", WRONG, "浦东新区碧云路绿缇公寓9栋", "会员"),
    ("李秀英", "13900000001", "徐汇区漕溪北路98号", "老客户"),
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS)
    yield services
    services.close()


def uid_of(services: Services, search: str) -> str:
    (number,) = services.records.ids(RecordQuery(search=search))
    with services.session.read() as uow:
        uid: str = uow.connection.value("SELECT lower(hex(uid)) FROM record WHERE id = ?", (number,))
    return uid


def fields(services: Services, uid: str) -> dict[str, str]:
    return {field.name: field.text for field in services.records.show(uid).fields}


def phone(services: Services, name: str) -> str:
    with services.session.read() as uow:
        found: str = uow.connection.value("SELECT phone FROM customer WHERE name = ?", (name,))
    return found


def test_a_cell_its_customer_and_the_search_follow(shop: Services) -> None:
    uid = uid_of(shop, "欧阳凌霄")
    done = shop.corrections.correct(uid, "手机号码", RIGHT, "本人来电更正")
    assert (done.record, done.field, done.kept) == (uid, "手机号码", True)
    assert fields(shop, uid)["手机号码"] == RIGHT
    assert phone(shop, "欧阳凌霄") == RIGHT
    assert len(shop.records.ids(RecordQuery(search=RIGHT))) == 1
    assert len(shop.records.ids(RecordQuery(search=WRONG))) == 0
    assert shop.checkup.check().ok


def test_the_index_is_still_whole_afterwards(shop: Services) -> None:
    """FTS5 checks itself: taking a text out that was never in would be found here."""
    shop.corrections.correct(uid_of(shop, "欧阳凌霄"), "手机号码", RIGHT, "本人来电更正")
    with shop.session.write() as uow:
        uow.connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")


def test_history_says_what_it_was_why_and_who(shop: Services) -> None:
    uid = uid_of(shop, "欧阳凌霄")
    shop.corrections.correct(uid, "手机号码", RIGHT, "本人来电更正")
    (entry,) = [one for one in shop.records.show(uid).history if one.event == "corrected"]
    assert (entry.by, entry.detail) == ("王建华", f"本人来电更正 ({WRONG})")


def test_the_log_names_neither_value_nor_reason(shop: Services) -> None:
    uid = uid_of(shop, "欧阳凌霄")
    shop.corrections.correct(uid.upper(), "手机号码", RIGHT, "本人来电更正")
    event = shop.audit.newest(1).events[0]
    assert (event.action, event.subject, dict(event.detail)) == ("record.correct", uid, {"column": 2, "kept": True})


def test_a_value_that_must_not_be_kept_is_kept_nowhere(shop: Services) -> None:
    """Neither in the history, nor in the customer, nor in the index, nor in any page of the new database."""
    uid = uid_of(shop, "欧阳凌霄")
    assert WRONG.encode() in database_bytes(shop)
    generation = shop.session.generation
    done = shop.corrections.correct(uid, "手机号码", RIGHT, "从来不是本人的号码", forget=True)
    assert not done.kept
    assert shop.session.generation == generation + 1
    assert WRONG.encode() not in database_bytes(shop)
    assert WRONG[-4:] not in _vocabulary(shop)
    assert fields(shop, uid)["手机号码"] == RIGHT
    assert phone(shop, "欧阳凌霄") == RIGHT
    (entry,) = [one for one in shop.records.show(uid).history if one.event == "corrected"]
    assert entry.detail == "从来不是本人的号码"
    assert shop.checkup.check().ok


def test_another_digest_stays_in_its_portion(shop: Services) -> None:
    uid = uid_of(shop, "欧阳凌霄")
    kept = "SELECT digest FROM record WHERE uid = ?"
    with shop.session.write() as uow:
        uow.connection.execute("UPDATE record SET digest = CAST(x'0003' || digest AS BLOB)")
        uow.commit()
    with shop.session.read() as uow:
        before = uow.connection.value(kept, (bytes.fromhex(uid),))
    shop.corrections.correct(uid, "手机号码", RIGHT, "从来不是本人的号码", forget=True)
    with shop.session.read() as uow:
        after = uow.connection.value(kept, (bytes.fromhex(uid),))
    assert (len(before), len(after), after[:2]) == (18, 18, b"\0\3")
    assert before[2:] != after[2:]


def _vocabulary(services: Services) -> set[str]:
    with services.session.write() as uow:
        uow.connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, row)")
        return {row[0] for row in uow.connection.rows("SELECT term FROM temp.words")}


def test_forgetting_takes_earlier_corrections_and_originals_of_the_cell_too(shop: Services, tmp_path: Path) -> None:
    path = tmp_path / "又一份.csv"
    path.write_text("姓名,手机号码\n赵敏,159-7777-0987\n", encoding="utf-8")
    shop.imports.run(path, cleanings=[Cleaning.PHONE])
    uid = uid_of(shop, "赵敏")
    shop.corrections.correct(uid, "手机号码", "15977770988", "看错一位")
    shop.corrections.correct(uid, "手机号码", RIGHT, "从来不是本人的号码", forget=True)
    text = database_bytes(shop)
    for value in (b"159-7777-0987", b"15977770987", b"15977770988"):
        assert value not in text
    details = [one.detail for one in shop.records.show(uid).history if one.event == "corrected"]
    assert details == ["看错一位", "从来不是本人的号码"]


def test_a_destroyed_record_takes_its_corrections_with_it(shop: Services, tmp_path: Path) -> None:
    uid = uid_of(shop, "欧阳凌霄")
    shop.corrections.correct(uid, "手机号码", RIGHT, "欧阳女士来电更正")
    ids = shop.records.ids(RecordQuery(search="欧阳"))
    shop.destruction.execute(approved(shop, ids), tmp_path / "out")
    text = database_bytes(shop)
    for value in (WRONG, RIGHT, "欧阳女士来电更正", "欧阳凌霄"):
        assert value.encode() not in text


def test_the_same_row_of_the_file_is_still_a_duplicate(shop: Services, tmp_path: Path) -> None:
    """Importing the file again does not bring the wrong value back."""
    shop.corrections.correct(uid_of(shop, "欧阳凌霄"), "手机号码", RIGHT, "本人来电更正")
    (sheet,) = shop.imports.run(tmp_path / "客户名单.csv").sheets
    assert (sheet.records_added, sheet.duplicates) == (0, 2)


@pytest.mark.parametrize(
    ("field", "text", "reason", "code"),
    [
        ("手机号码", RIGHT, " ", "reason-missing"),
        ("电话", RIGHT, "更正", "unknown-field"),
        ("手机号码", WRONG, "更正", "value-unchanged"),
    ],
)
def test_what_is_no_correction_is_said(shop: Services, field: str, text: str, reason: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        shop.corrections.correct(uid_of(shop, "欧阳凌霄"), field, text, reason)
    assert caught.value.code == code


def test_an_unknown_record_is_said(shop: Services) -> None:
    with pytest.raises(UserError, match="unknown-record"):
        shop.corrections.correct("00" * 16, "手机号码", RIGHT, "更正")


@pytest.mark.parametrize("forget", [False, True])
def test_a_frozen_or_listed_record_is_not_corrected(shop: Services, *, forget: bool) -> None:
    """What an order's list or a dispute stands on must not change under it."""
    uid = uid_of(shop, "欧阳凌霄")
    hold = shop.holds.add("争议", shop.records.ids(RecordQuery(search="欧阳")))
    with pytest.raises(Refused) as caught:
        shop.corrections.correct(uid, "手机号码", RIGHT, "更正", forget=forget)
    assert [reason.code for reason in caught.value.reasons] == ["record-held"]  # type: ignore[attr-defined]
    shop.holds.release(hold.id)
    shop.destruction.prepare(shop.records.ids(RecordQuery(search="欧阳")))
    with pytest.raises(Refused) as caught:
        shop.corrections.correct(uid, "手机号码", RIGHT, "更正", forget=forget)
    assert [reason.code for reason in caught.value.reasons] == ["record-listed"]  # type: ignore[attr-defined]


def test_a_cancel_leaves_the_old_value(shop: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    uid, progress = uid_of(shop, "欧阳凌霄"), Progress()
    monkeypatch.setattr(
        disk, "fault", lambda reached: progress.cancel.cancel() if reached == "rotate.created" else None
    )
    with pytest.raises(Cancelled):
        shop.corrections.correct(uid, "手机号码", RIGHT, "更正", forget=True, progress=progress)
    assert fields(shop, uid)["手机号码"] == WRONG


def test_who_may_not_import_may_not_correct(shop: Services) -> None:
    uid, vault = uid_of(shop, "欧阳凌霄"), shop.session.folder.path
    shop.operators.add("赵监销", Role.WITNESS, Secret(PASSPHRASE))
    shop.close()
    witness = opened(vault, operator="赵监销")
    with pytest.raises(Refused, match="role-forbids"):
        witness.corrections.correct(uid, "手机号码", RIGHT, "更正")
    witness.close()
