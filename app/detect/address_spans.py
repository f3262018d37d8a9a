"""Addresses in running text: from the first place name or road to the last number, building or room."""

import re
from collections.abc import Iterator

from app.detect import lexicon, lists, places
from app.detect.surnames import HAN

# What a road or a village is called holds none of these: they belong to the sentence.
_OUTSIDE = "的了是在到给将把被就还也没我你您他她它已未请要让说问称至送寄搬迁住去往从于约并该收号室楼层"
_IN_NAME = rf"(?:(?![{_OUTSIDE}]){HAN})"
_ORDINAL = r"[0-9一二三四五六七八九十百甲乙丙丁]"
_ZONE = r"(?:街道办事处|街道|镇|乡|苏木|经济开发区|开发区|高新区|工业园区|工业园|产业园|科技园|园区|农场|林场)"
_TOWN = rf"{_IN_NAME}{{1,6}}{_ZONE}"
_VILLAGE = rf"{_IN_NAME}{{1,6}}(?:行政村|自然村|新村|村委会|村|社区|屯|庄(?!村|子|园)|嘎查)"
_ROAD_PART = rf"[东西南北中]段|[东西南北中]路|[东西南北]街|{_ORDINAL}{{1,2}}段|支路|{_ORDINAL}{{1,4}}巷"
_ROAD = rf"{_IN_NAME}{{1,7}}(?:大道|大街|公路|国道|胡同|路|街|巷|弄|道|里)(?:{_ROAD_PART})?"
_NUMBER = (
    r"(?:附?[0-9]{1,5}(?:[-－~、/][0-9]{1,5})?[甲乙丙]?(?:号院|号楼|号|弄|支弄|巷|街坊)|[0-9]{1,5}(?=弄|号))"
    r"(?:内|旁|对面|之[一二三四五六七八九十0-9]+)?"
)
_BLOCK = r"(?:[东西南北]区|[0-9一二三四五六七八九十]期|[A-Z]区)"
_ESTATE = (
    r"(?:大厦|广场|小区|花园|家园|公寓|大楼|写字楼|商务楼|商城|市场|国际|中心|苑|城|园|新村|府|邸|庭|湾|居|轩|里|名都|公馆|别墅|山庄|宿舍|"
    r"新城|华府|豪庭|雅苑|一品|世纪城|商厦|楼盘|大院|家属院|产业园|科技园|工业园|创意园|软件园|社区|小镇|天街|公园|学校|医院|商场)"
)
_COMMUNITY = (
    rf"(?:{_IN_NAME}{{2,10}}{_ESTATE}{_BLOCK}?|{_IN_NAME}{{2,6}}[一二三四五六七八九十]区|"
    rf"{_IN_NAME}{{2,8}}[一二三四五六七八九壹贰叁]号院?|{_IN_NAME}{{2,9}}(?=[A-Za-z]座|[A-Za-z]?[0-9]{{1,3}}(?:号楼|栋|幢|座)))"
)
_ROOM = (
    r"(?:[A-Za-z]?[0-9]{1,4}[A-Za-z]?(?:[-－][0-9]{1,4}){0,3}(?:号楼|号院|幢|栋|座|单元|层|楼|室|房间|房|户|组|队|号门|门|号)|"
    r"[一二三四五六七八九十甲乙丙丁]{1,3}(?:号楼|幢|栋|座|单元|层|楼|室|组|队|区)|[A-Za-z](?:座|栋|幢|区|楼|塔)|"
    r"[东西南北]区|[0-9一二三四五六七八九十]期|商铺[0-9A-Za-z-]{1,8}|底商|地下[一二]层|"
    r"(?:[A-Za-z]?[0-9]{1,4}[A-Za-z]?)(?:[-－][0-9]{1,4}){0,3}(?![0-9年月日点元岁个张件次天:：.%]))"
)
_CROSSING = rf"与{_IN_NAME}{{1,5}}[路街](?:交叉口|交汇处|路口)"
_GAP = r"[ ]?"
_TAIL = re.compile(
    rf"(?:{_TOWN}{_GAP}(?=\S))?(?:{_TOWN}{_GAP}(?=\S))?(?:{_VILLAGE}{_GAP})?(?:{_ROAD}{_GAP})?(?:{_CROSSING})?"
    rf"(?:{_NUMBER}{_GAP})?(?:{_NUMBER}{_GAP})?(?:{_COMMUNITY}{_GAP})?(?:{_ROOM}{_GAP}){{0,5}}(?:[（(][^（()）]{{2,14}}[)）])?"
)
# Anything that could be in an address at all; most notes have none and are left at once.
_ANY = re.compile(r"[路街道巷弄村镇乡苑园区里城厦庄屯室幢栋号]")
_DETAIL = re.compile(
    rf"(?:大道|大街|公路|路|街|巷|弄|胡同|里)|{_NUMBER}|{_ROOM}|(?:村|社区|屯|庄|小区|花园|公寓|大厦|苑|新村|广场|家园)"
)
_ROAD_ALONE = re.compile(
    rf"{_ROAD}{_GAP}{_NUMBER}|{_COMMUNITY}{_GAP}(?:{_NUMBER}{_GAP})?[A-Za-z]?[0-9]{{1,4}}(?:号楼|幢|栋|座|单元|室)"
)
_PROMPT = re.compile(
    r"(?:地址|住址|住在|家住|住|居住地|户籍|籍贯|寄到|寄往|寄至|送到|送至|搬到|搬至|迁至|位于|收货|上门|地点)[为是：:\s]*$"
)


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The addresses in text[start:end], a stretch without other findings."""
    if _ANY.search(text, start, end) is None:
        return
    at = start
    while (found := _next(text, at, end)) is not None:
        yield found
        at = found[1]


def _next(text: str, start: int, end: int) -> tuple[int, int] | None:
    for at in range(start, end - 1):
        steps = _place_ends(text, at, end)
        if steps:
            found = _below_place(text, at, steps, end)
            if found is not None:
                return at, found
    return _without_place(text, start, end)


def _place_ends(text: str, at: int, end: int) -> list[int]:
    """Where the place names that follow each other from here end, the last first: 四川省|成都市|武侯区."""
    steps: list[int] = []
    after = at
    while (step := places.match(text, after, end)) > after:
        steps.insert(0, step)
        after = step
    return steps


def _below_place(text: str, at: int, steps: list[int], end: int) -> int | None:
    """Where the address ends; a last name that the detail needs (杭州|路) is given up for it."""
    for after in steps:
        match = _TAIL.match(text, after, end)
        last = match.end() if match else after
        last -= len(text[after:last]) - len(text[after:last].rstrip())
        if last > after and _DETAIL.search(text, after, last):
            return last
    levels = sum(character in "省市区县镇乡" for character in text[at : steps[0]])
    if levels >= 2 and _PROMPT.search(text, max(0, at - 8), at):
        return steps[0]
    return None


def _without_place(text: str, start: int, end: int) -> tuple[int, int] | None:
    for match in _ROAD_ALONE.finditer(text, start, end):
        first = _first_word(text, match.start(), match.end())
        tail = _TAIL.match(text, first, end)
        if tail is not None and tail.end() >= match.end():
            last = tail.end() - (len(tail.group()) - len(tail.group().rstrip()))
            return first, last
    return None


def _first_word(text: str, start: int, end: int) -> int:
    """Where the road's own name begins, behind the words of the sentence: 客户家住|花木路100弄."""
    stop = next((place for place in range(start, end) if not _HAN.match(text[place])), end)
    before = start
    while before > max(0, start - 6) and _HAN.match(text[before - 1]):
        before -= 1
    tokens, _ = lexicon.segment(text, before, stop)
    words = [token for token in tokens[:-1] if text[token.start : token.end] in _SENTENCE]
    return max((token.end for token in words if token.end > start), default=start)


_HAN = re.compile(HAN)
_SENTENCE = lists.words("terms.txt", "before_address")
