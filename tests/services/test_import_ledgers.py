"""Account books of one customer: a line above the header says whose they are, by name, by number or by both."""

from pathlib import Path

import pytest

from app.bootstrap import Services

LIST = """\
客户编号,客户名称,联系人,手机
1023,杭州三川贸易有限公司,王建国,13805711234
007,宁波海纳服饰有限公司,李秀英,13905742345
"""
BOOK = """\
应收账款明细账,,,,,
{whose}
日期,凭证号,摘要,借方,贷方,余额
2019-01-05,记-12,销售A4纸,1200.00,,1200.00
2019-01-19,记-33,收货款,,1200.00,0.00
2019-02-11,记-7,销售墨盒,880.00,,880.00
"""


def imported(services: Services, folder: Path, whose: str) -> dict[str, int]:
    """How many records each customer has by its number, after the list of customers and the book."""
    for name, text in (("客户表.csv", LIST), ("明细账.csv", BOOK.format(whose=whose))):
        (folder / name).write_text(text, "gb18030")
        (sheet,) = services.imports.run(folder / name).sheets
        assert sheet.rejected_rows == 0
    with services.session.read() as uow:
        codes = {number: identity.code for number, identity in uow.customers.all()}
        rows = uow.connection.rows("SELECT customer_id FROM record ORDER BY id")
    owners = ["" if number is None else codes[int(str(number))] for (number,) in rows]
    return {code: owners.count(code) for code in owners}


@pytest.mark.parametrize(
    ("whose", "code"),
    [
        ("客户：1023 杭州三川贸易有限公司,,,,期间：2019年1-12月,", "1023"),
        ("客户名称：杭州三川贸易有限公司,,,会计期间：2019.01-2019.12,,", "1023"),
        ("客户：,(1023)杭州三川贸易有限公司,,,,", "1023"),
        ("客户：007,,,,期间：2019年1-12月,", "007"),
        ("客户编号：007,,,,币种：人民币,", "007"),
    ],
)
def test_the_book_is_of_the_customer_above_it(services: Services, tmp_path: Path, whose: str, code: str) -> None:
    other = {"1023": "007", "007": "1023"}[code]
    assert imported(services, tmp_path, whose) == {code: 4, other: 1}


@pytest.mark.parametrize("whose", ["客户：全部,,,,,", "客户：2019年度,,,,,", "客户：38户,,,,,", "编号：2019001,,,,,"])
def test_a_line_that_names_nobody_gives_the_book_to_nobody(services: Services, tmp_path: Path, whose: str) -> None:
    assert imported(services, tmp_path, whose) == {"1023": 1, "007": 1, "": 3}
