"""Finds or makes the customer of each row of an import."""

import os
from collections.abc import Collection, Sequence
from itertools import compress, count
from operator import itemgetter

from app.domain.customers import Identity, born, identifies
from app.services.customer_index import CustomerIndex
from app.services.key_filter import KeyFilter
from app.storage.customers import CustomerStore

_WORTH = 4
_KEYS = itemgetter(*(Identity._fields.index(name) for name in ("name", "org", "id_number", "phone", "code")))


class CustomerBook:
    """Works through a file batch by batch, with the rules of CustomerIndex.

    Only rows that share a value with another row, or perhaps with a known customer, are looked up; a filter says of
    most values that nobody has them. It is filled from a large vault once the rows are many enough to be worth that.
    """

    def __init__(self, store: CustomerStore) -> None:
        self._store = store
        self._last = store.last_id()
        self._index = CustomerIndex()
        self._filter: KeyFilter | None = None
        self._worth = store.count() // _WORTH
        self._rows = 0

    def customers_of(self, identities: Sequence[Identity]) -> list[int | None]:
        """The customers' numbers, new ones entered and known ones completed; None where a row names nobody."""
        if not identities:
            return []
        self._rows += len(identities)
        if self._filter is None and self._rows >= self._worth:
            self._filter = KeyFilter()
            self._filter.enter(self._store.keys())
        meeting = self._meeting(identities)
        added: dict[int, Identity] = {}
        changed: dict[int, Identity] = {}
        numbers: list[int | None] = []
        for at, one in enumerate(identities):
            if at in meeting:
                numbers.append(self._place(one, added, changed) if identifies(one) else None)
            else:
                numbers.append(self._new(one, added) if one[0] or identifies(one) else None)
        self._write(added, changed)
        return numbers

    def _meeting(self, identities: Sequence[Identity]) -> set[int]:
        """The places of rows that may mean each other's customers or known ones; these are in the index afterwards."""
        names, orgs, ids, phones, _, _, codes, _ = zip(*identities, strict=True)
        called: set[str] = set()
        if not all(ids) and not all(phones):
            # Only who brings neither ID nor phone is looked for by name.
            for name, org, id_number, phone, _, _, code, _ in identities:
                if not (id_number or phone) and (not code or (name and org)):
                    called.update((name, org))
            called.discard("")
        known: dict[int, Identity] = {}
        known.update(self._store.by_key("name", self._maybe(called)))
        known.update(self._store.by_key("org", self._maybe(called)))
        columns = (
            (names, called),
            (orgs, called),
            (ids, self._shared("id_number", ids, known)),
            (phones, self._shared("phone", phones, known)),
            (codes, self._shared("code", codes, known)),
        )
        self._index = CustomerIndex()
        for number, identity in known.items():
            self._index.enter(number, identity)
        places: set[int] = set()
        for values, shared in columns:
            if shared:
                places.update(compress(count(), map(shared.__contains__, values)))
        return places

    def _shared(self, key: str, values: Sequence[str], known: dict[int, Identity]) -> set[str]:
        """The values that two rows have, or that a customer may have; `known` gains the customers who do."""
        distinct = set(values)
        distinct.discard("")
        shared: set[str] = set()
        if len(distinct) < len(values):
            met: set[str] = set()
            for value in filter(None, values):
                (shared if value in met else met).add(value)
        maybe = self._maybe(distinct)
        known.update(self._store.by_key(key, maybe))
        shared.update(maybe)
        return shared

    def _maybe(self, values: Collection[str]) -> Collection[str]:
        return values if self._filter is None else self._filter.maybe(values)

    def _place(self, identity: Identity, added: dict[int, Identity], changed: dict[int, Identity]) -> int:
        """The customer that the row means, completed by it, or a new one; the index knows it afterwards."""
        number = self._index.find(identity)
        if number is None:
            number = self._new(identity, added)
            self._index.enter(number, added[number])
        else:
            more = self._index.complete(number, identity)
            if more is not None:
                (added if number in added else changed)[number] = more
        return number

    def _new(self, identity: Identity, added: dict[int, Identity]) -> int:
        if identity.id_number and not identity.birth_date:
            identity = Identity._make((*identity[:-1], born(identity.id_number)))
        self._last += 1
        added[self._last] = identity
        return self._last

    def _write(self, added: dict[int, Identity], changed: dict[int, Identity]) -> None:
        if self._filter is not None:
            for written in (added, changed):
                for values in [*zip(*map(_KEYS, written.values()), strict=True)]:
                    self._filter.enter(set(values))
        uids = os.urandom(16 * len(added))
        cut = [uids[at : at + 16] for at in range(0, len(uids), 16)]
        self._store.add(zip(added, cut, added.values(), strict=True))
        self._store.put(changed.items())
