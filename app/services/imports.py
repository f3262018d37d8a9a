"""Files into the vault: all of a file in one unit of work, or nothing of it."""

import os
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from app.detect.sensitivity import Grading
from app.domain.cleanings import Cleaning
from app.domain.instants import instant_text
from app.domain.mappings import SheetChoice
from app.domain.origins import Origin
from app.domain.permissions import Action
from app.domain.records import Column, Reject, SheetPlan
from app.domain.words import Field, Kind
from app.errors import Damaged, UserError
from app.formats.sources import measured
from app.formats.table_files import open_table_file
from app.formats.tables import OpenSheet, TableFile
from app.jobs import Progress
from app.services.cleaning import RowCleaner
from app.services.customer_book import CustomerBook
from app.services.deliveries import delivered, require_free
from app.services.ditto_marks import Dittos
from app.services.grading_table import grading_of
from app.services.rejected_rows import RejectedSheet, write_rejects
from app.services.session import Session
from app.services.sheet_import import SheetImport
from app.services.sheet_plans import Wishes, planned_rows, planned_tables, require_headers
from app.storage.batches import COUNT_NAMES, Batch
from app.storage.deliveries import Delivery
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import output_folder, reached

_PREVIEWED = 50
_ROW = 100  # bytes that a row takes at least, mostly


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """A sheet as it would be imported: the first rows as stored texts, `warnings` as codes of sheet_signs.

    "form": labels beside their values, which are the columns; "no-customer": no column says whose the rows are.
    """

    name: str
    header_row: int | None
    kind: Kind
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    rows_total: int | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FilePreview:
    """A file before it is imported; `imported_before` counts the records that the same bytes brought earlier.

    `destroyed_before` of these are destroyed by now: importing the file brings them in again.
    """

    file: str
    sha256: str
    sheets: tuple[SheetPreview, ...]
    imported_before: int
    destroyed_before: int = 0


@dataclass(frozen=True, slots=True)
class ImportedSheet:
    """What became of a sheet's rows: rows_read = records_added + duplicates + rejected_rows.

    `warnings` as those of the preview, `columns` how many it has.
    """

    name: str
    kind: Kind
    rows_read: int
    records_added: int
    duplicates: int
    rejected_rows: int
    rejected: tuple[Reject, ...]
    columns: int = 0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of a file; `rejects_file` is the workbook of rejected rows, None where none was written.

    `batch` is the import's id (hex), "" where it added nothing. `destroyed_before` counts the records that the very
    same file had brought earlier and that were destroyed since. Whether these rows are among the added ones can't be
    said: a digest kept of a destroyed record would be data about it. `cleaned` counts the cells that were changed.
    """

    file: str
    sha256: str
    sheets: tuple[ImportedSheet, ...]
    rejects_file: str | None
    batch: str = ""
    destroyed_before: int = 0
    cleaned: Mapping[Cleaning, int] = field(default_factory=dict)


class ImportService:
    """Reads spreadsheets and text tables into the vault."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def preview(
        self,
        path: Path,
        *,
        password: str | None = None,
        sheets: Mapping[str, SheetChoice] | None = None,
    ) -> FilePreview:
        """What importing the file with these choices would do; nothing is changed. Raises what `run` raises."""
        wishes = Wishes(sheets=sheets or {}, grading=self._grading())
        sha256, _ = measured(path)
        with open_table_file(path, password) as file:
            found = [
                _preview(page, plan)
                for index in range(len(file.sheets))
                for page, plan in planned_tables(file.open(index), wishes, path.name)
            ]
        with self._session.read() as uow:
            before = sum(one.counts.records_added for one in uow.batches.with_content(sha256))
            destroyed = uow.batch_uses.destroyed_of_file(sha256)
        return FilePreview(path.name, sha256, tuple(found), before, destroyed)

    def _grading(self) -> Grading:
        with self._session.read() as uow:
            return grading_of(uow)

    def run(  # noqa: PLR0913 - a keyword for each choice that a person makes
        self,
        path: Path,
        *,
        sheet: str | None = None,
        kind: Kind | None = None,
        mapping: Mapping[Field, str] | None = None,
        header_row: int | None = None,
        password: str | None = None,
        sheets: Mapping[str, SheetChoice] | None = None,
        cleanings: Collection[Cleaning] = (),
        origin: Origin | None = None,
        rejects_dir: Path | None = None,
        language: str = "zh",
        progress: Progress | None = None,
    ) -> ImportedFile:
        """Import a file. `sheets` are choices for single sheets by their names, `cleanings` what its cells go through.

        Raises Refused("role-forbids"); UserError ("file-not-found", "sheet-not-found", "header-not-found",
        "header-row-beyond", "folder-not-found"); Damaged for a file that can't come in (see open_table_file,
        "no-rows"); EnvironmentProblem; Cancelled. The vault is then as it was.
        """
        self._session.require(Action.IMPORT)
        progress = progress or Progress()
        progress.start("import.read")
        wishes = Wishes(kind, header_row, mapping or {}, sheets or {}, self._grading())
        sha256, size = measured(path)
        job = _Job(self._session, path, sha256, size, origin or Origin(), frozenset(cleanings), progress)
        with open_table_file(path, password) as file:
            indexes = _chosen(file, sheet, path.name)
            if rejects_dir is None:
                return job.run(file, indexes, wishes)
            target = _rejects_target(rejects_dir, path)
            with delivered(self._session, target) as (delivery,):
                return job.run(file, indexes, wishes, _RejectsFile(delivery, language))


def _preview(page: OpenSheet, plan: SheetPlan) -> SheetPreview:
    rows = tuple(tuple(cells) for _, cells, _ in islice(planned_rows(page, plan), _PREVIEWED))
    return SheetPreview(
        plan.name,
        plan.header_row,
        plan.kind,
        plan.columns,
        rows,
        page.rows_total,
        _warnings(page, plan, dittos=plan.dittos),
    )


def _warnings(page: OpenSheet, plan: SheetPlan, *, dittos: bool) -> tuple[str, ...]:
    signs = {
        "form": page.labels is not None,
        "hidden-sheet": page.hidden,
        "hidden-rows": bool(page.hidden_rows),
        "mixed": page.mixed,
        "pictures": page.pictures,
        "formulas": page.unsolved,
        "no-header": plan.header_row is None,
        "gap": plan.gap,
        "dittos": dittos,
        "said-above": bool(plan.above) or plan.between,
        "no-customer": all(plan.place(one) is None for one in (Field.NAME, Field.ORG, Field.ID_NUMBER, Field.PHONE)),
    }
    return tuple(code for code, applies in signs.items() if applies)


def _chosen(file: TableFile, sheet: str | None, name: str) -> Sequence[int]:
    if sheet is None:
        return range(len(file.sheets))
    names = [page.name for page in file.sheets]
    if sheet not in names:
        raise UserError("sheet-not-found", file=name, sheet=sheet, sheets=", ".join(names))
    return [names.index(sheet)]


def _rejects_target(folder: Path, path: Path) -> Path:
    """A name that is free: NAME-rejected.xlsx, NAME-rejected-2.xlsx; the folder is made where it is not yet."""
    folder = output_folder(folder)
    number = 1
    while True:
        target = folder / f"{path.stem}-rejected{'' if number == 1 else f'-{number}'}.xlsx"
        if not target.exists():
            require_free(target)
            return target
        number += 1


@dataclass(frozen=True, slots=True)
class _RejectsFile:
    """Where the workbook of rejected rows is written, and in which language."""

    delivery: Delivery
    language: str


@dataclass(slots=True)
class _Job:
    """One file on its way into the vault."""

    session: Session
    path: Path
    sha256: str
    size: int
    origin: Origin
    cleanings: frozenset[Cleaning]
    progress: Progress
    warnings: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def run(
        self, file: TableFile, indexes: Sequence[int], wishes: Wishes, rejects: _RejectsFile | None = None
    ) -> ImportedFile:
        with self.session.write(large=True) as uow:
            reached("import.begun")
            destroyed = uow.batch_uses.destroyed_of_file(self.sha256)
            batch = self._batch()
            batch_id = uow.batches.add(batch)
            with uow.records.many():
                works = self._add_sheets(uow, file, indexes, wishes, batch_id)
            require_headers((work.plan for work in works), wishes.mapping, self.path.name)
            if not sum(work.counts.rows_read for work in works):
                raise Damaged("no-rows", file=self.path.name)
            reached("import.added")
            cleaned = _cleaned(works)
            if cleaned:
                uow.batches.set_cleaning(batch_id, cleaned)
            added = self._log(uow, batch_id, works)
            written = self._write_rejects(uow, works, rejects)
            self.progress.start("import.commit")
            reached("import.committing")
            uow.commit()
        reached("import.committed")
        sheets = tuple(_outcome(work, self.warnings[work.sheet_id]) for work in works)
        name = batch.uid.hex() if added else ""
        return ImportedFile(str(self.path), self.sha256, sheets, written, name, destroyed, cleaned)

    def _batch(self) -> Batch:
        origin = self.origin
        return Batch(
            uid=os.urandom(16),
            file_name=self.path.name,
            file_sha256=self.sha256,
            file_bytes=self.size,
            imported_at=self.session.clock.now(),
            operator=self.session.operator.name,
            source=origin.source,
            purpose=origin.purpose,
            legal_basis=origin.legal_basis,
            purpose_until=origin.purpose_until,
        )

    def _add_sheets(
        self, uow: UnitOfWork, file: TableFile, indexes: Sequence[int], wishes: Wishes, batch_id: int
    ) -> list[SheetImport]:
        key = digest_key(uow)
        rows = self.size // _ROW
        book = CustomerBook(uow.customers, rows)
        created_at = instant_text(self.session.clock.now())
        works = []
        for index in indexes:
            self.progress.start("import.read")
            tables = planned_tables(file.open(index), wishes, self.path.name)
            if index == indexes[-1]:
                file.release()
            for page, plan in tables:
                cleaner = RowCleaner(plan, self.cleanings) if self.cleanings else None
                work = SheetImport(uow, plan, uow.batches.add_sheet(batch_id, plan), key, created_at, cleaner)
                self.progress.start("import.rows", page.rows_total or 0)
                marks = Dittos(met=plan.dittos)
                work.run(planned_rows(page, plan, marks), book, self.progress.advance, page.rows_total or rows)
                uow.batches.set_counts(work.sheet_id, work.counts)
                self.warnings[work.sheet_id] = _warnings(page, plan, dittos=marks.met)
                reached("import.sheet")
                works.append(work)
        return works

    def _log(self, uow: UnitOfWork, batch_id: int, works: Sequence[SheetImport]) -> bool:
        """Tell the audit log; a file that added nothing leaves no other trace. Whether it added something."""
        totals = {name: sum(getattr(work.counts, name) for work in works) for name in COUNT_NAMES}
        if not totals["records_added"]:
            uow.batches.remove(batch_id)
        detail: dict[str, int | str | bool | list[str] | None] = {"sha256": self.sha256, "sheets": len(works), **totals}
        uow.audit.append("import.file", self.sha256, detail, self.session.operator.name, self.session.clock.now())
        return bool(totals["records_added"])

    def _write_rejects(self, uow: UnitOfWork, works: Sequence[SheetImport], rejects: _RejectsFile | None) -> str | None:
        sheets = [
            RejectedSheet(work.plan.name, work.plan.kind, work.plan.heads(), work.rejected)
            for work in works
            if work.rejected
        ]
        if rejects is None or not sheets:
            return None
        self.progress.start("import.rejects")
        write_rejects(rejects.delivery.staging, sheets, rejects.language)
        uow.deliveries.owe(rejects.delivery, rejects.delivery.target)
        reached("import.rejects-written")
        return str(rejects.delivery.target)


def digest_key(uow: UnitOfWork) -> bytes:
    """The vault's own key for rows' digests, so that equal rows in two vaults do not have equal digests."""
    return blake2b(uow.firm.key().private_der, digest_size=32, person=b"row digests").digest()


def _cleaned(works: Sequence[SheetImport]) -> dict[Cleaning, int]:
    """How many cells each cleaning changed, over all sheets."""
    return dict(sum((work.cleaned for work in works), Counter()))


def _outcome(work: SheetImport, warnings: tuple[str, ...]) -> ImportedSheet:
    counts = work.counts
    return ImportedSheet(
        work.plan.name,
        work.plan.kind,
        counts.rows_read,
        counts.records_added,
        counts.duplicates,
        counts.rejected_rows,
        tuple(row.reject for row in work.rejected),
        len(work.plan.columns),
        warnings,
    )
