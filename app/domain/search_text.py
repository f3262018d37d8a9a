"""Texts as the search index takes them, and what a user types as a question to it.

Each character outside ASCII is a word of its own and is asked for as part of a phrase, so that any piece of a Chinese
text is found, names of two characters too (FTS5 alone takes a run of Chinese for one word). Latin letters and digits
stay words, found by their beginning; of a long number the last four digits are found too.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import repeat

# A word between what must not be read as one phrase: two cells, or two characters with a comma between them.
BREAK = "\ue000"
_OUTSIDE = r"[^\W\x00-\x7f]"
_GAP = re.compile(rf"(?<={_OUTSIDE})\W+(?={_OUTSIDE})")
_WORDS = re.compile(rf"[0-9A-Za-z_]+|{_OUTSIDE}|{BREAK}")
_ALNUM_WORDS = re.compile(r"[0-9A-Za-z]+|.", re.DOTALL)
_SPACED_NAME = re.compile(rf"{_OUTSIDE}(?:\s+{_OUTSIDE}){{1,3}}")
_MAYBE_GROUPED = re.compile(r"\d[ -]\d{3}")
_GROUPED = re.compile(r"\+?\d{2,6}(?:[ -]\d{3,6}){1,5}")
_SHORT = 8
_OFTEN = 2


def index_text(cells: Iterable[str]) -> str:
    """The text under which a record is found, made from its cells alone."""
    return next(iter(index_texts([(cell,) for cell in cells])), "")


def index_texts(columns: Iterable[Sequence[str]]) -> list[str]:
    """The texts of many rows at once, given by columns: most of what is to be asked is asked of a whole column."""
    pieces: list[Iterable[str]] = []
    is_parted = True
    for cells in columns:
        joined = "".join(cells)
        if joined.isascii():
            pieces += _plain(cells, joined)
            # A word in ASCII parts phrases as well as a BREAK does.
            is_parted = is_parted or (all(cells) and "".join([cell[-1] for cell in cells]).isalnum())
            continue
        if not is_parted:
            pieces.append(repeat(BREAK, len(cells)))
        pieces.append(_spread(cells, joined))
        is_parted = False
    return list(map("\n".join, zip(*pieces, strict=True)))


def _plain(cells: Sequence[str], joined: str) -> list[Sequence[str]]:
    """What the cells of a column of ASCII are found by."""
    if not joined or max(map(len, cells)) <= _SHORT:
        return [cells]
    if joined.isalnum():
        if min(map(len, cells)) > _SHORT:
            return [cells, [cell[-4:] for cell in cells]]
    elif _MAYBE_GROUPED.search("\n".join(cells)):
        return [[_entry(cell) for cell in cells]]
    return [[f"{cell}\n{cell[-4:]}" if len(cell) > _SHORT and cell.isalnum() else cell for cell in cells]]


def _spread(cells: Sequence[str], joined: str) -> Sequence[str]:
    """What the cells of a column are found by that is not all ASCII."""
    distinct = {*cells}
    longest_ascii = max(map(len, filter(str.isascii, cells)), default=0)
    is_simple = joined.isalnum() and longest_ascii <= _SHORT and unicodedata.is_normalized("NFKC", joined)
    if is_simple and _OFTEN * len(distinct) > len(cells):
        mark = "\n"
        return " ".join(_ALNUM_WORDS.findall(mark.join(cells))).split(mark)
    # Names, kinds, places: what is short comes again and again.
    found = {cell: _entry(cell) for cell in distinct}
    return [*map(found.__getitem__, cells)]


def _entry(cell: str) -> str:
    if not cell.isascii():
        return _words(cell)
    if len(cell) > _SHORT:
        if cell.isalnum():
            # The last four of a long number.
            return f"{cell}\n{cell[-4:]}"
        if (" " in cell or cell[0].isdigit()) and _GROUPED.fullmatch(cell):
            # A number that is written in groups once more in one piece, and its last four.
            joined = cell.replace(" ", "").replace("-", "")
            return f"{cell}\n{joined}\n{joined[-4:]}"
    return cell


def _words(text: str) -> str:
    """A text that is not all ASCII, cut into words."""
    text = unicodedata.normalize("NFKC", text)
    if text.isalnum():
        return " ".join(_ALNUM_WORDS.findall(text))
    words = " ".join(_WORDS.findall(_GAP.sub(BREAK, text)))
    if _SPACED_NAME.fullmatch(text):
        # Names of two characters are often written with a gap, to be as wide as those of three.
        return f"{words} {BREAK} {' '.join(''.join(text.split()))}"
    return words


def question(text: str, *, whole_words: bool = False) -> str | None:
    """What the user typed as an FTS5 expression: every word must be there; None where there is nothing to ask for.

    The beginning of a word or number is enough, unless whole words are asked for.
    """
    words = text.replace(BREAK, " ").split()
    phrases = [phrase for word in words for phrase in _words(word).split(BREAK)]
    return " AND ".join(_quoted(phrase.split(), whole=whole_words) for phrase in phrases if phrase.strip()) or None


def _quoted(words: list[str], *, whole: bool) -> str:
    phrase = f'"{" ".join(words)}"'
    return f"{phrase} *" if words[-1].isascii() and not whole else phrase
