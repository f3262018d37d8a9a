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
# What speaks less for a kind than this is no reason that a person should be shown.
_TELLING = 0.3
_SCALE = 100.0


@dataclass(frozen=True, slots=True)
class KindReport:
    """A sheet's kind, how much of the belief it has (0 to 1), and what spoke for it."""

    kind: Kind
    belief: float
    reasons: tuple[Reason, ...]


@cache
def table() -> dict[str, str]:
    """Each feature's weights, unread: a sheet has few of so many."""
    return lists.pairs("kind_weights.txt")


@cache
def weights(feature: str) -> tuple[float, ...]:
    """How much a feature of the table speaks for each kind, in the order of the contract's words."""
    return tuple(int(weight) / _SCALE for weight in table()[feature].split(" "))


def of_sheet(titles: Iterable[str], columns: Sequence[Seen]) -> KindReport:
    """The kind by the sheet's name and titles, its headers, what its columns hold, and the words in its cells.

    What kind_weights.txt says of each is added up. OTHER with the reason "kind-unsure" where no kind stands out.
    """
    found = list(kind_signs.signs(titles, columns))
    told = [weights(feature) for feature in {one for sign in found for one in sign.features} & table().keys()]
    # By fsum, here and below: a plain sum depends on the order, and a set's order on the run.
    points = [fsum(one[place] for one in told) for place in range(len(KINDS))]
    beliefs = shares(points)
    place = max(range(len(KINDS)), key=beliefs.__getitem__)
    reasons = _reasons(found, place)
    shown = any(reason.code != "kind-types" for reason in reasons)
    if (KINDS[place] is Kind.OTHER and not shown) or beliefs[place] < _ENOUGH:
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
    for sign in found:
        told = [weights(feature) for feature in sign.features if feature in table()]
        # What speaks for all kinds alike speaks for none.
        gain = fsum(one[place] - sum(one) / len(one) for one in told)
        # A cell's word is shown where it is one of those listed: others may be what a person said.
        if gain >= _TELLING and (sign.source is not Source.CELLS or f"v:={sign.text}" in table()):
            spoken[sign.source][sign.text] += round(gain * _SCALE)
    return tuple(
        Reason(f"kind-{source}", (("texts", "、".join(text for text, _ in spoken[source].most_common(_SHOWN))),))
        for source in Source
        if spoken[source]
    )
