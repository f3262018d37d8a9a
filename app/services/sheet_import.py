"""One sheet's rows into the vault, batch by batch, inside the file's unit of work."""

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import msgspec

from app.domain.records import Reject, SheetPlan
from app.domain.search_text import index_text
from app.services.customer_book import CustomerBook
from app.services.rows import RowReader
from app.storage.batches import Counts
from app.storage.records import NewRecord
from app.storage.unit_of_work import UnitOfWork

BATCH = 2000
Numbered = tuple[int, list[str], bool]


class RejectedRow(NamedTuple):
    """A row that stayed outside: why, and its cells for the workbook of rejected rows."""

    reject: Reject
    place: int | None
    cells: list[str]


class SheetImport:
    """Adds a sheet's rows; afterwards `counts` and `rejected` say what became of them."""

    def __init__(self, uow: UnitOfWork, plan: SheetPlan, sheet_id: int, key: bytes, created_at: str) -> None:
        self.plan, self.sheet_id = plan, sheet_id
        self._uow, self._created_at = uow, created_at
        self._reader = RowReader(plan, key)
        self._next = uow.records.last_id() + 1
        self._fallback = plan.name
        self.counts = Counts()
        self.rejected: list[RejectedRow] = []

    def run(self, rows: Iterable[Numbered], book: CustomerBook, each: Callable[[int], None]) -> None:
        """Add the rows; `each` is told how many were read, batch by batch, and may raise to stop."""
        for batch in _batches(rows):
            fit = [row for row in batch if self._is_fit(row)]
            added = self._add(fit, book)
            self.counts = Counts(
                self.counts.rows_read + len(batch),
                self.counts.records_added + added,
                self.counts.duplicates + len(fit) - added,
                self.counts.rejected_rows + len(batch) - len(fit),
            )
            each(len(batch))

    def _is_fit(self, row: Numbered) -> bool:
        number, cells, spare = row
        fault = (None, "too-many-cells") if spare else self._reader.fault(cells)
        if fault is None:
            return True
        place, code = fault
        if place is None:
            reject = Reject(number, None, code)
        else:
            column = self.plan.columns[place]
            reject = Reject(number, column.index, code, column.header)
        self.rejected.append(RejectedRow(reject, place, cells))
        return False

    def _add(self, rows: list[Numbered], book: CustomerBook) -> int:
        """Add what is not there yet; how many."""
        records = self._uow.records
        digest = self._reader.digest
        first: dict[bytes, Numbered] = {}
        for row in rows:
            first.setdefault(digest(row[1]), row)
        for known in records.known(list(first)):
            del first[known]
        identity = self._reader.identity
        customers = book.customers_of([identity(row[1]) for row in first.values()])
        records.add(self._new_records(first, customers))
        start = self._next - len(first)
        self._uow.search.add((start + at, index_text(row[1])) for at, row in enumerate(first.values()))
        return len(first)

    def _new_records(self, rows: dict[bytes, Numbered], customers: list[int | None]) -> Iterator[NewRecord]:
        reader, start = self._reader, self._next
        random = os.urandom(32 * len(rows))
        self._next += len(rows)
        for at, ((digest, (row_number, cells, _)), customer) in enumerate(zip(rows.items(), customers, strict=True)):
            yield NewRecord(
                start + at,
                random[32 * at : 32 * at + 16],
                random[32 * at + 16 : 32 * at + 32],
                digest,
                customer,
                self.sheet_id,
                row_number,
                reader.title(cells) or self._fallback,
                msgspec.json.encode(cells).decode(),
                reader.event_date(cells),
                int(reader.is_personal(cells)),
                self._created_at,
            )


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch
