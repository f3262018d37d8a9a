"""Postal addresses as whole cells: place names from large to small, then roads, numbers, buildings, rooms."""

import re

from app.detect import places

_NUMBER = r"[0-9一二三四五六七八九十]"
_ROAD = r"(?:路|街|道|巷|弄|胡同|小区|花园|新村|公寓|大厦|广场|园区|苑|村|镇|乡|屯|社区|里|城|府|庭|湾|邸|居)"
_DETAIL = re.compile(
    rf"{_ROAD}[^，。；\s]{{0,14}}?\d+\s*(?:号|弄|栋|幢|座|室|楼|单元|组|队|[-－])"
    rf"|\d+\s*(?:号|弄)|{_NUMBER}+(?:号楼|栋|幢|单元|室|组)|[A-Za-z]座|[A-Za-z]\d{{0,2}}-?[A-Za-z0-9]{{0,2}}(?:栋|幢|座|号楼)"
    rf"|(?:镇|乡|街道)[^，。；\s]{{1,10}}(?:村|社区|路|组|屯)"
)
# Below a place even these are enough: 浙江省杭州市文三路, 太康县马头镇王庄村.
_BELOW_PLACE = re.compile(
    r"(?:路|街|大道|巷|弄|胡同|村|镇|乡|街道|社区|小区|花园|公寓|大厦|广场|园区|苑|新村|屯)(?:$|[^，。；]{0,20}$)"
)
# 桃園市中壢區中央西路8號3樓, 香港新界元朗青山公路12號2樓B室: written in the characters of Taiwan and Hong Kong.
_TRADITIONAL = re.compile(
    r"(?:[一-鿿]{2,3}[縣市][一-鿿]{1,3}[區鄉鎮市]|(?:香港|澳門)?(?:九龍|新界|港島)|香港|澳門)"
    r"[一-鿿A-Za-z0-9\-－,， ]{2,40}[號樓室座]"
)
_SENTENCE = re.compile(r"[，。；！？!?]")
_LONG_NUMBER = re.compile(r"\d{7}")
# 98号汽油, 3号窗口: numbered, and no house.
_THING = "[一-鿿]{0,2}[油线机床桌台球仓柜窗炉井泵钢车厅]"
_OWN_ROAD = re.compile(rf"[^\d，。；：:\s]{{2,12}}(?:{_ROAD}|{_NUMBER}[号栋幢])|\d+号(?!{_THING})")
_LATIN = re.compile(
    r"\b(?:Road|Rd|Street|St|Avenue|Ave|Lane|Building|Bldg|District|Room|Rm|Floor|Boulevard|Blvd|Drive|Village|Town|"
    r"New Area)\b"
    r"|No\.\s?\d",
    re.IGNORECASE,
)


# 5号楼大厅, 地下车库B1: a spot inside a place that everybody there knows.
_INSIDE = re.compile(
    rf"(?:[A-Za-z东西南北]?{_NUMBER}{{1,3}}(?:号楼|号门|[栋幢座层楼区])|地下|地上|[东西南北]{{1,2}}[门区])(?!.*(?:路|街|巷|弄|村|镇|乡|小区|花园|苑))"
)


def is_postal(text: str) -> bool:
    """Whether it is an address that says by itself where it is: no spot inside a building."""
    return is_address(text) and _INSIDE.match(text) is None


def is_address(text: str) -> bool:
    """Whether the whole text is a place: administrative names alone, or a road or house below them."""
    length = len(text)
    if not 2 <= length <= 100 or _LONG_NUMBER.search(text):
        return False
    if text.isascii():
        return length >= 10 and " " in text and _LATIN.search(text) is not None
    after = places.match(text, 0, length)
    if text[-1] in "號樓室座" and _TRADITIONAL.fullmatch(text):
        return True
    if after == 0:
        detailed = length >= 5 and _DETAIL.search(text) is not None and _SENTENCE.search(text) is None
        return detailed and _OWN_ROAD.match(text) is not None
    at = 0
    while after > at:
        at = after
        while at < length and text[at] in " -/·":
            at += 1
        after = places.match(text, at, length)
    if at >= length:
        return True
    return (_DETAIL.search(text, at) is not None or _BELOW_PLACE.search(text, at) is not None) and len(
        _SENTENCE.findall(text)
    ) < 2
