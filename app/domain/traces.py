"""What of a value is looked for in a file's bytes, and which values are too weak to be looked for.

A file holds a text as it is, or as JSON text with escapes in it; so a value is looked for by its longest piece between
characters that JSON escapes. The search index holds words, folded to small letters and plain forms.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from app.domain.search_text import index_text

SHORTEST = 6
"""Bytes of UTF-8: two Han characters. A shorter pattern is found by chance in hashes and keys."""

SHORTEST_FOREIGN = 8
"""Bytes in other encodings, which nothing in the program writes: there a chance hit must be rarer still."""

LONGEST_NUMBER = 8
"""Digits of a number that names nobody: amounts, counts, years, dates without signs."""

_ESCAPED = re.compile(r'["\\\x00-\x1f]+')
_NUMBER = re.compile(r"[-+(]?[¥￥$€]?\s*[\d\s.,，]+[%％‰元)）]?")
_DATE = re.compile(
    r"\d{2,4}\s*[-/.年]\s*\d{1,2}\s*(?:[-/.月]\s*(?:\d{1,2}\s*日?)?)?"
    r"(?:[T\s]*\d{1,2}[:：时点]\d{1,2}(?:[:：分]\d{1,2}(?:\.\d+)?)?[秒分Z]?)?"
)
_WORD = re.compile(r"[^\W_]+")
_HAN = "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# Hardly any value has a word in it that is strong by itself: a quick look before the index's own way of cutting.
_MAYBE_WORD = re.compile(f"[0-9A-Za-z]{{6}}|[^\\W_\\x00-\\x7f{_HAN}]{{3}}|[0-9][ \\-][0-9]")
_WIDE = re.compile("[\uff01-\uff5e]")
_GAPS = (" ", "-", "\n", "\r", "\u3000")
_GROUPED = re.compile(r"(?<![0-9])[0-9]++(?:[ \-\n\r\u3000]++[0-9]++)++")


def searchable(value: str) -> str:
    """The longest piece of a value that JSON does not escape: between quotes, backslashes and control characters."""
    return max(_ESCAPED.split(value), key=len)


def is_strong(value: str) -> bool:
    """Whether the value is looked for byte by byte: long enough, and no plain date or small number.

    Dates and amounts stand in rows that rightly stay, and tell of nobody.
    """
    bare = value.strip()
    if len(searchable(value).encode()) < SHORTEST or _DATE.fullmatch(bare):
        return False
    return not _NUMBER.fullmatch(bare) or sum(map(str.isdigit, bare)) > LONGEST_NUMBER


def foreign_forms(value: str) -> Iterator[bytes]:
    """The value's bytes as other software could have left them: UTF-16 in both orders, GBK (as GB18030)."""
    piece = searchable(value)
    forms = {piece.encode("utf-16-le"), piece.encode("utf-16-be"), piece.encode("gb18030")} - {piece.encode()}
    return (form for form in forms if len(form) >= SHORTEST_FOREIGN)


def index_words(value: str) -> set[str]:
    """The words under which the index would hold a value and that are strong by themselves; Han characters are not."""
    if value.isascii() and value.isalnum():
        return {value.lower()} if is_strong(value) else set()
    if not _MAYBE_WORD.search(value):
        return set()
    words = _WORD.findall(index_text([value]).lower())
    return {word for word in words if is_strong(word)}


def as_indexed(texts: Sequence[str]) -> str:
    """What the index makes of texts that differs from them: small letters, narrow forms, numbers without gaps."""
    joined = "\0".join(texts)
    lowered = joined.lower()
    forms = [] if lowered == joined else [lowered]
    if _WIDE.search(joined):
        forms += [unicodedata.normalize("NFKC", text).lower() for text in texts if _WIDE.search(text)]
    numbers = "\t".join(_GROUPED.findall(joined))
    for gap in _GAPS:
        numbers = numbers.replace(gap, "")
    return "\0".join([*forms, numbers])
