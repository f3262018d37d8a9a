"""Records' cells with what tells of a person starred out, by their columns' types."""

import re
from collections.abc import Sequence
from functools import lru_cache

from app.detect import texts, traces
from app.detect.masking import mask
from app.domain.records import PERSONAL, Column
from app.domain.words import Field, PiType
from app.storage.archives import Person

_LONG = 13
# The days and amounts at a title's end, too short for anybody's number.
_FIGURES = re.compile(r"(?: · (?:\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?|-?\d{1,8}(?:\.\d{1,2})?))*$")
_READ = frozenset({PiType.FREE_TEXT, PiType.OTHER, PiType.ORG_NAME})
# What a column holds of the customer whatever its cells look like: a number of another country among them.
_OF_CUSTOMERS = {
    Field.ID_NUMBER: PiType.CN_RESIDENT_ID,
    Field.PHONE: PiType.MOBILE_PHONE,
    Field.EMAIL: PiType.EMAIL,
    Field.ADDRESS: PiType.ADDRESS,
}


def masked_cell(column: Column, text: str) -> str:
    """The cell for somebody who may not read it whole; a free text keeps all but its findings.

    An ID or a card that stands among order numbers is starred out too.
    """
    if column.type in PERSONAL:
        return mask(column.type, text)
    if column.field is Field.NAME:
        return masked_name(text)
    if column.field in _OF_CUSTOMERS:
        return mask(_OF_CUSTOMERS[column.field], text)
    if column.type is PiType.ORDER_NUMBER and len(text) >= _LONG and traces.of_text(text):
        return _masked_text(text)
    return _masked_text(text) if column.type in _READ and text else text


def masked_title(title: str) -> str:
    """What a record is about, with the persons whom the subject may name starred out."""
    return _masked_text(title) if title else title


def masked_titles(titles: Sequence[str]) -> list[str]:
    """As masked_title, for the lines of a list: what stands before days and amounts comes again and again."""
    places = [(title, match.start() if (match := _FIGURES.search(title)) else len(title)) for title in titles]
    masked = {head: masked_title(head) for head in {title[:at] for title, at in places}}
    return [masked[title[:at]] + title[at:] for title, at in places]


def masked_name(name: str) -> str:
    """A customer's name: of a person starred out, of an organisation as it is."""
    return _masked_name(name) if name else name


def masked_person(person: Person) -> Person:
    """A customer with all that tells who it is starred out; the id and the firm's own number stay."""
    return person._replace(
        name=masked_name(person.name),
        id_number=mask(PiType.CN_RESIDENT_ID, person.id_number),
        phone=mask(PiType.MOBILE_PHONE, person.phone),
        email=mask(PiType.EMAIL, person.email),
        address=mask(PiType.ADDRESS, person.address),
        birth_date=mask(PiType.BIRTH_DATE, person.birth_date or "") or None,
    )


@lru_cache(maxsize=20_000)
def _masked_text(text: str) -> str:
    parts: list[str] = []
    at = 0
    for span in texts.find(text):
        found = text[span.start : span.end]
        parts += (text[at : span.start], mask(span.type, found) if span.type in PERSONAL else found)
        at = span.end
    return "".join([*parts, text[at:]])


@lru_cache(maxsize=20_000)
def _masked_name(name: str) -> str:
    if any(span.type is PiType.ORG_NAME and span.end - span.start == len(name) for span in texts.find(name)):
        return name
    return mask(PiType.PERSON_NAME, name)
