"""Finds or makes the customer of each row of an import."""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from itertools import compress, count
from operator import itemgetter

from app.domain.customers import Identity, IdentityColumns, born, identifies
from app.services.customer_index import CustomerIndex
from app.services.key_filter import KeyFilter, is_worth_filling
from app.services.random_ids import RisingIds
from app.storage import portions
from app.storage.customers import CustomerStore

_ID_NUMBER = Identity._fields.index("id_number")
_NUMBERS = ("id_number", "phone", "code")
_KEYS, _NAMES = (itemgetter(*map(Identity._fields.index, names)) for names in (_NUMBERS, ("name", "org")))


class CustomerBook:
    """Works through a file batch by batch, with the rules of CustomerIndex.

    Only rows that share a value with another row, or perhaps with a known customer, are looked up; a filter says of
    most values that nobody has them. It is filled from a vault where the rows are many enough to be worth that.
    """

    def __init__(self, store: CustomerStore, rows: int = 0) -> None:
        """`rows`: about how many there will be."""
        self._store = store
        self._expected = rows
        self._ids = RisingIds(rows)
        self._last = store.last_id()
        self._index = CustomerIndex()
        self._filter: KeyFilter | None = None
        self._knows_names = False
        self._known = store.count()
        self._rows = 0

    def customers_of(self, identities: IdentityColumns) -> Sequence[int | None]:
        """The customers' numbers, new ones entered and known ones completed; None where a row names nobody."""
        rows = len(identities[0]) if identities else 0
        if not rows:
            return []
        self._rows += rows
        if self._filter is None and is_worth_filling(self._known, self._rows, self._expected):
            self._filter = KeyFilter(len(_NUMBERS) * (self._last + self._expected))
            self._filter.enter_all(self._store.keys())
        meeting = self._meeting(identities)
        telling = (*_KEYS(identities), *_NAMES(identities))
        if not meeting and any(map(all, telling)):
            return self._all_new(identities)
        alone = [at for at, told in enumerate(zip(*telling, strict=True)) if any(told) and at not in meeting]
        numbers, theirs = self._numbered(identities, sorted(meeting), alone)
        if alone:
            self._enter(theirs, [[values[at] for at in alone] for values in identities])
        return numbers

    def _all_new(self, identities: IdentityColumns) -> range:
        """Rows of which each names somebody whom no other row and no customer can be."""
        numbers = self._further(len(identities[0]))
        self._enter(numbers, identities)
        return numbers

    def _further(self, many: int) -> range:
        """The numbers of as many new customers."""
        self._last += many
        return range(self._last - many + 1, self._last + 1)

    def _enter(self, numbers: Sequence[int], identities: IdentityColumns) -> None:
        """Make these rows customers, with what their ID numbers tell."""
        *others, births = identities
        ids = identities[_ID_NUMBER]
        births = [birth or (born(number) if number else "") for birth, number in zip(births, ids, strict=True)]
        self._add(numbers, [*others, births])

    def _numbered(
        self, identities: IdentityColumns, meeting: Sequence[int], alone: Sequence[int]
    ) -> tuple[list[int | None], list[int]]:
        """Numbers in the order of the rows: of all, and of those `alone`, which are not entered yet."""
        added: dict[int, Identity] = {}
        changed: dict[int, Identity] = {}
        rows = len(identities[0])
        numbers: list[int | None] = [None] * rows
        theirs: list[int] = []
        for at in [*meeting, rows]:
            before = alone[len(theirs) : bisect_left(alone, at)]
            theirs += self._further(len(before))
            if at < rows and identifies(one := Identity._make(values[at] for values in identities)):
                numbers[at] = self._place(one, added, changed)
        for at, number in zip(alone, theirs, strict=True):
            numbers[at] = number
        if added:
            self._add([*added], [*zip(*added.values(), strict=True)])
        if changed:
            for number, identity in changed.items():
                self._meet(portions.of(number), [*zip(identity, strict=True)])
            self._store.put(changed.items())
        return numbers, theirs

    def _meeting(self, identities: IdentityColumns) -> set[int]:
        """The places of rows that may mean each other's customers or known ones; these are in the index afterwards."""
        names, orgs, ids, phones, _, _, codes, _ = identities
        called: set[str] = set()
        if not all(ids) and not all(phones):
            # Only who brings neither ID nor phone is looked for by name.
            for name, org, id_number, phone, _, _, code, _ in zip(*identities, strict=True):
                if not (id_number or phone) and (not code or (name and org)):
                    called.update((name, org))
            called.discard("")
        if called and self._filter is not None and not self._knows_names:
            # Most files never ask for a name alone.
            self._filter.enter_all(self._store.names())
            self._knows_names = True
        distinct = {key: {*values} - {""} for key, values in zip(_NUMBERS, (ids, phones, codes), strict=True)}
        asked = {key: self._maybe(values) for key, values in {**distinct, "name": called, "org": called}.items()}
        known = dict(self._store.by_keys(asked))
        self._index = CustomerIndex()
        for number, identity in known.items():
            self._index.enter(number, identity)
        columns = [(names, called), (orgs, called)]
        for (key, own), values in zip(distinct.items(), (ids, phones, codes), strict=True):
            at = Identity._fields.index(key)
            theirs = own.intersection([identity[at] for identity in known.values()])
            columns.append((values, theirs | _twice(values, own)))
        places: set[int] = set()
        for values, shared in columns:
            if shared:
                places.update(compress(count(), map(shared.__contains__, values)))
        return places

    def _maybe(self, values: Collection[str]) -> Mapping[str, int]:
        return dict.fromkeys(values, portions.EVERYWHERE) if self._filter is None else self._filter.maybe(values)

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

    def _add(self, numbers: Sequence[int], identities: IdentityColumns) -> None:
        for portion in portions.between(numbers[0], numbers[-1]):
            self._meet(portion, identities)
        self._store.add_columns(numbers, self._ids.take(len(numbers)), identities)

    def _meet(self, portion: int, identities: IdentityColumns) -> None:
        if self._filter is not None:
            for values in (*_KEYS(identities), *(_NAMES(identities) if self._knows_names else ())):
                if any(values):
                    self._filter.enter(values, portion)


def _twice(values: Sequence[str], distinct: Collection[str]) -> set[str]:
    """Those of the values that two rows have."""
    found: set[str] = set()
    if len(distinct) < len(values):
        met: set[str] = set()
        for value in filter(None, values):
            (found if value in met else met).add(value)
    return found
