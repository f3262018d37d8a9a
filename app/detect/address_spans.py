"""Addresses in running text: from the first place name or road to the last number, building or room."""

import re
from collections.abc import Iterator

from app.detect import lexicon, lists, places
from app.detect.surnames import HAN

# What a road or a village is called holds none of these: they belong to the sentence.
_OUTSIDE = "的了是在到给将把被就还也没我你您他她它已未请要让说问称至送寄搬迁住去往从于约并该收号室楼层款账"
_IN_NAME = rf"(?:(?![{_OUTSIDE}]|公司){HAN})"
_ORDINAL = r"[0-9一二三四五六七八九十百甲乙丙丁]"
_OWN = rf"(?:美的|{_IN_NAME}|[一二三四五六七八九十]号)"
_ZONE = (
    r"(?:街道办事处|街道|镇|乡|苏木|合作区|保税区|示范区|度假区|风景区|工业区|生态城|"
    r"经济开发区|开发区|高新区|工业园区|工业园|产业园|科技园|园区|农场|林场)"
)
_TOWN = rf"{_IN_NAME}{{1,6}}{_ZONE}"
_VILLAGE = rf"{_IN_NAME}{{1,6}}(?:行政村|自然村|新村|村委会|村|社区|屯|庄(?!村|子|园)|嘎查)"
_ROAD_PART = rf"[上中下]?段|[东西南北中]段|[东西南北中]路|[东西南北]街|{_ORDINAL}{{1,2}}段|支路|{_ORDINAL}{{1,4}}巷"
_WAY = r"(?:大道|大街|公路|国道|胡同|路(?![局人上过线程费况])|街(?!道)|巷|弄|道(?![路口理德])|里(?![面程]))"
_ROAD = rf"(?:{_OWN}{{1,7}}{_WAY}(?:{_ROAD_PART})?|{_IN_NAME}{{1,3}}[上中下]段)"
_NUMBER = (
    r"(?:[附副增甲乙丙丁东南西北院]?[0-9]{1,5}(?:[-－~、/][0-9]{1,5})?[甲乙丙]?(?:号院|号楼|号(?:[甲乙丙丁](?!方))?|弄|支弄|巷|街坊)|[0-9]{1,5}(?=弄|号))"
    r"(?:内|旁|对面|之[一二三四五六七八九十0-9]+)?"
)
_BLOCK = r"(?:[东西南北]区|[0-9一二三四五六七八九十]期|[A-Z]区)"
_ESTATE = f"(?:{'|'.join(sorted(lists.words('terms.txt', 'estate'), key=len, reverse=True))})"
_COMMUNITY = (
    rf"(?:{_OWN}{{2,10}}{_ESTATE}{_BLOCK}?|{_OWN}{{1,4}}[0-9]{{1,4}}(?:广场|大厦|中心|坊|园区|文化园|[文创产艺]{{1,3}}[业意术]?园)|{_IN_NAME}{{2,6}}[一二三四五六七八九十]区|"
    rf"{_IN_NAME}{{2,8}}[一二三四五六七八九壹贰叁]号院?|"
    rf"(?<=号){_IN_NAME}{{2,7}}(?=[0-9]{{1,3}}-[0-9]{{1,3}}-[0-9]{{2,4}}(?![0-9]))|"
    rf"{_IN_NAME}{{2,9}}(?=[A-Za-z][座区栋幢]|[A-Za-z]?[0-9]{{1,4}}(?:号楼|栋|幢|座|层|单元|室|F(?![A-Za-z]))))"
)
_ROOM = (
    r"(?:[A-Za-z][0-9]{0,2}[-－][A-Za-z](?:栋|座|幢|楼)|[A-Za-z]门(?![口店面])|(?<=[层楼座])[A-Za-z](?:[室铺]|(?![A-Za-z0-9座栋幢区楼塔]))|[东西南北主裙附配][楼馆](?![上下梯道])|"
    r"[A-Za-z]?[0-9]{1,4}[A-Za-z]?(?:[-－][0-9]{1,4}){0,3}(?:号楼|号院|幢|栋|座|单元|层|楼|室|房间|房(?![东租屋产价款贷])|户|组|队|社(?!区)|号门|门(?!口)|号)|"
    r"[一二三四五六七八九十甲乙丙丁]{1,3}(?:号楼|幢|栋|座|单元|层|楼|室|组|队|区)|[A-Za-z](?:座|栋|幢|区|楼|塔)|"
    r"[东西南北]区|[0-9一二三四五六七八九十]期|[A-Za-z]?[0-9]{1,4}区|商铺(?:[0-9A-Za-z-]{1,8})?|"
    r"(?:市场|大厦|广场|商场)(?=[A-Za-z]?[0-9])|底商|地下[一二]层|"
    r"(?:[A-Za-z]?[0-9]{1,4}[A-Za-z]?)(?:[-－][0-9A-Za-z]{1,4}){0,3}(?![0-9年月日点元岁个张件次天:：.%]))"
)
_LANDMARK = rf"{_IN_NAME}{{1,5}}(?:桥头|[桥坡坊湾塘岗沟门堤埠岭坪坝滩浜泾堰社寨营集堡围厝墩铺])(?=[0-9]{{1,5}}号(?!楼))"
_AWAY = r"(?:[往向偏]?[东西南北]{1,2}(?:[侧角]|\d{1,4}米)?)"
_CROSSING = rf"[与和]{_IN_NAME}{{1,5}}[路街道](?:交叉口|交汇处|交会处|路口|交口|口){_AWAY}?"
_INSIDE = (
    r"(?:[往向][东西南北]\d{1,4}米|\d{1,4}米|[东西南北]{1,2}[侧门角]|[东西南北中]单元|负[一二三1-3]层|[内旁]|"
    r"(?<=[路街道])口(?![口味头腔径碑]))"
)
# One step of an address; what is called by a name is told apart from what is numbered.
_UNIT = re.compile(
    rf"(?P<numbered>{_CROSSING}|{_NUMBER}|\d{{1,5}}[甲乙丙丁](?=\d)|{_ROOM}|{_INSIDE})"
    rf"|(?P<named>(?P<way>{_TOWN}|{_VILLAGE}|{_ROAD}|{_LANDMARK})|{_COMMUNITY})"
)
# What numbers a building: an estate stands before it, be it called like a road (江南里|6幢301).
_BUILDING = re.compile(r"[A-Za-z]?[0-9]{1,3}(?:号楼|幢|栋|座|-[0-9]{1,3}-[0-9]{2,4})")
_DASHED = re.compile(r"(?<=[期区号栋幢座楼])[-－](?=[0-9]{1,4}[-－号室]|[0-9]{1,4}(?![0-9年月日天点个人:：.]))")
_GAP = r"[ ]?"
# A bracket that says where as well: （近人民路）, but not （空置）.
_BRACKET = re.compile(
    r"[（(](?=[^（()）]*(?:[0-9A-Za-z]|[路街道巷弄桥门楼室号层座栋旁侧口站店校院园内东南西北]|对面|附近|广场|小区|公寓|大厦))"
    r"[^（()）]{2,14}[)）]"
)
_MOST_UNITS = 14
_MOST_PLACES = 8  # in one address; more in a row are a list of places, and asking from each of them takes too long
_SPEAKS = frozenset("rpcu")
# Anything that could be in an address at all; most notes have none and are left at once.
_ANY = re.compile(r"[路街道巷弄村镇乡苑园区里城厦庄屯室幢栋号]")
_DETAIL = re.compile(
    rf"(?:大道|大街|公路|路|街|巷|弄|胡同|里)|{_NUMBER}|{_ROOM}|(?:村|社区|屯|庄|小区|花园|公寓|大厦|苑|新村|广场|家园|工业区|开发区|园区)"
)
_ROAD_ALONE = re.compile(
    rf"{_ROAD}{_GAP}{_NUMBER}|{_TOWN}{_VILLAGE}[0-9]{{1,3}}[组队社号]|{_COMMUNITY}{_GAP}(?:{_NUMBER}{_GAP})?[A-Za-z]?[0-9]{{1,4}}(?:号楼|幢|栋|座|单元|室)"
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
    while len(steps) < _MOST_PLACES and (step := places.match(text, after, end)) > after:
        steps.insert(0, step)
        after = step
    return steps


def _below_place(text: str, at: int, steps: list[int], end: int) -> int | None:
    """Where the address ends; a last name that the detail needs (杭州|路) is given up for it."""
    for after in steps:
        last = _tail(text, after, end)
        if last > after and _DETAIL.search(text, after, last):
            return last
    levels = sum(character in "省市区县镇乡" for character in text[at : steps[0]])
    if levels >= 2 and _PROMPT.search(text, max(0, at - 8), at):
        return steps[0]
    return None


def _without_place(text: str, start: int, end: int) -> tuple[int, int] | None:
    for match in _ROAD_ALONE.finditer(text, start, end):
        first = _first_word(text, match.start(), match.end())
        last = _tail(text, first, end)
        if last >= match.end():
            return first, last
    return None


def _tail(text: str, start: int, end: int) -> int:
    """Where the steps below a place end: roads, numbers, estates, rooms, in whatever order offices write them."""
    at, numbered = start, False
    for _ in range(_MOST_UNITS):
        step = at + 1 if start < at < end and (text[at] == " " or _DASHED.match(text, at)) else at
        unit = _UNIT.match(text, step, end)
        if unit is None or unit.end() == step:
            break
        # Below a number there are estates, and no more towns and roads: 88号|门口路灯不亮.
        if (
            unit["named"]
            and at > start
            and (
                (numbered and _is_way(unit["way"]) and not _BUILDING.match(text, unit.end(), end))
                or _is_sentence(text, step, unit.end())
            )
        ):
            break
        numbered = numbered or unit["named"] is None
        at = unit.end()
    bracket = _BRACKET.match(text, at, end) if at > start else None
    return bracket.end() if bracket else at


def _is_way(name: str | None) -> bool:
    """Whether it is a town, a village or a road, not an estate that is called like one (创意产业园, 建兰新村)."""
    return name is not None and not name.endswith(("园", "园区", "新村"))


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether what looks like one more name of a road or an estate is the sentence going on: 88号|客户要求换小区."""
    tokens, _ = lexicon.segment(text, start, end)
    stops = lists.words("org_words.txt", "stop") | _SENTENCE
    words = [(text[token.start : token.end], token.part) for token in tokens]
    spoken = any(len(word) > 1 and (word in stops or part in _SPEAKS) for word, part in words[:-1])
    return spoken or words[0][0] in _SENTENCE


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
