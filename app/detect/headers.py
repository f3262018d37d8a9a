"""Header words: what a column says it holds. One voice among others, never the last word."""

import re
from dataclasses import dataclass
from functools import cache

from app.detect import lists
from app.detect.values import narrow
from app.domain.words import Field, PiType

_NOISE = re.compile(r"[\s*＊:：（）()【】\[\]/、_.\-]+")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a header word stands for; `field` None where the column keeps its header as its name."""

    word: str
    type: PiType
    field: Field | None


def normal(header: str) -> str:
    """Without spaces, stars and brackets, in lower case: 联系 电话* is 联系电话."""
    return _NOISE.sub("", narrow(header)).lower()


@cache
def vocabulary() -> dict[str, Hint]:
    """All header words in their normal form."""
    found: dict[str, Hint] = {}
    for kind, field, texts in lists.rows("headers.txt"):
        for text in texts.split():
            word = normal(text)
            found.setdefault(word, Hint(word, PiType(kind), Field(field) if field != "-" else None))
    return found


@cache
def hint(header: str) -> Hint | None:
    """The longest header word that the header is, ends with, or holds; None where it says nothing known."""
    known = vocabulary()
    text = normal(header)
    if text in known:
        return known[text]
    for length in range(min(len(text), 12), 1, -1):
        if text[-length:] in known:
            return known[text[-length:]]
    for length in range(min(len(text), 12), 1, -1):
        for start in range(len(text) - length):
            if text[start : start + length] in known:
                return known[text[start : start + length]]
    return None
