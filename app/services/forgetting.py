"""What a restored vault forgets: the rows of an older backup that later destructions took, and what goes with them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.domain.ledger import Ledger
from app.formats.backups import BackupReader

Row: TypeAlias = list[Any]


@dataclass(slots=True)
class Gone:
    """Row ids (of the backup) that are not written again.

    `sheets` and `batches` lost their last record: they stay as figures, without the names that could name a person.
    """

    records: set[int] = field(default_factory=set)
    customers: set[int] = field(default_factory=set)
    holds: set[int] = field(default_factory=set)
    sheets: set[int] = field(default_factory=set)
    batches: set[int] = field(default_factory=set)
    blobs: set[bytes] = field(default_factory=set)


def gone_by(ledger: Ledger, reader: BackupReader) -> Gone:
    """What the ledger's destructions take out of this backup."""
    gone = Gone()
    destroyed = {entry.uid for order in ledger.orders for entry in order.entries}
    if not destroyed:
        return gone
    left_customers, left_sheets = set[int](), set[int]()
    for number, uid, customer, sheet in _picked(reader, "record", "id", "uid", "customer_id", "sheet_id"):
        if uid in destroyed:
            gone.records.add(number)
            gone.customers.add(customer)
            gone.sheets.add(sheet)
        else:
            left_customers.add(customer)
            left_sheets.add(sheet)
    gone.customers -= {None, *left_customers}
    gone.sheets -= left_sheets
    gone.batches = _emptied(_picked(reader, "sheet", "batch_id", "id"), gone.sheets)
    gone.holds = _emptied(_picked(reader, "hold_record", "hold_id", "record_id"), gone.records)
    for customer, record, blob in _picked(reader, "attachment", "customer_id", "record_id", "blob"):
        if blob is not None and (record in gone.records or customer in gone.customers):
            gone.blobs.add(blob)
    return gone


def _picked(reader: BackupReader, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    places = [reader.tables[table].columns.index(column) for column in columns]
    return (tuple(row[place] for place in places) for row in reader.rows(table))


def _emptied(pairs: Iterable[tuple[int, int]], gone: set[int]) -> set[int]:
    """Those on the left of the pairs that had something gone on the right, and have nothing left there."""
    had, left = set[int](), set[int]()
    for whole, part in pairs:
        (had if part in gone else left).add(whole)
    return had - left


def remaining(table: str, columns: Sequence[str], rows: Iterable[Row], gone: Gone) -> Iterator[Row]:
    """The rows of a table without what is gone, and without the names of what is emptied."""
    at = {column: place for place, column in enumerate(columns)}
    keep = _KEEP.get(table)
    for row in rows:
        if keep is not None and not keep(row, at, gone):
            continue
        if table == "sheet" and row[at["id"]] in gone.sheets:
            row[at["name"]] = None
            row[at["columns"]] = json.dumps([])
        if table == "batch" and row[at["id"]] in gone.batches:
            row[at["file_name"]] = None
        yield row


def _has_left(row: Row, at: dict[str, int], gone: Gone) -> bool:
    return row[at["record_id"]] not in gone.records and row[at["customer_id"]] not in gone.customers


_KEEP: dict[str, Callable[[Row, dict[str, int], Gone], bool]] = {
    "record": lambda row, at, gone: row[at["id"]] not in gone.records,
    "customer": lambda row, at, gone: row[at["id"]] not in gone.customers,
    "hold": lambda row, at, gone: row[at["id"]] not in gone.holds,
    "hold_record": lambda row, at, gone: row[at["record_id"]] not in gone.records,
    "attachment": _has_left,
}
