"""Common Chinese words: what looks like a name and is a word, and where words end in running text."""

from dataclasses import dataclass
from functools import cache

from app.detect import lists

CORPUS = 57_886_630
"""Tokens that the counts in words.txt were taken from."""


@dataclass(frozen=True, slots=True)
class Word:
    """`count` in the corpus; `part` is one letter, see words.txt."""

    count: int
    part: str


@cache
def words() -> dict[str, Word]:
    """All words by their text; office words that newspapers lack come from office_words.txt."""
    found = {text: Word(int(count), part) for text, count, part in lists.rows("words.txt")}
    for count, part, texts in lists.rows("office_words.txt"):
        found.update((text, Word(int(count), part)) for text in texts.split())
    return found


def is_word(text: str) -> bool:
    return text in words()
