"""Bills as payment programs export them for merchants: what stands below their rows is no payment."""

from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Services
from app.domain.words import Field
from tests.helpers.odd_sheets import book, imported, reasons, run

BILL = "交易时间,商户号,微信订单号,用户标识,交易状态,订单金额,手续费,费率,商品名称"
SUMS = "总交易单数,应结订单总金额,退款总金额,手续费总金额"
FUNDS = "记账时间,业务名称,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注"


@pytest.mark.parametrize(
    ("head", "row", "sums", "figures"),
    [
        (BILL, "`2021-03-0{0} 10:00:00,`1230000109,`420000{0},`oUpF{0},`SUCCESS,`9.00,`0.06,`0.60%,`课程", SUMS, 4),
        (FUNDS, "`2021-03-0{0} 04:21:23,`交易,`收入,`1{0}.00,`20.00,`system,`", "资金流水总笔数,收入笔数,收入金额", 3),
    ],
)
def test_the_sums_of_a_merchants_bill_stand_below_words_of_their_own(
    services: Services, tmp_path: Path, head: str, row: str, sums: str, figures: int
) -> None:
    path = tmp_path / "账单.csv"
    lines = [head, *(row.format(at) for at in range(1, 6)), sums, ",".join(["`6.0"] * figures)]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")
    (preview,) = services.imports.preview(path).sheets
    assert {one.field for one in preview.columns}.isdisjoint({Field.CODE, Field.NAME})
    sheet = imported(services, path)
    assert (sheet.records_added, reasons(sheet)) == (5, [(7, "total-row"), (8, "total-row")])


def test_figures_below_no_words_of_sums_are_a_record(services: Services, tmp_path: Path) -> None:
    rows: list[list[Any]] = [["编号", "数量", "金额", "备注"], ["总人数", "总金额"], ["A1", 2, 3, "x"], [4, 5, 6]]
    sheet = run(services, tmp_path, book(rows)[0])
    assert (sheet.records_added, [at for at, _ in reasons(sheet)]) == (2, [2])


def test_what_stands_below_a_merchants_bill_behind_crosses(services: Services, tmp_path: Path) -> None:
    heads = ["支付宝交易号", "业务类型", "商品名称", "创建时间", "对方账户", "订单金额（元）", "交易渠道", "备注"]
    rows = [["#支付宝业务明细查询"], ["#账号：[20881234567890120156]"], ["#-----业务明细列表-----"], heads]
    rows += [[f"20220402{at}\t", "交易", "画材", f"2022-04-0{at}", "*伟", "3", "支付宝", ""] for at in range(1, 6)]
    rows += [["#-----业务明细列表结束-----"], ["#交易合计：5笔，商家实收共15.00元，商家优惠共0.00元"]]
    rows += [["#退款合计：0笔，商家实收退款共0.00元"], ["#导出时间：[2022年05月02日 10:15:13]"]]
    path = tmp_path / "账单.csv"
    path.write_text("\r\n".join(map(",".join, rows)), encoding="gb18030")
    sheet = imported(services, path)
    assert sheet.records_added == 5
    assert reasons(sheet) == [(10, "signature-row"), (11, "total-row"), (12, "total-row"), (13, "signature-row")]
    with services.session.read() as uow:
        assert uow.customers.count() == 0
