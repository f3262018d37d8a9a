"""Records as a workbook: a page for each kind of sheet that they came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import file_digest
from pathlib import Path

from app.domain.audit import Detail
from app.domain.labels import label
from app.domain.marks import N_
from app.domain.permissions import Action
from app.domain.records import Column
from app.domain.words import State
from app.errors import Refused
from app.formats.workbooks import Page, write_workbook
from app.i18n import Catalogue, catalogue
from app.jobs import Progress
from app.services.deliveries import delivered, require_free
from app.services.masking import masked_cell, masked_name
from app.services.records import RecordRow, RecordService
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import disk_errors, sync_file

_AT_ONCE = 500
_HEADS = (
    N_("Record"),
    N_("Customer"),
    N_("Kind"),
    N_("Sensitivity"),
    N_("State"),
    N_("Retention rule"),
    N_("Keep until"),
    N_("Disposition"),
)
_WIDTHS = (34, 14, 12, 12, 12, 14, 12, 12)


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook that was written; `rows` without heads, `locked` the records left out under the statutory lock."""

    file: str
    rows: int
    sha256: str
    locked: int = 0


class ExportService:
    """Writes what the vault holds into files that anybody can open; whole ones are kept in mind as copies."""

    def __init__(self, session: Session, records: RecordService) -> None:
        self._session = session
        self._records = records

    def workbook(
        self, path: Path, masked: bool = False, language: str = "zh", progress: Progress | None = None
    ) -> Exported:
        """Write every record into an .xlsx; unless masked it is a disclosure and listed as a copy that survives.

        What may only be stored (PIPL 47(2)) is left out, masked too: masking is a use, and undoes no lock.
        Raises Refused ("role-forbids", "locked-export" where nothing else is there), UserError ("target-exists",
        "folder-not-found"), EnvironmentProblem, Cancelled.
        """
        self._session.require(Action.EXPORT)
        require_free(path)
        progress = progress or Progress()
        with delivered(self._session, path) as (delivery,):
            writing = _Writing(self._records, catalogue(language), masked, progress)
            with self._session.read() as uow, disk_errors(path), delivery.staging.open("xb") as target:
                rows = write_workbook(target, writing.pages(uow))
            if writing.locked and not rows:
                raise Refused("locked-export", records=writing.locked)
            sync_file(delivery.staging)
            with delivery.staging.open("rb") as written:
                sha256 = file_digest(written, "sha256").hexdigest()
            with self._session.write() as uow:
                self._log(uow, path, sha256, writing.uids, masked)
                uow.deliveries.owe(delivery, path)
                uow.commit()
        return Exported(str(path), rows, sha256, writing.locked)

    def _log(self, uow: UnitOfWork, path: Path, sha256: str, uids: list[str], masked: bool) -> None:
        session = self._session
        now = session.clock.now()
        if not masked:
            copy = OutsideCopy(
                id=0,
                kind="export",
                file=path.name,
                made_at=now,
                made_by=session.operator.name,
                sha256=sha256,
                records=len(uids),
                masked=False,
                expires_on=None,
                status=EXISTS,
                last_record=None,
                folder=str(path.absolute().parent),
            )
            uow.copies.add(copy, map(bytes.fromhex, uids))
        detail: Detail = {"records": len(uids), "masked": masked, "sha256": sha256}
        uow.audit.append("export.workbook", sha256, detail, session.operator.name, now)


class _Writing:
    """The pages of one export, read from one snapshot while they are written."""

    def __init__(self, records: RecordService, words: Catalogue, masked: bool, progress: Progress) -> None:
        self._records, self._words, self._masked, self._progress = records, words, masked, progress
        self.uids: list[str] = []
        self.locked = 0

    def pages(self, uow: UnitOfWork) -> Iterator[Page]:
        """Sheets with the same columns are one page, e.g. those of several years."""
        groups: dict[tuple[str, ...], list[StoredSheet]] = {}
        for sheet in uow.batches.sheets():
            if sheet.plan.columns:
                groups.setdefault(sheet.plan.heads(), []).append(sheet)
        self._progress.start("export.rows", sum(sheet.counts.records_added for sheet in uow.batches.sheets()))
        for heads, sheets in groups.items():
            titles = [self._words.gettext(head) for head in _HEADS]
            yield Page(sheets[0].plan.name, [*titles, *heads], self._rows(uow, sheets), [*_WIDTHS, *[16] * len(heads)])

    def _rows(self, uow: UnitOfWork, sheets: list[StoredSheet]) -> Iterator[list[str]]:
        for sheet in sheets:
            last = 0
            while contents := uow.records.contents_of(sheet.id, last, _AT_ONCE):
                last = contents[-1][0]
                lines = self._records.window([number for number, _ in contents])
                for row, (_, cells) in zip(lines, contents, strict=True):
                    if row.state is State.RESTRICTED:
                        self.locked += 1
                        continue
                    self.uids.append(row.uid)
                    yield [*self._line(row), *self._cells(sheet.plan.columns, cells)]
                self._progress.advance(len(contents))

    def _line(self, row: RecordRow) -> list[str]:
        name = masked_name(row.customer_name) if self._masked else row.customer_name
        until = row.retain_until.isoformat() if row.retain_until else ""
        words = [self._word(word) for word in (row.kind, row.sensitivity, row.state)]
        return [row.uid, name, *words, row.rule or "", until, self._word(row.disposition)]

    def _word(self, word: StrEnum | None) -> str:
        return "" if word is None else self._words.gettext(label(word))

    def _cells(self, columns: tuple[Column, ...], cells: list[str]) -> list[str]:
        if not self._masked:
            return cells
        return [masked_cell(column, text) for column, text in zip(columns, cells, strict=True)]
