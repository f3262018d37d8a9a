"""Personal information in running text: notes, service logs, recognised scans."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from app.detect import address_spans, name_spans, number_spans, org_spans, word_spans
from app.detect.simplified import simplified
from app.detect.values import narrow
from app.domain.words import PiType


class Span(NamedTuple):
    """A finding: characters `start` to `end` (exclusive) of the text."""

    type: PiType
    start: int
    end: int


_HAN = re.compile(r"[㐀-鿿\U00020000-\U0003FFFF]")


# 上海徐家汇街道办事处, 常州天宁区郑陆镇人民政府: what ends so is an office, and no address.
_OFFICE = re.compile(r"(?:(?<!号)街道办事处|人民政府|居委会|村委会|居民委员会|村民委员会|派出所)$")


def find(text: str) -> list[Span]:
    """The findings in a text, in order, never overlapping.

    Numbers come first, being proved; then addresses and organisations, which may hold names; then names.
    """
    plain = simplified(narrow(text))
    spans = [Span(*found) for found in number_spans.find(plain)]
    if _HAN.search(plain) is None:
        _claim(spans, PiType.PERSON_NAME, name_spans.find, plain)
        _claim(spans, PiType.ORG_NAME, org_spans.find, plain)
        return sorted(spans, key=lambda span: span.start)
    gaps = list(_gaps(spans, len(plain)))
    firms = [place for gap in gaps for place in org_spans.find(plain, *gap)]
    addresses = [place for gap in gaps for place in address_spans.find(plain, *gap)]
    if firms or addresses:
        firms, addresses = _told_apart(plain, firms, addresses)
        spans += [Span(PiType.ORG_NAME, *firm) for firm in firms]
        spans += [Span(PiType.ADDRESS, *address) for address in addresses]
    spans += [Span(*found) for found in word_spans.find(plain) if _is_free(spans, found[1], found[2])]
    _claim(spans, PiType.PERSON_NAME, name_spans.find, plain)
    return sorted(spans, key=lambda span: span.start)


Place = tuple[int, int]


def _told_apart(plain: str, firms: list[Place], addresses: list[Place]) -> tuple[list[Place], list[Place]]:
    """Firms and addresses; an office that is called by its place is a firm."""
    offices = [place for place in addresses if _OFFICE.search(plain, *place)]
    firms = [firm for firm in firms if not any(start <= firm[0] and firm[1] <= end for start, end in offices)]
    return _apart(sorted(firms + offices), [place for place in addresses if place not in offices])


def _apart(firms: list[Place], addresses: list[Place]) -> tuple[list[Place], list[Place]]:
    """Firms and addresses that share no character: 西湖区|大学路100号广西大学32栋 is one address, no university."""
    kept_firms = [
        (start, end) for start, end in firms if not any(first <= start and end < last for first, last in addresses)
    ]
    kept: list[Place] = []
    for first, last in addresses:
        over = [(start, end) for start, end in kept_firms if start < last and end > first]
        if not over:
            kept.append((first, last))
        elif over[0][0] - first >= 6:
            kept.append((first, over[0][0]))
    return kept_firms, kept


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
