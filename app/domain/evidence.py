"""All that a document needs: measured facts, frozen, taken from the database in the unit of work that issues it."""

import json
from dataclasses import asdict, dataclass, field, is_dataclass
from datetime import date, datetime

from app.domain.capacities import GoneCopy, Opinion, PaperItem, Supervisor
from app.domain.closure_facts import ClosureStory
from app.domain.firm import Firm
from app.domain.retention import Basis, Reason
from app.domain.words import Disposition, Kind, Role, Sensitivity


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The audit log's size and Merkle root (hex) at an instant."""

    size: int
    root: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SignedBy:
    """Who signed an order: `key` is the SHA-256 fingerprint (hex) of the operator's public key, `signature` hex DER.

    `public` is the key itself (SPKI DER, hex), so that a stranger can check the signature.
    """

    role: Role
    operator: str
    signed_at: datetime
    key: str
    signature: str
    public: str = ""


@dataclass(frozen=True, slots=True)
class PageSigner:
    """The firm's own certificate where it signs the pages: whose it is, who issued it, its last day.

    `key` is the SHA-256 fingerprint (hex) of its public key. The evidence itself is signed with the vault's own key.
    """

    name: str
    issuer: str
    valid_until: date
    key: str


@dataclass(frozen=True, slots=True)
class DestroyedGroup:
    """Destroyed records that share kind, rule and basis; years are those of their trigger or row dates."""

    kind: Kind
    sensitivity: Sensitivity
    rule: str | None
    basis: tuple[Basis, ...]
    records: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Records that the order left out, and why."""

    reason: Reason
    records: int
    until: date | None


@dataclass(frozen=True, slots=True)
class Residue:
    """What the independent reader measured in the new generation.

    `values`: distinct destroyed values looked for; `shared_values`: not looked for, because what stays rightly holds
    them too; `weak_values`: not looked for bytewise, because they are too short or name nobody (plain dates, small
    numbers); `control_hits`: how many of `values` the same search found in the old generation; `hits`: in the new one;
    `terms`: index words of destroyed values looked up in the rebuilt index's vocabulary, `term_hits` those found.
    """

    files: int
    pages: int
    bytes: int
    values: int
    shared_values: int
    weak_values: int
    control_hits: int
    hits: int
    terms: int
    term_hits: int
    seconds: float


@dataclass(frozen=True, slots=True)
class SurvivingCopy:
    """A copy made earlier that still holds destroyed records; `records` counts how many of the order's."""

    kind: str
    file: str
    made_at: datetime
    records: int
    expires_on: date | None
    status: str


@dataclass(frozen=True, slots=True)
class DestructionEvidence:
    """A destruction as measured: the content of the certificate and, as JSON, of its attached JWS.

    `consistency` proves that the audit log of `previous`, the checkpoint signed before, is the beginning of the one of
    `checkpoint` (RFC 6962, section 2.1.2; hashes in hex). `opinions` and `supervisors` are those of accounting files;
    `paper_left` counts the records' paper files of whose destruction nothing is recorded.
    """

    id: str
    number: str
    issued_at: datetime
    vault_id: str
    firm: Firm
    order: str
    order_hash: str
    prepared_by: str
    prepared_at: datetime
    executed_at: datetime
    pack_version: str
    program_version: str
    records: int
    customers: int
    attachments: int
    groups: tuple[DestroyedGroup, ...]
    held_back: tuple[HeldBack, ...]
    method: str
    result: str
    residue: Residue
    old_key_refused: bool
    surviving_copies: tuple[SurvivingCopy, ...]
    signatures: tuple[SignedBy, ...]
    one_person: bool
    checkpoint: Checkpoint
    merkle_root: str
    firm_key: str
    previous: Checkpoint | None = None
    consistency: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    supervisors: tuple[Supervisor, ...] = ()
    paper: tuple[PaperItem, ...] = ()
    paper_left: int = 0
    copies_gone: tuple[GoneCopy, ...] = ()
    page_signer: PageSigner | None = None


@dataclass(frozen=True, slots=True)
class ArchiveGroup:
    """Archived records of one kind, rule and last day of keeping."""

    kind: Kind
    rule: str | None
    records: int
    retain_until: date | None
    permanent: bool


@dataclass(frozen=True, slots=True)
class ArchiveEvidence:
    """An archive package as written: what is in it and how to check it."""

    id: str
    number: str
    issued_at: datetime
    vault_id: str
    firm: Firm
    package: str
    package_sha256: str
    package_bytes: int
    records: int
    customers: int
    attachments: int
    groups: tuple[ArchiveGroup, ...]
    made_by: str
    pack_version: str
    program_version: str
    checkpoint: Checkpoint
    firm_key: str
    page_signer: PageSigner | None = None


@dataclass(frozen=True, slots=True)
class SourceFact:
    """One imported sheet, in numbers: read = added + duplicates + rejected."""

    file: str
    sheet: str
    kind: Kind
    imported_at: datetime
    rows_read: int
    records_added: int
    duplicates: int
    rejected_rows: int


@dataclass(frozen=True, slots=True)
class ClassifiedFact:
    """Records of one kind and grade; None where not classified."""

    kind: Kind | None
    sensitivity: Sensitivity | None
    records: int


@dataclass(frozen=True, slots=True)
class DispositionFact:
    """Records of one decision today."""

    disposition: Disposition
    kind: Kind | None
    rule: str | None
    basis: tuple[Basis, ...]
    reasons: tuple[Reason, ...]
    records: int
    held: int
    retain_until: date | None
    decided: bool


@dataclass(frozen=True, slots=True)
class OrderFact:
    """One destruction order and its outcome."""

    number: str
    state: str
    records: int
    created_at: datetime
    executed_at: datetime | None
    result: str | None
    certificate: str | None


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """One issued document."""

    number: str
    kind: str
    issued_at: datetime
    file_name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class OperatorFact:
    """One operator."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class ClosureEvidence:
    """The closure report's numbers, all of one moment.

    `records_imported` = `records_present` + `records_destroyed`; the disposition facts add up to `records_present`.
    Of those imported `records_proved` came after the backup that the vault was restored from, and were destroyed since:
    only certificates tell of them.
    """

    number: str
    issued_at: datetime
    today: date
    vault_id: str
    firm: Firm
    pack_version: str
    program_version: str
    customers: int
    minors: int
    records_imported: int
    records_present: int
    records_destroyed: int
    records_archived: int
    records_held: int
    sources: tuple[SourceFact, ...]
    classified: tuple[ClassifiedFact, ...]
    dispositions: tuple[DispositionFact, ...]
    orders: tuple[OrderFact, ...]
    documents: tuple[DocumentFact, ...]
    copies: tuple[SurvivingCopy, ...]
    operators: tuple[OperatorFact, ...]
    checkpoint: Checkpoint
    firm_key: str
    story: ClosureStory = field(default_factory=ClosureStory)
    page_signer: PageSigner | None = None
    records_proved: int = 0


def plain(value: object) -> object:
    """The evidence as JSON values: dataclasses and named tuples to objects, dates to ISO 8601, enums to their words."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(item) for key, item in asdict(value).items()}
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def canonical(value: object) -> bytes:
    """Canonical JSON (RFC 8785 for the values used here: no floats but `seconds`): sorted keys, no spaces, UTF-8."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
