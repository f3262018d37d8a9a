"""Tables in plain texts whose columns are aligned by spaces and tabs or ruled with |, told from running text."""

import re
from collections.abc import Callable, Iterable, Sequence
from unicodedata import east_asian_width

Cut = Callable[[str], list[str]]

_SURELY, _FEWEST, _TITLES, _FOOT = 0.9, 3, 6, 3
_APART, _SPACE = re.compile(r"\t\s*|\s{2,}|\u3000+"), re.compile(r"\s+")
_VALUE = re.compile(r"[\d:：]")
_RULE = re.compile(r"[-+=|:\s]*[-=]{2}[-+=|:\s]*")
_FIGURES = re.compile(r"[+¥￥]?\d[\d .,:/年月日()（）*+-]*[Xx元%人笔户]?")


def is_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Whether words stand above rows with as many cells, nearly all of them, and above a column of figures.

    A few lines of one cell may stand below.
    """
    at = _head(rows)
    if at is None:
        return False
    data = [*rows[at + 1 :]]
    for row in rows[-1 : -1 - _FOOT : -1]:
        if len(data) < 2 or len(row) > 1:
            break
        data.pop()
    alike = [row for row in data if len(row) == len(rows[at])]
    if not alike or len(alike) < _SURELY * len(data):
        return False
    columns = ([*filter(None, map(str.strip, column))] for column in zip(*alike, strict=True))
    return any(column and all(map(_FIGURES.fullmatch, column)) for column in columns)


def aligned(lines: Iterable[str]) -> Cut | None:
    """How to cut the lines of a text into cells, judged by its first ones; None where it is no table.

    A line that can't be cut as the others are gets more cells than they have, so that it is told.
    """
    filled = [line for line in lines if line.strip() and not _RULE.fullmatch(line)]
    return (_cut(filled, _APART) or _cut(filled, _SPACE)) if len(filled) >= _FEWEST else None


def _cut(filled: Sequence[str], between: re.Pattern[str]) -> Cut | None:
    rows = [_pieces(line, between) for line in filled]
    at = _head(rows)
    if at is None:
        return None
    width, titles = len(rows[at]), frozenset(filled[:at])
    edges = _edges(filled[at:], width) if between is _APART else []

    def cut(line: str) -> list[str]:
        if _RULE.fullmatch(line):
            return []
        if line in titles:
            return [line.strip()]
        pieces = _pieces(line, between)
        if len(pieces) == 1 and not line[:1].isspace():
            spaced = _pieces(line, _SPACE)
            return spaced if len(spaced) == width else pieces
        if len(pieces) == width:
            return pieces
        return _sliced(line, edges) or (pieces if len(pieces) == 1 else [*[""] * width, line.strip()])

    return cut if is_headed([rows[at], *map(cut, filled[at + 1 :])]) else None


def _head(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the first row of several words, each another, without a figure or a colon."""
    for at, row in enumerate(rows[:_TITLES]):
        words = [cell.strip() for cell in row]
        if len(words) > 1 and all(words) and len({*words}) == len(words) and not any(map(_VALUE.search, words)):
            return at
    return None


def _pieces(line: str, between: re.Pattern[str]) -> list[str]:
    """The cells that stand apart from one another."""
    bare = line.strip()
    if bare.startswith("|"):
        return [piece.strip() for piece in bare.removeprefix("|").removesuffix("|").split("|")]
    return between.split(bare)


def _edges(lines: Sequence[str], columns: int) -> list[int]:
    """Where columns begin: behind places that are blank in all lines of several cells, and below words of the first."""
    spread = [_spread(line) for line in lines if len(_pieces(line, _APART)) > 1]
    width = max(map(len, spread), default=0)
    blank = [all(line[at : at + 1] in ("", " ") for line in spread) for at in range(width)]
    edges = [at for at in range(width) if not blank[at] and (at == 0 or blank[at - 1])]
    named = [at for at, end in zip(edges, [*edges[1:], width], strict=True) if spread[0][at:end].strip()]
    return [0, *named[1:]] if len(named) == columns else []


def _sliced(line: str, edges: Sequence[int]) -> list[str]:
    """The cells at their places, some of them blank; none where a word stands astride."""
    spread = _spread(line)
    if not edges or any(spread[at - 1 : at] not in ("", " ") for at in edges[1:]):
        return []
    ends = [*edges[1:], len(spread)]
    return [spread[at:end].replace("\0", "").strip() for at, end in zip(edges, ends, strict=True)]


def _spread(line: str) -> str:
    """The line as it stands on a screen, where Chinese characters are twice as wide: a zero behind each."""
    wide = "".join(f"{one}\0" if east_asian_width(one) in "WF" else one for one in line.rstrip())
    return wide.replace("\u3000\0", "  ").expandtabs(8)
