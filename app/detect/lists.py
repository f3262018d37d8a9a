"""The word lists under resources/detect: UTF-8 lines of tab-separated fields, # begins a remark."""

from collections.abc import Iterator
from functools import cache

from app.resources import resource


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of resources/detect/NAME, remarks and empty lines left out."""
    with resource("detect", name).open(encoding="utf-8") as lines:
        for line in lines:
            if (text := line.rstrip("\n")) and not text.startswith("# "):
                yield text.split("\t")


@cache
def words(name: str, kind: str) -> frozenset[str]:
    """The words, set apart by spaces, of all lines of resources/detect/NAME that begin with the kind."""
    return frozenset(word for found, texts in rows(name) if found == kind for word in texts.split())
