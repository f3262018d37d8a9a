"""Classification of imported files in a real vault: what is proposed, what is entered, what goes on waiting."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app.bootstrap import Services
from app.domain.firm import Profile
from app.domain.origins import Origin
from app.domain.reasons import sentence
from app.domain.records import RecordQuery
from app.domain.words import Closure, Kind, Role, Sensitivity, State
from app.errors import Cancelled, Refused, UserError
from app.jobs import Progress
from app.services.record_proposals import Choice
from app.vault.secret import Secret
from tests.helpers.books import Cell, write_book
from tests.helpers.vaults import FixedClock, make_vault, opened, sample_firm

NAMES = ("王芳", "李强", "张建国", "陈静", "刘洋", "赵敏", "欧阳娜", "周杰")
PHONES = (
    *("13916238457", "18621557043", "15000728816", "13764489120"),
    *("18917336602", "13585901774", "15921880365", "17701654298"),
)
VOUCHERS = 6
STUBS = 4


def customers() -> list[list[Cell]]:
    head: list[Cell] = ["姓名", "手机号码", "家庭住址", "出生日期", "登记日期"]
    rows: list[list[Cell]] = [
        [name, PHONES[at], f"上海市徐汇区漕溪北路{at + 1}号", date(1980 + at * 5, 3, 4), date(2021, 3, at + 1)]
        for at, name in enumerate(NAMES)
    ]
    return [head, *rows]


def vouchers() -> list[list[Cell]]:
    head: list[Cell] = ["录入日期", "凭证日期", "凭证字号", "摘要", "科目", "借方金额", "贷方金额", "是否结清"]
    rows: list[list[Cell]] = [
        [
            date(2020, 1, 3 + at),
            date(2019, 12, 20 + at),
            f"记-{at:03d}",
            f"收{NAMES[at]}学费",
            "预收账款",
            1200.0,
            1200.0,
            "否" if at == 0 else "是",
        ]
        for at in range(VOUCHERS)
    ]
    return [head, *rows]


def invoices(name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [
        [f"0310019{at:05d}", date(2020, 2, 26 + at), f"上海{name}有限公司", 100.0 + at] for at in range(STUBS)
    ]
    return [["发票号码", "开票日期", "购买方名称", "金额"], *rows]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return write_book(
        tmp_path / "资料.xlsx",
        {"客户名单": customers(), "记账凭证": vouchers(), "发票存根联": invoices("晨光"), "开票明细": invoices("明月")},
    )


@pytest.fixture
def filled(services: Services, office: Path) -> Services:
    services.imports.run(office)
    return services


def test_proposals_have_rule_clock_reasons_and_masked_examples(filled: Services) -> None:
    proposals = filled.classification.propose()
    by_sheet = {group.sheet: group for group in proposals.groups}
    assert proposals.records == len(NAMES) + VOUCHERS + 2 * STUBS
    assert proposals.unsure == STUBS
    assert (by_sheet["记账凭证"].rule, by_sheet["记账凭证"].trigger_header) == ("ACC-VOUCHER", "凭证日期")
    assert (by_sheet["发票存根联"].rule, by_sheet["发票存根联"].trigger_header) == ("INV-STUB", "开票日期")
    assert by_sheet["客户名单"].rule == "PI-MIN"
    unsure = by_sheet["开票明细"]
    assert (unsure.rule, unsure.unsure) == (None, True)
    assert {"TAX-10Y", "INV-STUB"} <= set(unsure.contenders)
    assert proposals.groups[-1] is unsure
    for group in proposals.groups:
        assert group.source == "资料.xlsx"
        assert all(sentence(reason, str) for reason in group.reasons)
        assert group.examples
        for example in group.examples:
            assert not any(name in example for name in NAMES)
            assert "13800138" not in example


def test_proposing_changes_nothing(filled: Services) -> None:
    first = filled.classification.propose()
    assert filled.classification.propose() == first
    with filled.session.read() as uow:
        assert uow.records.count(RecordQuery(state=State.CLASSIFIED)) == 0


def test_accepting_enters_rule_date_last_day_and_open_debts(filled: Services) -> None:
    done = filled.classification.accept()
    sure = len(NAMES) + VOUCHERS + STUBS
    assert (done.records, done.classified, done.unsure) == (sure + STUBS, sure, STUBS)
    assert done.by_rule == {"PI-MIN": len(NAMES), "ACC-VOUCHER": VOUCHERS, "INV-STUB": STUBS}
    assert sum(done.by_kind.values()) == sum(done.by_sensitivity.values()) == done.records
    with filled.session.read() as uow:
        rows = uow.connection.rows(
            "SELECT rule, trigger_date, retain_until, open_debt, state, classified_by FROM record ORDER BY id"
        )
    assert {row[1:3] for row in rows if row[0] == "PI-MIN"} == {(None, None)}
    assert [row[1:4] for row in rows if row[0] == "ACC-VOUCHER"] == [
        (f"2019-12-{20 + at}", "2049-12-31", int(at == 0)) for at in range(VOUCHERS)
    ]
    assert [row[1:3] for row in rows if row[0] == "INV-STUB"] == [
        ("2020-02-26", "2025-02-26"),
        ("2020-02-27", "2025-02-27"),
        ("2020-02-28", "2025-02-28"),
        ("2020-02-29", "2025-02-28"),
    ]
    assert {row[4:] for row in rows if row[0]} == {("classified", "王建华")}


def test_unsure_records_wait_with_kind_and_grade(filled: Services) -> None:
    filled.classification.accept()
    with filled.session.read() as uow:
        waiting = uow.connection.rows("SELECT state, kind, sensitivity, rule FROM record WHERE rule IS NULL")
    assert waiting == [("imported", "accounting", "general", None)] * STUBS
    again = filled.classification.accept()
    assert (again.records, again.classified, again.unsure) == (STUBS, 0, STUBS)


def test_person_decides_an_unsure_group(filled: Services) -> None:
    unsure = filled.classification.propose().groups[-1]
    done = filled.classification.accept([unsure.key], {unsure.key: Choice(rule="INV-STUB")})
    assert (done.records, done.classified, done.by_rule) == (STUBS, STUBS, {"INV-STUB": STUBS})
    with filled.session.read() as uow:
        rows = uow.connection.rows("SELECT trigger_date, retain_until FROM record WHERE rule = 'INV-STUB' ORDER BY id")
    assert rows[-1] == ("2020-02-29", "2025-02-28")


def test_only_the_chosen_groups_are_entered(filled: Services) -> None:
    group = next(one for one in filled.classification.propose().groups if one.sheet == "记账凭证")
    done = filled.classification.accept([group.key])
    assert done.records == group.records
    assert filled.classification.propose().records == len(NAMES) + VOUCHERS + 2 * STUBS - group.records


def test_grade_and_kind_can_be_changed(filled: Services) -> None:
    group = next(one for one in filled.classification.propose().groups if one.sheet == "客户名单")
    changes = {group.key: Choice(kind=Kind.CORRESPONDENCE, sensitivity=Sensitivity.CORE)}
    filled.classification.accept([group.key], changes)
    with filled.session.read() as uow:
        found = uow.connection.rows("SELECT DISTINCT kind, sensitivity FROM record WHERE rule = 'PI-MIN'")
    assert ("correspondence", "core") in found


def test_unknown_groups_and_rules_change_nothing(filled: Services) -> None:
    with pytest.raises(UserError, match="unknown-group"):
        filled.classification.accept(["000000-no"])
    key = filled.classification.propose().groups[0].key
    for rule in ("NO-SUCH", "PI-LOCK", "ACC-OPEN"):
        with pytest.raises(UserError, match="unknown-rule"):
            filled.classification.accept([key], {key: Choice(rule=rule)})
    assert filled.classification.summary().classified == 0


def test_children_are_counted_and_marked(services: Services, tmp_path: Path) -> None:
    head: list[Cell] = ["学员姓名", "出生日期", "家长姓名", "家长电话", "报名时间"]
    rows: list[list[Cell]] = [
        [NAMES[at], date(2004 + 4 * at, 6, 1), NAMES[at + 1], PHONES[at], date(2024, 6, 1)] for at in range(4)
    ]
    services.imports.run(write_book(tmp_path / "报名表.xlsx", {"报名表": [head, *rows]}))
    groups = services.classification.propose().groups
    assert {(group.pi_sensitive, group.children, group.records) for group in groups} == {(False, 0, 2), (True, 2, 2)}
    services.classification.accept()
    with services.session.read() as uow:
        assert uow.connection.value("SELECT sum(pi_sensitive) FROM record") == 2


def test_purpose_of_the_import_ends_on_the_day_after_its_last(tmp_path: Path, office: Path) -> None:
    clock = FixedClock()
    firm = sample_firm(Closure.ADDRESS_CANCELLATION, Profile(service_ended_on=None))
    found = opened(make_vault(tmp_path, firm=firm, clock=clock), clock=clock)
    try:
        found.imports.run(office, origin=Origin(purpose_until=clock.today()))
        found.classification.accept()
        assert len(found.planning.due()) == STUBS
        clock.advance(days=1)
        assert len(found.planning.due()) == STUBS + len(NAMES)
    finally:
        found.close()


def test_log_names_no_file_and_no_person(filled: Services) -> None:
    filled.classification.accept()
    with filled.session.read() as uow:
        ((action, subject, detail),) = uow.connection.rows(
            "SELECT action, subject, detail FROM audit WHERE action LIKE 'classify.%'"
        )
    assert (action, subject) == ("classify.accept", "")
    assert '"classified":18' in detail
    assert "cn-2026.11" in detail
    assert "资料" not in detail


def test_viewer_may_not_classify(filled: Services, vault: Path, clock: FixedClock) -> None:
    filled.operators.add("孙查阅", Role.VIEWER, Secret("a viewer's passphrase"))
    filled.close()
    viewer = opened(vault, operator="孙查阅", passphrase="a viewer's passphrase", clock=clock)
    try:
        assert viewer.classification.propose().records
        with pytest.raises(Refused, match="role-forbids"):
            viewer.classification.accept()
    finally:
        viewer.close()


def test_cancelling_enters_nothing(filled: Services) -> None:
    progress = Progress()
    progress.cancel.cancel()
    with pytest.raises(Cancelled):
        filled.classification.accept(progress=progress)
    assert filled.classification.propose().records == len(NAMES) + VOUCHERS + 2 * STUBS


def test_each_row_of_a_list_of_files_finds_its_own_rule(services: Services, tmp_path: Path) -> None:
    head: list[Cell] = ["档案名称", "所属年度", "册数", "保管地点"]
    rows: list[list[Cell]] = [
        ["记账凭证", "2015年", 12, "A柜"],
        ["年度财务会计报告", "2015年", 1, "A柜"],
        ["银行对账单", "2015年", 2, "B柜"],
        ["办公室钥匙", "2015年", 1, "B柜"],
    ]
    services.imports.run(write_book(tmp_path / "会计档案目录.xlsx", {"目录": [head, *rows]}))
    services.classification.accept()
    with services.session.read() as uow:
        found = uow.connection.rows("SELECT rule, retain_until FROM record ORDER BY id")
    assert found == [("ACC-VOUCHER", "2045-12-31"), ("ACC-REP-A", None), ("ACC-BANK", "2025-12-31"), (None, None)]


def test_a_day_later_the_same_records_have_the_same_groups(filled: Services, clock: FixedClock) -> None:
    """Keys hold over days, so that a person may go on tomorrow."""
    before = [group.key for group in filled.classification.propose().groups]
    clock.advance(days=1)
    assert [group.key for group in filled.classification.propose().groups] == before
    assert clock.today() - timedelta(days=1) == date(2026, 11, 21)


def test_title_above_the_header_tells_what_the_sheet_is(services: Services, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["2018年原始凭证登记表"], ["制表：财务部"], ["登记号", "单据日期", "金额"]]
    rows += [[f"D{at:03d}", date(2018, 5, at + 1), 30.5 + at] for at in range(8)]
    services.imports.run(write_book(tmp_path / "汇总.xlsx", {"Sheet1": rows}))
    (group,) = services.classification.propose().groups
    assert (group.rule, group.trigger_header, group.records) == ("ACC-VOUCHER", "单据日期", 8)
    assert "classify-title" in {reason.code for reason in group.reasons}
