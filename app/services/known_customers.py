"""What is known of a customer once some of its records are gone: only what the rows that stay tell."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from app.detect.values import birth_date_of_id
from app.domain.customers import NOBODY, Identity, merged
from app.services.rows import RowReader
from app.storage.next_generation import NextGenerationStore
from app.storage.unit_of_work import UnitOfWork


def known_afterwards(uow: UnitOfWork, store: NextGenerationStore) -> Iterator[tuple[int, Identity]]:
    """Customers of whom records stay and records leave, where what stays tells less; by their numbers."""
    readers: dict[int, RowReader] = {}
    told: dict[int, list[Identity]] = {}
    for customer, sheet, cells in store.touched_customers():
        reader = readers.get(sheet)
        if reader is None:
            reader = readers[sheet] = RowReader(uow.batches.sheet(sheet).plan, b"")
        told.setdefault(customer, []).append(reader.identity(cells))
    for customer, known in store.customers(told):
        left = remaining(known, told[customer])
        if left != known:
            yield customer, left


def remaining(known: Identity, told: list[Identity]) -> Identity:
    """What is known of a customer by these rows alone: a value that none of them gives is replaced or gone."""
    born = _born(known)
    is_told = any(one[:-1] == known[:-1] for one in told)
    if is_told and known.birth_date in {"", born, *(one.birth_date for one in told)}:
        return known
    gathered = NOBODY
    for one in told:
        gathered = merged(gathered, one)
    fields = (
        have if any(one[at] == have for one in told) else new
        for at, (have, new) in enumerate(zip(known, gathered, strict=True))
    )
    left = Identity(*fields)
    if known.birth_date and not left.birth_date:
        return left._replace(birth_date=_born(left))
    return left


def _born(identity: Identity) -> str:
    born: date | None = birth_date_of_id(identity.id_number) if identity.id_number else None
    return born.isoformat() if born else ""


def told_of(
    uow: UnitOfWork, customer: int, instead: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> list[Identity]:
    """What a customer's own rows tell of it; `instead` are cells that take the place of a record's."""
    readers: dict[int, RowReader] = {}
    told = []
    for number, sheet, content in uow.customer_joins.cells_of(customer):
        if sheet not in readers:
            readers[sheet] = RowReader(uow.batches.sheet(sheet).plan, b"")
        told.append(readers[sheet].identity(instead.get(number) or json.loads(content)))
    return told
