"""Customers in memory, found by what identifies them."""

from typing import TypeVar

from app.domain.customers import Identity, contradict, merged

Key = TypeVar("Key", str, tuple[str, str])
_SEVERAL = -1
_NONE = 1 << 63


class CustomerIndex:
    """Answers whose a row is: by ID number, phone and name, the own number, organisation and name.

    A name or organisation alone is that of the one customer who has it, or of the one of whom nothing else is known.
    What two share is that of the smaller number, so that the order in which customers are entered does not matter.
    """

    def __init__(self) -> None:
        self._known: dict[int, Identity] = {}
        self._by_id: dict[str, int] = {}
        self._by_code: dict[str, int] = {}
        self._by_pair: dict[tuple[str, str], int] = {}
        self._by_phone: dict[str, int] = {}
        self._by_name: dict[str, int] = {}
        self._bare: dict[str, int] = {}

    def enter(self, number: int, identity: Identity) -> None:
        """Make a customer known under this number, or what is newly known of it."""
        name, org, id_number, phone, _, _, code, _ = identity
        self._known[number] = identity
        if id_number:
            _give(self._by_id, id_number, number)
        if code:
            _give(self._by_code, code, number)
        for called in (name, org):
            if called:
                _note(self._by_name, called, number)
                if phone:
                    _give(self._by_pair, (phone, called), number)
        if name and org:
            _give(self._by_pair, (org, name), number)
        if phone:
            _note(self._by_phone, phone, number)
        elif not (id_number or code) and bool(name) != bool(org):
            _give(self._bare, name or org, number)

    def find(self, identity: Identity) -> int | None:
        """The customer that the row means, or None for a new one."""
        name, org, id_number, phone, _, _, code, _ = identity
        found = self._by_id.get(id_number) if id_number else None
        if found is not None:
            return found
        called = name or org
        if phone and called:
            found = self._agreeing(self._by_pair.get((phone, called)), identity)
        if found is None and code:
            found = self._agreeing(self._by_code.get(code), identity)
        if found is not None or id_number or (phone and called):
            return found
        if name and org:
            return self._agreeing(self._by_pair.get((org, name)), identity)
        if phone:
            return _only(self._by_phone, phone)
        if code:
            return None
        return self._bare.get(called) or _only(self._by_name, called)

    def _agreeing(self, number: int | None, identity: Identity) -> int | None:
        """The customer of this number, unless it can't be the one that the row means."""
        return None if number is None or contradict(self._known[number], identity) else number

    def complete(self, number: int, identity: Identity) -> Identity | None:
        """Fill the gaps in what is known of a customer; None where the row tells nothing new."""
        known = self._known[number]
        more = merged(known, identity)
        if more is known:
            return None
        self.enter(number, more)
        return more


def _give(numbers: dict[Key, int], key: Key, number: int) -> None:
    """Remember the smallest number that has this."""
    if number < numbers.get(key, _NONE):
        numbers[key] = number


def _note(numbers: dict[str, int], key: str, number: int) -> None:
    """Remember who has this, or that several have it."""
    if numbers.setdefault(key, number) != number:
        numbers[key] = _SEVERAL


def _only(numbers: dict[str, int], key: str) -> int | None:
    found = numbers.get(key)
    return None if found == _SEVERAL else found
