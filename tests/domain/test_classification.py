"""Sheets find their rule and the column that starts its clock; where they don't, the program asks."""

import tomllib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.classification import Classifier, Sheet
from app.domain.decisions import decide
from app.domain.firm import Firm
from app.domain.reasons import sentence
from app.domain.records import Column
from app.domain.retention import Facts
from app.domain.words import Disposition, Field, Kind, PiType, Sensitivity, State
from app.i18n import catalogue
from tests.helpers.rules import TODAY, firm_of, shipped_pack

FOLDER = Path(__file__).resolve().parent.parent / "data" / "classification"
ENTRIES: dict[str, dict[str, Any]] = {
    f"{path.stem}: {entry['file']} {entry['sheet']}": entry
    for path in sorted(FOLDER.glob("*.toml"))
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["sheet"]
}
SHEETS = [pytest.param(entry, id=name) for name, entry in ENTRIES.items()]
PACK = shipped_pack()


@dataclass(frozen=True, slots=True)
class Found:
    """What a sheet came to."""

    rule: str
    clock: str
    trigger: str


# What detection makes of such headers; how well it does is tested with it.
TYPES = (
    (("身份证", "证件号"), PiType.CN_RESIDENT_ID, Field.ID_NUMBER),
    (("手机", "电话", "联系方式"), PiType.MOBILE_PHONE, Field.PHONE),
    (("地址", "住址"), PiType.ADDRESS, Field.ADDRESS),
    (("生日", "出生"), PiType.BIRTH_DATE, None),
    (("微信",), PiType.WECHAT_ID, None),
    (("姓名", "联系人", "收件人", "家长", "顾客"), PiType.PERSON_NAME, Field.NAME),
    (("日期", "时间"), PiType.EVENT_DATE, Field.DATE),
)


def column_of(at: int, head: str) -> Column:
    found = ((kind, field) for words, kind, field in TYPES if any(word in head for word in words))
    kind, field = next(found, (PiType.OTHER, None))
    return Column(at, head, field, kind, 1.0, Sensitivity.GENERAL)


def sheet_of(entry: dict[str, Any]) -> Sheet:
    columns = tuple(column_of(at, head) for at, head in enumerate(entry["head"].split("|")))
    rows = tuple(tuple(row.split("|")) for row in entry["rows"])
    titles = (entry["title"],) if "title" in entry else ()
    return Sheet(entry["sheet"], entry["file"], Kind(entry["kind"]), columns, rows, titles)


def found(sheet: Sheet, firm: Firm | None = None, row: int = 0) -> Found:
    proposal = Classifier(sheet, firm or firm_of(), PACK).of(sheet.rows[row])
    clock = proposal.clock
    period = clock.read(sheet.rows[row]) if clock else None
    header = "" if clock is None else "=" if clock.period else clock.header
    return Found(proposal.rule or "", header, period.last.isoformat() if period else "")


def plain_sheet(name: str, head: str, row: str, kind: Kind = Kind.ACCOUNTING, file: str = "a.xlsx") -> Sheet:
    columns = tuple(
        Column(at, header, None, PiType.OTHER, 1.0, Sensitivity.GENERAL) for at, header in enumerate(head.split("|"))
    )
    return Sheet(name, file, kind, columns, (tuple(row.split("|")),))


@pytest.mark.parametrize("entry", SHEETS)
def test_sheet_finds_its_rule_and_its_clock(entry: dict[str, Any]) -> None:
    sheet = sheet_of(entry)
    if entry["rule"] == "by row":
        assert [found(sheet, row=at).rule for at in range(len(sheet.rows))] == entry["rules"]
    else:
        assert found(sheet).rule == entry["rule"]
    if "clock" in entry:
        assert found(sheet).clock == entry["clock"]
    if "trigger" in entry:
        assert found(sheet).trigger == entry["trigger"]


@pytest.mark.parametrize("entry", SHEETS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_proposal_says_why(entry: dict[str, Any], language: str) -> None:
    text = catalogue(language).gettext
    proposal = Classifier(sheet_of(entry), firm_of(), PACK).whole
    assert proposal.reasons
    for reason in proposal.reasons:
        assert "{" not in sentence(reason, text)


def test_there_are_enough_sheets() -> None:
    assert len(SHEETS) >= 100


def test_voucher_day_wins_over_the_day_of_typing() -> None:
    sheet = plain_sheet("记账凭证", "录入日期|凭证日期|凭证号|摘要|金额", "2020-01-07|2019-12-30|记-1|收款|5")
    assert found(sheet).trigger == "2019-12-30"


def test_scrapping_starts_the_asset_cards_clock_and_an_asset_in_use_has_none() -> None:
    sheet = plain_sheet("固定资产卡片", "卡片编号|资产名称|原值|购置日期|报废日期", "1|电脑|5000|2015-01-08|")
    assert found(sheet) == Found("ACC-FACARD", "报废日期", "")


def test_contract_end_wins_over_its_beginning() -> None:
    head = "姓名|岗位|签订日期|合同起始日期|合同终止日期"
    sheet = plain_sheet("劳动合同", head, "陈静|店长|2018-01-01|2018-01-02|2021-01-01", Kind.CONTRACT)
    assert found(sheet).trigger == "2021-01-01"


def test_shop_orders_follow_the_platform_rule_only_on_a_platform() -> None:
    """Trap 4: the three years of e-commerce bind platforms, not the shops on them."""
    sheet = sheet_of(ENTRIES["seen: 网店订单.csv 网店订单"])
    assert found(sheet).rule == "PI-MIN"
    assert found(sheet, firm_of(is_platform=True)) == Found("ECOM-PLAT", "交易完成时间", "2021-01-14")


def test_listed_firm_keeps_identity_and_transactions_ten_years() -> None:
    firm = firm_of(is_aml_listed=True, is_platform=True)
    customers = plain_sheet("客户名单", "姓名|手机|业务关系结束日期", "王芳|13800138000|2024-03-01", Kind.BASIC)
    named = replace(customers, columns=(replace(customers.columns[0], type=PiType.PERSON_NAME), *customers.columns[1:]))
    assert found(named, firm) == Found("AML-ID", "业务关系结束日期", "2024-03-01")
    orders = replace(named, name="交易记录", kind=Kind.TRANSACTION)
    assert found(orders, firm).rule == "AML-TX"


def test_sector_words_ask_where_the_profile_does_not_name_the_sector() -> None:
    sheet = plain_sheet("监控录像", "摄像头|录制日期", "前台|2026-10-01", Kind.OTHER)
    assert found(sheet).rule == ""
    assert found(sheet, firm_of(has_cctv=True)) == Found("CCTV", "录制日期", "2026-10-01")


def test_december_report_may_be_the_years() -> None:
    sheet = plain_sheet("资产负债表", "报告期|项目|期末余额|年初余额", "2019年12月|货币资金|5|4")
    assert found(sheet).rule == ""


def test_unsettled_law_makes_the_program_ask() -> None:
    for name in ("2020年工资表", "门诊病历", "授权书扫描"):
        proposal = Classifier(plain_sheet(name, "姓名|日期", "陈静|2020-01-01", Kind.OTHER), firm_of(), PACK).whole
        assert proposal.rule is None
        assert proposal.reasons[0].code == "classify-unsettled"


def test_what_fits_and_has_no_rule_to_choose_says_why() -> None:
    """Two things are said to fit, and only one of them is offered."""
    head, rows = "客户姓名|手机号|就诊日期", ["陈静|13812345678|2020-01-01"]
    entry = {"file": "问卷.xlsx", "sheet": "体检问卷", "kind": "transaction", "head": head, "rows": rows}
    proposal = Classifier(sheet_of(entry), firm_of(), PACK).whole
    told = [dict(reason.params).get("rule") for reason in proposal.reasons if reason.code == "classify-no-rule"]
    assert (proposal.contenders, told) == (("PI-MIN",), ["Medical records other than psychiatric ones"])


@pytest.mark.parametrize("word", [word for entry in PACK.unsettled for word in entry.names])
def test_no_row_of_unsettled_law_decides(word: str) -> None:
    """law.md's C and U: a sheet of that name gets no rule, and a record without one is neither free nor decided."""
    sheet = plain_sheet(word, "序号|内容|日期", "1|甲|2001-01-01", Kind.OTHER)
    proposal = Classifier(sheet, firm_of(), PACK).whole
    assert proposal.rule is None
    assert proposal.reasons[0].code in ("classify-unsettled", "classify-contenders", "classify-only-suggested")
    facts = Facts(State.CLASSIFIED, Kind.OTHER, Sensitivity.GENERAL, None, date(2001, 1, 1), personal=True)
    decision = decide(facts, firm_of(), TODAY, PACK)
    assert (decision.decided, decision.destroyable, decision.disposition) == (False, False, Disposition.KEEP)


def test_mapped_date_helps_where_no_header_does() -> None:
    sheet = plain_sheet("总账", "甲|乙|丙", "2019-05-03|2020-06-04|x")
    dated = replace(sheet.columns[1], field=Field.DATE)
    assert found(sheet).trigger == "2019-05-03"
    assert found(replace(sheet, columns=(sheet.columns[0], dated, sheet.columns[2]))).trigger == "2020-06-04"


def test_nothing_that_must_be_kept_is_taken_for_a_customer_list() -> None:
    """What goes can't be fetched back, so any sign of a file that must be kept is asked about."""
    for name in ("客户付款凭证", "学员收费明细", "会员发票", "客户对账单"):
        rule = found(plain_sheet(name, "姓名|日期|金额", "王芳|2020-01-01|5", Kind.TRANSACTION)).rule
        assert rule != "PI-MIN", name


@pytest.mark.parametrize("entry", SHEETS)
def test_order_of_rules_finds_nothing_else(entry: dict[str, Any]) -> None:
    sheet = sheet_of(entry)
    turned = replace(PACK, rules=tuple(reversed(PACK.rules)))
    assert Classifier(sheet, firm_of(), turned).of(sheet.rows[0]) == Classifier(sheet, firm_of(), PACK).of(
        sheet.rows[0]
    )
