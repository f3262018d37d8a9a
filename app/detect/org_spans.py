"""Names of organisations in running text: found by their ending, followed back to where the name begins."""

import re
from collections.abc import Iterator

from app.detect import lexicon, lists, orgs, places
from app.detect.surnames import HAN

# Endings that make a name of a firm; those of the second group only below a place or a name of its own.
_BRANCH = ("分公司", "支行", "分行", "分理处", "营业部", "营业厅", "服务部", "门市部", "经营部", "事务所")
# A name may go on after these: 复旦大学附属华山医院, 建设银行股份有限公司.
_OPEN = ("银行", "大学", "学院", "集团", "医院", "协会")
_BODY = re.compile(rf"(?:{HAN}|[A-Za-z0-9&·（）()]){{1,40}}$")
# Words that no firm's name begins with, and single ones that some do where a clause begins: 同兴, 和记.
_HARD = lists.words("org_words.txt", "hard")
_SOFT = lists.words("org_words.txt", "soft")
_STOP_PARTS = frozenset("pcurN")


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of organisations in text[start:end], a stretch without other findings."""
    at = start
    for ending in orgs.ENDING.finditer(text, start, end):
        if ending.start() < at or _goes_on(text, ending.group(), ending.end(), end):
            continue
        first = _beginning(text, at, ending.start())
        if first is not None and _is_name(text[first : ending.start()], ending.group()):
            yield first, ending.end()
            at = ending.end()
    for match in orgs.LATIN.finditer(text, start, end):
        yield match.start(), match.end()


def _goes_on(text: str, ending: str, at: int, end: int) -> bool:
    """Whether a longer name ends further right: 启衡咨询有限公司上海分公司, 中国工商银行股份有限公司."""
    following = orgs.ENDING.search(text, at, min(end, at + 16))
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
        before = text[tokens[place - 1].start : tokens[place - 1].end] if place else ""
        if _is_stop(word, token.part) and not _belongs(text[first:ending], word, before):
            break
        first = token.start
    first = _after_bracket(text, first, ending)
    return _from_place(text, first, ending) if first < ending else None


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
    return (word in _SOFT and (stopped or not before)) or (len(first) == 1 and second in trades)


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
    return body not in lists.words("org_words.txt", "generic") and any(
        body[t.start : t.end] not in lists.words("org_words.txt", "generic") for t in tokens
    )
