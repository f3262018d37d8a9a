"""Where a sheet's header is: below its titles, above its data, or nowhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.detect import cells, forms, headers, lists, periods, under_heads
from app.detect.values import narrow
from app.domain.words import PiType

_LOOK = 30
_BELOW = 12
_LONGEST_HEADER = 24
_ENOUGH = 1.15
_FARTHER = 0.005
_TOTALS = lists.words("terms.txt", "total")
_AROUND_TOTAL = " ：:　"
_TOTAL_BEGINS = {*_AROUND_TOTAL, *(word[0] for word in _TOTALS)}
_SIGNED = re.compile(
    r"(?:制表|填表|审核|复核|经办|负责|主管|批准|编制|打印|统计|备注|说明|注)(?:人|日期|时间)?[:：]|^注[0-9一二三]?[、.:：]|^以下空白"
)
_LABEL = re.compile(r"[一-鿿（）() ]{2,8}[:：]")
_LABELLED = re.compile(r".{1,10}[:：]\s*\S|[:：]$")
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]\S|[（(][一二三四五六七八九十]{1,3}[)）]\S|第[一二三四五六七八九十]{1,3}[部分组类]"
)
# Above the columns of a pivot table, whose header is the next row.
_PIVOT = frozenset({"列标签", "Column Labels"})
_COUNTED = re.compile(r"([一-鿿]{2,8}|[A-Za-z][A-Za-z_ ]{1,15})[_-]?\d{1,3}")
_COUNTED_ON = 3
_FORM_ROWS = 3
_AS_FULL, _FEW_LABELS = 0.6, 0.3
_SIGNED_FROM = 3
_SOME = 4  # cells from which a column shows what it is
_DAYS = 5  # 1, 2, 3, … above the days of a roster
_SPEAKS = frozenset({PiType.OTHER, PiType.FREE_TEXT})
_NO_SUM = frozenset(
    {PiType.CN_RESIDENT_ID, PiType.MOBILE_PHONE, PiType.EMAIL, PiType.BANK_CARD, PiType.USCC, PiType.EVENT_DATE}
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`header_row` (None: no header) and `first_row`, the first data row, counted from 1; one header a column.

    `asides` are rows of the data that hold none: the header again, totals, signatures; `groups` are what stands above
    the headers where there are two rows of them (应发 over 全勤), one a column.
    """

    header_row: int | None
    first_row: int
    headers: tuple[str, ...]
    asides: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()


def find(rows: Sequence[Sequence[str]], header_row: int | None = None) -> Layout:
    """The layout of a sheet; the header is looked for in its first rows, or is the one given (from 1)."""
    blank = next((number for number, row in enumerate(rows) if any(map(str.strip, row))), 0)
    if blank and header_row is None:
        found = find(rows[blank:])
        return replace(
            found,
            header_row=None if found.header_row is None else found.header_row + blank,
            first_row=found.first_row + blank,
            asides=tuple(number + blank for number in found.asides),
        )
    width = _filled_width(rows)
    top = [[narrow(cell).strip() for cell in row] for row in rows[: _LOOK + _BELOW]]
    if header_row is not None:
        texts = _headers(rows[header_row - 1 : header_row], width)
        first = _first_below(rows, header_row, texts)
        return Layout(header_row, first + 1, texts, _asides(rows, first, texts, width))
    speaks = [[None if cells.is_blank(text) else _speaks(text) for text in row] for row in top]
    row = None if _is_form(top) else _head_row(top, speaks)
    if row is None:
        first = _first_without_head(top, speaks)
        return Layout(None, first + 1, ("",) * width, _asides(rows, first, (), width))
    last = row + 1 if row + 1 < len(top) and _is_lower_half(top[row], top[row + 1]) else row
    upper = row - 1 if last == row and row > 0 and _is_lower_half(top[row - 1], top[row]) else row
    texts = _headers(rows[upper : last + 1], width)
    groups = _groups(rows[upper], width) if upper < last else ()
    texts = _told_apart(texts, groups) if groups else texts
    first = _first_below(rows, last + 1, texts)
    return Layout(row + 1, first + 1, texts, _asides(rows, first, texts, width), groups)


def titles(rows: Sequence[Sequence[str]], found: Layout) -> list[str]:
    """What stands above the header; groups of columns (上半年, 相关信息) are no titles."""
    above = rows[: (found.header_row or 1) - 1]
    return [cell for row in above for cell in row if cell.strip() and cell.strip() not in found.groups]


def _head_row(top: Sequence[Sequence[str]], speaks: Sequence[Sequence[bool | None]]) -> int | None:
    """The row (from 0) that looks most like a header, of those above which no row of data stands."""
    scores = [_score(top, speaks, number) for number in range(min(len(top), _LOOK))]
    while scores and max(scores) >= _ENOUGH:
        row = scores.index(max(scores))
        data = next((number for number in range(row) if _is_data_row(top, speaks, number, row)), None)
        if data is None:
            return row
        # The same header above every row, as on payslips, or words below a table that has none.
        del scores[data:]
    return None


def _is_data_row(top: Sequence[Sequence[str]], speaks: Sequence[Sequence[bool | None]], number: int, head: int) -> bool:
    """Whether a row above a header is about as full as it is, and holds values."""
    filled = [text for text in top[number] if text]
    if len(filled) < max(2, _AS_FULL * sum(map(bool, top[head]))) or _is_total(top[number]):
        return False
    said = sum(headers.is_header(text) or _LABELLED.match(text) is not None for text in filled)
    if said > _FEW_LABELS * len(filled) or False not in speaks[number]:
        return False
    # Sums may stand above a header, figures alone.
    return any(any(map(str.isalpha, text)) or cells.proven(text) in _NO_SUM for text in filled)


def _first_without_head(top: Sequence[Sequence[str]], speaks: Sequence[Sequence[bool | None]]) -> int:
    """The first row of a table without header (from 0), behind titles: words that stand alone in their rows."""
    widths = sorted(sum(map(bool, row)) for row in top if any(row))
    first = 0
    if widths and widths[len(widths) // 2] > 1:
        while first < len(top) and sum(map(bool, top[first])) < 2 and False not in speaks[first]:
            first += 1
    return first


def _first_below(rows: Sequence[Sequence[str]], first: int, texts: Sequence[str]) -> int:
    """The first row of data (from 0), behind rows that only say again what the columns are."""
    while first < len(rows) and under_heads.belongs(texts, [narrow(text).strip() for text in rows[first]]):
        first += 1
    return first


def _is_form(top: Sequence[Sequence[str]]) -> bool:
    """Whether most rows are labels each with its value beside it: 姓名 | 王芳 | 电话 | 139…, a card and no table."""
    rows = [[text for text in row if text] for row in top]
    filled = [row for row in rows if row]
    labels = [
        tuple(row[::2])
        for row in filled
        if len(row) % 2 == 0 and all(map(headers.is_header, row[::2])) and not all(map(headers.is_header, row[1::2]))
    ]
    # A table of things has a word at the left of every row too, hardly ever another known one in each.
    most = len(labels) >= _FORM_ROWS and len(labels) >= 0.5 * len(filled)
    return most and len(set(labels)) >= 0.7 * len(labels) and not forms.has_table(top)


def _filled_width(rows: Sequence[Sequence[str]]) -> int:
    """The length of the longest row, the empty cells at its end left out."""
    width = 0
    for row in rows:
        if len(row) > width:
            filled = (place for place, text in enumerate(row[width:], start=width + 1) if text and not text.isspace())
            width = max(filled, default=width)
    return width


def _score(top: Sequence[Sequence[str]], speaks: Sequence[Sequence[bool | None]], number: int) -> float:
    """How much a row looks like a header: known words, words above data, as wide as the data."""
    filled = [(place, text) for place, text in enumerate(top[number]) if text]
    below = [place for place in range(number + 1, min(len(top), number + 1 + _BELOW)) if any(top[place])]
    widths = sorted(sum(map(bool, top[place])) for place in below)
    usual = widths[-1] if widths else 0
    if not filled or (len(filled) == 1 and (usual > 1 or not headers.is_exact(filled[0][1]))):
        return 0.0
    if not _PIVOT.isdisjoint(top[number]):
        return 0.0
    if len(filled) < 3 and _is_total(top[number]):
        return 0.0
    # 接收人签字：, 复核人：  below the data: labels to be signed behind.
    signed = sum(text.endswith(":") or _SIGNED.search(text) is not None for _, text in filled)
    if len(below) < 2 and number >= _SIGNED_FROM and 2 * signed >= len(filled):
        return 0.0
    numbered = _numbered(top, number)
    under = {place: [text for line in below for text in top[line][place : place + 1] if text] for place, _ in filled}
    named = {text for place, text in filled if _only_sounds_like_name(text, under[place])}
    data = sum(_is_data(text) for _, text in filled if text not in numbered | named) / len(filled)
    if data > 0.5:
        return 0.0
    known = sum(text in numbered or headers.is_header(text) for _, text in filled) / len(filled)
    same = 1 - len({text for _, text in filled}) / len(filled)
    contrast = sum(
        (speaks[number][place] is not False or text in named)
        and _shows_data([speaks[line][place] for line in below if place < len(top[line])])
        for place, text in filled
        if not any(map(str.isdecimal, text))
    )
    fill = min(1.0, len(filled) / usual) if usual else 0.5
    new = sum(_is_new(text, under[place]) for place, text in filled) / len(filled)
    return 1.6 * known + 1.2 * contrast / len(filled) + 0.5 * fill + 0.6 * new - 2.5 * data - same - _FARTHER * number


def _only_sounds_like_name(text: str, below: Sequence[str]) -> bool:
    """归还日 above days, On Board above dates: no name, where hardly one stands below."""
    if len(below) < _SOME or cells.proven(text) is not PiType.PERSON_NAME:
        return False
    return sum(cells.proven(one) is PiType.PERSON_NAME for one in below) < 0.3 * len(below)


def _is_new(text: str, below: Sequence[str]) -> bool:
    """Whether the column says the same words again and again, and never this one."""
    return len(below) >= _SOME and len(set(below)) <= 0.7 * len(below) and text not in below


def _numbered(top: Sequence[Sequence[str]], number: int) -> frozenset[str]:
    """自定义字段1, 自定义字段2, …: one word counted on through this row alone, as exports name their spare columns."""
    asked = [text for text in top[number] if headers.is_counted(text)]
    if len(asked) >= _COUNTED_ON and not any(headers.is_counted(text) for row in top[number + 1 :] for text in row):
        return frozenset(asked)
    stems: dict[str, set[str]] = defaultdict(set)
    for match in filter(None, map(_COUNTED.fullmatch, top[number])):
        stems[match[1]].add(match[0])
    days = [text for text in top[number] if text.isdecimal()]
    if len(days) >= _DAYS and days == [str(at) for at in range(int(days[0]), int(days[0]) + len(days))]:
        below = {text for row in top[number + 1 :] for text in row}
        if len(below.intersection(days)) < 2:
            return frozenset(days)
    if counted := _periods(top, number):
        return counted
    alike = {stem: texts for stem, texts in stems.items() if len(texts) >= _COUNTED_ON}
    if not alike:
        return frozenset()
    others = [text for place, row in enumerate(top) if place != number for text in row]
    elsewhere = {match[1] for match in filter(None, map(_COUNTED.fullmatch, others))}
    return frozenset(text for stem, texts in alike.items() if stem not in elsewhere for text in texts)


def _periods(top: Sequence[Sequence[str]], number: int) -> frozenset[str]:
    """Years, months or days counted on, with nothing but header words beside them, and no such row below."""
    found = periods.counted_on(top[number])
    others = [text for text in top[number] if text and text not in found]
    is_first = not any(sum(map(bool, row)) > 1 and _PIVOT.isdisjoint(row) for row in top[:number])
    fit = all(headers.is_header(text) or (is_first and not _is_data(text)) for text in others)
    return found if fit and not any(map(periods.counted_on, top[number + 1 :])) else frozenset()


def _speaks(text: str) -> bool:
    """Whether the cell holds words: neither what proves its type nor mostly digits (30,211.50, 10.0.0.8)."""
    return cells.proven(text) in _SPEAKS and 2 * sum(map(str.isdecimal, text)) < len(text)


def _shows_data(below: Sequence[bool | None]) -> bool:
    """Whether most cells show data: False where a cell is data, True where it is words, None where it is blank."""
    filled = [speaks for speaks in below if speaks is not None]
    return bool(filled) and filled.count(False) >= 0.6 * len(filled)


def _is_data(text: str) -> bool:
    """Whether the text belongs to a row of data or to a line of labels (制表日期：2021-03-05)."""
    if headers.is_header(text):
        return False
    if len(text) > _LONGEST_HEADER or _LABELLED.match(text):
        return True
    return cells.proven(text) not in _SPEAKS or text.replace(".", "").isdecimal()


def _is_lower_half(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether two rows are one header: groups above (联系方式), their columns below (电话, 邮箱)."""
    below = [(place, text) for place, text in enumerate(lower) if text]
    above = [place for place, text in enumerate(upper) if text]
    counted = periods.counted_on(upper) | _groups_of_one_period(upper, lower)
    if (
        not below
        or len(above) < 2
        or any(_is_data(text) for _, text in below)
        or any(_is_data(upper[place]) for place in above if upper[place] not in counted)
    ):
        return False
    known = sum(headers.is_header(text) or headers.hint(text) is not None for _, text in below)
    spread = any(place >= len(upper) or not upper[place] for place, _ in below)
    return spread and (known >= 0.5 * len(below) or _completes(above, [place for place, _ in below]))


def _groups_of_one_period(upper: Sequence[str], lower: Sequence[str]) -> frozenset[str]:
    """2021年 over 数量 and 金额: a period that no other one follows, over two columns and more."""
    after = zip(upper, lower, [*upper[1:], ""], [*lower[1:], ""], strict=False)
    return frozenset(
        text for text, below, right, beside in after if below and beside and not right and periods.is_one(text)
    )


def _completes(above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether the lower row fills just what the upper one leaves open, and leaves open what stands above alone."""
    upper, lower = set(above), set(below)
    whole = upper | lower
    return bool(upper - lower) and bool(lower - upper) and len(whole) == max(whole) - min(whole) + 1


def _headers(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """One header a column: the lowest filled cell of the header's rows."""
    found = [""] * width
    for row in rows:
        for place, text in enumerate(row[:width]):
            if text.strip():
                found[place] = " ".join(text.split())
    return tuple(found)


def _groups(upper: Sequence[str], width: int) -> tuple[str, ...]:
    """The upper row's texts, each over all columns up to the next one."""
    found, last = [], ""
    for place in range(width):
        text = upper[place].strip() if place < len(upper) else ""
        last = text or last
        found.append(last)
    return tuple(found)


def _told_apart(texts: Sequence[str], groups: Sequence[str]) -> tuple[str, ...]:
    """Columns of one name with their groups in front: 2019年 金额, 2020年 金额."""
    many = Counter(texts)
    return tuple(
        f"{group} {text}" if text and many[text] > 1 and group not in ("", text) else text
        for text, group in zip(texts, groups, strict=True)
    )


def _asides(rows: Sequence[Sequence[str]], first: int, texts: Sequence[str], width: int) -> tuple[int, ...]:
    place = next((place for place, text in enumerate(texts) if text), width)
    head = texts[place] if place < len(texts) else ""
    found = [
        number
        for number, row in enumerate(rows[first:], start=first + 1)
        if _is_total(row) or (place < len(row) and row[place] == head and _is_header_again(row, texts))
    ]
    tail = range(max(first, len(rows) - 8), len(rows))
    found += [number + 1 for number in tail if _is_signature(rows[number], width)]
    return tuple(sorted(set(found)))


def _is_total(row: Sequence[str]) -> bool:
    """Whether the first of the row's cells says that it adds up the others."""
    text = row[0] if row and row[0] else next(filter(None, row[:3]), "")
    return text[:1] in _TOTAL_BEGINS and len(text) < 8 and text.strip(_AROUND_TOTAL).replace(" ", "") in _TOTALS


def _is_header_again(row: Sequence[str], texts: Sequence[str]) -> bool:
    same = sum(cell.strip() == text for cell, text in zip(row, texts, strict=False) if text)
    return any(texts) and same >= 0.7 * sum(map(bool, texts))


def _is_signature(row: Sequence[str], width: int) -> bool:
    filled = [text.strip() for text in row if text.strip()]
    if not filled or width < 2:
        return False
    if len(filled) <= max(1, width // 3) and _LABEL.match(filled[0]):
        return True
    return len(filled) <= max(3, width // 2) and any(_SIGNED.search(text) for text in filled)
