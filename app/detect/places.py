"""Chinese places: codes and names of provinces, prefectures and counties (GB/T 2260, as python-stdnum keeps it)."""

import re
from functools import cache

from stdnum import numdb

from app.detect import lists

_PERIOD = re.compile(r"\[[^\]]*\]")
_GENERIC = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "市", "省直辖县级行政单位"})
_LEVEL = re.compile(
    r"(?:特别行政区|(?:壮族|回族|维吾尔)?自治区|(?:土家族|苗族|藏族|羌族|彝族|傣族|白族|布依族|侗族|朝鲜族|蒙古族?|回族|壮族|景颇族|傈僳族|哈尼族|"
    r"哈萨克族?|柯尔克孜)*自治[州县旗]|地区|新区|省|市|区|县|盟|旗)$"
)
_EVERYDAY = frozenset({"中国", "华东", "华南", "华北", "华中", "西南", "西北", "东北", "长三角", "珠三角", "粤港澳"})
# What GB/T 2260 has no counties of; addresses there are written from these downwards.
_BEYOND = lists.words("terms.txt", "beyond")
# Issued to residents of Hong Kong, Macau and Taiwan since 2018 and not in the table's counties.
_SPECIAL = frozenset({"8100", "8200", "8300"})


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Names, past ones included, by six-digit code."""
    table: dict[str, tuple[str, ...]] = {}
    for _, first, last, properties, children in numdb.get("cn/loc").prefixes:
        province = properties.get("province", "")
        for number in range(int(first), int(last) + 1):
            table[f"{number:02}0000"] = (province,)
            for _, low, high, county, _ in children:
                names = tuple(_PERIOD.sub("", name).strip() for name in county.get("county", "").split(","))
                for rest in range(int(low), int(high) + 1):
                    table[f"{number:02}{rest:04}"] = names
    return table


@cache
def prefectures() -> frozenset[str]:
    """The first four digits of all codes."""
    return frozenset(code[:4] for code in _table()) | _SPECIAL


def is_region(code: str) -> bool:
    """Whether the first four digits were ever a prefecture's; a county's two digits may be younger than any table."""
    return code[:4] in prefectures()


def is_registry(code: str) -> bool:
    """Whether six digits can name the region of a registering authority; 100000 is the state itself."""
    return code[:4] in prefectures() or code == "100000"


@cache
def provinces() -> frozenset[str]:
    """Full names: 上海市, 广西壮族自治区."""
    return frozenset(names[0] for code, names in _table().items() if code.endswith("0000"))


@cache
def cities() -> frozenset[str]:
    """Full names of prefectures: 杭州市, 延边朝鲜族自治州."""
    return frozenset(
        name
        for code, names in _table().items()
        if code.endswith("00") and not code.endswith("0000")
        for name in names
        if name and name not in _GENERIC
    )


@cache
def counties() -> frozenset[str]:
    """Full names of counties and districts: 浦东新区, 太康县."""
    return frozenset(
        name
        for code, names in _table().items()
        if not code.endswith("00")
        for name in names
        if name and name not in _GENERIC
    )


@cache
def short_names() -> frozenset[str]:
    """Full and everyday names of places of all levels: 上海, 上海市, 浦东新区, 浦东, 太康县."""
    full = provinces() | cities() | counties()
    short = {_LEVEL.sub("", name) for name in full}
    return full | {name for name in short if len(name) >= 2} | _EVERYDAY | _BEYOND


@cache
def _in_addresses() -> frozenset[str]:
    """Full names, and the everyday names of provinces and cities: 和平 alone is a road as often as 和平区."""
    large = {_LEVEL.sub("", name) for name in provinces() | cities()}
    return provinces() | cities() | counties() | {name for name in large if len(name) >= 2} | {"中国"} | _BEYOND


@cache
def _longest() -> dict[str, int]:
    """The longest name that begins with two characters, by those."""
    longest: dict[str, int] = {}
    for name in _in_addresses():
        longest[name[:2]] = max(longest.get(name[:2], 0), len(name))
    return longest


def match(text: str, start: int, end: int) -> int:
    """Where the longest place name of an address that begins at `start` ends; `start` where none begins."""
    longest = _longest().get(text[start : start + 2])
    if longest is None:
        return start
    known = _in_addresses()
    for length in range(min(longest, end - start), 1, -1):
        if text[start : start + length] in known:
            return start + length
    return start
