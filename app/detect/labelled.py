"""Rows in which labels stand beside their values: 姓名 | 王芳 | 电话 | 139…, or in one cell, 姓名：王芳 电话：139…."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.detect import cells, headers, names
from app.detect.values import narrow
from app.domain.words import PiType

_LONGEST_LABEL = 24
_INLINE = re.compile(
    r"(?:^|(?<=[\s,，;；]))"
    r"([一-鿿]{2,8}(?:[（(][^（()）]{1,8}[)）])?|[一-鿿][ \u3000]+[一-鿿]|[A-Za-z][A-Za-z ]{1,15})\s?[:：]"
)
# Whose a sheet is; 单位, 编制单位 and 户名 above a table are the firm's own.
_WHOSE = re.compile(
    "(?:客户|顾客|会员|学员|学生|买家|患者|业主|住户|租户|车主|承租|收货|购货|购买|委托|家长)(?:名称?|姓名|单位|方|人)?|(?:购|买|需|采购)方(?:名称|单位|全称)?|姓名"
)
# 001, (0007)王建国, 1023 杭州三川贸易有限公司: by the number that the firm gave.
_NUMBERED = re.compile(
    r"[(（\[【]?(0\d{2,9}|[A-Za-z]{1,4}-?\d{3,9}|\d{4,7})(?![\d年月日号户家个位人名])[)）\]】]?[\s\-_—/:：]*(.*)"
)
_NUMBER = "编号"
_NAMED = re.compile("(?:名称?|姓名)$")
_PHOTO = re.compile("(?:贴|粘贴)?(?:[一二两12]寸)?(?:近期|免冠|正面|彩色)*(?:照片|相片|证件照)(?:处|粘贴处|张贴处)?")
_EVERYBODY = frozenset({"全部", "所有", "不限", "散客", "个人", "单位", "公司", "现金"})
_LAST_ROWS = 6
PHONES = frozenset({PiType.MOBILE_PHONE, PiType.LANDLINE_PHONE})
WHO = PHONES | {PiType.PERSON_NAME, PiType.ORG_NAME, PiType.CN_RESIDENT_ID, PiType.USCC}
"""Types that tell of whom something is."""

Cells = Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number from 1, its labels, and what stands behind each with its column."""

    row: int
    labels: tuple[str, ...]
    values: tuple[Cells, ...]


def said_in(row: Sequence[str]) -> list[tuple[str, str]]:
    """The labels of a row with their values, where each has one; the number of somebody with a label of its own."""
    line = line_of(0, filled_cells(row), frozenset())
    pairs = zip(line.labels, line.values, strict=False)
    return [told for label, value in pairs if _is_one(value) for told in _with_number(label, value[0][1])]


def _is_one(value: Cells) -> bool:
    """Whether one cell stands behind the label, but for labels that nobody knows: 客户：王芳 | 会计期间：2019年."""
    return bool(value) and all(_INLINE.match(text) for _, text in value[1:])


def _with_number(label: str, value: str) -> list[tuple[str, str]]:
    """客户：1023 三川公司 as 客户：三川公司 and 客户编号：1023."""
    parts = _NUMBERED.fullmatch(value) if _is_whose(label) else None
    if parts is None or not (parts[2] == "" or _is_somebody(parts[2])):
        return [(label, value)]
    number = (f"{_NAMED.sub('', label)}{_NUMBER}", parts[1])
    return [number, (label, parts[2])] if parts[2] else [number]


def _is_whose(label: str) -> bool:
    return _WHOSE.fullmatch(headers.normal(label)) is not None


def said_above(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Labels with values from the rows above a table's header (客户：… 电话：…), none unless they say whose it is."""
    pairs = [pair for row in rows for pair in said_in(row)]
    return tuple(pairs) if any(_says_whose(*pair) for pair in pairs) else ()


def _says_whose(label: str, value: str) -> bool:
    if _is_whose(label):
        return _is_somebody(value)
    return label.endswith(_NUMBER) and _is_whose(label.removesuffix(_NUMBER)) and any(map(str.isdigit, value))


def said_below(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """As said_above, from the last rows of a table: those that begin with a label and its colon."""
    return said_above([row for row in rows[-_LAST_ROWS:] if any(":" in text or "：" in text for text in _first(row))])


def _first(row: Sequence[str]) -> Sequence[str]:
    return [text for text in row if text and not text.isspace()][:1]


def _is_somebody(value: str) -> bool:
    """Whether it names a person or a firm, 张三 too, which is no name elsewhere; 客户：全部 is what was asked for."""
    return cells.proven(narrow(value)) in WHO or (names.could_be_name(value) and value not in _EVERYBODY)


def said_between(row: Sequence[str]) -> tuple[str, str] | None:
    """The label and value of a row that says nothing but whose the rows below it are: 客户：王芳."""
    filled = [text for cell in row if (text := cell.strip())]
    pairs = pairs_in(filled[0]) if len(filled) == 1 and (":" in filled[0] or "：" in filled[0]) else []
    if len(pairs) != 1 or not pairs[0][1] or not _is_whose(pairs[0][0]):
        return None
    return pairs[0]


def is_label(text: str) -> bool:
    """Whether the text could stand beside its value: a header word, or a few words with a colon behind."""
    if len(text) > _LONGEST_LABEL:
        return False
    bare = text.rstrip(":： ")
    return (
        headers.is_header(bare)
        or _WHOSE.fullmatch(bare) is not None
        or (bare != text.rstrip() and len(bare) <= 10 and not any(map(str.isdigit, bare)))
    )


def filled_cells(row: Sequence[str]) -> Cells:
    """The row's cells with their columns, without the box for a photograph."""
    found = [(place, text) for place, cell in enumerate(row) if (text := cell.strip())]
    return [one for one in found if not _PHOTO.fullmatch("".join(one[1].split()))]


def pairs_in(text: str) -> list[tuple[str, str]]:
    """姓名：王芳 电话：139…: labels and values in one cell."""
    marks = [mark for mark in _INLINE.finditer(text) if headers.is_exact(mark[1]) or _WHOSE.fullmatch(mark[1])]
    if not marks or marks[0].start():
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return [(mark[1].strip(), text[mark.end() : end].strip(" ,，;；")) for mark, end in zip(marks, ends, strict=True)]


def line_of(number: int, row: Cells, places: frozenset[int]) -> Line:
    """The row told apart; without labels where it is a title, a note, or no part of a form."""
    labels: list[str] = []
    values: list[list[tuple[int, str]]] = []
    for place, text in row:
        if pairs := pairs_in(text):
            labels += [label for label, _ in pairs]
            values += [[(place, value)] if value else [] for _, value in pairs]
        elif (not labels or place in places or values[-1]) and is_label(text):
            labels.append(text.rstrip(":： "))
            values.append([])
        elif labels:
            values[-1].append((place, text))
        else:
            return Line(number, (), (row,))
    if len(row) == 1 and not values[0] and row[0][0] not in places:
        return Line(number, (), (row,))
    return Line(number, tuple(map(_one_line, labels)), tuple(values))


def _one_line(label: str) -> str:
    """姓　名 is 姓名; English words keep their spaces."""
    return (" " if label.isascii() else "").join(label.split())
