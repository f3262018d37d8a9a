"""Names of organisations in running text: found by their ending, followed back to where the name begins."""

import re
from collections.abc import Iterator, Sequence

from app.detect import lexicon, lists, orgs, places
from app.detect.surnames import HAN, surnames

# Endings that make a name of a firm; those of the second group only below a place or a name of its own.
_BRANCH = (
    "分店",
    "支队",
    "大队",
    "中队",
    "分局",
    "工会",
    "委员会",
    "项目部",
    "办事处",
    "分公司",
    "支公司",
    "支行",
    "分行",
    "分理处",
    "营业部",
    "营业厅",
    "服务部",
    "门市部",
    "经营部",
    "事务所",
)
# A name may go on after these: 复旦大学附属华山医院, 建设银行股份有限公司.
_PART_OF = re.compile(r"工会(?:委员会)?|[支大中]队|分局|分[店所院校社]|门诊部|项目部|办事处")
_OPEN = ("银行", "大学", "学院", "集团", "医院", "协会")
_BODY = re.compile(rf"(?:{HAN}|[A-Za-z0-9&·（）()]){{1,40}}$")
# Words that no firm's name begins with, and single ones that some do where a clause begins: 同兴, 和记.
_HARD = lists.words("org_words.txt", "hard")
_SOFT = lists.words("org_words.txt", "soft")
_HAN = re.compile(HAN)
_STOP_PARTS = frozenset("pcurN")
# A number of a house or a room: what stands before it is an address, whatever follows.
_HOUSE = re.compile(r"\d(?:号楼|号|弄|室|楼|栋|幢|座|层|米|单元)")
# Shops, stations and squares of nobody: 到门店, 上海火车站, 人民广场.
_NOBODYS = lists.words("org_words.txt", "nobodys")


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of organisations in text[start:end], a stretch without other findings."""
    at = start
    for ending in orgs.ENDING.finditer(text, start, end):
        if ending.start() < at or _goes_on(text, ending.group(), ending.end(), end):
            continue
        first = _beginning(text, at, ending.start())
        if first is not None and _is_name(text[first : ending.start()], ending.group()):
            last = _with_part(text, ending.end(), end)
            yield from _loose(text, at, first)
            yield first, last
            at = last
    yield from _loose(text, at, end)
    for match in orgs.LATIN.finditer(text, start, end):
        yield match.start(), match.end()


def _with_part(text: str, at: int, end: int) -> int:
    """Where a name ends with the part of the firm that follows: 株洲市公安局|交通警察支队, 某某有限公司|工会委员会."""
    for shop in range(at + 2, min(end, at + 5)):
        if text[shop] == "店" and text[at:shop] in places.short_names():
            return shop + 1
    part = _PART_OF.search(text, at, min(end, at + 12))
    if part is None:
        return at
    tokens, _ = lexicon.segment(text, at, part.start())
    stops = lists.words("org_words.txt", "stop")
    spoken = any(token.part in _STOP_PARTS or text[token.start : token.end] in stops for token in tokens)
    return at if spoken or not all(map(_HAN.match, text[at : part.end()])) else part.end()


def _loose(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names that no known form ends: below a place (内蒙古|草原牧歌|城), or behind a trade (李建国|眼镜|店)."""
    at = start
    for ending in orgs.LOOSE.finditer(text, start, end):
        if ending.start() < at or text[ending.start() - 1 : ending.start()].isdecimal():  # 新河村4|社
            continue
        first = _beginning(text, at, ending.start())
        if first is None or ending.start() - first < 2 or _longer_loose(text, ending.end(), end):
            continue
        body = _below_places(text, first, ending.start())
        tokens, _ = lexicon.segment(text, body, ending.start())
        own = [text[token.start : token.end] for token in tokens]
        if not own or "".join(own) in _NOBODYS or _HOUSE.search(text, max(0, first - 5), first):
            continue
        placed = body > first and not any(token.part in _STOP_PARTS for token in tokens)
        traded = len(own) > 1 and own[-1] in lists.words("org_words.txt", "trade") - _NOBODYS
        if placed or (traded and not _is_deed(own[0], tokens[0].part)):
            yield first, ending.end()
            at = ending.end()


def _below_places(text: str, start: int, end: int) -> int:
    """Where the places end that the text begins with: 广州|白云区|…, 杭州|西湖|…."""
    at = start
    while (after := places.match(text, at, end)) > at:
        at = after
    if at == start:
        tokens, _ = lexicon.segment(text, start, end)
        at = tokens[0].end if tokens and text[tokens[0].start : tokens[0].end] in places.short_names() else start
    return at


def _longer_loose(text: str, at: int, end: int) -> bool:
    """Whether the name goes on to an ending within a few characters: 福建|石雕厂|职工医院."""
    following = orgs.LOOSE.search(text, at, min(end, at + 5)) or orgs.ENDING.search(text, at, min(end, at + 8))
    if following is None:
        return False
    tokens, _ = lexicon.segment(text, at, following.start())
    return not any(_is_stop(text[token.start : token.end], token.part) for token in tokens)


def _goes_on(text: str, ending: str, at: int, end: int) -> bool:
    """Whether a longer name ends further right: 启衡咨询有限公司上海分公司, 中国工商银行股份有限公司."""
    following = orgs.ENDING.search(text, at, min(end, at + 16))
    if following is None:
        return False
    branch = (
        following.group().startswith(_BRANCH)
        or text[following.start() - 1 : following.start()] in ("分", "支", "子")
        or places.match(text, at, following.start()) > at
    )
    firm = following.group().endswith(("公司", "集团")) and not ending.endswith(("公司", "集团"))
    if not (branch or firm or ending.endswith(_OPEN)):
        return False
    tokens, _ = lexicon.segment(text, at, following.start())
    if any(_is_stop(text[token.start : token.end], token.part) for token in tokens):
        return False
    return bool(tokens) or ending.endswith(_OPEN) or following.group().startswith((*_BRANCH, "股份", "有限", "集团"))


def _beginning(text: str, start: int, ending: int) -> int | None:
    body = _BODY.search(text, max(start, ending - 40), ending)
    if body is None:
        return None
    left = max((house.end() for house in _HOUSE.finditer(text, body.start(), ending)), default=body.start())
    tokens, _ = lexicon.segment(text, left, ending)
    first = ending
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        word = text[token.start : token.end]
        before = text[tokens[place - 1].start : tokens[place - 1].end] if place else ""
        if (
            _is_stop(word, token.part)
            and not _belongs(text[first:ending], word, before)
            and not (word in _JOINS and _is_joined(text, left, token.start, text[first:ending]))
            and not (word in _JOINS and (text[first:ending] in _HALLS or _is_brand(text, left, token.start, ending)))
            and not (len(word) == 1 and _is_of_town(text, left, token.start, text[first:ending]))
        ):
            break
        first = token.start
    first = _after_bracket(text, _from_cut_place(text, left, first, ending), ending)
    return _from_place(text, first, ending) if first < ending else None


_OWNERS = frozenset("家记氏")  # 苏州|王家|糕点: whose it is
_JOINS = frozenset("和与同")
_SIDES = frozenset("前后上下东西南北中")  # 深圳|前|海云帆
_HALLS = frozenset("堂记斋轩兴盛昌")  # 德|和|堂大药房
_LONGEST_OWN = 4


def _is_joined(text: str, left: int, at: int, name: str) -> bool:
    """上海|王宝|和|大酒店有限公司: what follows names no firm, and a place stands a few characters before."""
    if not name or not all(
        _is_common(name[token.start : token.end]) for token in lexicon.segment(name, 0, len(name))[0]
    ):
        return False
    begins = range(max(left, at - _LONGEST_OWN - 3), at - 1)
    return any(
        2 <= at - places.match(text, begin, at) <= _LONGEST_OWN and places.match(text, begin, at) > begin
        for begin in begins
    )


def _is_brand(text: str, left: int, at: int, ending: int) -> bool:
    """姑苏区|同和|面馆, 合肥|佳和|房产有限公司: two characters between a place and what the firm does."""
    for own in (at - 1, at):
        trade, begins = own + 2, range(max(left, own - 2 * _LONGEST_OWN), own - 1)
        if not any(places.match(text, begin, own) == own for begin in begins):
            continue
        other = set(text[own:trade]) - _JOINS
        if other.isdisjoint(lists.words("org_words.txt", "stop") - _SOFT) and _is_trade(text[trade:ending]):
            return True
    return False


def _is_trade(text: str) -> bool:
    tokens, _ = lexicon.segment(text, 0, len(text))
    return all(_is_common(text[token.start : token.end]) for token in tokens)


def _from_cut_place(text: str, left: int, first: int, ending: int) -> int:
    """收|成都|喜来食品: the place over which the name begins, though the words were read as 收成|都."""
    begins = range(max(left, first - _LONGEST_OWN), first)
    return next((begin for begin in begins if places.match(text, begin, ending) >= first), first)


def _is_of_town(text: str, left: int, at: int, name: str) -> bool:
    """海盐县|武|原|街道总工会: a town's own name between its county and what it is."""
    towns = ("街道", "镇", "乡", "村", "社区")
    begins = range(max(left, at - _LONGEST_OWN - 3), at)
    return name.startswith(towns) and any(
        begin < places.match(text, begin, at) and at - places.match(text, begin, at) < _LONGEST_OWN for begin in begins
    )


def _is_common(word: str) -> bool:
    return (
        word in lists.words("org_words.txt", "trade")
        or word in lists.words("org_words.txt", "generic")
        or lexicon.is_word(word)
    )


def _is_stop(word: str, part: str) -> bool:
    if word in lists.words("org_words.txt", "stop"):
        return True
    if len(word) == 1 or word in places.short_names():
        return False
    return part in _STOP_PARTS or (
        part == "v"
        and word not in lists.words("org_words.txt", "trade")
        and word not in lists.words("org_words.txt", "generic")
    )


def _belongs(name: str, word: str, before: str) -> bool:
    """Whether a word that could end the way to the left is the firm's own: 泰和|环保科技, but not 与|启衡咨询.

    `before` is the word in front of it: behind a place (山东|远航|市政工程) a verb is a firm's name.
    """
    if word in _HARD:
        return False
    if word in _OWNERS and before in surnames():
        return True
    if not name:
        return word not in lists.words("org_words.txt", "stop")
    tokens, _ = lexicon.segment(name, 0, len(name))
    trades = lists.words("org_words.txt", "trade")
    first = name[: tokens[0].end]
    if name[0] in "（(" or first in trades:
        return True
    stopped = before in lists.words("org_words.txt", "stop")
    if len(word) > 1:
        return word not in lists.words("org_words.txt", "stop") and (before in places.short_names() or stopped)
    second = name[tokens[1].start : tokens[1].end] if len(tokens) > 1 else ""
    sided = word in _SIDES and before in places.short_names()
    soft = word in _SOFT and (stopped or not before) and not (word in _JOINS and _is_own(name, tokens))
    return sided or soft or (len(first) == 1 and second in trades)


def _is_own(name: str, tokens: Sequence[lexicon.Token]) -> bool:
    """Whether the name has two characters of its own before its trade: 和|嘉美|机电, but 和兴|贸易."""
    trades = lists.words("org_words.txt", "trade")
    return next((token.start for token in tokens if name[token.start : token.end] in trades), len(name)) > 1


def _after_bracket(text: str, first: int, ending: int) -> int:
    """A bracket that opens before the name and closes inside it, or the other way, is not the name's."""
    opened = [place for place in range(first, ending) if text[place] in "（("]
    closed = [place for place in range(first, ending) if text[place] in "）)"]
    if len(closed) > len(opened):
        return closed[0] + 1
    return opened[-1] + 1 if len(opened) > len(closed) else first


# Banks and carriers that everybody calls by their name: 和|招商银行股份有限公司, 转|中国人民财产保险.
_KNOWN = re.compile(
    r"中国|国家税务总局|中华|国网|南网|中铁|中建|中交|中石[油化]|国家电网|南方电网|(?:招商|工商|建设|农业|交通|浦发|浦东发展|中信|民生|兴业|光大|华夏|广发|平安|浙商|恒丰|渤海|邮政储蓄|邮储|人民)银行|"
    r"[建工农招]行(?=[一-鿿]{0,8}[分支]行)|(?:太平洋|人民|平安|泰康|阳光|太平|大地)(?:财产|人寿|养老)?保险"
)


def _from_place(text: str, first: int, ending: int) -> int:
    """A name that holds a place begins with it, or with 中国; what stands before a place belongs to the sentence."""
    if (known := _KNOWN.search(text, first, min(len(text), ending + 2))) is not None and known.start() - first <= 5:
        return first if _bracketed(text, known.start()) else known.start()
    for at in range(first, max(first, ending - 2)):
        if places.match(text, at, ending) > at:
            mine = at - first > 4 or _bracketed(text, at) or text[first:at].endswith(_OPEN)
            return first if mine else at
    return first


def _bracketed(text: str, at: int) -> bool:
    return at > 0 and text[at - 1] in "（("


def _is_name(body: str, ending: str) -> bool:
    """Whether the words before the ending name something: 保险公司 and 附近医院 do not."""
    if len(body) < 2 and not ending.startswith(("有限", "股份")):
        return False
    tokens, _ = lexicon.segment(body, 0, len(body))
    generic = lists.words("org_words.txt", "generic")
    own = [token for token in tokens if body[token.start : token.end] not in generic]
    if not ending.startswith(("有限", "股份")) and all(
        _is_deed(body[token.start : token.end], token.part) for token in own
    ):
        return False
    return body not in generic and bool(own)


def _is_deed(word: str, part: str) -> bool:
    """登记|公司 tells what was done, 腾飞|公司 is called so."""
    return part == "v" and len(word) > 1 and not lexicon.is_like_given_name(word)
