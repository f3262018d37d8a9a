"""Names of persons in running text: they compete with the words around them."""

import re
from collections.abc import Iterator
from functools import cache
from math import log

from app.detect import lexicon, lists
from app.detect.lexicon import Candidate
from app.detect.surnames import HAN, compound_surnames, given_weights, surnames

_RUN = re.compile(rf"{HAN}+")
_NAME = "N"
_TITLED_ONLY = "T"
# How likely a token of a note is a person, unprompted; being called 客户 or 先生 makes it likelier.
_RATE = 3.4
_PROMPTED = 2.6
_TITLED = 2.2
_FOLLOWED = 1.6
_MEANT = 3.0  # 应有为借备用金: a word that is meant as a name
_ACTS_FIRST = 3.2  # 钱前进|报销: who begins a clause and does something
_ALONE = 2.5
_ALONE_WHOLE = 4.5
_LAST = 1.0
_TITLE_COST = 9.0
_UNLIKELY_END = 3.0
_TWICE = 11.0
_WORD_AS_NAME = 1.5
_GIVEN_COST = {3: 5.2, 2: 7.0, 1: 9.0}
_STRANGE_GIVEN = 11.5
_RARE_GIVEN = 8.0
_GIVEN_WORD = 10.0
_ONE_GIVEN = 1.5
_TWO_GIVEN = 0.25
_ROLE = (
    r"(?:客户|联系人|姓名|学员|学生|家长|会员|患者|业主|租客|房东|车主|司机|同事|顾客|用户|老师|教师|医生|经办人|经办|负责人|业务员|"
    r"销售|采购|制单|开单|开票人|审批人|报价人|验收|质检|顾问|客服|律师|会计|收件人|收货人|寄件人|监护人|岳父|岳母|公公|婆婆|女婿|儿媳|上司|同桌|女朋友|男朋友|交警队|父亲|母亲|爸爸|妈妈|妻子|丈夫|老公|老婆|爱人|儿子|女儿|孩子|配偶|"
    r"法人|法定代表人|代表人|股东|经理|总监|主管|店长|助理|师傅|技师|员工|朋友|代理人|委托人|担保人|推荐人|介绍人|申请人|投保人|"
    r"被保险人|受益人|持卡人|户名|外教|宝妈|宝爸|教练|财务|出纳|护士|保安|保洁|管家|阿姨|房主|机主|店员|前台|租户|住户|访客|家属|女友|男友|"
    r"失主|事主|货主|雇主|买家|卖家|买方|卖方|对方|邻居|亲戚|同学|班长|组长|队长|厂长|院长|校长|主任|书记|老板|老人|病友|室友|舍友|"
    r"瓦工|木工|电工|水工|漆工|焊工|钳工|普工|工人|工长|包工头|中介|管理员|快递员|外卖员|保姆|月嫂|护工|"
    r"[^个本成令众行法何每某多无有主][人员者师]|(?:\d[.、)）]\s?)|楼上|楼下|隔壁|对门|签收人|签收|接待人|本人|乘客|病人|当事人|原告|被告|投诉人|来电人)"
)
_ROLE_BEFORE = re.compile(rf"{_ROLE}\s*$")
# What is done to somebody, where a clause begins: 付李四工资, 退款给张三, 不许王伟接走.
_DONE_TO = (
    r"(?:(?:^|[，,。；;：:、（(\s]|(?<=[已再先请应需另补]))(?:收到?|付|支付|退还?|代|替|帮|找|请|转|还|欠|补|报|报销|支|领|借|发|催|催收|接|送|约|陪|让|问|见|"
    r"报|补发|预支|代付|代收|代缴|代交|归还|结|结清|扣|扣除|奖励|赔|赔付|应付|应收|预付|预收|暂借|暂付|冲|核销|慰问|看望|探望|邀请|聘请|招聘|录用|辞退|开除|表扬|感谢|麻烦|提醒|关注|拜访|走访)|"
    r"不许|不准|不让|禁止|给|借给|还给|退给|付给|转给|交给|发给|寄给|送给|卖给|租给|退款给|打款给|汇给|归还|"
    r"带朋友|带客户|带孩子|带女儿|带儿子)"
)
_DONE_BEFORE = re.compile(rf"{_DONE_TO}\s*$")
_BEFORE = re.compile(
    rf"(?:{_ROLE}|{_DONE_TO}|叫|名叫|是|由|找|给|与|和|跟|向|"
    r"经|应|代|转|陪同|通知|联系|致电|回访|转告|委托|介绍|推荐|带|及|、|：|:)\s*$"
)
# 货款, 工资, 押金: what is owed to somebody or by somebody, right behind the name.
_OWED = (
    r"(?:的)?(?:工资|薪水|房租|租金|押金|定金|订金|订单|预付款|货款|尾款|借款|还款|退款|欠款|报销|差旅|提成|奖金|劳务|社保|公积金|借条|发票|合同|"
    r"[一-鿿]{1,3}[费款](?![用项]))"
)
_OWED_AFTER = re.compile(_OWED)
_AFTER = re.compile(
    r"\s*(?:先生|女士|小姐|老师|同学|经理|总监|主管|师傅|医生|律师|阿姨|太太|同志|本人|总(?![共计额价数量])|"
    r"[姐哥姨叔嫂婶爷](?![妹夫弟哥姐爷])|(?:爸|妈|爷|奶|姥)[爸妈爷奶姥]|(?:爸|妈)(?=[来接送打说])|父亲|母亲|家长|家属|夫妇|一家|"
    r"家(?=[漏里装没门孩老狗猫水电暖说]|空调|噪音|太吵|的)|同(?=[屋住房桌班组校行])|一起|一同|"
    r"[（(,，]?\s*(?:身份证|手机|电话|联系电话|联系方式|男|女|微信|QQ|住|家住|邮箱|卡号|1\d{10}|\d{17}))"
)
_CALLED = re.compile(r"(?:先生|女士|小姐|同学|老师|太太|阿姨|师傅)")
_CALLED_BY_TITLE = 6.0
_VERB_AFTER = re.compile(
    r"\s*(?:来(?=[接送取拿办问看找帮开交领])|挪|充(?=话费|值)|垫|发(?=[奖红工])|来电|致电|来访|到店|反映|反馈|表示|要求|咨询|询问|投诉|确认|签收|签字|签约|称|说|办理|申请|预约|购买|下单|付款|已付|"
    r"已|转账|汇款|领取|代领|代办|代签|陪同|介绍|推荐|提供|提出|同意|希望|想|需要|未|没|于|因|在|的|今天|昨天|明天|上午|下午|现|报名|"
    r"等(?=\d|[一二两三四五六七八九十几多]|人|户|$)|转让|变更|嫌|欠|说|问|推荐|升级|办卡|续费|改|生日|"
    r"收(?=[，,。；\s]|$)|退款|谈|签|打电话|打来|带看|带人|接走|接回|拿|交|缴|处理|负责|上门|吃饭|见面|在国外|在外|不在|没来|没到|未到|生日|"
    r"住院|请假|缺课|补课|来了|走了|去了|买|卖|租|借|还|退|换|修|装|量|送货|打车|出差|加班|入职|离职|转正|复诊|回国|开门|"
    r"退款|续费|缴纳|缴费|寄|取|送|接|本|，|,|。|；|、|和|与|及|（|\()"
)
# What a form says in front of a name; with nothing more behind the name it is one, be it a word as well (高山, 于洋).
_LABEL = re.compile(
    r"(?:姓名|名字|户名|[系经办付收取签持介荐护委保请诉接责开当代借贷购买租房人][人]|家长|学员|学生|会员|患者|业主|车主|司机|客户|本人|房东|"
    r"老师|教练|顾问|客服|财务|师傅|经理|外教|爱人|老公|老婆|妻子|丈夫|父亲|母亲|爸爸|妈妈|儿子|女儿|名叫|叫)\s*[：:]?\s*$"
)
_BREAK = re.compile(r"\s+|\s*(?:$|[，,。；;、：:（(）)/|！!？?\n])")
_FORM = 3.0
# Surnames that are verbs and particles too: inside a clause they rarely begin a name (窦骁代苗翠领取).
_SPOKEN = frozenset("代由向应于和来还同从让经给找同和跟随陪帮请问许者")
_MIDWAY = 3.5
# 不许季飞, 被困者萧勇: what ends the word before is nobody's surname.
_VERBS = frozenset(
    {"不许", "允许", "准许", "许可"} | {f"{word}者" for word in "困患记作学读笔使消经伤死来老弱受参志爱"}
)
_NO_SURNAME = 9.0
_DOING = frozenset("付代许找请转还补支领借发催接送约问谢")
_DOER = 5.0
_ROLE_ENDS = frozenset("者员师")  # 被困者|扎西·多吉
_FRAMED = 2.5  # 学员|沈阳|缺课: who somebody is before, what is done behind
_OWNED = 2.0  # 李国强的|车停在: what follows 的 is a thing more often than a person
_HOUSEHOLD = 5.0
# 安亭镇|污水管网, 虹桥|街道: a place that begins as a name does.
_OF_A_PLACE = 6.0
_PLACE_ENDS = frozenset("镇村乡寨屯湾桥县")
_PLACE_AFTER = re.compile(
    r"街道|镇(?!定)|乡|村(?![里民])|社区|小区|新村|大道|大厦|广场|花园|公园|工业[区园]|路(?=\d|[一-鿿])|地铁|火车站|机场"
)
_AS_TITLE = frozenset("姐哥姨叔嫂婶爷总董工")
_WITH_TITLE = 2.5
# 周敏收 is 周敏 who receives.
_NO_END = frozenset(
    "于缴挪充垫询款嫌结等系未没已要不又就只再将被把因至押拼租借欠存赔骂吵哭喊查修换拆搬收签付取寄送转办来去说称问到领买卖交拿的了在是氏家留携托邀嘱报讲打发住填改补退换带接"
)
_TITLES = lists.words("terms.txt", "title")
_DOT = re.compile(rf"{HAN}(?:[·•・‧]{HAN})")
_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_LATIN_WORD = rf"[{_UPPER}](?:[{_LOWER}'’-]+[{_UPPER}{_LOWER}'’-]*|[{_UPPER}'’-]+)"
_LATIN = re.compile(
    rf"(?<![A-Za-zÀ-ÿ@._-])(?:{_LATIN_WORD}|[A-Z]\.)"
    rf"(?:,?[ ·](?:[A-Z]\.|(?:de|van|von|der|da|bin|al|el|la)|{_LATIN_WORD})){{1,3}}(?![A-Za-zÀ-ÿ@])"
)
_LATIN_ORDER = frozenset({"No", "Order", "Sku", "Room", "Floor", "App", "Vip", "Wifi", "Iphone", "Excel", "Word"})
_LONGEST_PART = 8
_SOUND = 5.8
_STRANGE_SOUND = 13.0
_KNOWN_PART = 7.0
_TWO_PARTS = 13.0
_ONE_PART = 17.0
_DOTS = frozenset("·•・‧")


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in text[start:end], a stretch without other findings."""
    covered = start
    for first, last in _dotted(text, start, end):
        yield from _han(text, covered, first)
        yield first, last
        covered = last
    yield from _han(text, covered, end)
    yield from _latin(text, start, end)


_SET_OFF = frozenset("()（）[]【】/、,，;；:：|\n") | {""}


def is_spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the words and signs around a name say that it is somebody's: (丁勇), 吕春梅还借款, 与吕春梅同屋."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if (before in _SET_OFF and behind in _SET_OFF) and (before or behind):
        return True
    follows = (_AFTER, _VERB_AFTER, _OWED_AFTER)
    return bool(_BEFORE.search(text, max(0, start - 6), start)) or any(form.match(text, end) for form in follows)


def _han(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text, start, end):
        candidates = list(_candidates(text, run.start(), run.end()))
        if candidates:
            tokens, _ = lexicon.segment(text, run.start(), run.end(), candidates)
            yield from ((token.start, token.end) for token in tokens if token.part == _NAME)


def _candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    known = surnames()
    yield from _undotted(text, start, end)
    compound = compound_surnames()
    for at in range(start, end - 1):
        if text[at] in known:
            yield from _with_surname(text, start, at, at + 1, end)
        if text[at] in compound and text[at : at + 2] in known:
            yield from _with_surname(text, start, at, at + 2, end)


def _undotted(text: str, start: int, end: int) -> Iterator[Candidate]:
    """次仁旺堆, 沙马尔布, 阿力木江: names of two known parts without a dot."""
    parts, beginnings = _parts()[0], _beginnings()
    endings = lists.words("name_parts.txt", "ending")
    for at in range(start, end - 2):
        if text[at : at + 2] not in beginnings:
            continue
        for middle in range(at + 2, min(end, at + _LONGEST_PART) + 1):
            if text[at:middle] not in parts:
                continue
            if middle - at > 2 and text[middle : middle + 1] not in _DOTS:
                yield Candidate(at, middle, _NAME, _RATE + _ONE_PART + _context_cost(text, at, middle, start))
            for last in range(middle + 1, min(end, middle + _LONGEST_PART) + 1):
                part = text[middle:last]
                if (len(part) > 1 and part in parts) or (middle - at > 2 and part in endings):
                    yield Candidate(at, last, _NAME, _RATE + _TWO_PARTS + _context_cost(text, at, last, start))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(part[:2] for part in _parts()[0] if len(part) > 1)


def _with_surname(text: str, start: int, at: int, given: int, end: int) -> Iterator[Candidate]:
    share = surnames()[text[at:given]]
    prompted = _PROMPTED if _BEFORE.search(text, max(0, at - 6), at) else 0.0
    base = _RATE - log(share / 100_000) - prompted
    for last in range(given + 1, min(given + 2, end) + 1):
        if text[given:last] in _TITLES:
            yield Candidate(at, last, _TITLED_ONLY, base + _TITLE_COST)
        elif text[last - 1] != "氏":
            yield Candidate(
                at, last, _NAME, base + _given_cost(text[given:last]) + _context_cost(text, at, last, start)
            )


def _context_cost(text: str, at: int, last: int, first: int) -> float:
    """What the words around a name take from its cost, or add to it; a firm or an address ends at `first`."""
    begins = first == at or not (at and _RUN.match(text[at - 1]))
    cost = _cost_of_what_follows(text, at, last, begins=begins)
    acts = _AFTER.match(text, last) or _VERB_AFTER.match(text, last)
    if acts and _ROLE_BEFORE.search(text, max(0, at - 6), at):
        cost -= _FRAMED
    if last - at > 2 and text[last - 1] in _AS_TITLE:
        cost += _WITH_TITLE
    if last - at > 2 and text[last - 1] == "家" and text[last - 2 : last] not in _given_words():
        cost += _HOUSEHOLD
    if (last - at > 2 and text[last - 1] in _PLACE_ENDS) or _PLACE_AFTER.match(text, last):
        cost += _OF_A_PLACE
    if text[at] in _SPOKEN and not begins:
        cost += _cost_midway(text, at, last)
    if at and text[at - 1] == "的":
        cost += _OWNED
    if _is_done_to_another(text, at, last):
        cost += _DOER
    if _BREAK.match(text, last) and _LABEL.search(text, max(0, at - 8), at):
        return cost - _FORM
    if text[last - 1] in _NO_END:
        return cost + _UNLIKELY_END
    if _stands_alone(text, at, last):
        return cost - (_ALONE_WHOLE if last - at == 3 else _ALONE)
    return cost


def _cost_of_what_follows(text: str, at: int, last: int, *, begins: bool) -> float:
    if _CALLED.match(text, last):
        return -_CALLED_BY_TITLE
    owed = _OWED_AFTER.match(text, last) is not None
    if _AFTER.match(text, last) or (owed and begins):
        return -_TITLED
    if owed or _VERB_AFTER.match(text, last) or _acts(text, last):
        whole = begins and last - at > 2 and text[last - 1] not in _AS_TITLE
        return -(_ACTS_FIRST + _MEANT * (text[last - 2 : last] in _given_words())) if whole else -_FOLLOWED
    return -_LAST if last == len(text) else 0.0


def _cost_midway(text: str, at: int, last: int) -> float:
    """What it costs a surname that is a verb or a particle to begin a name inside a clause."""
    if text[at - 1 : at + 1] in _VERBS:
        return _NO_SURNAME
    before = max(0, at - 6)
    told = _ROLE_BEFORE.search(text, before, at) or _DONE_BEFORE.search(text, before, at) or _CALLED.match(text, last)
    return 0.0 if told else _MIDWAY


def _is_done_to_another(text: str, at: int, last: int) -> bool:
    """付贺涛介绍费 is paid to 贺涛: a verb for a surname, a surname next, and something owed or done behind."""
    if last - at != 3 or text[at] not in _DOING or (at and _RUN.match(text[at - 1])):
        return False
    return text[at + 1] in surnames() and bool(_OWED_AFTER.match(text, last) or _VERB_AFTER.match(text, last))


def _acts(text: str, at: int) -> bool:
    """Whether a verb of two characters or three begins here: whoever stands before it does something."""
    known = lexicon.words()
    return any(known.get(text[at : at + length], (0.0, ""))[1] == "v" for length in (3, 2))


def _letter_cost(letter: str) -> float:
    weight = given_weights().get(letter, 0)
    if weight or lexicon.is_word(letter):
        return _GIVEN_COST.get(weight, _STRANGE_GIVEN)
    # A character that no word needs is in the text because it is in somebody's name.
    return _RARE_GIVEN


def _given_cost(given: str) -> float:
    if given in _given_words():
        return _GIVEN_WORD
    weights = given_weights()
    letters = [weights.get(character, 0) for character in given]
    cost = sum(map(_letter_cost, given))
    if len(given) == 1:
        return cost + _ONE_GIVEN
    if given[0] == given[1] and letters[0]:
        cost = min(cost, _TWICE)
    if min(letters) >= 1 and lexicon.is_bookish(given):
        cost = min(cost, lexicon.words()[given][0] + _WORD_AS_NAME)
    return cost + _TWO_GIVEN


@cache
def _given_words() -> frozenset[str]:
    return lists.words("name_parts.txt", "given")


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before and _RUN.match(before)) and not (after and _RUN.match(after))


@cache
def _parts() -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    found = dict(lists.rows("name_parts.txt"))
    return (
        frozenset(found["transcribed"].split()),
        frozenset(found["characters"]),
        frozenset(found["english"].split()),
        frozenset(found["pinyin"].split()),
    )


def _dotted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """阿依古丽·买买提: the dots join, words and sounds decide where the first and last part end."""
    at = start
    while match := _DOT.search(text, at, end):
        left = _left_end(text, at, match.start() + 1)
        last = match.start() + 1
        while last < end and text[last] in "·•・‧":
            last = _right_end(text, last + 1, end)
        yield left, last
        at = last


def _left_end(text: str, start: int, dot: int) -> int:
    run = dot
    while run > start and _RUN.match(text[run - 1]):
        run -= 1
    first = max(run, dot - _LONGEST_PART - 6)
    costs = {
        at: _part_cost(text[at:dot]) + _words_cost(text, first, at)
        for at in range(max(run, dot - _LONGEST_PART), dot)
        if text[at] not in _ROLE_ENDS or at == run
    }
    return min(costs, key=costs.__getitem__)


def _right_end(text: str, start: int, end: int) -> int:
    match = _RUN.match(text, start, end)
    if match is None:
        return start
    stop = match.end()
    if stop < len(text) and text[stop] in "·•・‧":
        return stop
    last = min(stop, start + _LONGEST_PART + 6)
    costs = {
        at: _part_cost(text[start:at]) + _words_cost(text, at, last)
        for at in range(start + 1, min(stop, start + _LONGEST_PART) + 1)
    }
    return min(costs, key=costs.__getitem__)


def _part_cost(part: str) -> float:
    parts, sounds, _, _ = _parts()
    if part in parts:
        return _KNOWN_PART
    if any(part[:at] in parts and part[at:] in parts for at in range(1, len(part))):
        return _KNOWN_PART + 2.0
    for at in range(len(part) - 1, 1, -1):
        if part[:at] in parts and all(character in sounds for character in part[at:]):
            return _KNOWN_PART + 2.0 + _SOUND * (len(part) - at)
    for at in range(1, len(part) - 1):
        if part[at:] in parts and all(character in sounds for character in part[:at]):
            return _KNOWN_PART + 2.0 + _SOUND * at
    return (6.0 if len(part) > 1 else 12.0) + sum(
        _SOUND if character in sounds else _STRANGE_SOUND for character in part
    )


def _words_cost(text: str, start: int, end: int) -> float:
    return lexicon.segment(text, start, end)[1] if end > start else 0.0


def _latin(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    _, _, english, pinyin = _parts()
    for match in _LATIN.finditer(text, start, end):
        words = [word.title() for word in re.split(r",?[ ·]", match.group())]
        known = words[0] in english or words[0] in pinyin or (words[-1] in pinyin and len(words) == 2)
        if len(words) > 2 and not lists.words("terms.txt", "english").isdisjoint(word.lower() for word in words):
            continue
        if known or (_among_han(text, match) and _LATIN_ORDER.isdisjoint(words)):
            yield match.start(), match.end()


def _among_han(text: str, match: re.Match[str]) -> bool:
    """Whether a Chinese sentence speaks of it as of a person: 客户Olga Ivanova来电."""
    before = _BEFORE.search(text, max(0, match.start() - 6), match.start())
    return (
        before is not None
        or _AFTER.match(text, match.end()) is not None
        or _VERB_AFTER.match(text, match.end()) is not None
    )
