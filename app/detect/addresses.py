"""Postal addresses: place names from large to small, then roads, numbers, buildings, rooms."""

import re
from functools import cache

from app.detect import places

_DETAIL = re.compile(
    r"(?:路|街|道|巷|弄|胡同|大道|小区|花园|新村|公寓|大厦|广场|园区|苑|村|镇|乡|屯|组|里)[^，。；\s]{0,12}?\d+\s*(?:号|弄|栋|幢|座|室|楼|单元|组|队)"
    r"|\d+\s*(?:号|弄)\s*\d*|[\d一二三四五六七八九十]+(?:号楼|栋|幢|单元|室|组)|(?:镇|乡|街道)[^，。；\s]{2,10}(?:村|社区|路)"
)


@cache
def _beginnings() -> tuple[frozenset[str], re.Pattern[str]]:
    full = places.provinces() | places.cities() | places.counties()
    short = {
        re.sub(r"(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$", "", name)
        for name in places.provinces()
    }
    short |= {name.removesuffix("市") for name in places.cities() if name.endswith("市") and len(name) > 2}
    names = sorted(full | short, key=len, reverse=True)
    return frozenset(full), re.compile("|".join(map(re.escape, names)))


def is_address(text: str) -> bool:
    """Whether the whole text is a place: administrative names alone, or a road or house below them."""
    if not 2 <= len(text) <= 100:
        return False
    full, beginning = _beginnings()
    start = beginning.match(text)
    if start is None:
        return len(text) >= 5 and _DETAIL.search(text) is not None
    return (
        (start.end() == len(text) and text in full) or _DETAIL.search(text, start.end()) is not None or _is_places(text)
    )


def _is_places(text: str) -> bool:
    _, beginning = _beginnings()
    position = 0
    while match := beginning.match(text, position):
        position = match.end()
    return position == len(text)
