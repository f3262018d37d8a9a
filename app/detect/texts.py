"""Personal information in running text: notes, service logs, recognised scans."""

import re
from dataclasses import dataclass

from app.detect import values
from app.domain.words import PiType


@dataclass(frozen=True, slots=True)
class Span:
    """A finding: characters `start` to `end` (exclusive) of the text."""

    type: PiType
    start: int
    end: int


_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
_DIGITS = re.compile(r"(?<![\dA-Za-z])\d{15,19}[Xx]?(?![\dA-Za-z])")
_MOBILE = re.compile(rf"(?<!\d)(?:\+?86[- ]?)?{values.MOBILE_BODY}(?!\d)")


def find(text: str) -> list[Span]:
    """The findings in a text, in order, never overlapping."""
    plain = values.narrow(text)
    spans = [Span(PiType.EMAIL, match.start(), match.end()) for match in _EMAIL.finditer(plain)]
    for match in _DIGITS.finditer(plain):
        number = match.group()
        if values.is_resident_id(number):
            spans.append(Span(PiType.CN_RESIDENT_ID, match.start(), match.end()))
        elif values.is_bank_card(number):
            spans.append(Span(PiType.BANK_CARD, match.start(), match.end()))
    spans += [Span(PiType.MOBILE_PHONE, match.start(), match.end()) for match in _MOBILE.finditer(plain)]
    return sorted(spans, key=lambda span: span.start)
