"""The whole-vault check: what can be found wrong is found, and said."""

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.audit import START, Frontier, event_hash, read_note
from app.domain.checks import Check
from app.domain.findings import found
from app.domain.permissions import Action
from app.errors import Damaged
from app.jobs import Progress
from app.services.attachments import check_attachments
from app.services.session import Session
from app.services.unlocking import BEHIND_ACCEPTED, BEHIND_WARNING, is_behind
from app.storage.integrity import page_problems, structure_problems
from app.storage.unit_of_work import UnitOfWork
from app.storage.values import UNREADABLE, unreadable
from app.vault.signing import verify

OLDER = "check-header-older"
_SIGNED = {
    "archive.write": (-1, 0),
    "backup.write": (-1,),
    "certificate.issue": (0,),
    "report.write": (0,),
    "transfer.execute": (-1,),
}
"""What is logged about files that carry checkpoints: the log's sizes that they were signed at, counted from there."""


@dataclass(frozen=True, slots=True)
class Checked:
    """All checks that were made; ok only if every one is."""

    checks: tuple[Check, ...]

    @property
    def is_older(self) -> bool:
        """Whether an older state was put back, and nobody has accepted it yet (`accept_older_database`)."""
        return any(check.detail.code == OLDER for check in self.checks)

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)


class CheckupService:
    """Reads everything and changes nothing."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def check(self, progress: Progress | None = None) -> Checked:
        """Every page, every reference, every attachment, the audit log with its checkpoints, header and operators.

        Damage that stops a check is that check's result. Raises Cancelled.
        """
        progress = progress or Progress()
        progress.start("check", len(_STEPS))
        checks = []
        with self._session.read() as uow:
            for name, step in _STEPS.items():
                checks.append(_made(name, step, self._session, uow))
                progress.advance()
        return Checked(tuple(checks))

    def accept_older_database(self) -> None:
        """Go on with a database that was older than its header: somebody knows why, and the log says who.

        Raises Refused("role-forbids"). Nothing to accept is fine.
        """
        session = self._session
        session.require(Action.KEYS)
        if not is_behind(session):
            return
        with session.write() as uow:
            uow.audit.append(BEHIND_ACCEPTED, session.vault_id, {}, session.operator.name, session.clock.now())
            uow.commit()
        session.warnings = tuple(warning for warning in session.warnings if warning.code != BEHIND_WARNING)


def _made(name: str, step: "_Step", session: Session, uow: UnitOfWork) -> Check:
    try:
        return step(session, uow)
    except (Damaged, *UNREADABLE) as error:  # a text that is no day or no JSON any more is damage too
        code = error.code if isinstance(error, Damaged) else "database-damaged"
        return found(name, False, "check-unreadable", error=code)


def _pages(_session: Session, uow: UnitOfWork) -> Check:
    """Every page's own code, also of pages that no query reads."""
    problems = page_problems(uow.connection)
    pages = uow.connection.value("PRAGMA page_count")
    return found("pages", not problems, "check-pages", pages=pages, problems=len(problems))


def _structure(_session: Session, uow: UnitOfWork) -> Check:
    problems = structure_problems(uow.connection)
    return found("structure", not problems, "check-structure", problems=len(problems))


def _references(_session: Session, uow: UnitOfWork) -> Check:
    broken = uow.connection.rows("PRAGMA foreign_key_check")
    return found("foreign-keys", not broken, "check-foreign-keys", problems=len(broken))


def _values(_session: Session, uow: UnitOfWork) -> Check:
    """Every day, moment, list and word is one, also in rows that no command has asked for in years."""
    columns = unreadable(uow.connection)
    if columns:
        return found("values", False, "check-values-broken", columns=", ".join(columns))
    return found("values", True, "check-values")


def _chain(_session: Session, uow: UnitOfWork) -> Check:
    """Every event's hash is computed again; each carries the hash of the one before; no number is missing."""
    previous, seq = START, 0
    for link in uow.audit.chain():
        seq += 1
        is_next = link.event.seq == seq and link.previous == previous
        if not is_next or event_hash(link.event, previous) != link.hash:
            return found("audit-chain", False, "check-audit-broken", seq=link.event.seq)
        previous = link.hash
    return found("audit-chain", seq > 0, "check-audit-chain", events=seq)


def _checkpoints(_session: Session, uow: UnitOfWork) -> Check:
    """Every signed checkpoint is there, is signed by the firm's key and is a beginning of the log as it is now."""
    kept = uow.audit.checkpoints()
    roots = _roots(uow.audit.hashes(), {checkpoint.size for checkpoint, _ in kept})
    public = uow.firm.key().public_der
    for checkpoint, text in kept:
        note = read_note(text)
        is_same = (note.size, note.root.hex()) == (checkpoint.size, checkpoint.root)
        is_inside = roots.get(note.size) == note.root
        if not (is_same and is_inside and verify(public, note.signature, note.text)):
            return found("audit-checkpoints", False, "check-checkpoint-broken", size=checkpoint.size)
    missing = _told_checkpoints(uow) - {checkpoint.size for checkpoint, _ in kept}
    if missing:
        return found("audit-checkpoints", False, "check-checkpoint-missing", size=min(missing))
    return found("audit-checkpoints", True, "check-checkpoints", checkpoints=len(kept))


def _told_checkpoints(uow: UnitOfWork) -> set[int]:
    """The sizes at which the log was signed, as far as it tells of files that carry it."""
    return {event.seq + back for action, sizes in _SIGNED.items() for event in uow.audit.find(action) for back in sizes}


def _roots(hashes: list[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The log's root at each of these sizes, as far as it has grown."""
    frontier, roots = Frontier(), {}
    for leaf in hashes:
        frontier.add(leaf)
        if frontier.size in sizes:
            roots[frontier.size] = frontier.root
    return roots


def _signatures(_session: Session, uow: UnitOfWork) -> Check:
    """Every signature on an order is its key's over what it says it signed."""
    rows = uow.connection.rows(
        "SELECT order_id, signed, signature, public_key FROM signature"
        " UNION ALL SELECT order_id, signed, signature, public_key FROM order_opinion"
    )
    broken = [row[0] for row in rows if not verify(row[3], row[2], row[1])]
    return found("signatures", not broken, "check-signatures", signatures=len(rows), problems=len(broken))


def _header(session: Session, uow: UnitOfWork) -> Check:
    """Whether the database goes on from where the header last saw its log, now and at every opening so far."""
    header = session.folder.read_header()
    hashes = uow.audit.hashes()
    goes_on = _roots(hashes, {header.size}).get(header.size, b"").hex() == header.root
    if goes_on and is_behind(session):
        return found("header", False, OLDER, size=len(hashes))
    return found("header", goes_on, "check-header", size=len(hashes), expected=header.size)


def _operators(session: Session, uow: UnitOfWork) -> Check:
    """Whether header and database know the same operators with the same keys."""
    slots = {(one.name, one.role, one.sign_public, one.box_public) for one in session.header.operators}
    known = {
        (one.operator.name, str(one.operator.role), one.sign_public, one.box_public) for one in uow.operators.known()
    }
    return found("operators", slots == known, "check-operators", slots=len(slots), known=len(known))


_Step = Callable[[Session, UnitOfWork], Check]
_STEPS: dict[str, _Step] = {
    "pages": _pages,
    "structure": _structure,
    "foreign-keys": _references,
    "values": _values,
    "attachments": check_attachments,
    "audit-chain": _chain,
    "audit-checkpoints": _checkpoints,
    "signatures": _signatures,
    "header": _header,
    "operators": _operators,
}
