"""What inventories, destruction registers and audit extracts need: facts of one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.evidence import Checkpoint, ClassifiedFact, OrderFact, PageSigner, SignedBy
from app.domain.firm import Firm
from app.domain.legal_bases import LegalBasis
from app.domain.register_entries import RegisterEntries
from app.domain.retention import Basis
from app.domain.words import Kind, PiType, Sensitivity


@dataclass(frozen=True, slots=True)
class ReportHead:
    """What every report says of itself and of its moment."""

    number: str
    issued_at: datetime
    today: date
    vault_id: str
    firm: Firm
    pack_version: str
    program_version: str
    checkpoint: Checkpoint
    firm_key: str
    page_signer: PageSigner | None = None


@dataclass(frozen=True, slots=True)
class InventoryColumn:
    """A column as it was imported: `type` is what most of its cells hold, `share` how many of them (0 to 1)."""

    header: str
    type: PiType
    share: float
    sensitivity: Sensitivity


@dataclass(frozen=True, slots=True)
class InventorySheet:
    """What is in the vault of one imported sheet today; file and sheet names are "" once no record of it is left."""

    file: str
    sheet: str
    kind: Kind
    imported_at: datetime
    source: str
    purpose: str
    legal_basis: LegalBasis | None
    purpose_until: date | None
    records_added: int
    records_present: int
    columns: tuple[InventoryColumn, ...]


@dataclass(frozen=True, slots=True)
class InventoryKeeping:
    """How long records of one kind and rule are kept: first and last day of keeping, None where none is known."""

    kind: Kind | None
    rule: str | None
    basis: tuple[Basis, ...]
    records: int
    until_first: date | None
    until_last: date | None


@dataclass(frozen=True, slots=True)
class InventoryPlace:
    """Where personal information lies: a copy's kind ("" for the vault itself), how many copies, of how many records.

    `records` adds up the copies' own counts: a record in two of them is counted twice.
    """

    kind: str
    copies: int
    records: int


@dataclass(frozen=True, slots=True)
class InventoryEvidence:
    """What the vault holds: the sheets' `records_present` add up to `records`, and so do the groups' and keepings'."""

    head: ReportHead
    customers: int
    minors: int
    records: int
    personal: int
    pi_sensitive: int
    sheets: tuple[InventorySheet, ...]
    groups: tuple[ClassifiedFact, ...]
    keepings: tuple[InventoryKeeping, ...] = ()
    places: tuple[InventoryPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterOrder:
    """An executed order with who signed it."""

    order: OrderFact
    signatures: tuple[SignedBy, ...]


@dataclass(frozen=True, slots=True)
class RegisterEvidence:
    """The destruction register: `entries` sorted by order and uid."""

    head: ReportHead
    orders: tuple[RegisterOrder, ...]
    entries: RegisterEntries


@dataclass(frozen=True, slots=True)
class AuditFact:
    """One event of the audit log; `detail` is its JSON, `hash` hex."""

    seq: int
    at: datetime
    operator: str
    action: str
    subject: str
    detail: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditEvidence:
    """The audit log up to the checkpoint, oldest event first; may be a lazy sequence of many."""

    head: ReportHead
    events: Sequence[AuditFact]
