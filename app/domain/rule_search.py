"""Which retention rules a sheet points to: by its name, its titles, its file, its headers, and the words in its rows.

Weights add up over what speaks for a rule. A word inside a longer one does not count (凭证 in 完税凭证), and words that
only suggest a rule count little: what they alone support is doubted.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from app.domain.periods import named_span
from app.domain.retention import Rule, RulePack, Unsettled
from app.domain.word_edges import is_by_chance

NAME, FILE, COLUMNS = 60, 40, 30
HINT = 0.4  # a word that only suggests
MODIFIER = 0.4  # a word that only says more about the one behind it: 凭证 in 凭证销毁清册
_NAMING = frozenset({"name", "title", "file"})
_MEANINGLESS = re.compile(r"(?:sheet|工作表|表|页|数据|data|\d|[-_ .年月日])*", re.IGNORECASE)
# The trade in a firm's name says nothing about a file: 上海晨光教育咨询有限公司, 拍卖有限责任公司.
_FIRM_TAIL = re.compile(r".{0,2}(?:有限责任公司|有限公司|股份公司|集团公司|律师事务所|会计师事务所|合伙企业)")
# What stands beside a file's name and says nothing of what it is.
_ORDER = re.compile(
    r"[\d._\-—年月日季期第号度份至]|目录|清单|汇总|登记|列表|明细|记录|台账|总表|报表|导出|归档|存档|装订|整理|扫描|复印|副本|备份|打印"
    r"|合计|结果|情况|资料|材料|文件|个人信息|处理者|小型|财务|会计|公司|部门?|各|新|旧|老|全部|所有|本|库|册|簿|表|的|list|register|copy|copies|export|the|final|\s"
)
# Of what a list of files is: 凭证账簿报废销毁清册, 到期账册鉴定意见书.
_LISTED_FILES = re.compile(
    r"原始|记账|凭证|账簿|账册|账本|报表|单据|票据|档案|纸质|电子|历年|历次|到期|过期|期满|报废|拟|已|待"
)
# A register of who looked at a file, borrowed it or was given it is not the file: 凭证借阅登记, 监控调取登记, 收据领用.
_ABOUT = re.compile(
    r"调取|调阅|调看|查看|观看|提取|借阅|查阅|借用|借出|领用|领取|发放|申领|采购|购买|维修|维护|维保|保养|检修|巡检|巡查|更换|设备|安装|调试|培训|投标|招标|管理制度|操作规程|模板"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r"(?<=[a-z])[\s_.-]+(?=[a-z0-9])|(?<=[0-9])[\s_-]+(?=[a-z])")
_LISTED = re.compile(r"[、，,;；+&/]|[和与及]|\b(?:and|of|for)\b", re.IGNORECASE)
_NOISE = re.compile(r"[\s()（）\[\]【】/、·:：*\"“”]")


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What of a sheet can point to a rule; `titles` are the cells above its header."""

    name: str
    titles: tuple[str, ...]
    file: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clue:
    """What spoke for a rule: `source` is "name", "title", "file", "columns", "header", "kind" or "profile"."""

    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rule, or records whose law is unsettled, with its weight.

    `hinted`: nothing but suggestions spoke for it; `named`: a name, title or file says it outright.
    """

    found: Rule | Unsettled
    weight: float
    hinted: bool
    clues: tuple[Clue, ...]
    named: bool = False

    def is_said_by(self, *sources: str) -> bool:
        """Whether one of these sources spoke for it."""
        return any(clue.source in sources for clue in self.clues)


@dataclass(frozen=True, slots=True)
class _Hit:
    found: Rule | Unsettled
    word: str
    start: int
    sure: bool
    weight: float = 1.0


def search(words: SheetWords, pack: RulePack, sectors: Container[str] = ()) -> tuple[Candidate, ...]:
    """Every rule that something speaks for, heaviest first; equal weights by id.

    `sectors` are the rules of the firm's own sector: of those, the file's name counts whatever the sheet is called.
    """
    stem = words.file.rsplit(".", 1)[0]
    found: dict[str, list[tuple[float, bool, _Hit, Clue]]] = {}
    own = [("name", words.name), *(("title", title) for title in words.titles)]
    strong = False
    for source, text in own:
        for hit in hits_in(text, pack):
            strong = strong or hit.sure
            _note(found, hit, NAME, source)
    about = any(_ABOUT.search(plain_text(text)) for _, text in own)
    for hit in hits_in(stem, pack):
        # What the sheet says of itself outweighs the file that it lies in.
        if not strong or hit.found.id in found or hit.found.id in sectors:
            _note(found, replace(hit, sure=hit.sure and not about), FILE, "file")
    for rule in pack.rules:
        groups, share = _shape(rule, words.headers)
        if share == 1:
            _note(found, _Hit(rule, "", 0, sure=True), COLUMNS + groups, "columns")
        elif share >= 0.6:
            _note(found, _Hit(rule, "", 0, sure=False), COLUMNS, "columns")
    for entry in pack.unsettled:
        word = next((word for word in entry.names if any(has_word(header, word) for header in words.headers)), "")
        if word:
            _note(found, _Hit(entry, word, 0, sure=False), COLUMNS, "header")
    return ranked(_candidate(entries) for entries in found.values())


def ranked(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Heaviest first; equal weights by id."""
    return tuple(sorted(candidates, key=lambda one: (-one.weight, one.found.id)))


def hits_in(text: str, pack: RulePack) -> list[_Hit]:
    """The best hit of each rule in a text; words inside longer ones and rules that the text rules out are left out.

    The last word says what a file is, those before it of what: a 凭证销毁清册 is a list of what was destroyed.
    """
    plain = plain_text(text)
    if not plain or _MEANINGLESS.fullmatch(plain):
        return []
    entries: list[Rule | Unsettled] = [*pack.rules, *pack.unsettled]
    every = [hit for entry in entries for hit in _hits_of(entry, plain)]
    free = [hit for hit in every if not any(_inside(hit, other) for other in every)]
    best: dict[str, _Hit] = {}
    for hit in free:
        known = best.get(hit.found.id)
        if known is None or (hit.sure, len(hit.word)) > (known.sure, len(known.word)):
            best[hit.found.id] = hit
    found = list(best.values())
    if len(found) < 2 or _LISTED.search(text):
        return found
    last = max((_end(hit) for hit in free if _keeps(hit)), default=0)
    heads = {hit.found.id for hit in free if _end(hit) >= last}
    return [hit if hit.found.id in heads else replace(hit, weight=MODIFIER) for hit in found]


def _keeps(hit: _Hit) -> bool:
    """Whether the word says outright that the file must be kept; 名单 or 记录 behind it takes nothing away."""
    return hit.sure and isinstance(hit.found, Rule) and hit.found.is_statutory


def _end(hit: _Hit) -> int:
    return hit.start + len(hit.word)


@lru_cache(maxsize=65536)
def plain_text(text: str) -> str:
    """A header or name in the form in which words are looked for: narrow, lower case, no spaces or brackets.

    Between Latin words one space is left, whatever set them apart: BankStatement, bank_statement: "bank statement".
    """
    plain = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text)).lower()
    return _NOISE.sub("", _APART.sub("\0", plain)).replace("\0", " ")


def has_word(header: str, word: str) -> bool:
    """Whether a header (plain) holds a word; a Latin one must stand alone (ip is not in vip), with or without its s."""
    return _place_of(header, plain_text(word)) >= 0


def _place_of(text: str, word: str) -> int:
    """Where the plain text holds the plain word, -1 where it does not."""
    place = text.find(word)
    if not word.isascii():
        while place >= 0 and is_by_chance(text, place, place + len(word)):
            place = text.find(word, place + 1)
        return place
    if place < 0:
        return place
    found = _standing_alone(word).search(text)
    return found.start() if found else -1


@lru_cache(maxsize=4096)
def _standing_alone(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(word)}(?:e?s)?(?![a-z])")


@lru_cache(maxsize=512)
def _plain_words(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain_text, words))


def _places(words: tuple[str, ...], plain: str) -> Iterator[tuple[str, int]]:
    """Those of the words that stand in the plain text, and where; a firm's trade in its name is none."""
    for word in _plain_words(words):
        if word in plain:
            start = _place_of(plain, word)
            if start >= 0 and not _FIRM_TAIL.match(plain, start + len(word)):
                yield word, start


def _hits_of(entry: Rule | Unsettled, plain: str) -> Iterator[_Hit]:
    if isinstance(entry, Unsettled):
        yield from (_Hit(entry, word, start, sure=True) for word, start in _places(entry.names, plain))
    elif not any(_place_of(plain, word) >= 0 for word in _plain_words(entry.not_names) if word in plain):
        for word, start in _places(entry.names, plain):
            yield _Hit(entry, word, start, sure=not _ABOUT.search(plain, start + len(word)))
        for word, start in _places(entry.alone, plain):
            around = plain[:start] + " " + plain[start + len(word) :]
            around = _LISTED_FILES.sub("", around) if len(word) > 3 else around
            yield _Hit(entry, word, start, sure=not _ORDER.sub("", around))
        # 2018年度所有者权益变动表 is the year's: its period says which of the reports it is.
        span = named_span(plain) if entry.spans else ""
        for word, start in _places(entry.maybe, plain):
            yield _Hit(entry, word, start, sure=bool(span) and span in entry.spans and not named_span(word))


def _inside(hit: _Hit, other: _Hit) -> bool:
    """Whether the hit's word lies within another one's longer word."""
    if len(hit.word) >= len(other.word):
        return False
    return other.start <= hit.start and hit.start + len(hit.word) <= other.start + len(other.word)


def _note(found: dict[str, list[tuple[float, bool, _Hit, Clue]]], hit: _Hit, weight: float, source: str) -> None:
    factor = hit.weight * (1.0 if hit.sure else HINT)
    found.setdefault(hit.found.id, []).append((weight * factor, hit.sure, hit, Clue(source, hit.word)))


def _candidate(entries: list[tuple[float, bool, _Hit, Clue]]) -> Candidate:
    """One weight a source: a name and a title that say the same are not twice as sure."""
    by_source: dict[str, float] = {}
    for weight, _, _, clue in entries:
        by_source[clue.source] = max(by_source.get(clue.source, 0), weight)
    naming = [weight for source, weight in by_source.items() if source in _NAMING]
    weight = max([*naming, by_source.get("header", 0)]) + by_source.get("columns", 0)
    clues = tuple(dict.fromkeys(clue for _, _, _, clue in entries))
    hinted = not any(sure for _, sure, _, _ in entries)
    named = any(sure and clue.source in _NAMING for _, sure, _, clue in entries)
    return Candidate(entries[0][2].found, weight, hinted, clues, named)


def shows(rule: Rule, headers: Sequence[str]) -> float:
    """How much of the rule's best shape the headers (plain) show, 0 to 1."""
    return _shape(rule, headers)[1]


def _shape(rule: Rule, headers: Sequence[str]) -> tuple[int, float]:
    """The rule's best shape among these headers: how many groups it has, and the share of them that is there."""
    if any(has_word(header, word) for header in headers for word in rule.not_columns):
        return 0, 0
    met = [
        (
            len(shape),
            sum(any(has_word(header, word) for header in headers for word in group) for group in shape),
        )
        for shape in rule.shapes
    ]
    groups, found = max(met, key=lambda pair: (pair[1] / pair[0], pair[0]), default=(1, 0))
    return groups, found / groups
