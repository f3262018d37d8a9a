"""Amounts of money as offices write them: 1,200.00, ¥3500, 3.5万元, （120.00）."""

import re

_NUMBER = r"[-－+]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"[(（]?\s*(?:[¥￥$€]|RMB|CNY|USD|人民币)?\s*{_NUMBER}\s*(?:元整?|万元?|亿元?|块|美元|圆整?|\+)?\s*[)）]?(?:/[一-鿿]{{1,2}})?",
    re.IGNORECASE,
)
_MARK = re.compile(r"[¥￥$€元圆]|RMB|CNY|人民币|万|\d,\d{3}|^[-－(（]?\d+\.\d{1,2}[)）]?$", re.IGNORECASE)
_CAPITAL = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整]{3,}")


def is_amount(text: str) -> bool:
    """Whether the narrowed text may be an amount where its column is one of amounts; bare numbers too."""
    return len(text) <= 24 and (_AMOUNT.fullmatch(text) is not None or _CAPITAL.fullmatch(text) is not None)


def is_money(text: str) -> bool:
    """Whether the narrowed text shows that it is money: a currency, thousands' commas, two decimals."""
    return _MARK.search(text) is not None and is_amount(text)
