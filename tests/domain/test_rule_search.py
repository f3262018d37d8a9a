"""Words that point to rules: longer ones win, some rule out, Latin ones stand alone."""

import pytest

from app.domain.classification import Sheet
from app.domain.clocks import find_clock
from app.domain.records import Column
from app.domain.rule_search import SheetWords, has_word, hits_in, plain_text, search, shows
from app.domain.words import Kind, PiType, Sensitivity
from tests.helpers.rules import shipped_pack

PACK = shipped_pack()


def rules_in(text: str) -> set[str]:
    return {hit.found.id for hit in hits_in(text, PACK) if hit.sure}


def columns(*heads: str) -> tuple[Column, ...]:
    return tuple(Column(at, head, None, PiType.OTHER, 1.0, Sensitivity.GENERAL) for at, head in enumerate(heads))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("记账凭证", {"ACC-VOUCHER"}),
        ("完税凭证", {"TAX-10Y"}),
        ("会计档案销毁清册", {"ACC-REGISTER"}),
        ("银行存款日记账", {"ACC-BOOK"}),
        ("固定资产明细账", {"ACC-BOOK"}),
        ("学员花名册", {"PI-MIN"}),
        ("员工花名册", {"HR-FILE"}),
        ("劳动合同", {"LAB-CONTRACT"}),
        ("销售 合同", {"PI-MIN"}),
        ("访问日志", {"NET-LOG"}),
        ("店长工作日志", set()),
        ("Sheet1", set()),
        ("工作表 2", set()),
        ("", set()),
        ("2019-05", set()),
    ],
)
def test_longest_word_decides(text: str, rules: set[str]) -> None:
    assert rules_in(text) == rules


def test_latin_words_stand_alone() -> None:
    assert has_word("remote_ip", "ip")
    assert has_word("登录ip", "ip")
    assert not has_word("vip", "ip")
    assert not has_word("recipient", "ip")
    assert plain_text(" 终止（解除） 日期 ") == "终止解除日期"


def test_sheets_own_name_outweighs_its_file() -> None:
    words = SheetWords("客户名单", (), "2019年记账凭证.xlsx", ("姓名", "电话"))
    assert [one.found.id for one in search(words, PACK)] == ["PI-MIN"]
    (first, *_) = search(SheetWords("Sheet1", (), "2019年记账凭证.xlsx", ()), PACK)
    assert (first.found.id, first.named) == ("ACC-VOUCHER", True)


def test_columns_of_another_file_show_nothing() -> None:
    heads = ("交易时间", "凭证号", "摘要", "借方", "贷方", "余额")
    assert shows(PACK.rule("ACC-BOOK"), heads) == 1
    assert shows(PACK.rule("ACC-BOOK"), (*heads, "对方户名")) == 0
    assert shows(PACK.rule("ACC-BANK"), (*heads, "对方户名")) == 1


@pytest.mark.parametrize(
    ("rule", "heads", "row", "header"),
    [
        ("ACC-VOUCHER", ("录入日期", "业务日期"), ("2020-01-02", "2019-12-30"), "业务日期"),
        ("ACC-VOUCHER", ("打印日期",), ("2020-01-02",), None),
        ("ACC-FACARD", ("购置日期", "处置时间"), ("2015-01-02", "2020-03-04"), "处置时间"),
        ("ACC-FACARD", ("购置日期",), ("2015-01-02",), None),
        ("LAB-CONTRACT", ("合同起始日", "合同终止日"), ("2019-01-01", "2021-12-31"), "合同终止日"),
        ("LAB-CONTRACT", ("入职日期",), ("2019-01-01",), None),
        ("INV-STUB", ("开票时间",), ("2020-02-29 10:00",), "开票时间"),
        ("INV-STUB", ("开票日期",), ("张三",), None),
        ("NET-LOG", ("timeout", "time"), ("30", "2026-01-01 10:00:00"), "time"),
    ],
)
def test_clock_is_the_column_that_the_law_counts_from(
    rule: str, heads: tuple[str, ...], row: tuple[str, ...], header: str | None
) -> None:
    clock = find_clock(PACK.rule(rule), columns(*heads), [row], ())
    assert (clock.header if clock else None) == header


def test_year_of_the_name_completes_month_and_day() -> None:
    rule = PACK.rule("ACC-BOOK")
    clock = find_clock(rule, columns("月", "日", "摘要"), [("3", "5", "x")], ("2017年总账",))
    assert clock is not None
    period = clock.read(("3", "5", "x"))
    assert period is not None
    assert period.last.year == 2017


def test_date_in_three_columns_is_one_day() -> None:
    clock = find_clock(PACK.rule("ACC-BOOK"), columns("年", "月", "日"), [("2018", "3", "5")], ())
    assert clock is not None
    period = clock.read(("2018", "3", "5"))
    assert period is not None
    assert period.last.isoformat() == "2018-03-05"
    empty = clock.read(("", "", ""))
    assert empty is None


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("记账凭证移交清册", {"ACC-HANDOVER"}, {"ACC-VOUCHER"}),
        ("劳动合同隐私影响评估", {"PI-PIA"}, {"LAB-CONTRACT"}),
        ("大额交易报告", {"AML-TX"}, set()),
        ("记账凭证客户名单", {"ACC-VOUCHER", "PI-MIN"}, set()),
        ("记账凭证和劳动合同", {"ACC-VOUCHER", "LAB-CONTRACT"}, set()),
        ("记账凭证、银行对账单", {"ACC-VOUCHER", "ACC-BANK"}, set()),
    ],
)
def test_last_word_says_what_a_file_is(text: str, whole: set[str], part: set[str]) -> None:
    """A list of handed over vouchers is no voucher; but what merely goes behind takes no duty away."""
    found = hits_in(text, PACK)
    assert {hit.found.id for hit in found if hit.sure and hit.weight == 1} == whole
    assert {hit.found.id for hit in found if hit.sure and hit.weight < 1} == part


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("凭证", {"ACC-VOUCHER"}),
        ("2016年凭证库导出", {"ACC-VOUCHER"}),
        ("入场凭证", set()),
        ("取件凭证登记", set()),
        ("移交清册", {"ACC-HANDOVER"}),
        ("钥匙移交清册", set()),
        ("项目申报表", set()),
        ("房产税申报表", {"ACC-BANK"}),
        ("过期药品销毁登记", set()),
        ("对外提供担保", set()),
        ("生产安全日志", set()),
        ("客户访问记录", {"PI-MIN"}),
        ("销售月报表", set()),
    ],
)
def test_general_words_count_only_alone(text: str, rules: set[str]) -> None:
    """Of a trade that nobody thought of, half a word proves nothing."""
    assert rules_in(text) == rules


@pytest.mark.parametrize(
    "text", ["记账凭证借阅登记", "监控调取登记", "劳动合同领取表", "固定资产卡片盘点培训", "银行对账单模板"]
)
def test_register_about_files_is_not_the_files(text: str) -> None:
    assert rules_in(text) == set()


def test_end_of_a_contract_is_found_under_any_name() -> None:
    """PI-SHARE counts from the end of the processing; the day of beginning never stands in for it."""
    heads = columns("受托方", "合同开始", "合同结束")
    clock = find_clock(PACK.rule("PI-SHARE"), heads, [["甲公司", "2020-01-01", "2023-11-22"]], ())
    assert clock is not None
    assert clock.header == "合同结束"
    bare = columns("受托方", "合同开始", "检查")
    assert find_clock(PACK.rule("PI-SHARE"), bare, [["甲公司", "2020-01-01", "合格"]], ()) is None


def test_upper_row_of_a_head_is_no_title() -> None:
    """In a ledger's head 凭证 stands over the columns of the voucher's word and number: the sheet is no voucher."""
    heads = columns("月", "日", "种类", "号数", "摘要", "借方", "贷方", "余额")
    sheet = Sheet("Sheet1", "a.xlsx", Kind.ACCOUNTING, heads, (), ("2014年", "凭证", "摘要", "借方", "贷方"))
    assert sheet.words().titles == ("2014年",)
    assert Sheet("Sheet1", "a.xlsx", Kind.ACCOUNTING, heads, (), ("凭证",)).words().titles == ("凭证",)
