"""The end of a whole vault 整库销毁: when it may end, what is signed, and what its last certificate says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from app.domain.evidence import Checkpoint, DocumentFact, PageSigner, SignedBy, SurvivingCopy, canonical
from app.domain.firm import Firm
from app.domain.operators import Operator
from app.domain.permissions import Action, may, may_sign, roles_for
from app.domain.words import Role
from app.errors import Refused

METHOD = "whole-vault"
_SIGNS = {Role.HANDLER: Action.PREPARE, Role.APPROVER: Action.APPROVE, Role.WITNESS: Action.WITNESS}


@dataclass(frozen=True, slots=True)
class Extent:
    """What a vault has come to: `left` records that are neither destroyed nor handed over, `open_orders` unfinished.

    `ledger_root` is the Merkle root (hex) over the commitments of every record that it destroyed.
    """

    destroyed: int
    transferred: int
    left: int
    open_orders: tuple[str, ...]
    ledger_root: str


@dataclass(frozen=True, slots=True)
class EndingEvidence:
    """A whole vault's end: the content of its last certificate and, as JSON, of the attached JWS.

    `files` and `bytes` are what was overwritten and removed: key slots, database, attachments. `documents` are the
    papers that were written out before, with their SHA-256.
    """

    id: str
    number: str
    issued_at: datetime
    vault_id: str
    firm: Firm
    ending_hash: str
    records_destroyed: int
    records_transferred: int
    ledger_root: str
    method: str
    files: int
    bytes: int
    slots: int
    documents: tuple[DocumentFact, ...]
    surviving_copies: tuple[SurvivingCopy, ...]
    signatures: tuple[SignedBy, ...]
    one_person: bool
    program_version: str
    checkpoint: Checkpoint
    firm_key: str
    previous: Checkpoint | None = None
    consistency: tuple[str, ...] = ()
    page_signer: PageSigner | None = None


def ending_hash(vault_id: str, uscc: str, destroyed: int, transferred: int, ledger_root: str) -> bytes:
    """SHA-256 of what everybody signs: which vault ends, and what became of all that was in it."""
    statement = {
        "type": "qingdang-vault-end",
        "version": 1,
        "vault_id": vault_id,
        "uscc": uscc,
        "records_destroyed": destroyed,
        "records_transferred": transferred,
        "ledger_root": ledger_root,
    }
    return sha256(canonical(statement)).digest()


def require_endable(extent: Extent) -> None:
    """Raise Refused ("vault-holds-records", "orders-open") while something in the vault is not dealt with."""
    if extent.left:
        raise Refused("vault-holds-records", records=extent.left)
    if extent.open_orders:
        raise Refused("orders-open", orders=", ".join(extent.open_orders))


def require_ender(signer: str, role: Role, handler: str, operators: Collection[Operator], *, one_person: bool) -> None:
    """Raise Refused ("role-forbids", "own-ending"): each signs in its own role, and the handler in no other."""
    action = _SIGNS[role]
    own = next((one.role for one in operators if one.name == signer), Role.VIEWER)
    if not may(own, action, one_person=one_person):
        raise Refused("role-forbids", role=own, action=action, roles=", ".join(roles_for(action)))
    if role is not Role.HANDLER and not may_sign(signer, preparer=handler, one_person=one_person):
        raise Refused("own-ending", operator=signer)
