"""What a sheet's rows are: customers, transactions, services, contracts, accounting, letters."""

from collections import Counter
from collections.abc import Sequence

from app.detect import headers, lists
from app.domain.words import Kind


def _words() -> list[tuple[Kind, float, str]]:
    return [
        (Kind(kind), float(weight), word) for kind, weight, texts in lists.rows("kinds.txt") for word in texts.split()
    ]


def of_sheet(name: str, titles: Sequence[str], columns: Sequence[str]) -> Kind:
    """The kind by the sheet's name, the titles above its header, and its headers; OTHER where nothing speaks."""
    votes: Counter[Kind] = Counter()
    heads = [headers.normal(header) for header in columns]
    for kind, weight, word in _words():
        for title in (name, *titles):
            votes[kind] += int(100 * weight * 2 * (word in title.lower()))
        votes[kind] += int(100 * weight * sum(word in head for head in heads))
    kind, points = max(votes.items(), key=lambda vote: vote[1], default=(Kind.OTHER, 0))
    return kind if points > 0 else Kind.OTHER
