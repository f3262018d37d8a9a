"""Common Chinese words: what looks like a name and is a word, and where words end in running text."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import log

from app.detect import lists, places
from app.detect.surnames import given_weights, surnames

_CORPUS = 57_886_630  # tokens that the counts in words.txt were taken from
_UNKNOWN = log(_CORPUS / 0.5)  # a character in no list
_LONGEST = 4
_FULL_PLACE = log(_CORPUS / 600)
_SHORT_PLACE = log(_CORPUS / 100)
_RARE = 400
_NAMELIKE = 4.0


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text; `part` is a letter of words.txt, "?" for an unknown character, else a candidate's own mark."""

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class Candidate:
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
        elif not _like_given_name(place):
            found.setdefault(place, (_SHORT_PLACE, "s"))
    for count, part, texts in lists.rows("office_words.txt"):
        found.update((text, (log(_CORPUS / int(count)), part)) for text in texts.split())
    for trade in lists.words("org_words.txt", "trade"):
        found.setdefault(trade, (_FULL_PLACE, "n"))
    return found


def _cost(text: str, count: int, part: str) -> float:
    cost = log(_CORPUS / count)
    if len(text) == 1 and part == "x" and text in surnames():
        return cost + _NAMELIKE
    return cost + _NAMELIKE if count < _RARE and _like_given_name(text) else cost


def _like_given_name(text: str) -> bool:
    """建华 and 卫东 are places and words that few notes mean, and given names that many do."""
    weights = given_weights()
    return len(text) == 2 and all(weights.get(character, 0) >= 2 for character in text)


@cache
def _office() -> frozenset[str]:
    return frozenset(word for _, _, texts in lists.rows("office_words.txt") for word in texts.split())


def is_bookish(text: str) -> bool:
    """Whether the text is a word, but not one of offices: behind a surname it is a given name (李长江, not 付定金)."""
    return text in words() and text not in _office()


def is_word(text: str) -> bool:
    return text in words()


def segment(text: str, start: int, end: int, candidates: Iterable[Candidate] = ()) -> tuple[list[Token], float]:
    """The cheapest way to read text[start:end] as words and candidates, with its cost (Viterbi, one word's memory)."""
    known = words()
    offered: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        offered.setdefault(candidate.start, []).append(candidate)
    infinite = float("inf")
    cost = [infinite] * (end - start + 1)
    step: list[tuple[int, str]] = [(0, "")] * (end - start + 1)
    cost[0] = 0.0
    for at in range(end - start):
        base = cost[at]
        here = start + at
        for length in range(1, min(_LONGEST, end - here) + 1):
            found = known.get(text[here : here + length])
            if found is None:
                if length > 1:
                    continue
                found = (_UNKNOWN, "?")
            if base + found[0] < cost[at + length]:
                cost[at + length] = base + found[0]
                step[at + length] = (at, found[1])
        for candidate in offered.get(here, ()):
            to = candidate.end - start
            if to < len(cost) and base + candidate.cost < cost[to]:
                cost[to] = base + candidate.cost
                step[to] = (at, candidate.part)
    return _tokens(step, start), cost[-1]


def _tokens(step: list[tuple[int, str]], start: int) -> list[Token]:
    tokens: list[Token] = []
    at = len(step) - 1
    while at > 0:
        before, part = step[at]
        tokens.append(Token(start + before, start + at, part))
        at = before
    return tokens[::-1]
