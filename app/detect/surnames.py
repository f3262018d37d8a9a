"""What Chinese names are made of: surnames by how common they are, characters of given names by how telling."""

from functools import cache

from app.detect import lists

HAN = r"[㐀-䶿一-鿿豈-﫿\U00020000-\U0003FFFF]"
"""A Chinese character, those of the extensions too: 㛃, 䶮, 𬱟."""


@cache
def surnames() -> dict[str, int]:
    """Share per 100,000 people by surname."""
    found: dict[str, int] = {}
    for share, texts in lists.rows("surnames.txt"):
        for text in texts.split():
            found.setdefault(text, int(share))
    return found


@cache
def given_weights() -> dict[str, int]:
    """How telling a character is as part of a given name: 1 to 3."""
    found: dict[str, int] = {}
    for weight, characters in lists.rows("given_names.txt"):
        for character in characters:
            found.setdefault(character, int(weight))
    return found


@cache
def compound_surnames() -> frozenset[str]:
    """The first characters of the surnames of two characters and more."""
    return frozenset(surname[0] for surname in surnames() if len(surname) > 1)


def surname_of(text: str) -> str:
    """The surname that the text begins with, compound ones first; empty where there is none."""
    known = surnames()
    if text[:4] in known:
        return text[:4]
    if text[:2] in known and len(text) > 2:
        return text[:2]
    return text[:1] if text[:1] in known else ""
