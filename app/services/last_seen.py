"""A vault that is behind what was last seen of it, outside of it: its whole folder was put back, header and all."""

from dataclasses import dataclass
from typing import Protocol

from app.domain.audit import merkle_root
from app.domain.retention import Reason
from app.services.session import Session
from app.services.unlocking import BEHIND_WARNING, is_behind, report_behind
from app.storage.unit_of_work import UnitOfWork

ORIGINS = ("vault.create", "vault.restore")


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a vault's audit log stood: its size and Merkle root (hex)."""

    size: int
    root: str


class Memory(Protocol):
    """Keeps what was seen of vaults' histories, outside the vaults."""

    def get(self, history: str) -> Seen | None: ...

    def put(self, history: str, seen: Seen) -> None: ...


class LastSeen:
    """Compares an opened vault with what was last seen of it, and remembers it when it is closed."""

    def __init__(self, session: Session, memory: Memory) -> None:
        self._session = session
        self._memory = memory

    def compare(self) -> None:
        """Report a vault whose log does not go on from where it was last seen: in its log, and as a warning.

        A restored vault has a history of its own: that it is older is known, and restoring asked for what was since.
        """
        session = self._session
        with session.read() as uow:
            seen = self._memory.get(_history(session, uow))
            if seen is None:
                return
            hashes = uow.audit.hashes()
        if len(hashes) >= seen.size and merkle_root(hashes[: seen.size]).hex() == seen.root:
            return
        if not session.read_only and not is_behind(session):
            report_behind(session, seen.size, seen.root)
        if BEHIND_WARNING not in {warning.code for warning in session.warnings}:
            session.warnings = (Reason(BEHIND_WARNING), *session.warnings)

    def remember(self) -> None:
        """Keep where the log stands now; not of a vault that is behind and that nobody accepted so."""
        session = self._session
        if BEHIND_WARNING in {warning.code for warning in session.warnings}:
            return
        with session.read() as uow:
            hashes = uow.audit.hashes()
            self._memory.put(_history(session, uow), Seen(len(hashes), merkle_root(hashes).hex()))


def _history(session: Session, uow: UnitOfWork) -> str:
    """The vault, where its present log began (each restoring begins another one), and its place.

    A copy of the folder elsewhere goes its own way: work in one of the two does not put the other back.
    """
    seq = max((event.seq for action in ORIGINS for event in uow.audit.find(action)), default=1)
    return f"{session.vault_id} {uow.audit.hashes()[seq - 1].hex()} {session.folder.path.resolve()}"
