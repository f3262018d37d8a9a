"""Sensitive information where a column's type says nothing of it: in notes, among codes, in columns of anything."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from app.detect import number_spans, values, word_spans
from app.detect.values import narrow
from app.domain.words import PiType

_TOLD_BY_WORDS = (PiType.HEALTH, PiType.RELIGION)
# Each begins with one sign of a set, which is found fast, and which no letter or digit stands before.
_BEGINS = r"(?<![A-Za-z0-9].)"
_PROVEN: tuple[tuple[PiType, re.Pattern[str], Callable[[str], bool]], ...] = (
    (
        PiType.CN_RESIDENT_ID,
        re.compile(rf"[1-9]{_BEGINS}\d{{5}} ?(?:19|20)\d\d[01]\d[0-3]\d ?\d{{3}}[\dXx](?![\dA-Za-z])"),
        values.is_resident_id,
    ),
    (
        PiType.BANK_CARD,
        re.compile(
            rf"[34569]{_BEGINS}(?:(?<=4)|(?<=6)[02589]|(?<=5)[1-5]|(?<=3)[457]|(?<=9)558)"
            r"(?:[ -]?\d){11,17}(?![\dA-Za-z])"
        ),
        values.is_bank_card,
    ),
)
# Papers by their letters, unless the words before say that it is an order; accounts by the words before.
_LETTERED = re.compile(rf"[CDEGHKMPSW]{_BEGINS}[A-Z\d]\d{{6,9}}(?![A-Za-z0-9])")
_PAPER = re.compile(rf"[EGDSPK][A-HJ-NP-Z]?\d{{7,8}}|{values.HK_MACAU_BODY}")
_ACCOUNT = re.compile(r"[账帐][号户][为是：:\s]{0,3}([A-Z]?\d{8,25})(?!\d)")
_LOOK_BACK = 16
# Long numbers that are right by chance are at most one in ten of those that could have been.
_NO_CHANCE = 0.3
_OLD_ID = 15
_LONG = re.compile(r"\d{13,19}[Xx]?|\d{4}[ -]\d{4}[ -].*|\d{6} \d{8} .*").fullmatch


def of_text(text: str) -> frozenset[PiType]:
    """The types of what a note tells by words for illness and belief, or by numbers that prove themselves."""
    return frozenset(kind for kind, _ in _traces(narrow(text)))


def in_notes(counts: Counter[str]) -> Counter[PiType]:
    """How many of a column's notes tell what; every note is looked at, all of them as one text."""
    texts = [text for text in counts if len(text) > 8 or not text.isascii()]
    starts = [0, *accumulate(len(text) + 1 for text in texts)]
    told = {(kind, bisect_right(starts, at) - 1) for kind, at in _traces(narrow("\n".join(texts)))}
    found: Counter[PiType] = Counter()
    for kind, index in sorted(told):
        found[kind] += counts[texts[index]]
    return found


def _traces(plain: str) -> Iterator[tuple[PiType, int]]:
    """Types with where they are told in a narrowed text."""
    for kind, pattern, is_right in _PROVEN:
        yield from ((kind, match.start()) for match in pattern.finditer(plain) if is_right(match[0]))
    for kind, pattern in word_spans.patterns():
        if kind in _TOLD_BY_WORDS:
            yield from ((kind, match.start()) for match in pattern.finditer(plain))
    for match in _LETTERED.finditer(plain):
        start = match.start()
        if _PAPER.fullmatch(match[0]) and not number_spans.is_order(plain[max(0, start - _LOOK_BACK) : start]):
            yield PiType.CN_PASSPORT if values.is_passport(match[0]) else PiType.HK_MACAU_PERMIT, start
    for match in _ACCOUNT.finditer(plain):
        if not values.has_issuer(match[1]) and not values.is_misread(match[1]):
            yield PiType.FINANCIAL_ACCOUNT, match.start(1)


def among_numbers(counts: Counter[str], fitting: Iterable[str]) -> Counter[PiType]:
    """IDs and cards among cells that pass as something else, by type; those right by chance are not counted.

    A column of order numbers takes any digits; what shows that some are cards is that few like them are wrong.
    """
    long = [text for text in fitting if len(text) >= 13 and _LONG(text)]
    found: Counter[PiType] = Counter()
    for text in long:
        kind = next((kind for kind, _, is_right in _PROVEN if is_right(text)), None)
        if kind is not None:
            found[kind] += counts[text]
    # Fifteen digits have no check digit: what is no old ID among them speaks against those that could be.
    misread = sum(
        counts[text]
        for text in long
        if values.is_misread(text) or (len(text) == _OLD_ID and not values.is_resident_id(text))
    )
    return Counter({kind: count for kind, count in found.items() if count >= _NO_CHANCE * (count + misread)})
