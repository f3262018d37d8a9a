"""Names of organisations in running text: found by their ending, followed back to where the name begins."""

import re
from collections.abc import Iterator
from functools import cache

from app.detect import lexicon, lists, places
from app.detect.surnames import HAN

# Endings that make a name of a firm; those of the second group only below a place or a name of its own.
_FIRM = (
    r"(?:集团)?(?:股份)?有限(?:责任)?公司|股份公司|集团公司|总公司|分公司|合伙企业(?:[（(](?:有限|普通)合伙[)）])?|合伙\)|公司|集团|事务所|工作室|"
    r"研究院|研究所|设计院|商行|经营部|门市部|服务部|营业部|批发部|商贸部|合作社|基金会|药房|药店|大药房|诊所|门诊部"
)
_PLACE_OF = (
    r"支行|分行|分理处|营业厅|医院|卫生院|卫生服务中心|幼儿园|小学|中学|大学|学院|学校|税务局|派出所|公安局|法院|"
    r"管理局|协会|商会|学会|加工厂|工厂|服装厂|电子厂|食品厂|机械厂|超市|酒店|饭店|宾馆|酒楼|餐厅|培训中心|服务中心|银行|养老院|福利院|俱乐部|"
    r"五金店|建材店|便利店|水果店|美容店|美发店|理发店|花店|文具店|服装店|火锅店|小吃店|母婴店|专卖店|旗舰店|体验店|汽修厂|修理厂|养殖场|家具厂|玩具厂|五金厂|印刷厂|塑料厂|化工厂|纸箱厂|灯饰厂|制衣厂|鞋厂|模具厂|木器厂|纺织厂|水泥厂|酒厂|茶厂|药厂|羊肉馆|饭馆|茶楼|面馆|粮油店|水产店|干洗店|照相馆|图文店|烟酒店|茶叶店|眼镜店|书店|琴行|车行|商场|百货|粮油行|珠宝行|拍卖行"
)
_END = re.compile(
    rf"(?:{_FIRM}|{_PLACE_OF})(?!人|长|员|法|章|化|内|级|版|路|街|巷|大道|东路|西路|南路|北路)(?:[（(]{HAN}{{2,10}}[)）])?"
)
_BRANCH = ("分公司", "支行", "分行", "分理处", "营业部", "营业厅", "服务部", "门市部", "经营部", "事务所")
# A name may go on after these: 复旦大学附属华山医院, 建设银行股份有限公司.
_OPEN = ("银行", "大学", "学院", "集团", "医院", "协会")
_BODY = re.compile(rf"(?:{HAN}|[A-Za-z0-9&·（）()]){{1,40}}$")
_LATIN = re.compile(
    r"(?<![A-Za-z])[A-Z][\w&.'’-]*(?:,? (?:&|and|of|[A-Z(][\w&.'’()-]*)){0,6},? "
    r"(?:Co\.?,? ?Ltd\.?|Ltd\.?|Limited|Inc\.?|LLC|Corp\.?|Corporation|GmbH|LLP|Pte\.? Ltd\.?|Pty Ltd\.?|Group|Company)(?![A-Za-z])"
)
# A name does not go on to the left over these, whatever the dictionary calls them.
# Words that no firm's name begins with, and single ones that some do where a clause begins: 同兴, 和记.
_HARD = frozenset("的 了 在 到 联系 客户 供应商 甲方 乙方 公司 单位 发票 抬头 合同 接待 介绍 通知 委托".split())
_SOFT = frozenset("同 和 用 家 名 方 信 前 都".split())
_STOP_PARTS = frozenset("pcurN")


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of organisations in text[start:end], a stretch without other findings."""
    at = start
    for ending in _END.finditer(text, start, end):
        if ending.start() < at or _goes_on(text, ending.group(), ending.end(), end):
            continue
        first = _beginning(text, at, ending.start())
        if first is not None and _is_name(text[first : ending.start()], ending.group()):
            yield first, ending.end()
            at = ending.end()
    for match in _LATIN.finditer(text, start, end):
        yield match.start(), match.end()


def _goes_on(text: str, ending: str, at: int, end: int) -> bool:
    """Whether a longer name ends further right: 启衡咨询有限公司上海分公司, 中国工商银行股份有限公司."""
    following = _END.search(text, at, min(end, at + 16))
    if following is None:
        return False
    branch = following.group().startswith(_BRANCH)
    firm = following.group().endswith(("公司", "集团")) and not ending.endswith(("公司", "集团"))
    if not (branch or firm or ending.endswith(_OPEN)):
        return False
    tokens, _ = lexicon.segment(text, at, following.start())
    if any(_is_stop(text[token.start : token.end], token.part) for token in tokens):
        return False
    return bool(tokens) or following.group().startswith((*_BRANCH, "股份", "有限", "集团"))


def _beginning(text: str, start: int, ending: int) -> int | None:
    body = _BODY.search(text, max(start, ending - 40), ending)
    if body is None:
        return None
    tokens, _ = lexicon.segment(text, body.start(), ending)
    first = ending
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        word = text[token.start : token.end]
        begins = place == 0 or text[tokens[place - 1].start : tokens[place - 1].end] in _words("stop")
        if _is_stop(word, token.part) and not _belongs(text[first:ending], word, begins=begins):
            break
        first = token.start
    first = _after_bracket(text, first, ending)
    return _from_place(text, first, ending) if first < ending else None


def _is_stop(word: str, part: str) -> bool:
    if word in _words("stop"):
        return True
    if len(word) == 1 or word in places.short_names():
        return False
    return part in _STOP_PARTS or (part == "v" and word not in _words("trade") and word not in _words("generic"))


def _belongs(name: str, word: str, *, begins: bool) -> bool:
    """Whether a word that could end the way to the left is the firm's own: 泰和|环保科技, 联想|科技, not 与|启衡咨询."""
    if word in _HARD:
        return False
    if not name:
        return word not in _words("stop")
    if name[0] in "（(":
        return True
    tokens, _ = lexicon.segment(name, 0, len(name))
    first = name[: tokens[0].end]
    if first in _words("trade"):
        return True
    if len(word) > 1:
        return False
    return (begins and word in _SOFT) or (
        len(first) == 1 and len(tokens) > 1 and name[tokens[1].start : tokens[1].end] in _words("trade")
    )


def _after_bracket(text: str, first: int, ending: int) -> int:
    """A bracket that opens before the name and closes inside it, or the other way, is not the name's."""
    opened = [place for place in range(first, ending) if text[place] in "（("]
    closed = [place for place in range(first, ending) if text[place] in "）)"]
    if len(closed) > len(opened):
        return closed[0] + 1
    return opened[-1] + 1 if len(opened) > len(closed) else first


def _from_place(text: str, first: int, ending: int) -> int:
    """A name that holds a place begins with it, or with 中国; what stands before a place belongs to the sentence."""
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
    return body not in _words("generic") and any(body[t.start : t.end] not in _words("generic") for t in tokens)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(dict(lists.rows("org_words.txt"))[kind].split())
