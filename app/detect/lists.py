"""The word lists under resources/detect: UTF-8 lines of tab-separated fields, # begins a remark."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from app.resources import resource


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of resources/detect/NAME, remarks and empty lines left out."""
    with resource("detect", name).open(encoding="utf-8") as lines:
        for line in lines:
            if (text := line.rstrip("\n")) and not text.startswith("# "):
                yield text.split("\t")


def pairs(name: str) -> dict[str, str]:
    """The second field of each line by the first, of a long list whose remarks stand above all lines: read at once."""
    text = resource("detect", name).read_text(encoding="utf-8")
    lines = text[text.rindex("\n# ") + 1 :].partition("\n")[2].rstrip("\n")
    fields = lines.replace("\n", "\t").split("\t")
    return dict(zip(fields[::2], fields[1::2], strict=True))


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The words, set apart by spaces, of all lines of resources/detect/NAME that begin with the kind."""
    return frozenset(word for found, texts in rows(name) if found == kind for word in texts.split())


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first, that is soon done where none is.

    Two characters that no word begins with are refused by two sets; only then are words asked one by one.
    """
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        rests[word[:2]].append(re.escape(word[2:]))
    signs = "".join(re.escape(head) for head in rests if len(head) == 1)
    heads = {head: ends for head, ends in rests.items() if len(head) == 2}
    first, second = (re.escape("".join({head[at] for head in heads})) for at in (0, 1))
    whole = "|".join(f"(?<={re.escape(head)})(?:{'|'.join(ends)})" for head, ends in heads.items())
    longer = f"[{first}][{second}](?:{whole})"
    return f"(?:{longer}|[{signs}])" if signs else longer
