"""The whole-vault check: what can be found wrong is found, and said."""

from dataclasses import dataclass

from app.domain.audit import START, event_hash, merkle_root, read_note
from app.domain.checks import Check
from app.domain.retention import Reason
from app.errors import Damaged
from app.jobs import Progress
from app.services.attachments import check_attachments
from app.services.rotation import integrity
from app.services.session import Session
from app.services.unlocking import is_behind
from app.storage.unit_of_work import UnitOfWork
from app.vault.signing import verify


@dataclass(frozen=True, slots=True)
class Checked:
    """All checks that were made; ok only if every one is."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


class CheckupService:
    """Reads everything and changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, progress: Progress | None = None) -> Checked:
        """Pages, references, attachments, the audit log with its checkpoints, header and slots; raises Cancelled."""
        progress = progress or Progress()
        steps = (_pages, _references, _chain, _checkpoints, _signatures)
        found: list[Check] = []
        progress.start("check", len(steps) + 3)
        with self._session.read() as uow:
            for step in steps:
                found.extend(step(uow))
                progress.advance()
            found.append(check_attachments(self._session, uow))
            progress.advance()
            found.append(self._header(uow))
            progress.advance()
            found.append(self._slots(uow))
            progress.advance()
        return Checked(tuple(found))

    def _header(self, uow: UnitOfWork) -> Check:
        """Whether the database goes on from where the header last saw its log, now and at every opening so far."""
        header = self._session.folder.read_header()
        hashes = uow.audit.hashes()
        root = merkle_root(hashes[: header.size]).hex()
        goes_on = len(hashes) >= header.size and root == header.root and not is_behind(self._session)
        return _check("header", goes_on, "check-header", size=len(hashes), expected=header.size)

    def _slots(self, uow: UnitOfWork) -> Check:
        """Whether header and database know the same operators with the same keys."""
        slots = {(one.name, one.role, one.sign_public, one.box_public) for one in self._session.header.operators}
        known = {
            (one.operator.name, str(one.operator.role), one.sign_public, one.box_public)
            for one in uow.operators.known()
        }
        return _check("operators", slots == known, "check-operators", slots=len(slots), known=len(known))


def _pages(uow: UnitOfWork) -> list[Check]:
    try:
        found = integrity(uow.connection)
    except Damaged:
        found = {"pages": ["unreadable"], "structure": ["unreadable"]}
    count = int(uow.connection.value("PRAGMA page_count"))
    return [
        _check("pages", not found["pages"], "check-pages", pages=count, problems=len(found["pages"])),
        _check("structure", not found["structure"], "check-structure", problems=len(found["structure"])),
    ]


def _references(uow: UnitOfWork) -> list[Check]:
    broken = uow.connection.rows("PRAGMA foreign_key_check")
    return [_check("foreign-keys", not broken, "check-foreign-keys", problems=len(broken))]


def _chain(uow: UnitOfWork) -> list[Check]:
    """Every event's hash is computed again; each carries the hash of the one before; no number is missing."""
    previous, seq = START, 0
    for link in uow.audit.chain():
        seq += 1
        whole = link.event.seq == seq and link.previous == previous
        if not whole or event_hash(link.event, previous) != link.hash:
            return [_check("audit-chain", ok=False, code="check-audit-broken", seq=link.event.seq)]
        previous = link.hash
    return [_check("audit-chain", seq > 0, "check-audit-chain", events=seq)]


def _checkpoints(uow: UnitOfWork) -> list[Check]:
    """Every signed checkpoint is signed by the firm's key and is a beginning of the log as it is now."""
    hashes, public = uow.audit.hashes(), uow.firm.key().public_der
    checkpoints = uow.audit.checkpoints()
    for checkpoint, text in checkpoints:
        note = read_note(text)
        signed = verify(public, note.signature, note.text)
        same = (note.size, note.root.hex()) == (checkpoint.size, checkpoint.root)
        inside = note.size <= len(hashes) and merkle_root(hashes[: note.size]) == note.root
        if not (signed and same and inside):
            return [_check("audit-checkpoints", ok=False, code="check-checkpoint-broken", size=checkpoint.size)]
    return [_check("audit-checkpoints", ok=True, code="check-checkpoints", checkpoints=len(checkpoints))]


def _signatures(uow: UnitOfWork) -> list[Check]:
    """Every signature on an order is its key's over what it says it signed."""
    rows = uow.connection.rows("SELECT order_id, signed, signature, public_key FROM signature ORDER BY id")
    broken = [row[0] for row in rows if not verify(row[3], row[2], row[1])]
    return [_check("signatures", not broken, "check-signatures", signatures=len(rows), problems=len(broken))]


def _check(name: str, ok: bool, code: str, **params: int) -> Check:
    return Check(name, ok, Reason(code, tuple((key, str(value)) for key, value in params.items())))
