"""Cells that tell more than their column's type: 朋友介绍(丁勇) among sources, a driver's phone behind a plate."""

import re

from app.detect import cells, name_contexts, texts
from app.detect.simplified import simplified
from app.detect.texts import Span
from app.detect.values import ENDS, narrow
from app.domain.words import PiType

# Columns of these say anything in words: a cell that passes may hold somebody's name all the same.
OF_WORDS = frozenset({PiType.OTHER, PiType.FREE_TEXT, PiType.HEALTH})
# What words alone suggest: told only beside a person, a firm, a place or a number.
_BY_WORD = frozenset({PiType.HEALTH, PiType.RELIGION, PiType.ETHNICITY, PiType.AGE, PiType.BIRTH_DATE})
_MAY_TELL = re.compile(r"[㐀-鿿]{2}.{2}|[㐀-鿿].*\d{7}|\d{7}.*[㐀-鿿]|@|\d{7,}\D+\d{5,}", re.DOTALL)


def find(kind: PiType, text: str) -> list[Span]:
    """What a cell tells beside its column's type; nothing where it is of the type or one thing as a whole."""
    if kind is PiType.FREE_TEXT:
        return texts.find(text)
    if _MAY_TELL.search(text) is None:
        return []
    plain = simplified(narrow(text))
    bare = plain.strip(ENDS)
    if kind not in OF_WORDS and cells.fits(kind, bare):
        return []
    spans = texts.find(text)
    if len(spans) == 1 and spans[0].end - spans[0].start == len(bare):
        return []
    sure = [span for span in spans if span.type not in _BY_WORD and _is_sure(plain, span)]
    return [span for span in spans if span in sure or (sure and span.type in _BY_WORD)]


def _is_sure(plain: str, span: Span) -> bool:
    """A name is one where something is said of somebody: 李子园牛奶 names a drink."""
    return span.type is not PiType.PERSON_NAME or name_contexts.is_spoken_of(plain, span.start, span.end)
