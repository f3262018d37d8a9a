"""Amounts of money as offices write them: 1,200.00, ¥3500, 3.5万元, （120.00）."""

import re

_NUMBER = r"[-－+]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"[(（]?\s*(?:[¥￥$€]|RMB|CNY|USD|人民币)?\s*{_NUMBER}\s*(?:元整?|万元?|亿元?|块|美元|圆整?|\+)?\s*[)）]?(?:/[一-鿿]{{1,2}})?",
    re.IGNORECASE,
)
# 15W, 12k, 10-15万, 8千/月: what somebody earns or wants, where the column says so.
_ROUGH = re.compile(
    r"(?:约|近|年薪|月薪)?\d{1,6}(?:\.\d{1,2})?\s*[wWkK万千]?(?:\s*[-~～至—]\s*\d{1,6}(?:\.\d{1,2})?)?\s*[wWkK万千]?元?(?:/[一-鿿]{1,2}|以上|以下|左右|起)?"
)
_MARK = re.compile(r"[¥￥$€元圆]|RMB|CNY|人民币|万|\d,\d{3}|^[-－(（]?\d+\.\d{1,2}[)）]?$", re.IGNORECASE)
_CAPITAL = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整]{3,}")


def is_amount(text: str) -> bool:
    """Whether the narrowed text may be an amount where its column is one of amounts; bare numbers too."""
    return len(text) <= 24 and any(form.fullmatch(text) is not None for form in (_AMOUNT, _CAPITAL, _ROUGH))


def is_money(text: str) -> bool:
    """Whether the narrowed text shows that it is money: a currency, thousands' commas, two decimals."""
    if _MARK.search(text) is None or len(text) > 24:
        return False
    return _AMOUNT.fullmatch(text) is not None or _CAPITAL.fullmatch(text) is not None
