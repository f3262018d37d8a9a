"""Several tables on one sheet: each is handed on as a sheet of its own, in the places where the file has it.

Below one another they are told by a header of other words (a repeated header belongs to its table) behind a blank row
or a title, or above values of their types; side by side by headers that repeat themselves, or by a blank column
between tables of different length or with their own numbers or names.
What can't be told apart for certain stays one table, and nothing of it is lost; where a blank column parts it, that is
said (has_gap).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from app.detect import cells, headers, lists
from app.detect.labelled import WHO
from app.detect.values import narrow
from app.errors import Damaged
from app.formats.tables import OpenSheet

LOOKED, WHOLE = 3000, 1 << 30
_LONGEST_HEAD = 24
_ROWS_WITHOUT_HEAD = 3
_SURE_WORDS, _MOST_WORDS = 3, 0.7
# What a table has once: other names in it are those of 联系人, 家长, 业务员.
_SUBJECTS = (
    ("number", re.compile(r"序号|编号|行号|no\.?", re.IGNORECASE)),
    ("person", re.compile(r"(?:客户|会员|学员|学生|顾客|患者|业主)?姓名\*?")),
    ("firm", re.compile(r"(?:客户|供应商|公司|单位|企业)名称\*?")),
)
_SUPPLIER = re.compile(r"(?:供应商|供货商|供货单位|供货方|厂家|厂商)(?:名称|姓名)?")
_CUSTOMER = re.compile(r"(?:客户|会员|学员|顾客)?(?:姓名|名称)|客户|会员|学员|顾客")
_TOTALS = lists.words("terms.txt", "total")
_END = 1 << 30
Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Block:
    """The rows (from 0) and columns of a table; both ends are outside of it. Titles stand above `head`."""

    top: int
    bottom: int = _END
    left: int = 0
    right: int = _END
    head: int = 0


def tables_of(sheet: OpenSheet, file: str, looked: int = LOOKED) -> tuple[OpenSheet, ...]:
    """The sheet's tables as sheets; mostly it is the sheet itself.

    A second table keeps the sheet's name with a number: Sheet1 (2). Looks at the first `looked` rows; behind them
    `rows()` raises Damaged("several-tables") where another table begins.
    """
    rows = [row[: sheet.notes_at] for row in islice(sheet.rows(), looked + 1)]
    more = len(rows) > looked
    blocks = [part for block in _below(rows) for part in _beside(rows, block)]
    if len(blocks) < 2:
        return (replace(sheet, rows=_watched(sheet, file, looked)),) if more else (sheet,)
    names = [sheet.name, *(f"{sheet.name} ({number})" for number in range(2, len(blocks) + 1))]
    source = _watched(sheet, file, looked) if more else sheet.rows
    return tuple(
        replace(sheet, name=name, rows=_cut(source, block), left=block.left)
        for name, block in zip(names, blocks, strict=True)
    )


def has_gap(head: Row, data: Sequence[Row]) -> bool:
    """Whether a blank column stands between two columns and two more: what is one table here may be meant as two."""
    words = [text.strip() for text in head]
    named = [place for place, text in enumerate(words) if text]
    return len(named) > 3 and any(named[1] < place < named[-2] for place in _blank(words, data))


def _cut(source: Callable[[], Iterator[list[str]]], block: _Block) -> Callable[[], Iterator[list[str]]]:
    """The table's rows in their places: what is around it is blank."""

    def rows() -> Iterator[list[str]]:
        for number, row in enumerate(islice(source(), block.bottom)):
            if number < block.top:
                yield []
            elif block.left and number < block.head and _is_title(row):
                # A title over tables side by side is that of each of them.
                yield [""] * block.left + _texts(row)
            elif block.left or block.right < len(row):
                yield [""] * block.left + row[block.left : block.right]
            else:
                yield row

    return rows


def _watched(sheet: OpenSheet, file: str, looked: int) -> Callable[[], Iterator[list[str]]]:
    """The sheet's rows; behind those that were looked at, another table below is refused with a word."""

    def rows() -> Iterator[list[str]]:
        blank = False
        head: Row = ()
        for number, row in enumerate(sheet.rows(), 1):
            if number <= looked:
                if not head and _is_head(row):
                    head = [*row]
            elif not any(row):
                blank = True
            elif blank:
                blank = _is_title(row)
                if not blank and _is_head(row) and set(_texts(head)).isdisjoint(_texts(row)):
                    raise Damaged("several-tables", file=file, sheet=sheet.name, row=number)
            yield row

    return rows


def _below(rows: Sequence[Row]) -> list[_Block]:
    """Where tables below one another begin: at a header behind a blank row or a title, or at the titles above it.

    The same header again is the same table, unless a title of its own stands above it.
    """
    starts: list[int] = []
    head: Row = ()
    titles: frozenset[str] = frozenset()
    data = 0
    for number, row in enumerate(rows):
        if not row:
            continue
        if not _is_head(row):
            data += len(_texts(row)) > 1
            continue
        top = _first_title(rows, number)
        said = frozenset(text for one in rows[top:number] for text in _texts(one))
        other = not _says_again(head, row) or (said and said != titles)
        if not starts and data < _ROWS_WITHOUT_HEAD:
            starts, head, titles, data = [0], row, said, 0
        elif data and other and (top < number or _is_apart(rows, number, head)) and _has_data(rows, number):
            starts, head, titles, data = [*(starts or [0]), top], row, said, 0
    starts = starts or [0]
    return [_Block(top, bottom) for top, bottom in zip(starts, [*starts[1:], _END], strict=True)]


def _says_again(head: Row, row: Row) -> bool:
    """Whether most of a header's words stand where they stood in the one before."""
    again = sum(bool(text) and text.strip() == before.strip() for text, before in zip(row, head, strict=False))
    return again >= _MOST_WORDS * len(_texts(row))


def _is_apart(rows: Sequence[Row], number: int, head: Row) -> bool:
    """Whether a header stands behind a blank row, or needs none: other words, and below them what they announce."""
    if not any(rows[number - 1]):
        return True
    texts = _texts(rows[number])
    if len(texts) < _SURE_WORDS or not set(_texts(head)).isdisjoint(texts) or not all(map(headers.is_exact, texts)):
        return False
    below = zip(rows[number], rows[number + 1] if number + 1 < len(rows) else (), strict=False)
    hints = ((headers.hint(text.strip()), value) for text, value in below if text.strip())
    return any(
        hint is not None and hint.type in WHO and cells.proven(narrow(value)) is hint.type for hint, value in hints
    )


def _is_head(row: Row) -> bool:
    """Whether most cells are words of headers, and none is a value."""
    texts = _texts(row)
    if len(texts) < 2 or any(len(text) > _LONGEST_HEAD or text.isdigit() for text in texts):
        return False
    known = sum(headers.is_exact(text) for text in texts)
    return known >= 2 and known >= 0.6 * len(texts) and len(set(texts)) > 1 and texts[0] not in _TOTALS


def _texts(row: Row) -> list[str]:
    return [text.strip() for text in row if text and not text.isspace()]


def _is_title(row: Row) -> bool:
    return len(_texts(row)) == 1


def _has_data(rows: Sequence[Row], head: int) -> bool:
    """Whether a row of values follows, with at least two cells and not itself a header."""
    following = next((row for row in rows[head + 1 :] if any(row)), ())
    return len(_texts(following)) > 1 and not _is_head(following)


def _first_title(rows: Sequence[Row], head: int) -> int:
    """The first of the rows right above a header that hold one text each, blank ones between them included."""
    first = head
    for number in range(head - 1, max(head - 6, -1), -1):
        if _is_title(rows[number]):
            first = number
        elif any(rows[number]):
            break
    return first


def _beside(rows: Sequence[Row], block: _Block) -> list[_Block]:
    """The tables beside one another in a block."""
    own = rows[block.top : block.bottom]
    at = next((number for number, row in enumerate(own) if _is_head(row)), None)
    if at is None:
        return [block]
    head, data = [text.strip() for text in own[at]], own[at + 1 :]
    blank = _blank(head, data)
    edges = _repeated(head, blank) or _divided(head, data, blank) or _adjoined(head) or [block.left]
    ends = zip(edges, [*edges[1:], _END], strict=True)
    return [replace(block, left=left, right=right, head=block.top + at) for left, right in ends]


def _blank(head: Sequence[str], data: Sequence[Row]) -> list[int]:
    """The columns without a word in the header and without a value."""
    if all(head):
        return []
    used = {place for row in data if any(row) for place, text in enumerate(row) if text.strip()}
    return [place for place, text in enumerate(head) if not text and place not in used]


def _repeated(head: Sequence[str], blank: Sequence[int]) -> list[int]:
    """Where a header begins again from its first word: 序号 姓名 电话 序号 姓名 电话, blank columns between or not.

    数量 金额 数量 金额 below a row of years is one table's: other columns have no word in this row.
    """
    filled = [(place, text) for place, text in enumerate(head) if text]
    if len(filled) + len(blank) < len(head):
        return []
    texts = [text for _, text in filled]
    for width in range(2, len(texts) // 2 + 1):
        if len(texts) % width == 0 and texts == texts[:width] * (len(texts) // width):
            return [filled[at][0] if at else 0 for at in range(0, len(texts), width)]
    return []


def _divided(head: Sequence[str], data: Sequence[Row], blank: Sequence[int]) -> list[int]:
    """Where a blank column stands between two headers whose tables end at different rows."""
    edges = [0]
    # Of blank columns in a row the first says it all: a cell astray may have sixteen thousand before it.
    for place in sorted({*blank} - {place + 1 for place in blank}):
        left, right = head[edges[-1] : place], head[place + 1 :]
        if sum(map(bool, left)) > 1 and sum(map(bool, right)) > 1:
            ends = [_last_row(data, edges[-1], place), _last_row(data, place + 1, len(head))]
            if ends[0] != ends[1] or _count_alike(left, right) or _are_of_others(left, right):
                edges.append(place + 1)
    return edges if len(edges) > 1 else []


def _adjoined(head: Sequence[str]) -> list[int]:
    """Where a list of suppliers begins right beside one of customers, with the same words but for whom it is of."""
    filled = [*head]
    while filled and not filled[-1]:
        filled.pop()
    half, odd = divmod(len(filled), 2)
    left, right = filled[:half], filled[half:]
    if odd or half < _SURE_WORDS or not all(filled) or sum(map(str.__ne__, left, right)) != 1:
        return []
    return [0, half] if _are_of_others(left, right) else []


def _count_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether each of two headers has its own running number or names whom its rows are of."""
    kinds = [
        {kind for text in half if text for kind, form in _SUBJECTS if form.fullmatch(text)} for half in (left, right)
    ]
    return not kinds[0].isdisjoint(kinds[1])


def _are_of_others(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one header is of customers, the other of suppliers, each with its own telephone or the like."""
    supply, buy = ([any(map(form.fullmatch, half)) for half in (left, right)] for form in (_SUPPLIER, _CUSTOMER))
    own = {*filter(None, left)} & {*filter(None, right)}
    return bool(own) and (supply, buy) in (([False, True], [True, False]), ([True, False], [False, True]))


def _last_row(data: Sequence[Row], left: int, right: int) -> int:
    filled = (number for number, row in enumerate(data) if len(_texts(row[left:right])) > 1 and not _is_foot(row))
    return max(filled, default=-1)


def _is_foot(row: Row) -> bool:
    """Whether it adds up or is signed: a total or 填表人：, 日期： stand under one half of a table as well."""
    texts = _texts(row)
    return texts[0] in _TOTALS or 2 * sum("：" in text or ":" in text for text in texts) >= len(texts)
