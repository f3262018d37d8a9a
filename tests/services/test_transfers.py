"""Handing records to a recipient: what may go, when, what the recipient can open, and what stays behind."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.assessments import QUESTIONS, Answer, Form, Subject, Verdict
from app.domain.notices import Consent, Particulars
from app.domain.retention import Reason
from app.domain.transfers import TransferState
from app.domain.words import Closure, NoticeKind
from app.errors import AppError, NotUnlocked, Refused, UserError
from app.formats.packages import PackageReader
from app.services.sealing import opened_key
from app.services.transfers import TransferStatus
from app.services.verification import verify
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

TAKER = "上海新芽教育科技有限公司"
SAID = Particulars(TAKER, "021-58886600")
RENDERER = PaperRenderer()


def merger(folder: Path, clock: FixedClock, closure: Closure = Closure.MERGER) -> Services:
    return opened(make_vault(folder, firm=sample_firm(closure), clock=clock), renderer=RENDERER, clock=clock)


@pytest.fixture
def services(tmp_path: Path, clock: FixedClock) -> Iterator[Services]:
    found = merger(tmp_path, clock)
    yield found
    found.close()


@pytest.fixture
def shop(services: Services) -> Planted:
    return planted(services.session, 4)


def announced(services: Services, folder: Path, on: date = date(2026, 9, 1)) -> None:
    """Tell the customers, thirty working days ago unless said otherwise."""
    services.notices.prepare(NoticeKind.SUCCESSION, SAID, folder / "letters")
    services.notices.publish("GZ-2026-001", on)


def executed(services: Services, folder: Path, *, masked: bool = False) -> TransferStatus:
    announced(services, folder)
    services.transfers.prepare(TAKER, "021", masked=masked)
    return services.transfers.execute("YJ-2026-001", folder / "out")


def states(services: Services) -> set[str]:
    with services.session.read() as uow:
        return {row[0] for row in uow.connection.rows("SELECT DISTINCT state FROM record")}


def code_of(error: pytest.ExceptionInfo[AppError]) -> str:
    return error.value.code


def test_a_closed_gate_refuses_and_says_when_it_opens(services: Services, shop: Planted, tmp_path: Path) -> None:
    services.transfers.prepare(TAKER, "021")
    with pytest.raises(Refused) as nothing_told:
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert code_of(nothing_told) == "gate-closed"
    announced(services, tmp_path, date(2026, 11, 20))
    with pytest.raises(Refused) as too_early:
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert code_of(too_early) == "gate-closed"
    opens_on = services.notices.status("GZ-2026-001").period
    assert opens_on is not None
    assert too_early.value.params["opens_on"] == opens_on.opens_on.isoformat()
    assert list((tmp_path / "out").iterdir()) == []
    assert states(services) == {"classified"}


def test_the_package_goes_out_on_the_very_day_and_not_before(tmp_path: Path, clock: FixedClock) -> None:
    services = merger(tmp_path, clock)
    planted(services.session, 1)
    announced(services, tmp_path, date(2026, 11, 20))
    services.transfers.prepare(TAKER, "021")
    period = services.notices.status("GZ-2026-001").period
    assert period is not None
    clock.advance(days=(period.public_until - clock.today()).days)
    with pytest.raises(Refused):
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    clock.advance(days=1)
    assert services.transfers.execute("YJ-2026-001", tmp_path / "out").transfer.state is TransferState.EXECUTED
    services.close()


def test_a_file_where_its_folder_should_be_is_a_wrong_use(services: Services, shop: Planted, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(UserError, match="not-a-folder"):
        executed(services, tmp_path)
    assert services.transfers.status("YJ-2026-001").transfer.state is TransferState.PREPARED


def test_the_recipient_opens_the_package_with_the_code(services: Services, shop: Planted, tmp_path: Path) -> None:
    done = executed(services, tmp_path)
    assert done.package is not None
    assert done.certificate is not None
    assert done.transfer.code is not None
    with SealedFile(Path(done.package)) as sealed:
        key, _, slot = opened_key(sealed, Secret(done.transfer.code), TAKER)
        package = PackageReader(sealed.payload(key.reveal()))
        assert slot.name == TAKER
        assert {record.uid for record in package.records()} == set(shop.records)
        with pytest.raises(NotUnlocked):
            opened_key(sealed, Secret("wrong"), TAKER)
    for file in (done.package, done.certificate.file):
        assert verify(Path(file), RENDERER).valid
    assert done.certificate.number == "YJZ-2026-001"
    assert states(services) == {"transferred"}


def test_a_masked_package_names_nobody(services: Services, shop: Planted, tmp_path: Path) -> None:
    with services.session.write() as uow:
        columns = uow.connection.value("SELECT columns FROM sheet")
        personal = columns.replace('"type": "other"', '"type": "person_name"')
        uow.connection.execute("UPDATE sheet SET columns = ?", (personal,))
        uow.commit()
    done = executed(services, tmp_path, masked=True)
    assert done.package is not None
    assert done.transfer.code is not None
    with SealedFile(Path(done.package)) as sealed:
        key, _, _ = opened_key(sealed, Secret(done.transfer.code), TAKER)
        package = PackageReader(sealed.payload(key.reveal()))
        texts = [str(one) for one in (*package.records(), *package.customers())]
        whole = b"".join(part for part in package.content("records.xlsx"))
    assert texts
    assert not [text for text in texts if "顾客0" in text or "1390010000" in text]
    assert whole.startswith(b"PK")


def test_what_must_stay_is_left_out_with_its_reason(services: Services, shop: Planted, tmp_path: Path) -> None:
    locked = planted(services.session, 1, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    unsure = planted(services.session, 1, rule=None)
    (held,) = services.records.resolve([shop.records[0]])
    services.holds.add("退费争议", [held])
    every = services.records.resolve([*shop.records, *locked.records, *unsure.records])
    done = services.transfers.prepare(TAKER, "021", record_ids=every)
    assert done.transfer.records == 3
    assert {one.uid: one.reasons[0].code for one in done.withheld} == {
        shop.records[0]: "held", locked.records[0]: "restricted-stays", unsure.records[0]: "no-rule",
    }  # fmt: skip


def test_what_was_frozen_after_preparing_does_not_go(services: Services, shop: Planted, tmp_path: Path) -> None:
    announced(services, tmp_path)
    services.transfers.prepare(TAKER, "021")
    (one,) = services.records.resolve([shop.records[1]])
    services.holds.add("异议", [one])
    done = services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert done.transfer.records == 3
    assert [held.uid for held in done.withheld] == [shop.records[1]]


def test_what_a_hand_over_lists_is_destroyed_only_once_it_is_given_up(services: Services, shop: Planted) -> None:
    """It would go out with fewer records than were listed, and nobody would be told."""
    old = planted(services.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date="1990-06-30")
    both, listed = services.records.resolve(old.records), services.records.resolve(old.records[:1])
    services.transfers.prepare(TAKER, "021", record_ids=listed)
    with pytest.raises(Refused) as refused:
        services.destruction.prepare(listed)
    assert reasons_of(refused) == [Reason("in-transfer", (("order", "YJ-2026-001"),))]
    done = services.destruction.prepare(both)
    assert (done.records, [one.uid for one in done.blocked]) == (1, [old.records[0]])
    services.transfers.withdraw("YJ-2026-001")
    assert services.destruction.prepare(listed).records == 1


def test_records_stay_frozen_until_the_recipient_has_signed(services: Services, shop: Planted, tmp_path: Path) -> None:
    executed(services, tmp_path)
    assert len(services.planning.due()) == 0
    signed = tmp_path / "交接书.png"
    signed.write_bytes(b"\x89PNG\r\n\x1a\nsigned")
    done = services.transfers.accept("YJ-2026-001", "李接收", date(2026, 11, 21), signed)
    assert (done.transfer.state, done.transfer.accepted_by) == (TransferState.ACCEPTED, "李接收")
    assert done.transfer.code is None
    assert done.transfer.receipt_sha256
    assert len(services.planning.due()) == 4
    assert services.transfers.accept("YJ-2026-001", "别人", date(2026, 11, 21)) == done


def test_the_copy_is_told_by_a_later_destruction(services: Services, shop: Planted, tmp_path: Path) -> None:
    executed(services, tmp_path)
    services.transfers.accept("YJ-2026-001", "李接收", date(2026, 11, 21))
    order = services.destruction.prepare(None).order
    services.destruction.approve(order, services.session.signer)
    done = services.destruction.execute(order, tmp_path / "certificates")
    assert {(copy.kind, copy.records) for copy in done.surviving_copies} == {("transfer", 4), ("letters", 4)}
    assert done.result == "with-exceptions"


def test_another_recipient_than_the_notice_named_gets_nothing(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    announced(services, tmp_path)
    services.transfers.prepare("别家公司", "021")
    with pytest.raises(Refused) as refused:
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert code_of(refused) == "transfer-other-recipient"


def test_executing_again_answers_the_same(services: Services, shop: Planted, tmp_path: Path) -> None:
    done = executed(services, tmp_path)
    again = services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert again == done
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_hand_over_is_withdrawn_only_before_it_is_carried_out(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    services.transfers.prepare(TAKER, "021")
    assert services.transfers.withdraw("YJ-2026-001").transfer.state is TransferState.WITHDRAWN
    with pytest.raises(Refused) as withdrawn:
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert code_of(withdrawn) == "transfer-withdrawn"
    with pytest.raises(Refused) as early:
        services.transfers.accept("YJ-2026-001", "李接收", date(2026, 11, 21))
    assert code_of(early) == "transfer-not-executed"
    with pytest.raises(UserError) as unknown:
        services.transfers.status("YJ-2026-009")
    assert code_of(unknown) == "transfer-not-found"


def test_nothing_to_hand_over_says_why(services: Services, tmp_path: Path) -> None:
    planted(services.session, 2, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    with pytest.raises(Refused) as refused:
        services.transfers.prepare(TAKER, "021")
    assert code_of(refused) == "nothing-to-transfer"


def test_the_sale_of_a_business_takes_assessment_and_each_consent(tmp_path: Path, clock: FixedClock) -> None:
    """PIPL 23 and 55: without them refused; with them only who agreed; who takes it back does not go."""
    services = merger(tmp_path, clock, Closure.TRANSFER)
    shop = planted(services.session, 3)
    with pytest.raises(Refused) as nobody:
        services.transfers.prepare(TAKER, "021")
    assert code_of(nobody) == "nothing-to-transfer"
    services.notices.prepare(NoticeKind.PROVISION, SAID, tmp_path / "letters")
    day = clock.today()
    services.replies.consented("GZ-2026-001", Consent.GIVEN, day, customers=shop.customers[:2])
    services.replies.consented("GZ-2026-001", Consent.REFUSED, day, customers=[shop.customers[2]])
    prepared = services.transfers.prepare(TAKER, "021")
    assert (prepared.transfer.records, len(prepared.withheld)) == (2, 1)
    with pytest.raises(Refused) as unassessed:
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert code_of(unassessed) == "gate-closed"
    services.assessments.add(Form.IMPACT, Subject.PROVISION, complying(), "风险可控")
    clock.advance(days=1)
    services.replies.consented("GZ-2026-001", Consent.REFUSED, clock.today(), customers=[shop.customers[1]])
    done = services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert (done.transfer.records, [one.uid for one in done.withheld]) == (1, [shop.records[1]])
    services.close()


def complying() -> dict[str, Answer]:
    return {question.name: Answer(Verdict.YES) for question in QUESTIONS[Form.IMPACT]}


def test_a_lawyer_s_written_reason_makes_it_a_succession(tmp_path: Path, clock: FixedClock) -> None:
    services = merger(tmp_path, clock, Closure.TRANSFER)
    planted(services.session, 2)
    announced(services, tmp_path)
    services.transfers.prepare(TAKER, "021", opinion="律师意见书 2026-15：整体转让构成承继")
    assert services.transfers.execute("YJ-2026-001", tmp_path / "out").transfer.records == 2
    services.close()


def test_accounting_files_stay_with_a_firm_that_sells_its_business(tmp_path: Path, clock: FixedClock) -> None:
    """Order 79 art. 21: the old firm keeps them, the taker may look at them and copy them."""
    services = merger(tmp_path, clock, Closure.TRANSFER)
    files = planted(services.session, 1, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    with services.session.write() as uow:
        uow.connection.execute("UPDATE record SET personal = 0")
        uow.commit()
    with pytest.raises(Refused) as refused:
        services.transfers.prepare(TAKER, "021", record_ids=services.records.resolve(files.records))
    assert [getattr(reason, "code", "") for reason in refused.value.reasons] == ["custody-split"]
    services.close()


def test_a_later_notice_of_somebody_else_closes_no_open_gate(services: Services, shop: Planted, tmp_path: Path) -> None:
    """What was announced of a recipient stays announced, whatever is told of another one afterwards."""
    announced(services, tmp_path)
    services.notices.prepare(NoticeKind.SUCCESSION, Particulars("别家公司", "022"), tmp_path / "others")
    services.notices.publish("GZ-2026-002", date(2026, 11, 20))
    services.transfers.prepare(TAKER, "021")
    done = services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert done.transfer.state is TransferState.EXECUTED


def reasons_of(error: pytest.ExceptionInfo[Refused]) -> list[Reason]:
    return [reason for reason in error.value.reasons if isinstance(reason, Reason)]


def sensitive(services: Services, uid: str) -> None:
    """Let this record hold what PIPL 28 calls sensitive."""
    with services.session.write() as uow:
        uow.connection.execute("UPDATE record SET pi_sensitive = 1 WHERE uid = ?", (bytes.fromhex(uid),))
        uow.commit()


def assessed(services: Services, subject: Subject) -> None:
    answers = {one.name: Answer(Verdict.YES) for one in QUESTIONS[Form.IMPACT]}
    services.assessments.add(Form.IMPACT, subject, answers, "风险可控")


def test_sensitive_information_goes_only_after_its_assessment(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    """PIPL 55(1), with the notice of the successor long on display; an assessment of something else is none of it."""
    sensitive(services, shop.records[0])
    with pytest.raises(Refused) as early:
        executed(services, tmp_path)
    assert code_of(early) == "gate-closed"
    assert [reason.code for reason in reasons_of(early)] == ["gate-sensitive"]
    assert (early.value.params["opens_on"], states(services)) == (None, {"classified"})
    assessed(services, Subject.ENTRUSTMENT)
    with pytest.raises(Refused):
        services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assessed(services, Subject.SENSITIVE)
    done = services.transfers.execute("YJ-2026-001", tmp_path / "out")
    assert done.transfer.state is TransferState.EXECUTED
    assert done.certificate is not None
    assert verify(Path(done.certificate.file), RENDERER).valid


def test_sensitive_information_that_stays_or_is_starred_out_closes_no_gate(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    """Only what goes along is asked for, and masked it is not handed over."""
    staying = planted(services.session, 1, kind="accounting", rule="ACC-VOUCHER", trigger_date="2020-06-30")
    sensitive(services, staying.records[0])
    assert "sensitive-assessment" in {gate.name for gate in services.planning.plan().gates}
    assert executed(services, tmp_path).transfer.records == len(shop.records)


def test_masked_hand_over_needs_no_assessment_of_the_sensitive(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    sensitive(services, shop.records[0])
    assert executed(services, tmp_path, masked=True).transfer.state is TransferState.EXECUTED


def test_writing_records_out_asks_for_the_assessment_and_does_not_refuse(
    services: Services, shop: Planted, tmp_path: Path
) -> None:
    assert services.planning.asked_first() is None
    sensitive(services, shop.records[0])
    asked = services.planning.asked_first()
    assert asked is not None
    assert (asked.open, asked.why.code) == (False, "gate-sensitive")
    services.exports.workbook(tmp_path / "a.xlsx")
    assessed(services, Subject.SENSITIVE)
    assert services.planning.asked_first() is None


def test_where_the_plan_hands_nothing_over_it_says_what_may_be_named(tmp_path: Path, clock: FixedClock) -> None:
    """A firm that ends has no records to hand over by itself; a successor may still get those that are named."""
    services = merger(tmp_path, clock, Closure.DEREGISTRATION)
    shop = planted(services.session, 3)
    planted(services.session, 1, rule=None)
    with pytest.raises(Refused) as refused:
        services.transfers.prepare(TAKER, "021")
    assert (code_of(refused), refused.value.params["free"], refused.value.params["records"]) == (
        "transfer-names-nothing", 3, 4,
    )  # fmt: skip
    first, *others = reasons_of(refused)
    assert (first.code, dict(first.params)["option"], dict(first.params)["count"]) == (
        "transfer-candidates", "service", "3",
    )  # fmt: skip
    assert [reason.code for reason in others] == ["no-rule"]
    named = services.transfers.prepare(TAKER, "021", record_ids=services.records.resolve(shop.records))
    assert named.transfer.records == 3
    services.close()
