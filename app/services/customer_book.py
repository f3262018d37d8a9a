"""Finds or makes the customer of each row of an import."""

import os
from collections.abc import Sequence

from app.domain.customers import Identity, born, identifies
from app.services.customer_index import CustomerIndex
from app.storage.customers import CustomerStore

_KEPT = 20_000


class CustomerBook:
    """Works through a file batch by batch, with the rules of CustomerIndex.

    Up to _KEPT customers are kept in memory; in a larger vault each batch's are looked up.
    """

    def __init__(self, store: CustomerStore) -> None:
        self._store = store
        self._last = store.last_id()
        self._index = CustomerIndex()
        self._is_whole = store.count() <= _KEPT
        if self._is_whole:
            for number, identity in store.all():
                self._index.enter(number, identity)

    def customers_of(self, identities: Sequence[Identity]) -> list[int | None]:
        """The customers' numbers, new ones entered and known ones completed; None where a row names nobody."""
        self._is_whole = self._is_whole and len(self._index) <= _KEPT
        if not self._is_whole:
            self._look_up(identities)
        added: dict[int, Identity] = {}
        changed: dict[int, Identity] = {}
        numbers = [self._place(one, added, changed) if identifies(one) else None for one in identities]
        uids = os.urandom(16 * len(added))
        self._store.add(
            (number, uids[16 * at : 16 * at + 16], identity) for at, (number, identity) in enumerate(added.items())
        )
        self._store.put(changed.items())
        return numbers

    def _look_up(self, identities: Sequence[Identity]) -> None:
        """Know those customers that this batch's rows could mean."""
        wanted: dict[str, set[str]] = {"id_number": set(), "phone": set(), "code": set(), "name": set(), "org": set()}
        for one in identities:
            wanted["id_number"].add(one.id_number)
            wanted["phone"].add(one.phone)
            wanted["code"].add(one.code)
            if not (one.id_number or one.phone) and (not one.code or (one.name and one.org)):
                wanted["name"].add(one.name)
                wanted["org"].add("" if one.name else one.org)
        found = dict(pair for key, values in wanted.items() for pair in self._store.by_key(key, values))
        self._index = CustomerIndex()
        for number, identity in sorted(found.items()):
            self._index.enter(number, identity)

    def _place(self, identity: Identity, added: dict[int, Identity], changed: dict[int, Identity]) -> int:
        number = self._index.find(identity)
        if number is not None:
            more = self._index.complete(number, identity)
            if more is not None:
                (added if number in added else changed)[number] = more
            return number
        self._last += 1
        if identity.id_number and not identity.birth_date:
            identity = Identity(*identity[:-1], born(identity.id_number))
        added[self._last] = identity
        self._index.enter(self._last, identity)
        return self._last
