"""Rows that document what is not settled yet."""

import pytest

from app.domain.open_matters import find_open_matters


@pytest.mark.parametrize(
    ("header", "cell", "is_open"),
    [
        ("是否结清", "否", True),
        ("是否结清", "未结清", True),
        ("是否结清", "是", False),
        ("是否结清", "已结清", False),
        ("是否结清", "", False),
        ("核销状态", "部分核销", True),
        ("核销状态", "已核销", False),
        ("结清状态", "无未结事项", False),
        ("未收金额", "1,200.00", True),
        ("未收金额", "0.00", False),
        ("欠款", "300元", True),
        ("欠款", "", False),
        ("未付余额（元）", "-35.5", True),
        ("金额", "300", False),
    ],
)
def test_row_says_whether_it_is_open(header: str, cell: str, is_open: bool) -> None:
    matters = find_open_matters(("应收账款",), ("日期", header), books=True)
    assert matters.is_open(("2020-01-01", cell)) is is_open


def test_sheet_of_open_matters_is_open_row_by_row() -> None:
    assert find_open_matters(("未结清往来",), ("日期",), books=True).is_open(("2020-01-01",))


def test_unpaid_order_is_no_debt() -> None:
    """A customer who never paid an order owes nothing; in the books an unpaid bill is open."""
    heads, row = ("订单编号", "付款状态"), ("1", "未付款")
    assert not find_open_matters(("订单",), heads, books=False).is_open(row)
    assert find_open_matters(("应付账款",), heads, books=True).is_open(row)


def test_short_row_is_read() -> None:
    assert not find_open_matters((), ("日期", "欠款"), books=True).is_open(("2020-01-01",))
