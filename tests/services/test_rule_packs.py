"""Newer rule packs in a real vault: only the publisher's, only newer ones, compared before they are taken."""

import json
from datetime import date
from pathlib import Path

import pytest

from app.bootstrap import Services, publisher_key, shipped_rules
from app.domain.pack_changes import ChangeKind
from app.domain.records import RecordQuery
from app.errors import AppError, Damaged, Refused, UserError
from app.formats.pack_files import read_pack_file
from app.services.rule_packs import UNREADABLE, RulePackService, use_rules
from tests.helpers.books import Cell, write_book
from tests.helpers.rules import shipped_pack
from tests.helpers.signed_packs import NEWER, Publisher
from tests.helpers.vaults import FixedClock, make_vault, opened

LONGER = {**NEWER, "accounting.toml": ("years = 10", "years = 15")}  # monthly reports: the first ten years of the file


def reports() -> list[list[Cell]]:
    head: list[Cell] = ["报表名称", "所属期", "份数"]
    rows: list[list[Cell]] = [[f"资产负债表{at}", f"2012年{at}月", "1"] for at in range(1, 4)]
    return [head, *rows]


@pytest.fixture
def publisher() -> Publisher:
    return Publisher()


@pytest.fixture
def filled(services: Services, tmp_path: Path) -> Services:
    services.imports.run(write_book(tmp_path / "月度财务报表.xlsx", {"月度财务报告": reports()}))
    services.classification.accept()
    return services


@pytest.fixture
def rules(filled: Services, publisher: Publisher) -> RulePackService:
    return RulePackService(filled.session, shipped_pack(), publisher.public)


def test_preview_says_which_rules_and_which_records_change(
    rules: RulePackService, publisher: Publisher, tmp_path: Path
) -> None:
    found = rules.preview(publisher.signed(tmp_path / "new.qdrules", LONGER))
    assert (found.version, found.before) == ("cn-2027.02", "cn-2026.11")
    assert [(one.rule_id, one.kind, one.names) for one in found.rules] == [("ACC-REP-P", ChangeKind.PERIOD, ("years",))]
    (change,) = found.records
    assert (change.rule_id, change.records) == ("ACC-REP-P", 3)
    assert (change.before.destroyable, change.after.destroyable) == (True, False)
    assert change.after.retain_until == date(2027, 12, 31)
    assert rules.pack.version == "cn-2026.11"


def test_taking_a_pack_decides_anew_and_follows_in_lists(
    rules: RulePackService, filled: Services, publisher: Publisher, tmp_path: Path
) -> None:
    assert len(filled.planning.due()) == 3
    rules.take(publisher.signed(tmp_path / "new.qdrules", LONGER))
    assert len(filled.planning.due()) == 0
    assert filled.planning.plan().pack_version == "cn-2027.02"
    rows = filled.records.list(RecordQuery(sort="retain_until")).records
    assert {row.retain_until for row in rows} == {date(2027, 12, 31)}
    with filled.session.read() as uow:
        last = list(uow.audit.chain())[-1].event
    assert (last.action, last.subject) == ("rules.take", "cn-2027.02")


def test_taken_pack_is_in_force_at_the_next_opening(
    rules: RulePackService, filled: Services, publisher: Publisher, tmp_path: Path, vault: Path, clock: FixedClock
) -> None:
    rules.take(publisher.signed(tmp_path / "new.qdrules", LONGER))
    filled.keys.change()
    filled.close()
    again = opened(vault, clock=clock)
    assert again.session.pack.version == "cn-2026.11"  # signed by another than the pinned publisher
    assert [warning.code for warning in again.session.warnings] == [UNREADABLE]
    use_rules(again.session, shipped_pack(), publisher.public)
    assert again.session.pack.version == "cn-2027.02"
    again.close()


def test_orders_keep_the_version_they_were_decided_under(
    rules: RulePackService, filled: Services, publisher: Publisher, tmp_path: Path
) -> None:
    filled.destruction.prepare(filled.planning.due())
    rules.take(publisher.signed(tmp_path / "new.qdrules", {**NEWER}))
    assert filled.destruction.all()[0].pack_version == "cn-2026.11"


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (
            lambda found: {**found, "payload": found["payload"].replace("30", "1", 1)},
            "rule-pack-signature",
        ),
        (lambda found: {**found, "jws": found["jws"][:-4] + "AAAA"}, "rule-pack-signature"),
        (lambda found: {**found, "jws": "a.b.c"}, "rule-pack-file"),
        (lambda found: {**found, "form": "other"}, "rule-pack-file"),
        (lambda found: [found], "rule-pack-file"),
    ],
)
def test_spoilt_files_are_refused(
    rules: RulePackService, publisher: Publisher, tmp_path: Path, spoil: object, code: str
) -> None:
    path = publisher.signed(tmp_path / "new.qdrules", LONGER)
    assert callable(spoil)
    path.write_text(json.dumps(spoil(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    with pytest.raises(Damaged) as caught:
        rules.take(path)
    assert caught.value.code in (code, "jws-malformed")
    assert rules.pack.version == "cn-2026.11"


def test_other_publishers_older_packs_and_missing_files_are_refused(
    rules: RulePackService, publisher: Publisher, tmp_path: Path
) -> None:
    expected: list[tuple[Path, type[AppError], str]] = [
        (Publisher().signed(tmp_path / "a.qdrules", LONGER), Damaged, "rule-pack-publisher"),
        (publisher.signed(tmp_path / "b.qdrules", {}), Refused, "rule-pack-not-newer"),
        (tmp_path / "none.qdrules", UserError, "file-not-found"),
        (publisher.signed(tmp_path / "c.qdrules", {**NEWER, "tax.toml": ("years = 10", "years = -1")}), Damaged,
         "rule-pack-contradiction"),
    ]  # fmt: skip
    for path, kind, code in expected:
        with pytest.raises(kind) as caught:
            rules.preview(path)
        assert caught.value.code == code


def test_pack_is_in_backups(rules: RulePackService, filled: Services, publisher: Publisher, tmp_path: Path) -> None:
    rules.take(publisher.signed(tmp_path / "new.qdrules", LONGER))
    with filled.session.read() as uow:
        assert "rule_pack" in uow.tables.names()
        assert uow.tables.count("rule_pack") == 1


def test_shipped_key_is_a_key_and_signed_nothing_of_the_tests(tmp_path: Path, publisher: Publisher) -> None:
    assert publisher_key() != publisher.public
    assert len(publisher_key()) == 91  # SPKI of a P-256 key


def test_changes_against_the_programs_own_pack(rules: RulePackService, publisher: Publisher, tmp_path: Path) -> None:
    assert rules.changes() == ()
    rules.take(publisher.signed(tmp_path / "new.qdrules", LONGER))
    assert [one.rule_id for one in rules.changes()] == ["ACC-REP-P"]
    assert shipped_rules().version == "cn-2026.11"


def test_file_is_read_as_it_was_written(publisher: Publisher, tmp_path: Path) -> None:
    found = read_pack_file(publisher.signed(tmp_path / "new.qdrules", NEWER))
    assert found.jws.split(".")[1] == ""
    assert "accounting.toml" in found.texts()


def test_each_vault_has_its_own_pack(rules: RulePackService, publisher: Publisher, tmp_path: Path) -> None:
    rules.take(publisher.signed(tmp_path / "new.qdrules", LONGER))
    (tmp_path / "other").mkdir()
    other = opened(make_vault(tmp_path / "other"))
    assert other.session.pack.version == "cn-2026.11"
    other.close()


def test_firms_own_period_keeps_longer_and_says_on_what_basis(rules: RulePackService, filled: Services) -> None:
    found = rules.keep_longer("ACC-REP-P", 15, "《会计档案管理制度》第八条")
    assert [(one.rule_id, one.records) for one in found.records] == [("ACC-REP-P", 3)]
    assert len(filled.planning.due()) == 0
    decision = filled.planning.plan().groups[0].decision
    assert decision.retain_until == date(2027, 12, 31)
    assert "《会计档案管理制度》第八条" in {one.law for one in decision.basis}
    rules.keep_longer("ACC-REP-P", 0, "")
    assert len(filled.planning.due()) == 3


def test_own_period_holds_at_the_next_opening(
    rules: RulePackService, filled: Services, vault: Path, clock: FixedClock
) -> None:
    rules.keep_longer("ACC-REP-P", 15, "制度第八条")
    filled.close()
    again = opened(vault, clock=clock)
    assert len(again.planning.due()) == 0
    again.close()


@pytest.mark.parametrize(
    ("rule", "years", "basis", "code"),
    [
        ("NET-LOG", 5, "制度", "own-period-duty-to-delete"),
        ("ACC-BANK", 10, "制度", "own-period-not-longer"),
        ("ACC-BANK", 15, "  ", "own-period-basis"),
        ("ACC-BANK", 101, "制度", "own-period-years"),
        ("ACC-REP-A", 50, "制度", "unknown-rule"),
        ("PI-MIN", 5, "制度", "unknown-rule"),
    ],
)
def test_own_periods_never_go_before_the_law(
    rules: RulePackService, rule: str, years: int, basis: str, code: str
) -> None:
    before = rules.pack
    with pytest.raises((Refused, UserError)) as caught:
        rules.keep_longer(rule, years, basis)
    assert caught.value.code == code
    assert rules.pack == before


def test_effect_of_an_own_period_is_told_before_it_is_taken(rules: RulePackService, filled: Services) -> None:
    before = len(filled.planning.due())
    found = rules.preview_longer("ACC-REP-P", 15, "制度第八条")
    assert [(one.rule_id, one.records) for one in found.records] == [("ACC-REP-P", 3)]
    assert (len(filled.planning.due()), rules.own_periods()) == (before, ())
    assert rules.keep_longer("ACC-REP-P", 15, "制度第八条") == found
    (kept,) = rules.own_periods()
    assert (kept.rule_id, kept.years, kept.basis) == ("ACC-REP-P", 15, "制度第八条")
    back = rules.preview_longer("ACC-REP-P", 0, "")
    assert [one.sets_free for one in back.records] == [True]
    assert len(filled.planning.due()) == 0
    with pytest.raises(Refused, match="own-period-duty-to-delete"):
        rules.preview_longer("NET-LOG", 5, "制度")
