"""A register of two hundred columns, as programs of shops and clinics export them."""

from tests.helpers.people_rows import HEADS, people

WIDE = 200
_MORE = ("自定义字段", "扩展属性", "预留列", "标签", "积分", "消费次数", "最近到店日期", "累计金额", "渠道", "备用电话")


def wide_rows(count: int) -> list[list[str]]:
    """The head of 200 columns and rows of customers under it; every other column of the export is empty."""
    left = WIDE - len(HEADS)
    heads = [*HEADS, *(f"{_MORE[at % len(_MORE)]}{at + 1}" for at in range(left))]
    rows = [[*row, *(_cell(at, number) for at in range(left))] for number, row in enumerate(people(count))]
    return [heads, *rows]


def _cell(at: int, number: int) -> str:
    if at % 2:
        return ""
    return {0: f"内容{at}", 4: str(number * 7 + at), 6: f"2021-0{number % 9 + 1}-12", 8: "门店"}.get(at % 10, "")
