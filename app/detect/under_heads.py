"""Rows right below a header that belong to it: the same in another language, units, numbers of the columns."""

import re
from collections.abc import Sequence

from app.detect import headers

_UNIT = re.compile(
    r"[（(【\[].{1,8}[)）】\]]|单位[:：]?.{0,6}|[百千万亿]?元|[个件次节人天岁份张]|%|kg|㎡", re.IGNORECASE
)
_LETTERS = re.compile(r"[甲乙丙丁戊己庚辛壬癸A-Z]")
_STUB = frozenset({"栏次", "行次", "列次"})
_LEAST_NUMBERS = 4


def belongs(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the row below a header says of its columns what they are, and is no record."""
    filled = [text for text in row if text]
    if not filled:
        return False
    return all(map(_UNIT.fullmatch, filled)) or _numbers_columns(filled) or _says_again(head, filled)


def _numbers_columns(filled: Sequence[str]) -> bool:
    """栏次 1 2 3, 甲 乙 1 2, 1 2 3 4: as official forms count their columns."""
    numbers = [text for text in filled if text.isdecimal()]
    others = [text for text in filled if not text.isdecimal()]
    if numbers != [str(at) for at in range(1, len(numbers) + 1)]:
        return False
    if others and all(text in _STUB or _LETTERS.fullmatch(text) for text in others):
        return len(filled) > 2
    return not others and len(numbers) >= _LEAST_NUMBERS


def _says_again(head: Sequence[str], filled: Sequence[str]) -> bool:
    """姓名 电话 over Name Tel, cust_name over 客户姓名: header words once more, and in other letters."""
    wide = sum(map(bool, head))
    return (
        len(filled) > 1
        and 2 * len(filled) > wide
        and all(map(headers.is_header, filled))
        and all(text.isascii() for text in filled) is not all(text.isascii() for text in head)
    )
