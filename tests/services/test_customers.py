"""The review of customers: which pairs are asked about, joining, parting, and what a destruction leaves of a join."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.customers import Identity
from app.domain.notices import Particulars
from app.domain.records import RecordQuery
from app.domain.words import NoticeKind, Role
from app.errors import Refused, UserError
from app.services.customer_pairs import doubtful_pairs
from app.vault.secret import Secret
from tests.helpers.shops import HEADS, add_rows, approved, database_bytes, make_shop
from tests.helpers.vaults import PASSPHRASE, FixedClock, opened

ADDRESS = "静安区愚园路一百二十一弄三号四〇二室"


def doubt(*customers: Identity, apart: set[tuple[int, int]] | None = None) -> list[str]:
    return [pair.doubt for pair in doubtful_pairs(list(enumerate(customers, 1)), apart or set())]


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (Identity("张建明", phone="13812345678"), Identity("张建民", phone="13812345678"), "phone-similar-name"),
        (Identity("张建明", phone="13812345678"), Identity("李秀英", phone="13812345678"), "same-phone"),
        (Identity("张建明", phone="13812345678"), Identity("张建明", phone="13812345687"), "name-similar-phone"),
        (
            Identity("张建明", phone="13812345678", address=ADDRESS),
            Identity("张建明", phone="13900000000", address=f"{ADDRESS}（东门）"),
            "name-similar-address",
        ),
        (Identity("张建明", phone="13812345678"), Identity("张建明"), "bare-name"),
        (Identity(org="上海启衡咨询有限公司"), Identity(org="上海启衡咨询公司"), "similar-org"),
        (
            Identity("王伟", id_number="110101700307001"),
            Identity("王伟", id_number="110101197003070019"),
            "old-id",
        ),
        (
            Identity("张建明", phone="13812345678", email="Z@qq.com"),
            Identity("张先生", phone="13900000000", email="z@QQ.com"),
            "same-email",
        ),
    ],
)
def test_a_pair_is_doubtful(one: Identity, other: Identity, code: str) -> None:
    assert doubt(one, other) == doubt(other, one) == [code]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Identity("张建明", phone="13812345678"), Identity("张建明", phone="13900000000")),
        (
            Identity("张建明", id_number="110101199003070011", phone="13812345678"),
            Identity("张建民", id_number="110101199003070038", phone="13812345678"),
        ),
        (Identity("张建明", org="上海启衡咨询有限公司"), Identity("李秀英", org="上海启衡咨询公司")),
        (Identity("张建明"), Identity("李秀英")),
        (
            Identity("张建明", phone="13812345678", address="上海市浦东新区碧云路12弄3号"),
            Identity("张建明", phone="13900000000", address="上海市浦东新区碧云路12弄8号"),
        ),
    ],
)
def test_two_are_not_asked_about(one: Identity, other: Identity) -> None:
    """Namesakes, two identity numbers, two contact persons of one firm, neighbours of one name."""
    assert doubt(one, other) == []


def test_what_says_most_comes_first_and_each_pair_once() -> None:
    found = doubtful_pairs(
        [
            (1, Identity("张建明")),
            (2, Identity("张建明", phone="13812345678", email="z@qq.com")),
            (3, Identity("张建民", phone="13812345678", email="z@qq.com")),
        ],
        set(),
    )
    assert [(pair.one, pair.other, pair.doubt) for pair in found] == [
        (2, 3, "phone-similar-name"),
        (1, 2, "bare-name"),
    ]


def test_a_phone_of_very_many_says_nothing() -> None:
    """The front desk's own number in every row."""
    assert doubt(*(Identity(f"顾客{number:03}", phone="02158881234") for number in range(60))) == []


ROWS: Sequence[Sequence[str]] = (
    ("张建明", "13812345678", ADDRESS, "会员"),
    ("张建民", "13812345678", "", "来店"),
    ("李秀英", "13900000001", "徐汇区漕溪北路98号", ""),
)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Services]:
    services = make_shop(tmp_path, ROWS)
    yield services
    services.close()


def pair(services: Services) -> tuple[str, str]:
    """The one doubtful pair: the first customer and its double."""
    (found,) = services.customers.doubtful().pairs
    return found.one.uid, found.other.uid


def known(services: Services) -> list[Identity]:
    with services.session.read() as uow:
        return sorted(identity for _, identity in uow.customers.all())


def test_the_list_is_masked_and_the_look_up_is_logged(shop: Services) -> None:
    (found,) = shop.customers.doubtful().pairs
    assert (found.one.name, found.one.phone, found.records) == ("张*明", "138****5678", (1, 1))
    one, other = shop.customers.show(found.one.uid, found.other.uid)
    assert (one.name, other.name) == ("张建明", "张建民")
    assert [event.action for event in shop.audit.newest(2).events] == ["customer.show"] * 2


def test_a_join_brings_the_records_together_and_fills_the_gaps(shop: Services) -> None:
    kept, joined = pair(shop)
    shop.customers.join(joined, kept)
    assert shop.customers.doubtful().total == 0
    assert [len(shop.records.ids(RecordQuery(customer=uid))) for uid in (joined, kept)] == [2, 0]
    assert [one.address for one in known(shop) if one.name == "张建民"] == [ADDRESS]
    assert shop.checkup.check().ok


def test_a_join_is_undone(shop: Services) -> None:
    before = known(shop)
    kept, joined = pair(shop)
    join = shop.customers.join(kept, joined)
    (fact,) = shop.customers.joins()
    assert (fact.join, fact.customer.uid, fact.joined.uid, fact.joined.name) == (join, kept, joined, "张*民")
    assert shop.customers.undo(join) == joined
    assert known(shop) == before
    assert [len(shop.records.ids(RecordQuery(customer=uid))) for uid in (kept, joined)] == [1, 1]
    assert pair(shop) == (kept, joined)
    assert shop.customers.joins() == ()


def test_what_is_attached_goes_over_and_comes_back(shop: Services) -> None:
    kept, joined = pair(shop)
    shop.attachments.add([], customer=joined, paper_location="三号柜")
    join = shop.customers.join(kept, joined)
    assert {one.customer for one in shop.attachments.all()} == {kept}
    shop.customers.undo(join)
    assert {one.customer for one in shop.attachments.all()} == {joined}


def test_a_chain_of_joins_is_undone_link_by_link(shop: Services, tmp_path: Path) -> None:
    add_rows(shop, tmp_path / "二.csv", [("张健明", "13812345678", "", "又来")], HEADS)
    before = known(shop)
    pairs = shop.customers.doubtful().pairs
    first, second = pairs[0].one.uid, pairs[0].other.uid
    third = next(one.uid for pair in pairs for one in (pair.one, pair.other) if one.uid not in (first, second))
    inner = shop.customers.join(second, third)
    outer = shop.customers.join(first, second)
    assert len(shop.records.ids(RecordQuery(customer=first))) == 3
    shop.customers.undo(outer)
    shop.customers.undo(inner)
    assert known(shop) == before
    assert [len(shop.records.ids(RecordQuery(customer=uid))) for uid in (first, second, third)] == [1, 1, 1]


@pytest.mark.parametrize("undone", ["inner", "outer"])
def test_a_chain_that_is_half_undone_keeps_nobody_who_was_destroyed(
    shop: Services, tmp_path: Path, undone: str
) -> None:
    add_rows(shop, tmp_path / "二.csv", [("欧阳健", "13711112222", "", "又来")], HEADS)
    first, second = pair(shop)
    (gone,) = shop.records.ids(RecordQuery(search="欧阳健"))
    (record,) = shop.records.window([gone])
    assert record.customer
    inner = shop.customers.join(second, record.customer)
    joins = {"inner": inner, "outer": shop.customers.join(first, second)}
    shop.customers.undo(joins[undone])
    shop.destruction.execute(approved(shop, [gone]), tmp_path / "out")
    assert not [text for text in ("欧阳健", "13711112222") if text.encode() in database_bytes(shop)]


def test_what_a_correction_forgets_no_join_remembers(shop: Services) -> None:
    kept, joined = pair(shop)
    shop.customers.join(kept, joined)
    (record,) = shop.records.window(shop.records.ids(RecordQuery(search="张建民")))
    shop.corrections.correct(record.uid, "姓名", "李四", "写错了", forget=True)
    assert "张建民".encode() not in database_bytes(shop)


def test_a_pair_found_to_be_two_is_not_asked_about_again(shop: Services) -> None:
    shop.customers.keep_apart(*pair(shop))
    assert shop.customers.doubtful().total == 0


def test_wrong_questions_are_said(shop: Services) -> None:
    kept, _ = pair(shop)
    with pytest.raises(UserError, match="same-customer"):
        shop.customers.join(kept, kept)
    with pytest.raises(UserError, match="unknown-customer"):
        shop.customers.join(kept, "00" * 16)
    with pytest.raises(UserError, match="unknown-join"):
        shop.customers.undo(99)


def test_a_viewer_may_look_at_the_list_and_join_nobody(shop: Services) -> None:
    kept, joined = pair(shop)
    vault = shop.session.folder.path
    shop.operators.add("钱查阅", Role.VIEWER, Secret(PASSPHRASE))
    shop.close()
    viewer = opened(vault, operator="钱查阅")
    assert viewer.customers.doubtful().total == 1
    with pytest.raises(Refused):
        viewer.customers.join(kept, joined)
    with pytest.raises(Refused):
        viewer.customers.show(kept, joined)
    viewer.close()


def test_the_log_names_nobody(shop: Services) -> None:
    kept, joined = pair(shop)
    shop.customers.undo(shop.customers.join(kept, joined))
    events = shop.audit.newest(2).events
    assert [event.action for event in events] == ["customer.part", "customer.join"]
    assert "张" not in str([dict(event.detail) for event in events])


def test_a_destroyed_record_takes_the_memory_of_its_join_with_it(shop: Services, tmp_path: Path) -> None:
    """What the joined customer was is a value of its record: it goes, and the join can't be undone any more."""
    kept, joined = pair(shop)
    shop.customers.join(kept, joined)
    assert "张建民".encode() in database_bytes(shop)
    (gone,) = shop.records.ids(RecordQuery(search="张建民"))
    shop.destruction.execute(approved(shop, [gone]), tmp_path / "out")
    assert "张建民".encode() not in database_bytes(shop)
    assert shop.customers.joins() == ()
    assert [one.name for one in known(shop)] == ["张建明", "李秀英"]
    assert shop.checkup.check().ok


def test_a_join_of_others_survives_a_destruction(shop: Services, tmp_path: Path) -> None:
    kept, joined = pair(shop)
    join = shop.customers.join(kept, joined)
    (other,) = shop.records.ids(RecordQuery(search="李秀英"))
    shop.destruction.execute(approved(shop, [other]), tmp_path / "out")
    assert shop.customers.undo(join) == joined
    assert sorted(one.name for one in known(shop)) == ["张建明", "张建民"]


def test_an_import_with_a_joined_customer_is_not_taken_back(shop: Services, tmp_path: Path) -> None:
    path = tmp_path / "三.csv"
    path.write_text("姓名,手机号码\n张健民,13812345678", encoding="utf-8")
    shop.imports.run(path)
    found = shop.customers.doubtful().pairs[0]
    shop.customers.join(found.one.uid, found.other.uid)
    batches = [one.batch for one in shop.overview.imports()]
    against = {reason.code for batch in batches for reason in shop.taking_back.prospect(batch).against}
    assert "import-joined" in against


def test_an_import_after_a_join_is_taken_back(tmp_path: Path) -> None:
    """Cancelling several files takes back those that are in: what was done before them must not keep them there."""
    clock = FixedClock()
    shop = make_shop(tmp_path, ROWS, clock=clock)
    kept, joined = pair(shop)
    shop.customers.join(kept, joined)
    shop.notices.prepare(NoticeKind.CLOSING, Particulars("清算组", "021"), tmp_path / "letters")
    clock.advance(days=1)
    path = tmp_path / "三.csv"
    path.write_text("姓名,手机号码,备注\n张建明,13812345678,又来一次", encoding="utf-8")
    shop.imports.run(path)
    (record,) = shop.records.window(shop.records.ids(RecordQuery(search="又来一次")))
    assert record.customer == kept
    assert shop.taking_back.undo([shop.overview.imports()[0].batch]).records == 1
    assert sorted(one.name for one in known(shop)) == ["张建明", "李秀英"]
    shop.close()
