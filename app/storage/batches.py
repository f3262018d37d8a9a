"""Imports in the database: a batch a file, its sheets with their columns and counts."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from app.domain.cleanings import Cleaning
from app.domain.instants import instant_of, instant_text
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.domain.records import Column, SheetPlan, column_of
from app.domain.words import Kind
from app.storage.connection import Connection, Row

_BATCH = "uid, file_name, file_sha256, file_bytes, imported_at, operator, source, purpose, legal_basis, purpose_until"
COUNT_NAMES = ("rows_read", "records_added", "duplicates", "rejected_rows")
_COUNTS = ", ".join(COUNT_NAMES)


@dataclass(frozen=True, slots=True)
class Batch:
    """One imported file. `file_name` is "" once no record of it is left; `cleaning` counts the cells changed."""

    uid: bytes
    file_name: str
    file_sha256: str
    file_bytes: int
    imported_at: datetime
    operator: str
    source: str
    purpose: str
    legal_basis: LegalBasis | None
    purpose_until: date | None
    cleaning: Mapping[Cleaning, int] = field(default_factory=dict)

    @property
    def origin(self) -> Origin:
        """Where its data comes from."""
        return Origin(self.source, self.purpose, self.legal_basis, self.purpose_until)


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of a sheet's rows: read = added + duplicates + rejected."""

    rows_read: int = 0
    records_added: int = 0
    duplicates: int = 0
    rejected_rows: int = 0


@dataclass(frozen=True, slots=True)
class StoredSheet:
    """A sheet of a batch; its plan has no columns once none of its records is left."""

    id: int
    batch: Batch
    plan: SheetPlan
    counts: Counts


class BatchStore:
    """All imports of the vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, batch: Batch) -> int:
        """Enter a file; its number."""
        until = batch.purpose_until.isoformat() if batch.purpose_until else None
        row = (batch.uid, batch.file_name, batch.file_sha256, batch.file_bytes, instant_text(batch.imported_at))
        own = (batch.operator, batch.source, batch.purpose, batch.legal_basis or "", until)
        return self._connection.execute(
            f"INSERT INTO batch ({_BATCH}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, *own)
        ).lastrowid

    def add_sheet(self, batch_id: int, plan: SheetPlan) -> int:
        """Enter a sheet before its records; its number. The counts come when they are known."""
        return self._connection.execute(
            f"INSERT INTO sheet (batch_id, name, kind, header_row, titles, columns, {_COUNTS})"
            " VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0, 0)",
            (batch_id, plan.name, plan.kind, plan.header_row, _text(plan.titles), _columns_text(plan.columns)),
        ).lastrowid

    def set_counts(self, sheet_id: int, counts: Counts) -> None:
        """Enter what became of the rows; a sheet that gave no record keeps its figures, not its names."""
        if not counts.records_added:
            self._connection.execute(
                "UPDATE sheet SET name = NULL, titles = '[]', columns = '[]' WHERE id = ?", (sheet_id,)
            )
        self._connection.execute(
            "UPDATE sheet SET rows_read = ?, records_added = ?, duplicates = ?, rejected_rows = ? WHERE id = ?",
            (counts.rows_read, counts.records_added, counts.duplicates, counts.rejected_rows, sheet_id),
        )

    def set_columns(self, sheet_id: int, columns: tuple[Column, ...]) -> None:
        """Enter the columns anew, with other grades."""
        self._connection.execute("UPDATE sheet SET columns = ? WHERE id = ?", (_columns_text(columns), sheet_id))

    def set_cleaning(self, batch_id: int, counts: Mapping[Cleaning, int]) -> None:
        """Enter how many cells each cleaning changed."""
        self._connection.execute("UPDATE batch SET cleaning = ? WHERE id = ?", (_text(dict(counts)), batch_id))

    def remove(self, batch_id: int) -> None:
        """Take back a batch that added no record."""
        self._connection.execute("DELETE FROM sheet WHERE batch_id = ?", (batch_id,))
        self._connection.execute("DELETE FROM batch WHERE id = ?", (batch_id,))

    def sheets(self) -> tuple[StoredSheet, ...]:
        """Every sheet ever imported, oldest first."""
        return self._select("ORDER BY sheet.id")

    def sheet(self, sheet_id: int) -> StoredSheet:
        """One sheet; KeyError."""
        found = self._select("WHERE sheet.id = ?", (sheet_id,))
        if not found:
            raise KeyError(sheet_id)
        return found[0]

    def with_content(self, sha256: str) -> tuple[StoredSheet, ...]:
        """The sheets of earlier imports of the very same file."""
        return self._select("WHERE batch.file_sha256 = ? ORDER BY sheet.id", (sha256,))

    def _select(self, clause: str, parameters: Iterable[object] = ()) -> tuple[StoredSheet, ...]:
        columns = ", ".join(f"batch.{column}" for column in (*_BATCH.split(", "), "cleaning"))
        rows = self._connection.rows(
            f"SELECT sheet.id, {columns}, sheet.name, kind, header_row, titles, sheet.columns, {_COUNTS}"
            f" FROM sheet JOIN batch ON batch.id = sheet.batch_id {clause}",
            tuple(parameters),
        )
        return tuple(_sheet(row) for row in rows)


def _columns_text(columns: tuple[Column, ...]) -> str:
    return _text([asdict(column) for column in columns])


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _sheet(row: Row) -> StoredSheet:
    number, uid, file_name, sha256, size, imported_at, operator, source, purpose, basis, until, cleaning, *rest = row
    name, kind, header_row, titles, columns_text, *counts = rest
    batch = Batch(
        uid=uid,
        file_name=file_name or "",
        file_sha256=sha256,
        file_bytes=size,
        imported_at=instant_of(imported_at),
        operator=operator,
        source=source,
        purpose=purpose,
        legal_basis=LegalBasis(basis) if basis else None,
        purpose_until=date.fromisoformat(until) if until else None,
        cleaning={Cleaning(name): count for name, count in json.loads(cleaning).items()},
    )
    columns = tuple(column_of(one) for one in json.loads(columns_text))
    above = tuple(json.loads(titles))
    plan = SheetPlan(name or "", Kind(kind), header_row, (header_row or 0) + 1, columns, titles=above)
    return StoredSheet(number, batch, plan, Counts(*counts))
