"""A new vault with its firm and its first operator."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.clock import Clock
from app.domain.audit import Frontier
from app.domain.firm import Firm, checked_firm_name, checked_uscc
from app.domain.instants import instant_text
from app.domain.operators import Operator, operator_name
from app.domain.words import Closure, Role
from app.errors import UserError
from app.services.founding import founded, require_free_place
from app.storage.connection import Connection
from app.storage.firm import FirmKey
from app.storage.migrations import migrate
from app.storage.operators import KnownOperator
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached
from app.vault.header import Header, authenticated
from app.vault.keys import STRONG, Kdf, new_key
from app.vault.recovery import new_code, read_code
from app.vault.secret import Secret
from app.vault.signing import firm_certificate, new_signing_key, public_of
from app.vault.slots import RECOVERY, Slot, new_slot

SHORTEST_PASSPHRASE = 6
_ENDED_AT_ONCE = (Closure.DEREGISTRATION, Closure.GROUP_SUBSIDIARY)


@dataclass(frozen=True, slots=True)
class Created:
    """A new vault. The recovery code is shown once and kept nowhere."""

    vault_id: str
    recovery_code: str


def create_vault(
    path: Path, *, firm: Firm, operator: str, passphrase: Secret, clock: Clock, kdf: Kdf = STRONG
) -> Created:
    """Make a vault with its first operator, a handler; it is there whole or not at all.

    Where the firm ends, its service has ended on the day the vault is made, unless the profile says otherwise.
    Raises UserError ("target-exists", "bad-uscc", "bad-firm-name", "bad-operator-name", "weak-passphrase"),
    EnvironmentProblem.
    """
    firm = replace(_with_service_end(firm, clock), name=checked_firm_name(firm.name), uscc=checked_uscc(firm.uscc))
    name = operator_name(operator)
    check_passphrase(passphrase)
    require_free_place(path)
    vault_id = secrets.token_hex(16)
    code = new_code(vault_id)
    key = new_key()
    slots = tuple(
        new_slot(who, role, secret, kdf=kdf, vault_id=vault_id, generation=1, key=key)[0]
        for who, role, secret in ((name, Role.HANDLER, passphrase), ("", RECOVERY, read_code(code, vault_id)))
    )
    header = Header(vault_id, 1, instant_text(clock.now()), slots)
    _build(path, firm, header, key, clock.now())
    return Created(vault_id, code)


def check_passphrase(passphrase: Secret) -> None:
    """Raise UserError("weak-passphrase") for one of fewer than six characters, a Han character counting as two.

    The key derivation is what makes guessing dear; the window asks for more than this floor.
    """
    text = passphrase.reveal().decode(errors="replace")
    if sum(2 if letter > "\u2e7f" else 1 for letter in text) < SHORTEST_PASSPHRASE:
        raise UserError("weak-passphrase", shortest=SHORTEST_PASSPHRASE)


def _with_service_end(firm: Firm, clock: Clock) -> Firm:
    if firm.closure not in _ENDED_AT_ONCE or firm.profile.service_ended_on is not None:
        return firm
    return replace(firm, profile=replace(firm.profile, service_ended_on=clock.today()))


def _build(path: Path, firm: Firm, header: Header, key: Secret, now: datetime) -> None:
    with founded(path, header.operators[0].name, header.created_at) as folder:
        frontier = _fill(folder.database(1), firm, header.operators[0], header.vault_id, key, now)
        reached("create.filled")
        folder.write_header(authenticated(replace(header, size=frontier.size, root=frontier.root.hex()), key))


def _fill(path: Path, firm: Firm, first: Slot, vault_id: str, key: Secret, now: datetime) -> Frontier:
    connection = Connection(path, key.reveal(), mode="rwc")
    try:
        migrate(connection)
        connection.begin()
        uow = UnitOfWork(connection, writes=True)
        uow.firm.create(firm, new_firm_key(firm, now), now)
        known = KnownOperator(Operator(first.name, Role(first.role)), first.sign_public, first.box_public)
        uow.operators.add(known, now)
        uow.audit.append("vault.create", vault_id, {"closure": firm.closure}, first.name, now)
        uow.commit()
        return Frontier(uow.audit.hashes())
    finally:
        connection.close()


def new_firm_key(firm: Firm, now: datetime) -> FirmKey:
    """A signing key for the firm, made in the vault and certified by itself."""
    private = new_signing_key()
    return FirmKey(private, public_of(private), firm_certificate(private, firm.name, firm.uscc, now))
