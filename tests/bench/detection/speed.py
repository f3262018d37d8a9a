"""A large customer sheet for measuring speed: fifteen columns, one of them notes."""

from random import Random

from tests.bench.detection.columns import COLUMNS
from tests.bench.detection.vocabulary import Vocabulary

_HEADERS = (
    ("code", "客户编号"), ("name", "姓名"), ("gender", "性别"), ("id", "身份证号"), ("mobile", "手机"),
    ("email", "邮箱"), ("address", "住址"), ("org", "单位"), ("card", "银行卡号"), ("order", "订单号"),
    ("product", "商品"), ("quantity", "数量"), ("amount", "金额"), ("status", "状态"), ("note", "备注"),
)  # fmt: skip
_DISTINCT = 20_000


def rows(count: int) -> list[list[str]]:
    """A header and `count` rows; numbers, codes and notes all differ, names and addresses repeat after a while."""
    random, words = Random(1), Vocabulary("tune")
    columns = []
    for key, header in _HEADERS:
        make = COLUMNS[key].make
        often = key in {"name", "address", "org", "email"}
        cells = [make(random, words, row).text for row in range(_DISTINCT if often else count)]
        columns.append([header, *(cells[row % len(cells)] for row in range(count))])
    return [list(row) for row in zip(*columns, strict=True)]
