"""From a folder and a passphrase to an open session."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from app.clock import Clock
from app.domain.instants import instant_text
from app.domain.operators import Operator, operator_name
from app.domain.retention import Reason
from app.domain.words import Role
from app.errors import Damaged, NotUnlocked, UserError
from app.services.creation import check_passphrase
from app.services.session import Access, Session
from app.storage.operators import KnownOperator
from app.vault import ending, generations, recovery
from app.vault.folder import VaultFolder, risky_place
from app.vault.header import Header, check_mac
from app.vault.keys import STRONG, Kdf
from app.vault.lock import VaultLock
from app.vault.secret import Secret
from app.vault.signing import Signer
from app.vault.slots import Slot, SlotKeys, database_key, new_slot, open_slot

BEHIND = "vault.behind"
BEHIND_ACCEPTED = "vault.behind-accepted"
BEHIND_WARNING = "vault-behind"

_Keyed: TypeAlias = tuple[Secret, Operator, Signer]


@dataclass(frozen=True, slots=True)
class VaultSummary:
    """What a vault says before it is unlocked."""

    vault_id: str
    operators: tuple[tuple[str, str], ...]
    generation: int
    created_at: str


def peek(path: Path) -> VaultSummary:
    """Read the header only; no passphrase is needed, and nothing in it is authenticated yet.

    Raises UserError ("vault-not-found", "vault-ended": an end that was interrupted is finished here), Damaged.
    """
    _require_not_ended(path)
    header = VaultFolder(path).read_header()
    people = tuple((slot.name, slot.role) for slot in header.operators)
    return VaultSummary(header.vault_id, people, header.generation, header.created_at)


def unlock(path: Path, passphrase: Secret, *, operator: str | None, clock: Clock, program_version: str) -> Session:
    """Open the vault for an operator, its first one for None, and finish or undo what a crash left.

    Raises UserError("vault-ended"), NotUnlocked ("unknown-operator", "wrong-passphrase", "vault-in-use"), Damaged
    ("header-…", "database-missing", "database-damaged", "vault-newer"), EnvironmentProblem.
    """
    name = operator_name(operator) if operator is not None else None

    def keyed(header: Header) -> _Keyed:
        slot = header.slot(name)
        keys = open_slot(slot, passphrase, vault_id=header.vault_id)
        if keys is None:
            raise NotUnlocked("wrong-passphrase", operator=slot.name)
        return _key(header, slot, keys), Operator(slot.name, Role(slot.role)), keys.signer(slot.name)

    return _opened(path, name, keyed, clock, program_version)


def recover(
    path: Path,
    code: str,
    passphrase: Secret,
    *,
    operator: str | None,
    clock: Clock,
    program_version: str,
    kdf: Kdf = STRONG,
) -> Session:
    """Open the vault with its recovery code and give an operator, the first one for None, a new passphrase.

    The operator gets new keys too: the recovery code opens the vault, but it can't sign in anybody's old name.
    Raises NotUnlocked ("recovery-code-mistyped", "recovery-code-of-another-vault", "wrong-recovery-code"),
    UserError("weak-passphrase"), and what `unlock` raises.
    """
    check_passphrase(passphrase)
    made: list[tuple[Slot, SlotKeys]] = []
    name = operator_name(operator) if operator is not None else None

    def keyed(header: Header) -> _Keyed:
        slot = header.slot(name)
        key = _recovered_key(header, code)
        replacement = new_slot(
            slot.name, slot.role, passphrase, kdf=kdf, vault_id=header.vault_id, generation=header.generation, key=key
        )
        made.append(replacement)
        return key, Operator(slot.name, Role(slot.role)), replacement[1].signer(slot.name)

    session = _opened(path, name, keyed, clock, program_version)
    try:
        _enter_recovered(session, made[0][0])
    except BaseException:
        session.close()
        raise
    return session


def _recovered_key(header: Header, code: str) -> Secret:
    slot = header.recovery
    if slot is None:
        raise NotUnlocked("wrong-recovery-code")
    keys = open_slot(slot, recovery.read_code(code, header.vault_id), vault_id=header.vault_id)
    if keys is None:
        raise NotUnlocked("wrong-recovery-code")
    return _key(header, slot, keys)


def _key(header: Header, slot: Slot, keys: SlotKeys) -> Secret:
    """The database key, once the header is proved to be written by somebody who has it."""
    key = database_key(slot, keys, vault_id=header.vault_id, generation=header.generation)
    if key is None:
        raise Damaged("header-damaged", part="slot")
    check_mac(header, key)
    return key


def _opened(
    path: Path, name: str | None, keyed: Callable[[Header], _Keyed], clock: Clock, program_version: str
) -> Session:
    _require_not_ended(path)
    folder = VaultFolder(path.absolute())
    header = folder.read_header()
    operator = header.slot(name).name
    generations.require_database(folder, header)
    lock: VaultLock | None = None
    if folder.is_writable(header.generation):
        lock = VaultLock(folder.path)
        lock.acquire(operator, instant_text(clock.now()))
    try:
        # Whoever held the lock a moment ago may have changed the header since it was read.
        header = folder.read_header()
        key, who, signer = keyed(header)
        session = Session(Access(folder, header, key, who, signer, lock), clock, program_version)
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    try:
        _settle(session)
    except BaseException:
        session.close()
        raise
    return session


def _require_not_ended(path: Path) -> None:
    """Finish a vault's end that was interrupted past its point of no return, and say that it has ended."""
    certificate = ending.finish(path.absolute())
    if certificate is not None:
        raise UserError("vault-ended", file=certificate.name)


def _settle(session: Session) -> None:
    """Finish or undo what a crash left; report a database that is behind its header."""
    if not session.read_only:
        generations.settle(session.folder, session.header)
        session.folder.clear_staging()
    goes_on = session.follow_log()
    if not session.read_only:
        if not goes_on:
            report_behind(session, session.header.size, session.header.root)
        _enter_unknown_slots(session)
    session.warnings = _warnings(session, goes_on=goes_on)


def report_behind(session: Session, size: int, root: str) -> None:
    """Write into the log that it is older than what was known of it: it stays there until somebody accepts it."""
    with session.write() as uow:
        detail: dict[str, int | str] = {"expected_size": size, "expected_root": root, "found_size": uow.audit.size()}
        uow.audit.append(BEHIND, session.vault_id, detail, session.operator.name, session.clock.now())
        uow.commit()


def _enter_unknown_slots(session: Session) -> None:
    """Enter operators whose slot reached the header before a crash, and whose row did not reach the database."""
    slots = {slot.name: slot for slot in session.header.operators}
    with session.read() as uow:
        known = {one.operator.name: one for one in uow.operators.known()}
    strange = [slot for name, slot in slots.items() if name not in known or _known(slot) != known[name]]
    if not strange:
        return
    with session.write() as uow:
        for slot in strange:
            if slot.name in known:
                uow.operators.replace_keys(_known(slot))
            else:
                uow.operators.add(_known(slot), session.clock.now())
            action = "operator.rekey" if slot.name in known else "operator.add"
            uow.audit.append(action, slot.name, {"role": slot.role}, session.operator.name, session.clock.now())
        uow.commit()


def _enter_recovered(session: Session, slot: Slot) -> None:
    with session.write() as uow:
        uow.operators.replace_keys(_known(slot))
        uow.audit.append("operator.recover", slot.name, {"role": slot.role}, slot.name, session.clock.now())
        session.commit_with_slot(uow, slot)


def _known(slot: Slot) -> KnownOperator:
    return KnownOperator(Operator(slot.name, Role(slot.role)), slot.sign_public, slot.box_public)


def _warnings(session: Session, *, goes_on: bool) -> tuple[Reason, ...]:
    found = []
    if not goes_on or is_behind(session):
        found.append(Reason(BEHIND_WARNING))
    if session.read_only:
        found.append(Reason("vault-read-only"))
    place = risky_place(session.folder.path)
    if place:
        found.append(Reason(place))
    return tuple(found)


def is_behind(session: Session) -> bool:
    """Whether the log tells of an older database file put back, and nobody accepted it since."""
    with session.read() as uow:
        reports = [event.seq for event in uow.audit.find(BEHIND)]
        accepted = [event.seq for event in uow.audit.find(BEHIND_ACCEPTED)]
    return bool(reports) and reports[-1] > max(accepted, default=0)
