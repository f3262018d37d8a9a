"""What parts a sheet's columns play, and what its title ends with: structure that tells its kind in any trade."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from app.detect import headers, lists
from app.detect.values import narrow
from app.domain.words import PiType

_FILE = "kind_roles.txt"
_LATIN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_DATED = re.compile(r"(?:日期|时间|时刻|时段|日|年月)$|date|time|day")
# 03月, _2023, (上半年) after the word that says what a sheet is.
_PERIOD_AT_END = re.compile(r"[\d年月度第季上下半期份号_\-.、()（）]+$")
_OF_TITLES = "title-"
# Roles of a column that describes somebody, whatever happened.
_LASTING = frozenset({"profile", "standing"})
# Roles of a column that tells of something done.
_DONE = frozenset(
    {"return", "handler", "result", "reason", "content", "when", "money", "paying", "term", "booked", "passage"}
)
_MADE_OF = {PiType.AMOUNT: "money", PiType.ORG_NAME: "firm", PiType.FREE_TEXT: "told"}
# For whom or by whom a deed was done, the first that a sheet has: the firm's own house has handlers alone.
_PARTIES = ("client", "person", "firm", "handler", "told")
_MOST_DONE = 4
_MOST_WHO = 4
_MOST_BY_TITLE = 3


def of_column(header: str, kind: PiType) -> frozenset[str]:
    """The roles of a column by its header and its type; `when` is the date of an event, not one of a person's life."""
    plain = headers.normal(header)
    found = {role for role, words in _roles() if _holds(words, plain, _latin(header))}
    is_date = kind is PiType.EVENT_DATE or (kind is not PiType.BIRTH_DATE and _DATED.search(plain) is not None)
    if is_date and "standing" not in found:
        found.add("when")
    if kind is PiType.PERSON_NAME and found.isdisjoint(_PARTIES):
        found.add("person")
    if kind in _MADE_OF:
        found.add(_MADE_OF[kind])
    # 缴费人 says who somebody is.
    return frozenset(found - {"money"} if kind is PiType.PERSON_NAME else found)


def of_sheet(titles: Iterable[str], roles: Iterable[frozenset[str]], identity: int) -> Iterator[str]:
    """What roles say together: pairs, how many kinds of deed there are, and that with what the title ends with.

    `identity` is how many columns say who somebody is: a list of persons has them too, but no deeds.
    """
    counts = Counter(role for column in roles for role in column)
    yield from (f"{role}s" for role, count in counts.items() if count > 1)
    yield from map("+".join, combinations(sorted(counts.keys() - _LASTING), 2))
    done = len(counts.keys() & _DONE)
    yield f"done{min(done, _MOST_DONE)}"
    whose = next((party for party in _PARTIES if party in counts), "nobody")
    yield f"{whose}+done{min(done, _MOST_DONE)}"
    yield f"who{min(identity, _MOST_WHO)}+done{min(done, _MOST_DONE)}"
    for ending in _title_classes(titles):
        yield ending
        yield f"{ending}+done{min(done, _MOST_BY_TITLE)}"


def _title_classes(titles: Iterable[str]) -> Iterator[str]:
    """What the titles end with, and what stands before that ending: 保单台账 is a log, and one of deeds."""
    said = [(_PERIOD_AT_END.sub("", headers.normal(title)), _latin(title)) for title in titles]
    _, form = max((_ending(*one) for one in said), default=(0, ""))
    if not form:
        return
    yield form
    for plain, _ in said:
        if matter := _matter(plain, form):
            yield f"of-{matter}"


def _matter(plain: str, form: str) -> str:
    """What the words before those of the form say: 司机班组|人员名单 is of the firm's own people."""
    size, found = _ending(plain, frozenset())
    while found == form:
        plain = plain[: len(plain) - size]
        size, found = _ending(plain, frozenset())
    return found


def _ending(plain: str, latin: frozenset[str]) -> tuple[int, str]:
    """The length and the class of the longest known ending; (0, "") where none is."""
    found = [
        (len(word), name)
        for name, words in _classes()
        for word in words
        if (word in latin if word.isascii() else plain.endswith(word))
    ]
    return max(found, default=(0, ""))


def _holds(words: tuple[str, ...], plain: str, latin: frozenset[str]) -> bool:
    return any(
        word in latin if word.isascii() else word in plain if len(word) > 1 else plain.endswith(word) for word in words
    )


def _latin(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _LATIN.findall(narrow(text)))


@cache
def _table() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((name, tuple(words.split())) for name, words in lists.rows(_FILE))


@cache
def _roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(row for row in _table() if not row[0].startswith(_OF_TITLES))


@cache
def _classes() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(row for row in _table() if row[0].startswith(_OF_TITLES))
