"""One sheet's rows into the vault, batch by batch, inside the file's unit of work.

The caller's thread reads rows and makes them ready; a second one looks for what is there already, finds customers and
writes. Each of the two takes about half of the time, and a statement that enters a whole batch leaves Python free.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count, islice
from typing import NamedTuple

from app.domain.cleanings import Cleaning
from app.domain.records import Reject, SheetPlan
from app.jobs import QuickTurns
from app.services.cleaning import RowCleaner
from app.services.conveyor import Conveyor
from app.services.customer_book import CustomerBook
from app.services.key_filter import KeyFilter, is_worth_filling
from app.services.random_ids import RisingIds, random_ids
from app.services.row_checks import RowChecks
from app.services.rows import ReadyRows, RowReader, joined
from app.storage import portions
from app.storage.batches import Counts
from app.storage.bulk import Utf8
from app.storage.records import NewRecords, RecordStore
from app.storage.search import piece
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached

# Rows are read in small steps, for which the writing thread has to wait, and written in large ones, which one statement
# takes (see bulk).
BATCH = 960
_TOGETHER = 4
Numbered = tuple[int, list[str], str]


class RejectedRow(NamedTuple):
    """A row that stayed outside: why, and its cells for the workbook of rejected rows; `more` is wrong with it too."""

    reject: Reject
    place: int | None
    cells: list[str]
    more: tuple[tuple[int, Reject], ...] = ()


class SheetImport:
    """Adds a sheet's rows; afterwards `counts` and `rejected` say what became of them."""

    def __init__(
        self,
        uow: UnitOfWork,
        plan: SheetPlan,
        sheet_id: int,
        key: bytes,
        created_at: str,
        cleaner: RowCleaner | None = None,
    ) -> None:
        """`cleaner`: what the cells go through before they are read, if anything."""
        self.plan, self.sheet_id = plan, sheet_id
        self.counts = Counts()
        self.rejected: list[RejectedRow] = []
        self._uow = uow
        self._checks = RowChecks(plan)
        self._reader = RowReader(plan, key)
        self._cleaner = cleaner
        self._adding = _Adding(uow, sheet_id, created_at, cleaner)

    def run(self, rows: Iterable[Numbered], book: CustomerBook, each: Callable[[int], None], expected: int = 0) -> None:
        """Add the rows, about `expected`; `each` is told how many were read, batch by batch, and may raise to stop.

        While this runs nothing else may use the unit of work.
        """
        read = ready = 0
        self._adding.expect(expected)
        conveyor: Conveyor[ReadyRows] = Conveyor(lambda batch: self._adding.add(batch, book), "import")
        with self._uow.search.many():
            with QuickTurns(), conveyor:
                waiting: list[ReadyRows] = []
                for batch in _batches(rows):
                    fit = self._ready(batch)
                    if fit is not None:
                        waiting.append(fit)
                        ready += len(fit.numbers)
                    read += len(batch)
                    each(len(batch))
                    if len(waiting) == _TOGETHER:
                        conveyor.put(joined(waiting))
                        waiting = []
                if waiting:
                    conveyor.put(joined(waiting))
                conveyor.finish()
            self._adding.index()
        added = self._adding.added
        self.counts = Counts(read, added, ready - added, read - ready)

    @property
    def cleaned(self) -> Counter[Cleaning]:
        """How many cells each cleaning changed."""
        return Counter() if self._cleaner is None else self._cleaner.counts

    def _ready(self, batch: Sequence[Numbered]) -> ReadyRows | None:
        """The rows of a batch that can be records, made ready; None where all of them are rejected."""
        numbers, came, torn = ([*part] for part in zip(*batch, strict=True))
        rows: Sequence[list[str]] = came if self._cleaner is None else [*map(self._cleaner.clean, numbers, came)]
        columns = [*zip(*rows, strict=True)]
        faulty = {at: fault for at in self._suspects(columns, torn) if (fault := self._fault(rows[at], torn[at]))}
        for at, (place, code) in faulty.items():
            self._reject(numbers[at], came[at], place, code, rows[at])
        if len(faulty) == len(rows):
            return None
        if faulty:
            fit = [at not in faulty for at in range(len(rows))]
            numbers, came, rows = ([*compress(part, fit)] for part in (numbers, came, rows))
            columns = [*zip(*rows, strict=True)]
        # Equal rows of files are equal, whichever cleaning is switched on.
        before = columns if self._cleaner is None else [*zip(*came, strict=True)]
        ready = self._reader.ready(numbers, rows, columns, self._reader.digests(before))
        if self._cleaner is not None:
            for digest, raw, cells in zip(ready.digests, came, rows, strict=True):
                if raw is not cells:
                    self._cleaner.keep(digest, raw, cells)
        return ready

    def _suspects(self, columns: Sequence[Sequence[str]], torn: Sequence[str]) -> list[int]:
        """The places of the rows that have to be looked at one by one, in order."""
        return sorted(self._checks.doubtful(columns).union(compress(count(), torn)))

    def _fault(self, cells: list[str], torn: str) -> tuple[int | None, str] | None:
        return (None, torn) if torn else self._checks.fault(cells)

    def _reject(self, number: int, cells: list[str], place: int | None, code: str, cleaned: list[str]) -> None:
        if place is None:
            self.rejected.append(RejectedRow(Reject(number, None, code), None, cells))
            return
        found = dict(self._checks.cell_faults(cleaned))
        more = tuple((at, self._named(number, at, other)) for at, other in found.items() if at != place)
        self.rejected.append(RejectedRow(self._named(number, place, code), place, cells, more))

    def _named(self, number: int, place: int, code: str) -> Reject:
        column = self.plan.columns[place]
        return Reject(number, column.index, code, column.header)


class _Adding:
    """The writing half."""

    def __init__(self, uow: UnitOfWork, sheet_id: int, created_at: str, cleaner: RowCleaner | None) -> None:
        self._uow, self._sheet_id, self._created_at = uow, sheet_id, created_at
        self._cleaner = cleaner
        self._next = uow.records.last_id() + 1
        self._first = self._next
        self._texts: list[str] = []
        self._piece = piece(0)
        self._ids = RisingIds(0)
        self._seen = _Seen(uow.records)
        self.added = 0

    def expect(self, rows: int) -> None:
        """About how many rows there will be."""
        self._seen.expected = rows
        self._piece = piece(rows)
        self._ids = RisingIds(rows)

    def add(self, rows: ReadyRows, book: CustomerBook) -> None:
        """Add what is not there yet, of equal rows the first."""
        self._uow.records.make_room(self._next)
        new = self._seen.new(rows, self._next)
        many = len(new.numbers)
        customers = book.customers_of(new.identities)
        ids = range(self._next, self._next + many)
        records = NewRecords(
            ids,
            self._ids.take(many),
            random_ids(many),
            new.digests,
            customers,
            _in_a_row(new.numbers),
            new.titles,
            Utf8(new.contents),
            new.event_dates,
            new.personal,
        )
        self._uow.records.add(records, self._sheet_id, self._created_at)
        if self._cleaner is not None:
            self._uow.originals.keep(self._cleaner.take(zip(ids, new.digests, strict=True)))
        self._texts += new.texts
        self._next += many
        self.added += many
        while len(self._texts) >= self._piece:
            self._index(self._piece)
        reached("import.batch")

    def index(self) -> None:
        """Enter into the search index what is waiting for it."""
        self._index(len(self._texts))

    def _index(self, many: int) -> None:
        self._uow.search.add_columns(range(self._first, self._first + many), self._texts[:many])
        del self._texts[:many]
        self._first += many


class _Seen:
    """Which rows are there already: a filter denies most of them, the vault is asked for the rest."""

    def __init__(self, records: RecordStore) -> None:
        self._records = records
        self._filter: KeyFilter | None = None
        self._last = records.last_id()  # for how many there are, which takes long to count
        self._rows = 0
        self.expected = 0

    def new(self, rows: ReadyRows, first: int) -> ReadyRows:
        """Those of the rows that are not there yet, of equal ones the first; their ids begin with `first`."""
        digests = rows.digests
        self._rows += len(digests)
        if self._filter is None and is_worth_filling(self._last, self._rows, self.expected):
            self._filter = KeyFilter(self._last + self.expected)
            self._filter.enter_all(self._records.digests())
        distinct = set(digests)
        if self._filter is None:
            met = self._records.known(dict.fromkeys(distinct, portions.EVERYWHERE))
        else:
            met = self._records.known(self._filter.maybe(distinct))
            for portion in portions.between(first, first + len(digests) - 1):
                self._filter.enter(distinct, portion)
        if not met and len(distinct) == len(digests):
            return rows
        wanted = []
        for digest in digests:
            wanted.append(digest not in met)
            met.add(digest)
        return rows.only(wanted)


def _in_a_row(numbers: Sequence[int]) -> Sequence[int]:
    """The numbers as a range where they follow one another; two forms side by side have the same one."""
    following = range(numbers[0], numbers[0] + len(numbers)) if numbers else range(0)
    return following if [*following] == numbers else numbers


def _batches(rows: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    following = iter(rows)
    while batch := list(islice(following, BATCH)):
        yield batch
