"""Traditional characters read as simplified ones: the words that tell what a column or a sheet is are kept in those."""

from functools import cache

from app.detect import lists


def simplified(text: str) -> str:
    """客戶電話 as 客户电话; every character keeps its place."""
    return text if text.isascii() else text.translate(_characters())


@cache
def _characters() -> dict[int, str]:
    return {ord(old): new for olds, news in lists.rows("simplified.txt") for old, new in zip(olds, news, strict=True)}
