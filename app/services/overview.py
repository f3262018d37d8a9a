"""The vault in numbers, as the overview and the lists of imports and copies show them; read only."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import merkle_root
from app.domain.customers import eldest_child
from app.domain.evidence import SurvivingCopy
from app.domain.origins import Origin
from app.domain.permissions import Action
from app.domain.words import Kind
from app.services.session import Session
from app.storage.batches import StoredSheet
from app.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one moment; `root` is the audit log's Merkle root (hex), `children` are customers under fourteen."""

    records: int
    customers: int
    children: int
    destroyed: int
    packed: int
    held: int
    holds: int
    audit_size: int
    audit_root: str


@dataclass(frozen=True, slots=True)
class ImportedSheetFact:
    """One imported sheet; `batch` is the import's id (hex), `file` "" once no record of it is left."""

    batch: str
    file: str
    sheet: str
    kind: Kind
    imported_at: datetime
    operator: str
    origin: Origin
    rows_read: int
    records_added: int
    duplicates: int
    rejected_rows: int


class OverviewService:
    """Reads one snapshot for each answer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self) -> Figures:
        self._session.require(Action.READ)
        with self._session.read() as uow:
            tally = uow.tallies.records()
            hashes = uow.audit.hashes()
            return Figures(
                records=tally.present,
                customers=uow.tallies.customers(),
                children=uow.tallies.born_on_or_after(eldest_child(self._session.clock.today())),
                destroyed=uow.tallies.destroyed(),
                packed=tally.packed,
                held=tally.held,
                holds=sum(hold.is_standing for hold in uow.holds.all()),
                audit_size=len(hashes),
                audit_root=merkle_root(hashes).hex(),
            )

    def imports(self) -> tuple[ImportedSheetFact, ...]:
        """Every imported sheet, newest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(_sheet(sheet) for sheet in reversed(uow.batches.sheets()))

    def copies(self) -> tuple[SurvivingCopy, ...]:
        """Files made of this vault that hold records: backups, packages, exports; newest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            return tuple(reversed(_copies(uow)))


def _sheet(sheet: StoredSheet) -> ImportedSheetFact:
    batch, counts = sheet.batch, sheet.counts
    return ImportedSheetFact(
        batch=batch.uid.hex(),
        file=batch.file_name,
        sheet=sheet.plan.name,
        kind=sheet.plan.kind,
        imported_at=batch.imported_at,
        operator=batch.operator,
        origin=batch.origin,
        rows_read=counts.rows_read,
        records_added=counts.records_added,
        duplicates=counts.duplicates,
        rejected_rows=counts.rejected_rows,
    )


def _copies(uow: UnitOfWork) -> list[SurvivingCopy]:
    return [
        SurvivingCopy(copy.kind, copy.file, copy.made_at, copy.records, copy.expires_on, copy.status)
        for copy in uow.copies.all()
    ]
