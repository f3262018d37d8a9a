"""Names of persons in running text: they compete with the words around them."""

import re
from collections.abc import Iterator
from functools import cache

from app.detect import lexicon, lists, name_contexts
from app.detect.name_candidates import NAME, Run, parts
from app.detect.surnames import HAN

_RUN = re.compile(rf"{HAN}+")
_IS_HAN = re.compile(HAN).match
_ROLE_ENDS = frozenset("者员师")  # 被困者|扎西·多吉
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


def find(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names in text[start:end], a stretch without other findings."""
    covered = start
    for first, last in _dotted(text, start, end):
        yield from _han(text, covered, first)
        yield first, last
        covered = last
    yield from _han(text, covered, end)
    yield from _latin(text, start, end)


def _han(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text, start, end):
        first, last = run.span()
        candidates = list(Run(text, first, last).candidates())
        if candidates:
            yield from lexicon.read_as(NAME, text, first, last, candidates)


@cache
def _sounds() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Characters that write sounds, English names, and syllables of names in pinyin."""
    found = dict(lists.rows("name_parts.txt"))
    return frozenset(found["characters"]), frozenset(found["english"].split()), frozenset(found["pinyin"].split())


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
    while run > start and _IS_HAN(text[run - 1]):
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
    known, sounds = parts(), _sounds()[0]
    if part in known:
        return _KNOWN_PART
    if any(part[:at] in known and part[at:] in known for at in range(1, len(part))):
        return _KNOWN_PART + 2.0
    for at in range(len(part) - 1, 1, -1):
        if part[:at] in known and all(character in sounds for character in part[at:]):
            return _KNOWN_PART + 2.0 + _SOUND * (len(part) - at)
    for at in range(1, len(part) - 1):
        if part[at:] in known and all(character in sounds for character in part[:at]):
            return _KNOWN_PART + 2.0 + _SOUND * at
    return (6.0 if len(part) > 1 else 12.0) + sum(
        _SOUND if character in sounds else _STRANGE_SOUND for character in part
    )


def _words_cost(text: str, start: int, end: int) -> float:
    return lexicon.segment(text, start, end)[1] if end > start else 0.0


def _latin(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    _, english, pinyin = _sounds()
    for match in _LATIN.finditer(text, start, end):
        words = [word.title() for word in re.split(r",?[ ·]", match.group())]
        known = words[0] in english or words[0] in pinyin or (words[-1] in pinyin and len(words) == 2)
        if len(words) > 2 and not lists.words("terms.txt", "english").isdisjoint(word.lower() for word in words):
            continue
        if known or (_among_han(text, match) and _LATIN_ORDER.isdisjoint(words)):
            yield match.start(), match.end()


_LATIN_BEFORE = re.compile(r"\b(?:by|mrs?|ms|dr|attn|contact|caller|guest|client|customer)[.:]?\s+$", re.IGNORECASE)


def _among_han(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of it as of a person: 客户Olga Ivanova来电, approved by Tomasz Kowal."""
    start, end = match.span()
    prompted = name_contexts.is_prompted(text, start) or _LATIN_BEFORE.search(text, max(0, start - 12), start)
    return bool(prompted) or name_contexts.is_told_of(text, end)
