"""Common Chinese words: what looks like a name and is a word, and where words end in running text."""

from collections.abc import Iterable, Iterator
from functools import cache
from math import log
from typing import NamedTuple

from app.detect import lists, places
from app.detect.surnames import given_weights, surnames

_CORPUS = 57_886_630  # tokens that the counts in words.txt were taken from
_UNKNOWN = (log(_CORPUS / 0.5), "?")  # a character in no list
_LONGEST = 4
_FULL_PLACE = log(_CORPUS / 600)
_SHORT_PLACE = log(_CORPUS / 100)
_RARE = 400
_NAMELIKE = 4.0


class Token(NamedTuple):
    """A piece of a text; `part` is a letter of words.txt, "?" for an unknown character, else a candidate's own mark."""

    start: int
    end: int
    part: str


class Candidate(NamedTuple):
    """A piece that competes with the words: `cost` is minus the logarithm of its probability."""

    start: int
    end: int
    part: str
    cost: float


@cache
def words() -> dict[str, tuple[float, str]]:
    """Cost and part of speech by word; office words that newspapers lack come from office_words.txt."""
    found = {text: (_cost(text, int(count), part), part) for text, count, part in lists.rows("words.txt")}
    for place in places.short_names():
        if place[-1] in "省市区县":
            found.setdefault(place, (_FULL_PLACE, "s"))
        elif not is_like_given_name(place):
            found.setdefault(place, (_SHORT_PLACE, "s"))
    for count, part, texts in lists.rows("office_words.txt"):
        found.update((text, (log(_CORPUS / int(count)), part)) for text in texts.split())
    for word in lists.words("org_words.txt", "trade") | lists.words("org_words.txt", "stop"):
        if len(word) > 1:
            found.setdefault(word, (_FULL_PLACE, "n"))
    return found


def _cost(text: str, count: int, part: str) -> float:
    cost = log(_CORPUS / count)
    if len(text) == 1 and part == "x" and text in surnames():
        return cost + _NAMELIKE
    return cost + _NAMELIKE if count < _RARE and is_like_given_name(text) else cost


def is_like_given_name(text: str) -> bool:
    """建华 and 卫东 are places and words that few notes mean, and given names that many do."""
    weights = given_weights()
    return len(text) == 2 and all(weights.get(character, 0) >= 2 for character in text)


@cache
def _office() -> frozenset[str]:
    return frozenset(word for _, _, texts in lists.rows("office_words.txt") for word in texts.split())


@cache
def _reach() -> dict[str, int]:
    """How long the longest word is, up to the longest that is looked for, by the two characters it begins with."""
    reach: dict[str, int] = {}
    for word in words():
        if 2 <= len(word) <= _LONGEST and reach.get(word[:2], 0) < len(word):
            reach[word[:2]] = len(word)
    return reach


def is_bookish(text: str) -> bool:
    """Whether the text is a word, but not one of offices: behind a surname it is a given name (李长江, not 付定金)."""
    return text in words() and text not in _office()


def is_word(text: str) -> bool:
    return text in words()


def segment(text: str, start: int, end: int) -> tuple[list[Token], float]:
    """The cheapest way to read text[start:end] as words, with its cost."""
    step, cost = _read(text, start, end, ())
    tokens = [Token(*piece) for piece in _pieces(step, start)]
    return tokens[::-1], cost


def read_as(part: str, text: str, start: int, end: int, candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Where candidates of a part stand in the cheapest way to read text[start:end] as words and candidates."""
    step, _ = _read(text, start, end, candidates)
    return [(first, last) for first, last, found in _pieces(step, start) if found == part][::-1]


_Step = tuple[int, str]


def _read(text: str, start: int, end: int, candidates: Iterable[Candidate]) -> tuple[list[_Step], float]:
    """Where the last piece before each place begins, and its part; the cost of all (Viterbi, one word's memory)."""
    known, reach = words(), _reach()
    offered: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        offered.setdefault(candidate.start, []).append(candidate)
    size = end - start
    cost = [0.0, *[float("inf")] * size]
    step: list[_Step] = [(0, "")] * (size + 1)
    for at in range(size):
        base = cost[at]
        here = start + at
        more, part = known.get(text[here], _UNKNOWN)
        if base + more < cost[at + 1]:
            cost[at + 1] = base + more
            step[at + 1] = (at, part)
        if far := reach.get(text[here : here + 2]):
            for to in range(at + 2, min(at + far, size) + 1):
                found = known.get(text[here : start + to])
                if found is not None and base + found[0] < cost[to]:
                    cost[to] = base + found[0]
                    step[to] = (at, found[1])
        for _, last, part, more in offered.get(here, ()):
            to = last - start
            if to <= size and base + more < cost[to]:
                cost[to] = base + more
                step[to] = (at, part)
    return step, cost[-1]


def _pieces(step: list[_Step], start: int) -> Iterator[tuple[int, int, str]]:
    """The pieces from the last to the first."""
    at = len(step) - 1
    while at > 0:
        before, part = step[at]
        yield start + before, start + at, part
        at = before
