"""The shipped pack against law.md's table of checked rules, and what a damaged pack is told."""

import re
from datetime import date

import pytest

from app.domain.citations import LAWS
from app.domain.retention import Confidence, Effect, NormLevel, Trigger
from app.domain.rule_packs import SWITCHES, parse_pack
from app.domain.words import Kind
from app.errors import Damaged
from tests.helpers.rules import pack_texts, shipped_pack

# law.md section 4, rows marked A or B: id, period, trigger, norm level, confidence, first article (AML and GUARD: two).
CHECKED = """
ACC-VOUCHER  30y  year-end     delegated-rule             B 会计法 第二十三条
ACC-BOOK     30y  year-end     delegated-rule             B 会计法 第二十三条
ACC-FACARD   5y   event        delegated-rule             B 会计法 第二十三条
ACC-REP-P    10y  year-end     delegated-rule             B 会计法 第二十三条
ACC-REP-A    ever none         delegated-rule             B 会计法 第二十三条
ACC-BANK     10y  year-end     delegated-rule             B 会计法 第二十三条
ACC-HANDOVER 30y  year-end     delegated-rule             B 会计法 第二十三条
ACC-REGISTER ever none         delegated-rule             B 会计法 第二十三条
ACC-OPEN     -    event        delegated-rule             B 会计档案管理办法 第十九条
ACC-END      -    event        delegated-rule             B 会计档案管理办法 第二十条
ACC-SPLIT    -    event        delegated-rule             B 会计档案管理办法 第二十一条
ACC-MERGE    -    event        delegated-rule             B 会计档案管理办法 第二十二条
TAX-10Y      10y  year-end     administrative-regulation  A 税收征收管理法 第二十四条
INV-STUB     5y   event        administrative-regulation  A 发票管理办法 第二十八条
PI-MIN       -    purpose-end  law                        A 个人信息保护法 第十九条
PI-LOCK      -    purpose-end  law                        A 个人信息保护法 第四十七条第二款
PI-PIA       3y   event        law                        A 个人信息保护法 第五十六条第二款
PI-SHARE     3y   event        administrative-regulation  A 网络数据安全管理条例 第十二条第一款
PI-S-AUDIT   5y   event        department-rule            A 小型个人信息处理者个人信息保护简化措施规定 第十三条
PI-S-PIA     3y   event        department-rule            A 小型个人信息处理者个人信息保护简化措施规定 第十四条
PI-TRUSTEE   -    event        law                        A 个人信息保护法 第二十一条第二款
ECOM-USER    -    event        law                        A 电子商务法 第二十四条第二款
ECOM-PLAT    3y   event        law                        A 电子商务法 第三十一条
NET-LOG      6m   event        law                        B 网络安全法 第二十三条第三项
ISP-60D      60d  event        administrative-regulation  A 互联网信息服务管理办法 第十四条
CCTV         30d  event        administrative-regulation  A 公共安全视频图像信息系统管理条例 第十七条
AML-ID       10y  event        law                        A 反洗钱法 第三十四条第三款
AML-TX       10y  event        law                        A 反洗钱法 第三十四条第三款
LAB-CONTRACT 2y   event        law                        A 劳动合同法 第五十条第三款
PREPAID-EV   -    event        judicial-interpretation    A 法释〔2025〕4号 第二十五条
CIV-LIMIT    3y   event        law                        A 民法典 第一百八十八条
HR-AGENCY    2y   event        administrative-regulation  A 人力资源市场暂行条例 第三十三条
AUCTION      5y   event        law                        A 拍卖法 第五十四条
GUARD        2y   event        administrative-regulation  A 保安服务管理条例 第二十一条
GUARD-RECORD 30d  event        administrative-regulation  A 保安服务管理条例 第二十五条第二款
MED-PSY      30y  event        law                        A 精神卫生法 第四十七条
CREDIT       5y   event        administrative-regulation  A 征信业管理条例 第十六条
"""
# Rows marked C or U, and what law.md says must not be shipped.
UNREAD = {"LAB-WAGE", "IIT-5Y", "PREPAID-ID", "MED-REC", "SH-CONSENT", "SH-PREPAY"}
SECTOR = {
    "ECOM-PLAT", "ISP-60D", "CCTV", "AML-ID", "AML-TX", "PREPAID-EV", "HR-AGENCY", "AUCTION", "GUARD", "GUARD-RECORD",
    "MED-PSY", "CREDIT",
}  # fmt: skip
PACK = shipped_pack()


@pytest.mark.parametrize("line", CHECKED.strip().splitlines(), ids=lambda line: line.split()[0])
def test_rule_is_as_checked(line: str) -> None:
    rule_id, period, trigger, level, confidence, law, article = line.split()
    rule = PACK.rule(rule_id)
    years, months, days = (int(period[:-1]) if period[-1] == unit else 0 for unit in "ymd")
    assert (rule.years, rule.months, rule.days, rule.permanent) == (years, months, days, period == "ever")
    assert rule.trigger is Trigger(trigger)
    assert rule.norm_level is NormLevel(level)
    assert rule.confidence is Confidence(confidence)
    assert (rule.basis[0].law, rule.basis[0].article) == (law, article)
    assert rule.checked_on == date(2026, 11, 21)


def test_pack_has_the_checked_rows_and_no_other() -> None:
    assert PACK.version == "cn-2026.11"
    assert {rule.id for rule in PACK.rules} == {line.split()[0] for line in CHECKED.strip().splitlines()}


def test_unread_rows_are_no_rules() -> None:
    assert UNREAD.isdisjoint(rule.id for rule in PACK.rules)
    assert UNREAD - {"SH-PREPAY"} <= {entry.id for entry in PACK.unsettled}


def test_sector_rules_are_switched_by_the_profile() -> None:
    assert {rule.id for rule in PACK.rules if rule.profile} == SECTOR
    by_rules = {rule.profile for rule in PACK.rules}
    by_tasks = {switch for task in PACK.tasks for switch in (task.profile, task.unless)}
    assert (by_rules | by_tasks) - {""} == SWITCHES


def test_accounting_rules_name_the_annex_that_fixes_the_period() -> None:
    for rule in PACK.rules:
        if rule.id.startswith("ACC-") and rule.is_statutory:
            assert any(one.law == "会计档案管理办法" and "附表一" in one.article for one in rule.basis)


def test_tax_rule_covers_accounting_files_but_not_stubs() -> None:
    """It gives way to what another administrative regulation says of stubs (实施细则 29)."""
    covers = set(PACK.rule("TAX-10Y").covers)
    assert {"ACC-VOUCHER", "ACC-BOOK", "ACC-REP-P", "ACC-REP-A", "ACC-BANK"} == covers


def test_only_laws_and_what_they_delegate_lock() -> None:
    unlocking = {rule.id for rule in PACK.rules if not rule.locks}
    assert unlocking == {"PI-S-AUDIT", "PI-S-PIA", "PREPAID-EV"}


def test_every_law_can_be_cited_in_english() -> None:
    cited = {one.law for rule in PACK.rules for one in rule.basis} | {
        one.law for _, duty in PACK.duties for one in duty
    }
    assert cited <= set(LAWS)


def test_every_rule_says_what_it_rests_on() -> None:
    for rule in PACK.rules:
        assert rule.wording
        assert rule.title.isascii()
        assert rule.event.isascii()
        assert rule.kinds
        if rule.effect in (Effect.RETAIN, Effect.EVIDENCE):
            assert rule.names, rule.id


def test_purpose_rule_takes_every_kind_but_accounting() -> None:
    assert set(PACK.rule("PI-MIN").kinds) == set(Kind) - {Kind.ACCOUNTING}


def broken(change: str, by: str, file: str = "tax.toml") -> dict[str, str]:
    texts = pack_texts()
    assert change in texts[file]
    return {**texts, file: texts[file].replace(change, by, 1)}


@pytest.mark.parametrize(
    ("change", "by", "code", "key"),
    [
        ('id = "TAX-10Y"', 'id = "TAX-10Y', "not-toml", None),
        ("years = 10", 'years = "10"', "wrong-type", "years"),
        ("years = 10", "years = true", "wrong-type", "years"),
        ("years = 10", "years = -10", "contradiction", "period"),
        ("years = 10", "years = 10\nmonths = 1", "contradiction", "period"),
        ("years = 10", "years = 10\npermanent = true", "contradiction", "period"),
        ("years = 10", "", "contradiction", "effect"),
        ('trigger = "year-end"', 'trigger = "none"', "contradiction", "trigger"),
        ('trigger = "year-end"', 'trigger = "year-and"', "unknown-word", "trigger"),
        ('norm_level = "administrative-regulation"', 'norm_level = "habit"', "unknown-word", "norm_level"),
        ('kinds = ["accounting", "transaction"]', 'kinds = ["accounts"]', "unknown-word", "kinds"),
        ('kinds = ["accounting", "transaction"]', "kinds = []", "missing-key", "kinds"),
        ('kinds = ["accounting", "transaction"]', "kinds = [1]", "wrong-type", "kinds"),
        ('after = "delete"', 'after = "forget"', "unknown-word", "after"),
        ('after = "delete"', 'after = "delete"\nbefore = "nothing"', "unknown-key", "before"),
        ('after = "delete"', "", "missing-key", "after"),
        ('event = "the end of the year they belong to"', "", "missing-key", "event"),
        ('after = "delete"', 'after = "delete"\nprofile = "is_rich"', "unknown-word", "profile"),
        ('after = "delete"', 'after = "delete"\nspans = ["week"]', "unknown-word", "spans"),
        ('confidence = "A"', 'confidence = "C"', "unknown-word", "confidence"),
        ('confidence = "A"', 'confidence = "U"', "unknown-word", "confidence"),
        ('covers = ["ACC-VOUCHER"', 'covers = ["ACC-VOUCHERS"', "unknown-word", "covers"),
        ('article = "第二十四条" }', 'article = "第二十四条", item = 1 }', "unknown-key", "item"),
        ('id = "TAX-10Y"', 'id = "INV-STUB"', "duplicate", None),
        ("checked_on = 2026-11-21", 'checked_on = "2026-11-21"', "wrong-type", "checked_on"),
    ],
)
def test_damaged_pack_is_told_what_is_wrong(change: str, by: str, code: str, key: str | None) -> None:
    with pytest.raises(Damaged) as caught:
        parse_pack(broken(change, by))
    assert caught.value.code == f"rule-pack-{code}"
    assert caught.value.params.get("key") == key
    assert caught.value.exit_code == 5


def test_damage_is_said_with_file_and_rule() -> None:
    with pytest.raises(Damaged) as caught:
        parse_pack(broken("years = 5", "years = 5.5"))
    assert (caught.value.params["file"], caught.value.params["rule"]) == ("tax.toml", "INV-STUB")


def test_pack_without_head_or_rules_is_refused() -> None:
    texts = pack_texts()
    head = texts.pop("pack.toml")
    with pytest.raises(Damaged, match="rule-pack-missing-key"):
        parse_pack(texts)
    with pytest.raises(Damaged, match="rule-pack-empty"):
        parse_pack({"pack.toml": head})


def test_two_locks_are_refused() -> None:
    second = pack_texts()["personal.toml"].replace('id = "PI-MIN"', 'id = "PI-MIN"\n#', 1)
    lock = next(part for part in re.split(r"(?=\[\[rule\]\])", second) if 'id = "PI-LOCK"' in part)
    texts = {**pack_texts(), "more.toml": lock.replace("PI-LOCK", "PI-LOCK-2")}
    with pytest.raises(Damaged, match="rule-pack-contradiction"):
        parse_pack(texts)
