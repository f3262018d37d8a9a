"""Notices from the letters to the gate: what is written, published, delivered, answered."""

import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.bootstrap import Services
from app.domain.notices import Consent, Method, Particulars
from app.domain.words import Closure, NoticeKind
from app.errors import AppError, Damaged, Refused, UserError
from app.services.notices import NoticeStatus
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

SAID = Particulars("上海新芽教育科技有限公司", "021-58886600")


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    path = make_vault(tmp_path, firm=sample_firm(Closure.MERGER), clock=clock)
    found = opened(path, renderer=PaperRenderer(), clock=clock)
    yield found
    found.close()


@pytest.fixture
def shop(services: Services) -> Planted:
    return planted(services.session, 5, rule="PI-MIN")


def prepared(services: Services, out: Path, kind: NoticeKind = NoticeKind.SUCCESSION) -> NoticeStatus:
    return services.notices.prepare(kind, SAID, out)


def names_a_customer(path: Path) -> bool:
    """Whether one of the planted customers is named in the file, or in one of the folder's."""
    if path.is_dir():
        return any(map(names_a_customer, path.iterdir()))
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            return any("顾客0".encode() in parts.read(name) for name in parts.namelist())
    return "顾客0".encode() in path.read_bytes()


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_writes_a_letter_a_customer_and_what_goes_up(
    services: Services, shop: Planted, tmp_path: Path, kind: NoticeKind
) -> None:
    status = prepared(services, tmp_path / "out", kind)
    assert (status.notice, status.kind, status.counts.letters) == ("GZ-2026-001", kind, 5)
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {Path(file).name for file in status.files}
    assert len(names) == 8
    singles = sorted((tmp_path / "out" / "GZ-2026-001 逐份告知书").iterdir())
    assert [path.name for path in singles] == [f"GZ-2026-001-{number:04}.pdf" for number in range(1, 6)]
    assert "顾客" in singles[0].read_text(encoding="utf-8")
    assert status.period is None


def test_letters_are_told_as_copies_and_logged_without_a_name(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    status = prepared(services, tmp_path)
    copies = [copy for copy in services.overview.copies() if copy.kind == "letters"]
    assert [copy.records for copy in copies] == [5, 5, 5]
    naming = {path.name for path in map(Path, status.files) if names_a_customer(path)}
    assert {copy.file for copy in copies} == naming, "every file that names a customer, and no other"
    event = services.audit.newest(1).events[0]
    assert (event.action, event.subject) == ("notice.prepare", "GZ-2026-001")
    assert dict(event.detail) == {"kind": "succession", "letters": 5, "records": 5}


def test_a_text_message_has_at_most_seventy_characters(services: Services, shop: Planted, tmp_path: Path) -> None:
    long = Particulars("承接方" * 20, "电话" * 30)
    services.notices.prepare(NoticeKind.SUCCESSION, long, tmp_path / "long")
    messages = (tmp_path / "long" / "GZ-2026-001 短信.txt").read_text(encoding="utf-8-sig").splitlines()
    assert len(messages) > 1
    assert all(len(message) <= 70 for message in messages)
    assert "".join(message[5:] for message in messages).count("承接方") == 20


def test_the_gate_opens_on_the_day_after_thirty_working_days(
    services: Services, shop: Planted, tmp_path: Path, clock: FixedClock
) -> None:
    """Published on 1 September 2026: the thirtieth working day is 19 October (make-up days counted)."""
    prepared(services, tmp_path)
    status = services.notices.publish("GZ-2026-001", date(2026, 9, 1))
    assert status.period is not None
    assert (status.period.public_from, status.period.public_until, status.period.opens_on) == (
        date(2026, 9, 1), date(2026, 10, 19), date(2026, 10, 20),
    )  # fmt: skip
    assert status.entered_later
    (gate,) = [one for one in services.planning.plan().gates if one.name == "succession-notice"]
    assert (gate.open, gate.opens_on) == (True, date(2026, 10, 20))


def test_both_sides_of_the_gate(tmp_path: Path) -> None:
    clock = FixedClock()
    services = opened(
        make_vault(tmp_path, firm=sample_firm(Closure.MERGER), clock=clock), renderer=PaperRenderer(), clock=clock
    )
    planted(services.session, 1)
    prepared(services, tmp_path / "out")
    opens_on = services.notices.publish("GZ-2026-001", date(2026, 11, 20)).period
    assert opens_on is not None
    clock.advance(days=(opens_on.opens_on - clock.today()).days - 1)
    assert not gate(services, "succession-notice")
    clock.advance(days=1)
    assert gate(services, "succession-notice")
    services.close()


def gate(services: Services, name: str) -> bool:
    return next(one.open for one in services.planning.plan().gates if one.name == name)


def test_publishing_twice_is_the_same_and_another_day_is_refused(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    prepared(services, tmp_path)
    first = services.notices.publish("GZ-2026-001", date(2026, 11, 1))
    assert services.notices.publish("GZ-2026-001", date(2026, 11, 1)) == first
    with pytest.raises(Refused) as refused:
        services.notices.publish("GZ-2026-001", date(2026, 11, 2))
    assert code_of(refused) == "notice-published-already"
    with pytest.raises(UserError) as ahead:
        services.notices.publish("GZ-2026-001", date(2026, 11, 22))
    assert code_of(ahead) == "notice-published-ahead"


def test_letters_are_entered_one_by_one_and_all_at_once(services: Services, shop: Planted, tmp_path: Path) -> None:
    prepared(services, tmp_path)
    day = date(2026, 11, 20)
    one = services.replies.delivered("GZ-2026-001", Method.SIGNED, day, customers=[shop.customers[0]])
    assert (one.counts.delivered, one.counts.open) == (1, 4)
    two = services.replies.delivered("GZ-2026-001", Method.RETURNED, day, customers=["GZ-2026-001-0002"])
    assert (two.counts.returned, two.counts.open) == (1, 3)
    rest = services.replies.delivered("GZ-2026-001", Method.POST, day)
    assert (rest.counts.delivered, rest.counts.open) == (4, 0)
    with pytest.raises(Refused) as refused:
        services.replies.delivered("GZ-2026-001", Method.POST, day)
    assert code_of(refused) == "nothing-to-deliver"
    # The returned one is told by the public notice alone.
    assert rest.given_on is None
    assert services.notices.publish("GZ-2026-001", day).given_on == day


def test_a_customer_whose_number_is_its_name_in_capitals_can_be_named(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    """It is one and the same letter; only what two letters share names neither."""
    with services.session.write() as uow:
        uow.connection.execute("UPDATE customer SET name = 'Ann', code = 'ANN' WHERE id = 1")
        uow.commit()
    prepared(services, tmp_path)
    done = services.replies.delivered("GZ-2026-001", Method.SIGNED, date(2026, 11, 20), customers=["ann"])
    assert done.counts.delivered == 1


def test_a_file_where_its_folder_should_be_is_a_wrong_use(services: Services, shop: Planted, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(UserError, match="not-a-folder"):
        prepared(services, tmp_path / "out")
    assert services.notices.all() == ()


def test_the_delivery_list_that_was_written_can_be_filled_in_and_read(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    prepared(services, tmp_path, NoticeKind.PROVISION)
    path = tmp_path / "GZ-2026-001 送达登记表.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    filled = [
        ("邮寄", "2026-11-18", "同意"),
        ("退回", "2026/11/19", ""),
        ("", "", ""),
        ("签收", "2026年11月20日", "不同意"),
    ]
    for row, values in enumerate(filled, start=2):
        for column, value in enumerate(values, start=8):
            sheet.cell(row, column).value = value
    book.save(path)
    got = services.replies.received("GZ-2026-001", path)
    assert (got.entered, got.unknown_rows) == (3, ())
    counts = got.status.counts
    assert (counts.delivered, counts.returned, counts.open) == (2, 1, 2)
    assert (counts.consented, counts.refused) == (1, 1)


def test_an_sms_platform_s_export_is_read_by_phone_and_status(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    prepared(services, tmp_path)
    phones = [letter.customer for letter in services.notices.letters("GZ-2026-001")]
    assert len(phones) == 5
    lines = ["短信发送记录", "手机号,发送时间,状态", "13900100000,2026-11-18 10:00:00,短信发送成功"]
    lines += ["13900100001,2026-11-18 10:00:01,发送失败（空号）", "13800000000,2026-11-18 10:00:02,短信发送成功"]
    path = tmp_path / "sms.csv"
    path.write_text("\n".join(lines), encoding="gb18030")
    got = services.replies.received("GZ-2026-001", path)
    assert (got.entered, got.unknown_rows) == (2, (5,))
    letters = services.notices.letters("GZ-2026-001")
    assert [letter.method for letter in letters[:3]] == [Method.SMS, Method.RETURNED, None]


def test_a_list_without_headings_is_refused(services: Services, shop: Planted, tmp_path: Path) -> None:
    prepared(services, tmp_path)
    path = tmp_path / "x.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(Damaged) as damaged:
        services.replies.received("GZ-2026-001", path)
    assert code_of(damaged) == "receipts-unreadable"


def test_an_objection_freezes_the_customer_s_records(services: Services, shop: Planted, tmp_path: Path) -> None:
    prepared(services, tmp_path)
    hold = services.replies.objected("GZ-2026-001", shop.customers[2], "不同意转移", date(2026, 11, 20))
    (placed,) = services.holds.all()
    assert (placed.id, placed.records, placed.reason) == (hold, 1, "GZ-2026-001: 不同意转移")
    (number,) = services.records.resolve([shop.records[2]])
    assert services.planning.decide(number).reasons[0].code == "held"
    assert services.notices.status("GZ-2026-001").counts.objections == 1


def test_consent_is_asked_by_a_provision_only(services: Services, shop: Planted, tmp_path: Path) -> None:
    prepared(services, tmp_path)
    with pytest.raises(Refused) as refused:
        services.replies.consented("GZ-2026-001", Consent.GIVEN, date(2026, 11, 20), customers=[shop.customers[0]])
    assert code_of(refused) == "notice-asks-no-consent"


def test_a_proof_is_kept_sealed_with_the_letters_it_shows(services: Services, shop: Planted, tmp_path: Path) -> None:
    prepared(services, tmp_path / "out")
    proof = tmp_path / "回执.png"
    proof.write_bytes(b"\x89PNG\r\n\x1a\n" + b"receipt" * 100)
    services.replies.delivered("GZ-2026-001", Method.POST, date(2026, 11, 20), evidence=proof)
    _, (kept,) = services.notices.replies("GZ-2026-001")
    assert kept.about == "delivery"
    assert kept.size == proof.stat().st_size
    assert kept.attachment is not None
    exported = tmp_path / "again.png"
    services.attachments.export(kept.attachment, exported)
    assert exported.read_bytes() == proof.read_bytes()
    with pytest.raises(UserError) as missing:
        services.replies.prove_publication("GZ-2026-001", tmp_path / "nothing.png")
    assert code_of(missing) == "file-not-found"


def test_nobody_to_tell_makes_nothing(services: Services, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        prepared(services, tmp_path / "out")
    assert code_of(refused) == "nobody-to-tell"
    assert list((tmp_path / "out").iterdir()) == []
    assert services.notices.all() == ()


def test_a_promised_notice_opens_the_way_for_an_order(tmp_path: Path, clock: FixedClock) -> None:
    """The firm's setting asks for a notice first: refused until it is published, or every letter arrived."""
    services = opened(make_vault(tmp_path, clock=clock), renderer=PaperRenderer(), clock=clock)
    shop = planted(services.session, 3)
    services.settings.set("notice-before-destruction", "yes")
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    with pytest.raises(Refused) as refused:
        services.destruction.execute(order, tmp_path / "out")
    assert code_of(refused) == "notice-not-given"
    services.notices.prepare(NoticeKind.DESTRUCTION, SAID, tmp_path / "letters")
    day = clock.today()
    services.replies.delivered("GZ-2026-001", Method.POST, day, customers=shop.customers[:2])
    with pytest.raises(Refused):
        services.destruction.execute(order, tmp_path / "out")
    assert not gate(services, "notice-before-destruction")
    services.notices.publish("GZ-2026-001", day)
    assert gate(services, "notice-before-destruction")
    assert services.destruction.execute(order, tmp_path / "out").destroyed == 3
    services.close()


def test_a_notice_that_was_for_others_opens_no_way(tmp_path: Path, clock: FixedClock) -> None:
    services = opened(make_vault(tmp_path, clock=clock), renderer=PaperRenderer(), clock=clock)
    planted(services.session, 1)
    services.settings.set("notice-before-destruction", "yes")
    services.notices.prepare(NoticeKind.DESTRUCTION, SAID, tmp_path / "letters")
    services.notices.publish("GZ-2026-001", clock.today())
    planted(services.session, 1)
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    with pytest.raises(Refused) as refused:
        services.destruction.execute(order, tmp_path / "out")
    assert code_of(refused) == "notice-not-given"
    services.close()


def test_texts_write_dates_as_sentences_do(services: Services, tmp_path: Path) -> None:
    """A customer reads 2026 年 12 月 31 日, on the web page and in the e-mail as in the letter."""
    planted(services.session, 1)
    said = Particulars("清算组", "021-58886600", ends_on=date(2026, 12, 31))
    services.notices.prepare(NoticeKind.CLOSING, said, tmp_path / "out")
    texts = [path.read_text(encoding="utf-8-sig") for path in (tmp_path / "out").glob("*.txt")]
    assert sum("停止服务的日期：2026 年 12 月 31 日" in text for text in texts) == 2
