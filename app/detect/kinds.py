"""What a sheet's rows are: customers, transactions, services, contracts, accounting, letters; other where unsure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, fsum

from app.detect import kind_signs, lists
from app.detect.kind_signs import Seen, Sign, Source
from app.domain.retention import Reason
from app.domain.words import Kind

KINDS = tuple(Kind)
# The share of belief from which a kind is named; below, the sheet is OTHER and the reason says that nothing told.
_ENOUGH = 0.34
_SHOWN = 3
_SCALE = 100.0
# How much a word of the table by hand says: six times as much in a title as in a header, and so much of its weight.
_IN_TITLE = 6.0
_BY_HAND = 0.3
_MOST_BY_HAND = 12.0


@dataclass(frozen=True, slots=True)
class KindReport:
    """A sheet's kind, how much of the belief it has (0 to 1), and what spoke for it."""

    kind: Kind
    belief: float
    reasons: tuple[Reason, ...]


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """How much a feature speaks for each kind, in the order of the contract's words."""
    return {
        feature: tuple(int(weight) / _SCALE for weight in told) for feature, *told in lists.rows("kind_weights.txt")
    }


@cache
def _words() -> tuple[tuple[int, float, str], ...]:
    return tuple(
        (KINDS.index(Kind(kind)), float(weight), word)
        for kind, weight, words in lists.rows("kinds.txt")
        for word in words.split()
    )


def by_hand(found: Sequence[Sign]) -> list[float]:
    """What the words of resources/detect/kinds.txt in titles and headers give each kind, before anything fitted."""
    title = " ".join(sign.text for sign in found if sign.source is Source.TITLE).lower()
    heads = [sign for sign in found if sign.source is Source.HEADER]
    points = [0.0] * len(KINDS)
    for place, weight, word in _words():
        spared = KINDS[place] is Kind.TRANSACTION
        times = sum(word in sign.plain for sign in heads if not (spared and sign.names_persons))
        points[place] += weight * (_IN_TITLE * (word in title) + times)
    return [_BY_HAND * min(one, _MOST_BY_HAND) for one in points]


def of_sheet(titles: Iterable[str], columns: Sequence[Seen]) -> KindReport:
    """The kind by the sheet's name and titles, its headers, what its columns hold, and the words in its cells.

    Two tables are added up: words with weights by hand (kinds.txt), and what was fitted to sheets beyond them
    (kind_weights.txt). OTHER with the reason "kind-unsure" where no kind stands out.
    """
    found = list(kind_signs.signs(titles, columns))
    known = weights()
    present = {feature for sign in found for feature in sign.features} & known.keys()
    # By fsum, here and below: a plain sum depends on the order, and a set's order on the run.
    points = [one + fsum(known[feature][place] for feature in present) for place, one in enumerate(by_hand(found))]
    beliefs = shares(points)
    place = max(range(len(KINDS)), key=beliefs.__getitem__)
    reasons = _reasons(found, place)
    told = any(reason.code != "kind-types" for reason in reasons)
    if (KINDS[place] is Kind.OTHER and not told) or beliefs[place] < _ENOUGH:
        return KindReport(Kind.OTHER, beliefs[KINDS.index(Kind.OTHER)], (Reason("kind-unsure"),))
    return KindReport(KINDS[place], beliefs[place], reasons)


def shares(points: Sequence[float]) -> list[float]:
    """Points as shares of one (softmax)."""
    most = max(points)
    raised = [exp(point - most) for point in points]
    total = sum(raised)
    return [one / total for one in raised]


def _reasons(found: Sequence[Sign], place: int) -> tuple[Reason, ...]:
    """What spoke most for the kind, by where it stands; a feature of several signs counts for each."""
    spoken: dict[Source, Counter[str]] = defaultdict(Counter)
    known = weights()
    for sign in found:
        told = [known[feature] for feature in sign.features if feature in known]
        # What speaks for all kinds alike speaks for none.
        gain = fsum(one[place] - sum(one) / len(one) for one in told) + by_hand([sign])[place]
        # A cell's word is shown where it is one of those listed: others may be what a person said.
        if gain > 0 and (sign.source is not Source.CELLS or f"v:={sign.text}" in known):
            spoken[sign.source][sign.text] += round(gain * _SCALE)
    return tuple(
        Reason(f"kind-{source}", (("texts", "、".join(text for text, _ in spoken[source].most_common(_SHOWN))),))
        for source in Source
        if spoken[source]
    )
