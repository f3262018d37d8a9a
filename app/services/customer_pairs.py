"""Finds customers that may be the same one: only those that share something are compared."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import DamerauLevenshtein

from app.domain.customer_pairs import DOUBTS
from app.domain.customers import Identity, narrow

_LARGEST = 40  # a phone or a name that more customers have says nothing about any two of them
_ALIKE_NAMES, _ALIKE_ADDRESSES = 50, 85
_OLD_ID, _NEW_ID, _PHONE = 15, 18, 11
_LEGAL = re.compile(
    r"集团|股份|有限|责任|公司|[（）()·.\s]|分公司|（普通合伙）|co\.?|ltd\.?|inc\.?|limited", re.IGNORECASE
)
_ORDER = {code: at for at, code in enumerate(DOUBTS)}
_NUMBERS = re.compile(r"[\d一二三四五六七八九十百〇零]+")
Known = tuple[int, Identity]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two customers' numbers, the smaller first, and the code of what speaks for their being one."""

    one: int
    other: int
    doubt: str


def doubtful_pairs(customers: Iterable[Known], apart: set[tuple[int, int]]) -> list[Pair]:
    """The pairs to be looked at, what says most first; those in `apart` were looked at."""
    known = list(customers)
    found: dict[tuple[int, int], str] = {}
    for key, doubt in _LOOKS:
        for group in _groups(known, key):
            for first, second in combinations(group, 2):
                code = doubt(first[1], second[1])
                numbers = (min(first[0], second[0]), max(first[0], second[0]))
                if code and numbers not in apart and _says_more(code, found.get(numbers)):
                    found[numbers] = code
    pairs = [Pair(one, other, code) for (one, other), code in found.items()]
    return sorted(pairs, key=lambda pair: (_ORDER[pair.doubt], pair.one, pair.other))


def _says_more(code: str, than: str | None) -> bool:
    return than is None or _ORDER[code] < _ORDER[than]


def _groups(customers: Iterable[Known], key: Callable[[Identity], str]) -> Iterator[list[Known]]:
    groups: dict[str, list[Known]] = defaultdict(list)
    for number, identity in customers:
        value = key(identity)
        if value:
            groups[value].append((number, identity))
    return (group for group in groups.values() if 1 < len(group) <= _LARGEST)


def _by_phone(one: Identity, other: Identity) -> str:
    """Customers of one phone whose names differ: a family, a typing error, or a name that changed."""
    if _other_ids(one, other):
        return ""
    first, second = one.name or one.org, other.name or other.org
    if not first or not second or first == second:
        return ""
    return "phone-similar-name" if fuzz.ratio(first, second) >= _ALIKE_NAMES else "same-phone"


def _by_name(one: Identity, other: Identity) -> str:
    """Customers of one name: two people, unless something else is alike or one of them has nothing else."""
    if _other_ids(one, other):
        return ""
    if len(one.phone) == len(other.phone) == _PHONE and DamerauLevenshtein.distance(one.phone, other.phone) == 1:
        return "name-similar-phone"
    if _are_alike(one.address, other.address):
        return "name-similar-address"
    return "bare-name" if _is_bare(one) or _is_bare(other) else ""


def _are_alike(one: str, other: str) -> bool:
    """Whether two addresses are written alike and have the same house numbers: the next house is somebody else's."""
    if not one or not other or _NUMBERS.findall(narrow(one)) != _NUMBERS.findall(narrow(other)):
        return False
    return fuzz.ratio(one, other) >= _ALIKE_ADDRESSES


def _by_org(one: Identity, other: Identity) -> str:
    """Names of one organisation; its contact persons are customers of their own."""
    if _other_ids(one, other) or one.org == other.org or (one.name and other.name and one.name != other.name):
        return ""
    return "similar-org"


def _by_email(one: Identity, other: Identity) -> str:
    return "" if _other_ids(one, other) else "same-email"


def _by_old_id(one: Identity, other: Identity) -> str:
    return "old-id" if one.id_number != other.id_number else ""


def _other_ids(one: Identity, other: Identity) -> bool:
    """Whether each has an identity number that can't be the other's."""
    if not one.id_number or not other.id_number:
        return False
    return _short_id(one) != _short_id(other)


def _is_bare(identity: Identity) -> bool:
    return not (identity.phone or identity.id_number or identity.email or identity.address or identity.code)


def _short_id(identity: Identity) -> str:
    """A resident's identity number in the form of fifteen digits, which both forms have."""
    number = identity.id_number
    if len(number) == _NEW_ID and number[:17].isdigit():
        return number[:6] + number[8:17]
    return number


def _resident(identity: Identity) -> str:
    short = _short_id(identity)
    return short if len(short) == _OLD_ID and short.isdigit() else ""


def _called(identity: Identity) -> str:
    return identity.name or identity.org


def _org_core(identity: Identity) -> str:
    core = _LEGAL.sub("", narrow(identity.org).lower())
    return core if len(core) > 1 else ""


_LOOKS: tuple[tuple[Callable[[Identity], str], Callable[[Identity, Identity], str]], ...] = (
    (_resident, _by_old_id),
    (lambda identity: identity.phone, _by_phone),
    (_called, _by_name),
    (_org_core, _by_org),
    (lambda identity: identity.email.lower(), _by_email),
)
