"""What a hand-over's certificate needs: measured facts of the moment that issues it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.evidence import ArchiveGroup, Checkpoint, PageSigner
from app.domain.firm import Firm
from app.domain.transfers import Basis


@dataclass(frozen=True, slots=True)
class TransferEvidence:
    """A hand-over as it was carried out: what went to whom, on which basis, and how to check the package.

    Of a succession `notice` is the public notice's number with the days of its display; of a provision `assessed_on`
    the day of its impact assessment, and every customer in it has given a separate consent.
    """

    id: str
    number: str
    issued_at: datetime
    vault_id: str
    firm: Firm
    order: str
    recipient: str
    contact: str
    basis: Basis
    opinion: str
    masked: bool
    notice: str
    published_on: date | None
    published_until: date | None
    assessed_on: date | None
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
