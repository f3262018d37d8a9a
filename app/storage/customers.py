"""Customers in the database: what identifies them, each value in its one form."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from app.domain.customers import Identity, IdentityColumns
from app.storage import bulk, portions
from app.storage.connection import Connection

_FIELDS = Identity._fields
_READ = "id, name, org, id_number, phone, email, address, code, coalesce(birth_date, '')"
_PORTION = f"id >> {portions.BITS}"
_KEYS = frozenset({"id_number", "phone", "name", "org", "code"})


class CustomerStore:
    """All customers of the vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._indexed = {"id_number", "phone"}

    def count(self) -> int:
        return int(self._connection.value("SELECT count(*) FROM customer"))

    def last_id(self) -> int:
        """The largest number given so far, 0 for none."""
        return int(self._connection.value("SELECT coalesce(max(id), 0) FROM customer"))

    def all(self) -> list[tuple[int, Identity]]:
        """Every customer with its number."""
        rows = self._connection.rows(f"SELECT {_READ} FROM customer ORDER BY id")
        return [(row[0], Identity(*row[1:])) for row in rows]

    def keys(self) -> Iterator[tuple[int, Iterator[str]]]:
        """By portions the numbers by which `by_keys` finds customers, and ""; read each portion's before the next."""
        return self._by_portion("id_number, phone, code")

    def names(self) -> Iterator[tuple[int, Iterator[str]]]:
        """As `keys`, the names and organisations."""
        return self._by_portion("name, org")

    def _by_portion(self, columns: str) -> Iterator[tuple[int, Iterator[str]]]:
        rows = self._connection.execute(f"SELECT {_PORTION}, {columns} FROM customer ORDER BY id")
        for portion, some in groupby(rows, itemgetter(0)):
            yield portion, chain.from_iterable(map(itemgetter(slice(1, None)), some))

    def named_in(self, text: str) -> bool:
        """Whether a customer's or an organisation's name of two letters or more stands in the text."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM customer WHERE length(name) > 1 AND instr(:text, name)"
            " OR length(org) > 1 AND instr(:text, org))"
        )
        return bool(self._connection.value(query, {"text": text}))

    def by_keys(self, wanted: Mapping[str, Mapping[str, int]]) -> list[tuple[int, Identity]]:
        """The customers with one of these values under "id_number", "phone", "name", "org" or "code"; "" is nobody's.

        Each value comes with the marks of the portions in which it is looked for (see portions). Needs a writing unit:
        a key is indexed when it is first asked for. Raises ValueError for another key.
        """
        if not wanted.keys() <= _KEYS:
            raise ValueError(wanted.keys() - _KEYS)
        asked = {key: values for key, values in wanted.items() if any(values)}
        if not asked:
            return []
        for key in asked.keys() - self._indexed:
            # Names are asked for only by rows that bring neither ID nor phone: most vaults never pay for it.
            self._connection.execute(
                f"CREATE INDEX IF NOT EXISTS customer_{key} ON customer ({_PORTION}, {key}) WHERE {key} <> ''"
            )
            self._indexed.add(key)
        # The condition on '' lets the partial indexes be used. One row of JSON for another, so that this is one step
        # (see bulk) of one statement for any number.
        found = " UNION ".join(
            "SELECT customer.id FROM json_each(?) AS one CROSS JOIN customer"
            f" ON customer.{_PORTION} = one.value ->> 0 AND customer.{key} = one.value ->> 1 AND customer.{key} <> ''"
            for key in asked
        )
        last = self.last_id()
        text = self._connection.value(
            f"SELECT json_group_array(json_array({_READ})) FROM customer WHERE id IN ({found})",
            [json.dumps(portions.placed(values, last), ensure_ascii=False) for values in asked.values()],
        )
        return [(row[0], Identity(*row[1:])) for row in json.loads(text)]

    def add(self, customers: Iterable[tuple[int, bytes, Identity]]) -> None:
        """Enter customers under numbers that the caller gives, with their random 128-bit ids."""
        parts = [*zip(*customers, strict=True)]
        if parts:
            numbers, uids, identities = parts
            self.add_columns(numbers, uids, [*zip(*identities, strict=True)])

    def add_columns(self, numbers: Sequence[int], uids: Sequence[bytes], identities: IdentityColumns) -> None:
        """As `add`, for customers given by columns."""
        *fields, births = identities
        told: dict[str, Sequence[Any]] = {
            name: values for name, values in zip(_FIELDS, fields, strict=False) if name == "name" or any(values)
        }
        if any(births):
            told["birth_date"] = [birth or None for birth in births]
        bulk.insert(self._connection, "customer", {"id": numbers, "uid": uids, **told})

    def put(self, customers: Iterable[tuple[int, Identity]]) -> None:
        """Write what is now known of these customers."""
        rows = ((number, *_stored(identity)) for number, identity in customers)
        bulk.update(self._connection, "customer", _FIELDS, rows)

    def get(self, number: int) -> Identity:
        """What is known of a customer; KeyError."""
        row = self._connection.one(f"SELECT {_READ} FROM customer WHERE id = ?", (number,))
        if row is None:
            raise KeyError(number)
        return Identity(*row[1:])

    def find(self, uid: bytes) -> int | None:
        """The number of the customer with this id."""
        number: int | None = self._connection.value("SELECT id FROM customer WHERE uid = ?", (uid,))
        return number


def _stored(identity: Identity) -> tuple[str | None, ...]:
    return (*identity[:-1], identity.birth_date or None)
