"""What may be a name in a run of Chinese characters, with what it costs to read it so."""

import re
from collections.abc import Iterator
from functools import cache
from math import log

from app.detect import lexicon, lists, name_contexts
from app.detect.lexicon import Candidate
from app.detect.name_contexts import Behind
from app.detect.surnames import HAN, compound_surnames, given_weights, surnames

NAME = "N"
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
_CALLED_BY_TITLE = 6.0
_FORM = 3.0
# Surnames that are verbs and particles too: inside a clause they rarely begin a name (窦骁代苗翠领取).
_SPOKEN = frozenset("代由向应于和来还同从让经给找同和跟随陪帮请问许者")
_MIDWAY = 3.5
# 不许季飞, 被困者萧勇: what ends the word before is nobody's surname.
_VERBS = frozenset(
    {"不许", "允许", "准许", "许可"} | {f"{word}者" for word in "困患记作学读笔使消经伤死来老弱受参志爱"}
)
_NO_SURNAME = 9.0
_NOBODY = 14.0
_DOING = frozenset("付代许找请转还补支领借发催接送约问谢祝贺由经")
_DOER = 9.0
_BY = frozenset("由经")
_WISHED = frozenset("安祺祉绥好升")
_KIN_AND_SIDES = frozenset("员方母")  # 保洁员|李雷, 男方|王芳: surnames too, but a surname follows
_COUNTED = re.compile(r"[一二两三四五六七八九十](?=[十百千万亿元块个名位次套件台点号月日岁])")
_FRAMED = 2.5  # 学员|沈阳|缺课: who somebody is before, what is done behind
_OWNED = 2.0  # 李国强的|车停在: what follows 的 is a thing more often than a person
_HOUSEHOLD = 5.0
# 安亭镇|污水管网, 虹桥|街道: a place that begins as a name does.
_OF_A_PLACE = 6.0
_PLACE_ENDS = frozenset("镇村乡寨屯湾桥县")
_TOWN_ENDS = frozenset("镇乡村")  # of hardly a name, though of nearly every address
_AS_TITLE = frozenset("姐哥姨叔嫂婶爷总董工")
_WITH_TITLE = 2.5
# 周敏收 is 周敏 who receives.
_NO_END = frozenset(
    "于缴挪充垫询款嫌结等系未没已要不又就只再将被把因至押拼租借欠存赔骂吵哭喊查修换拆搬收签付取寄送转办来去说称问到领买卖交拿的了在是氏家留携托邀嘱报讲打住填改补退换带接诉订卡阅催组用代"
)
# What ends given names and begins what somebody does: 刘洋|发邮件, 孙军|开回来, 唐凯|原话; but 李国发|验货.
_DEEDS = {
    "发": re.compile("[邮微短消图照定货票放来给了过出到工奖红通函文言视链快烧病现生起布火错全完往回]"),
    "开": re.compile("[回去到走车门过始会票来出除单着]"),
    "原": re.compile("[话来先本]"),
}
_TITLES = lists.words("terms.txt", "title")
_LONGEST_PART = 8
_TWO_PARTS = 13.0
_ONE_PART = 17.0
_DOTS = frozenset("·•・‧")
_IS_HAN = re.compile(HAN).match


@cache
def _surname_costs() -> dict[str, float]:
    return {surname: _RATE - log(share / 100_000) for surname, share in surnames().items()}


@cache
def _first_characters() -> re.Pattern[str]:
    """Finds where a surname may begin."""
    return re.compile(f"[{re.escape(''.join({surname[0] for surname in surnames()}))}]")


@cache
def _first_parts() -> re.Pattern[str]:
    """Finds where a known part of a name may begin, by two characters."""
    first, second = (re.escape("".join({part[at] for part in parts() if len(part) > 1})) for at in (0, 1))
    return re.compile(f"[{first}](?=[{second}])")


@cache
def parts() -> frozenset[str]:
    """The parts of names that are written by their sound: 阿依, 买买提."""
    return lists.words("name_parts.txt", "transcribed")


@cache
def _given_words() -> frozenset[str]:
    return lists.words("name_parts.txt", "given")


@cache
def _letter_costs() -> dict[str, float]:
    """What a character costs in a given name, of those that are words or telling."""
    costs = {word: _STRANGE_GIVEN for word in lexicon.words() if len(word) == 1}
    return costs | {letter: _GIVEN_COST.get(weight, _STRANGE_GIVEN) for letter, weight in given_weights().items()}


def _given_cost(given: str) -> float:
    if given in _given_words():
        return _GIVEN_WORD
    # A character that no word needs is in the text because it is in somebody's name.
    costs = _letter_costs()
    cost = costs.get(given[0], _RARE_GIVEN)
    if len(given) == 1:
        return cost + _ONE_GIVEN
    cost += costs.get(given[1], _RARE_GIVEN)
    weights = given_weights()
    if weights.get(given[0], 0):
        if given[0] == given[1]:
            cost = min(cost, _TWICE)
        if weights.get(given[1], 0) and lexicon.is_bookish(given):
            cost = min(cost, lexicon.words()[given][0] + _WORD_AS_NAME)
    return cost + _TWO_GIVEN


class Run:
    """The characters of a text from `start` to `end` (exclusive); anything may stand around them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text, self._start, self._end = text, start, end
        self._behind: dict[int, Behind] = {}

    def candidates(self) -> Iterator[Candidate]:
        """What may be a name, or a name with a title only (王总)."""
        yield from self._undotted()
        text, known, compound = self._text, _surname_costs(), compound_surnames()
        for match in _first_characters().finditer(text, self._start, self._end - 1):
            at = match.start()
            if text[at] in known:
                yield from self._with_surname(at, at + 1)
            if text[at] in compound and text[at : at + 2] in known:
                yield from self._with_surname(at, at + 2)

    def _undotted(self) -> Iterator[Candidate]:
        """次仁旺堆, 沙马尔布, 阿力木江: names of two known parts without a dot."""
        text, end, known = self._text, self._end, parts()
        endings = lists.words("name_parts.txt", "ending")
        for match in _first_parts().finditer(text, self._start, end - 1):
            at = match.start()
            for middle in range(at + 2, min(end, at + _LONGEST_PART) + 1):
                if text[at:middle] not in known:
                    continue
                if middle - at > 2 and text[middle : middle + 1] not in _DOTS:
                    yield Candidate(at, middle, NAME, _RATE + _ONE_PART + self._context_cost(at, middle))
                for last in range(middle + 1, min(end, middle + _LONGEST_PART) + 1):
                    part = text[middle:last]
                    if (len(part) > 1 and part in known) or (middle - at > 2 and part in endings):
                        yield Candidate(at, last, NAME, _RATE + _TWO_PARTS + self._context_cost(at, last))

    def _with_surname(self, at: int, given: int) -> Iterator[Candidate]:
        text = self._text
        base = _surname_costs()[text[at:given]] - (_PROMPTED if name_contexts.is_prompted(text, at) else 0.0)
        for last in range(given + 1, min(given + 2, self._end) + 1):
            if text[given:last] in _TITLES:
                yield Candidate(at, last, _TITLED_ONLY, base + _TITLE_COST)
            elif text[last - 1] != "氏":
                yield Candidate(at, last, NAME, base + _given_cost(text[given:last]) + self._context_cost(at, last))

    def _context_cost(self, at: int, last: int) -> float:
        """What the words around a name take from its cost, or add to it."""
        text, final, long, begins = self._text, self._text[last - 1], last - at > 2, at == self._start
        if (behind := self._behind.get(last)) is None:
            behind = self._behind[last] = name_contexts.behind(text, last)
        if self._is_nobody(at, last, behind):
            return _NOBODY
        cost = _cost_of_what_follows(
            text, last, behind, whole=begins and long and final not in _AS_TITLE, begins=begins
        )
        if (behind.titled or behind.does) and name_contexts.is_role(text, at):
            cost -= _FRAMED
        if long:
            cost += _cost_of_end(text, last)
        if behind.place and not (long and final in _PLACE_ENDS):
            cost += _OF_A_PLACE
        if not begins and text[at] in _SPOKEN:
            cost += _cost_midway(text, at, behind)
        if at and text[at - 1] == "的":
            cost += _OWNED
        if last - at == 3 and (self._is_done_to_another(at, behind) or self._is_told_by_role(at)):
            cost += _DOER
        if behind.breaks and name_contexts.is_labelled(text, at):
            return cost - _FORM
        if final in _no_end() and _is_deed(text, last):
            return cost + _UNLIKELY_END * (2 if final in _DEEDS else 1)
        if begins and last == self._end and self._stands_alone():
            return cost - (_ALONE_WHOLE if last - at == 3 else _ALONE)
        return cost

    def _is_done_to_another(self, at: int, behind: Behind) -> bool:
        """付贺涛介绍费 is paid to 贺涛: a verb for a surname, a surname next, and something owed or done behind."""
        if self._text[at] not in _DOING or at > self._start or (at and _IS_HAN(self._text[at - 1])):
            return False
        return self._text[at + 1] in surnames() and (behind.owed or behind.does or behind.acts)

    def _is_nobody(self, at: int, last: int, behind: Behind) -> bool:
        return (
            self._is_wish(at, last, behind)
            or self._is_tail(at, last, behind)
            or (behind.called and self._is_word_of_trade(at, last))
        )

    def _is_wish(self, at: int, last: int, behind: Behind) -> bool:
        """祝秋安, 预祝|兴隆, 祝您|安康: what follows 祝 is wished, unless somebody so called does something."""
        text = self._text
        if (wished := name_contexts.wished(text, at)) < 0 or behind.titled or (behind.does and not behind.breaks):
            return False
        if name_contexts.is_role(text, at):
            return False
        said = text[wished : max(last, wished + 2)]
        return (behind.breaks and said[-1:] in _WISHED and at < wished) or (len(said) > 1 and lexicon.is_word(said))

    def _is_word_of_trade(self, at: int, last: int) -> bool:
        """修锁|师傅, 家政|师傅: what somebody is a master of."""
        return self._text.startswith("师傅", last) and lexicon.is_word(self._text[at:last])

    def _is_tail(self, at: int, last: int, behind: Behind) -> bool:
        """师|傅说, 由美缝|师傅, 明天|来: no surname, but what ends a word, a particle, what begins a word of time."""
        text = self._text
        if text[at] in _BY and at == self._start:
            return not (behind.breaks and self._stands_alone()) or lexicon.is_word(text[at + 1 : last])
        return (at > self._start and text[at - 1 : at + 1] == "师傅") or name_contexts.begins_time(text, at)

    def _is_told_by_role(self, at: int) -> bool:
        """保洁员李雷: what ends the word for a role is no surname where one follows."""
        text = self._text
        if at == self._start or text[at] not in _KIN_AND_SIDES or text[at + 1] not in surnames():
            return False
        return any(lexicon.is_word(text[max(self._start, at - far) : at + 1]) for far in (1, 2))

    def _stands_alone(self) -> bool:
        before, after = self._text[self._start - 1 : self._start], self._text[self._end : self._end + 1]
        return not (before and _IS_HAN(before)) and not (after and _IS_HAN(after))


def _is_deed(text: str, last: int) -> bool:
    """Whether what a name ends with is done there, where that takes something behind it."""
    needed = _DEEDS.get(text[last - 1])
    return needed is None or needed.match(text, last) is not None


def _cost_of_end(text: str, last: int) -> float:
    """What the third character of a name costs that may be a title, a place's ending or a number instead."""
    final = text[last - 1]
    cost = _WITH_TITLE if final in _AS_TITLE else 0.0
    if final == "家" and text[last - 2 : last] not in _given_words():
        cost += _HOUSEHOLD
    if _COUNTED.match(text, last - 1):
        cost += _NO_SURNAME
    cost += _OF_A_PLACE if final in _PLACE_ENDS else 0.0
    return cost + (_OF_A_PLACE if final in _TOWN_ENDS else 0.0)


@cache
def _no_end() -> frozenset[str]:
    """What no name ends with: the verbs that no given name has (贾蓉|拒, 汪蓉|捡), and what offices use as one."""
    known, weights = lexicon.words(), given_weights()
    return _NO_END.union(_DEEDS) | {
        word for word, (_, part) in known.items() if len(word) == 1 and part == "v" and word not in weights
    }


def _cost_of_what_follows(text: str, last: int, behind: Behind, *, whole: bool, begins: bool) -> float:
    if behind.called:
        return -_CALLED_BY_TITLE
    if behind.titled or (behind.owed and begins):
        return -_TITLED
    if behind.acts:
        return -(_ACTS_FIRST + _MEANT * (text[last - 2 : last] in _given_words())) if whole else -_FOLLOWED
    return -_LAST if last == len(text) else 0.0


def _cost_midway(text: str, at: int, behind: Behind) -> float:
    """What it costs a surname that is a verb or a particle to begin a name inside a clause."""
    if text[at - 1 : at + 1] in _VERBS:
        return _NO_SURNAME
    told = name_contexts.is_role(text, at) or name_contexts.is_done_to(text, at) or behind.called
    return 0.0 if told else _MIDWAY
