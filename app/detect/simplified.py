"""Traditional characters read as simplified ones: the words of these lists are kept in those."""

import re
from collections.abc import Callable
from functools import cache

from app.detect import lists


def simplified(text: str) -> str:
    """客戶電話 as 客户电话; every character keeps its place."""
    return text if text.isascii() or _any()(text) is None else text.translate(_characters())


@cache
def _characters() -> dict[int, str]:
    return {ord(old): new for olds, news in lists.rows("simplified.txt") for old, new in zip(olds, news, strict=True)}


@cache
def _any() -> Callable[[str], re.Match[str] | None]:
    """Finds the first traditional character: most texts have none."""
    return re.compile(f"[{''.join(map(chr, _characters()))}]").search
