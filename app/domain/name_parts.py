"""A person's name in several columns, as address books export it: 姓 and 名, First Name and Last Name."""

import re
from collections.abc import Iterable, Sequence

from app.domain.customers import narrow

_NOISE = re.compile(r"[\s_.*＊-]+")
_HAN = re.compile("[\u3400-\u9fff]")
FAMILY, MIDDLE, GIVEN = range(3)
_PARTS = {
    **dict.fromkeys(("姓", "姓氏", "lastname", "familyname", "surname"), FAMILY),
    **dict.fromkeys(("中间名", "middlename", "additionalname"), MIDDLE),
    **dict.fromkeys(("名", "名字", "firstname", "givenname", "forename"), GIVEN),
}


def places(heads: Iterable[str]) -> dict[int, int]:
    """Where the parts of a name stand, by FAMILY, MIDDLE and GIVEN; none unless family and given name both do."""
    found: dict[int, int] = {}
    for at, head in enumerate(heads):
        part = _PARTS.get(_NOISE.sub("", narrow(head)).lower())
        if part is not None:
            found.setdefault(part, at)
    return found if FAMILY in found and GIVEN in found else {}


def together(family: Sequence[str], middle: Sequence[str], given: Sequence[str]) -> list[str]:
    """Each person's whole name: 王建国 without spaces, John A. Smith with the family name last."""
    return [_whole(*map(str.strip, parts)) for parts in zip(family, middle, given, strict=True)]


def _whole(family: str, middle: str, given: str) -> str:
    if family and given.startswith(family):
        return given
    if _HAN.search(family or given):
        return family + middle + given
    return " ".join(filter(None, (given, middle, family)))
