"""One sheet's rows into the vault, batch by batch, inside the file's unit of work.

The caller's thread reads rows and makes them ready; a second one looks for what is there already, finds customers and
writes. Each of the two takes about half of the time, and a statement that enters a whole batch leaves Python free.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from app.domain.records import Reject, SheetPlan
from app.services.conveyor import Conveyor
from app.services.customer_book import CustomerBook
from app.services.rows import ReadyRow, RowReader
from app.storage.batches import Counts
from app.storage.records import NewRecord, RecordStore
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached

BATCH = 2000
_REMEMBERED = 100_000
_INDEXED = 3 * BATCH
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
        self.counts = Counts()
        self.rejected: list[RejectedRow] = []
        self._reader = RowReader(plan, key)
        self._adding = _Adding(uow, sheet_id, created_at)

    def run(self, rows: Iterable[Numbered], book: CustomerBook, each: Callable[[int], None]) -> None:
        """Add the rows; `each` is told how many were read, batch by batch, and may raise to stop.

        While this runs nothing else may use the unit of work.
        """
        read = ready = 0
        conveyor: Conveyor[list[ReadyRow]] = Conveyor(lambda batch: self._adding.add(batch, book), "import")
        with conveyor:
            for batch in _batches(rows):
                fit = [one for row in batch if (one := self._ready(row)) is not None]
                conveyor.put(fit)
                read += len(batch)
                ready += len(fit)
                each(len(batch))
            conveyor.finish()
        self._adding.index()
        added = self._adding.added
        self.counts = Counts(read, added, ready - added, read - ready)

    def _ready(self, row: Numbered) -> ReadyRow | None:
        number, cells, spare = row
        fault = (None, "too-many-cells") if spare else self._reader.fault(cells)
        if fault is None:
            return self._reader.ready(number, cells)
        place, code = fault
        if place is None:
            reject = Reject(number, None, code)
        else:
            column = self.plan.columns[place]
            reject = Reject(number, column.index, code, column.header)
        self.rejected.append(RejectedRow(reject, place, cells))
        return None


class _Adding:
    """The writing half."""

    def __init__(self, uow: UnitOfWork, sheet_id: int, created_at: str) -> None:
        self._uow, self._sheet_id, self._created_at = uow, sheet_id, created_at
        self._next = uow.records.last_id() + 1
        self._texts: list[tuple[int, str]] = []
        self._seen = _Seen(uow.records)
        self.added = 0

    def add(self, rows: Sequence[ReadyRow], book: CustomerBook) -> None:
        """Add what is not there yet, of equal rows the first."""
        new = self._seen.new(rows)
        customers = book.customers_of([row.identity for row in new])
        self._uow.records.add(self._records(new, customers))
        self._texts += [(self._next + at, row.text) for at, row in enumerate(new)]
        self._next += len(new)
        self.added += len(new)
        if len(self._texts) >= _INDEXED:
            self.index()
        reached("import.batch")

    def index(self) -> None:
        """Enter into the search index what is waiting for it: it is quickest in large pieces."""
        self._uow.search.add(self._texts)
        self._texts = []

    def _records(self, rows: Sequence[ReadyRow], customers: Sequence[int | None]) -> Iterator[NewRecord]:
        random = os.urandom(32 * len(rows))
        for at, (row, customer) in enumerate(zip(rows, customers, strict=True)):
            yield NewRecord(
                self._next + at,
                random[32 * at : 32 * at + 16],
                random[32 * at + 16 : 32 * at + 32],
                row.digest,
                customer,
                self._sheet_id,
                row.number,
                row.title,
                row.content,
                row.event_date,
                row.personal,
                self._created_at,
            )


class _Seen:
    """Which rows are there already: in this file as far as memory should go, in the vault where it has records."""

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._digests: set[bytes] = set()
        self._must_ask = records.last_id() > 0

    def new(self, rows: Sequence[ReadyRow]) -> list[ReadyRow]:
        """Those of the rows that are not there yet, of equal ones the first."""
        first: dict[bytes, ReadyRow] = {}
        for row in rows:
            if row.digest not in self._digests:
                first.setdefault(row.digest, row)
        if self._must_ask:
            for known in self._records.known(list(first)):
                del first[known]
        elif len(self._digests) < _REMEMBERED:
            self._digests.update(first)
        else:
            # From here on the vault is asked: it has the earlier rows of this file too.
            self._must_ask = True
            self._digests.clear()
            return self.new(rows)
        return list(first.values())


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch
