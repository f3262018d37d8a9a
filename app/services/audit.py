"""The audit log for people, and its signed checkpoints."""

from dataclasses import dataclass

from app.domain.audit import Event, checkpoint_text, merkle_root, signed_note
from app.domain.evidence import Checkpoint
from app.domain.instants import instant_of, instant_text
from app.domain.permissions import Action
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import sign


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The log's size and Merkle root (hex), and its last events, newest first."""

    size: int
    root: str
    events: tuple[Event, ...]


class AuditService:
    """Reads the log, and signs where it stands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest(self, limit: int = 100) -> AuditLog:
        """The last events, newest first, of a log of this size and root."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            hashes = uow.audit.hashes()
            return AuditLog(len(hashes), merkle_root(hashes).hex(), uow.audit.newest(limit))

    def checkpoint(self, uow: UnitOfWork) -> Checkpoint:
        """Sign and keep where the log stands in this unit of work; who issues a document prints it.

        A log that has not grown since keeps the checkpoint that it has. Its signed note: `uow.audit.note(size)`.
        """
        return sign_checkpoint(uow, self._session)


def sign_checkpoint(uow: UnitOfWork, session: Session) -> Checkpoint:
    """See AuditService.checkpoint."""
    hashes = uow.audit.hashes()
    root = merkle_root(hashes)
    known = [checkpoint for checkpoint, _ in uow.audit.checkpoints() if checkpoint.size == len(hashes)]
    if known:
        return known[0]
    at = instant_text(session.clock.now())
    checkpoint = Checkpoint(len(hashes), root.hex(), instant_of(at))
    key = uow.firm.key()
    text = checkpoint_text(session.vault_id, len(hashes), root, at)
    uow.audit.add_checkpoint(checkpoint, signed_note(text, key.public_der, lambda data: sign(key.private_der, data)))
    return checkpoint
