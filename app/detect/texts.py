"""Personal information in running text: notes, service logs, recognised scans."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.detect import address_spans, name_spans, number_spans, org_spans, word_spans
from app.detect.values import narrow
from app.domain.words import PiType


@dataclass(frozen=True, slots=True)
class Span:
    """A finding: characters `start` to `end` (exclusive) of the text."""

    type: PiType
    start: int
    end: int


_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003FFFF]")


def find(text: str) -> list[Span]:
    """The findings in a text, in order, never overlapping.

    Numbers come first, being proved; then addresses and organisations, which may hold names; then names.
    """
    plain = narrow(text)
    spans = [Span(*found) for found in number_spans.find(plain)]
    if _HAN.search(plain) is None:
        _claim(spans, PiType.PERSON_NAME, name_spans.find, plain)
        _claim(spans, PiType.ORG_NAME, org_spans.find, plain)
        return sorted(spans, key=lambda span: span.start)
    _claim(spans, PiType.ORG_NAME, org_spans.find, plain)
    _claim(spans, PiType.ADDRESS, address_spans.find, plain)
    spans += [Span(*found) for found in word_spans.find(plain) if _is_free(spans, found[1], found[2])]
    _claim(spans, PiType.PERSON_NAME, name_spans.find, plain)
    return sorted(spans, key=lambda span: span.start)


def _claim(
    spans: list[Span], kind: PiType, find_in: Callable[[str, int, int], Iterable[tuple[int, int]]], text: str
) -> None:
    found = [
        Span(kind, first, last) for start, end in _gaps(spans, len(text)) for first, last in find_in(text, start, end)
    ]
    spans += found


def _gaps(spans: list[Span], length: int) -> Iterator[tuple[int, int]]:
    at = 0
    for span in sorted(spans, key=lambda span: span.start):
        if span.start > at:
            yield at, span.start
        at = max(at, span.end)
    if at < length:
        yield at, length


def _is_free(spans: list[Span], start: int, end: int) -> bool:
    return not any(start < span.end and end > span.start for span in spans)
