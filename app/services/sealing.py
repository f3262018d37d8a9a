"""Sealed files of an open vault: packages and backups, for its operators, signed by the firm, with its ledger."""

import hashlib
import io
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.evidence import Checkpoint, plain
from app.domain.instants import instant_text
from app.domain.ledger_bytes import encode
from app.errors import Damaged
from app.services.session import Session
from app.storage.unit_of_work import UnitOfWork
from app.vault.container import Label, Written, write_sealed
from app.vault.disk import disk_errors
from app.vault.file_keys import file_slots, open_file_key, read_slots
from app.vault.jws import sign_jws
from app.vault.keys import new_key
from app.vault.sealed_file import SealedFile
from app.vault.secret import Secret
from app.vault.signing import fingerprint
from app.vault.slots import Slot

BACKUP = "backup"
PACKAGE = "package"

Fill = Callable[[io.RawIOBase], bytes]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file as written, with its key for reading it back."""

    written: Written
    key: Secret


def seal(
    session: Session,
    uow: UnitOfWork,
    path: Path,
    *,
    kind: str,
    counts: dict[str, int],
    checkpoint: Checkpoint,
    fill: Fill,
    others: Sequence[Slot] = (),
) -> Sealed:
    """Write a sealed file and push it to the disk. `fill` writes the payload and returns its manifest's bytes.

    It opens for whoever opens the vault, and for the holders of `others`.
    """
    key, firm_key = new_key(), uow.firm.key()
    kid = fingerprint(firm_key.public_der)
    label = Label(
        kind=kind,
        vault_id=session.vault_id,
        created_at=instant_text(session.clock.now()),
        program=session.program_version,
        counts=counts,
        slots=file_slots((*session.header.slots, *others), key, session.vault_id),
        ledger=encode(uow.ledger.all(session.vault_id)),
    )

    def content(target: io.RawIOBase) -> dict[str, Any]:
        return {"manifest": hashlib.sha256(fill(target)).hexdigest(), "checkpoint": plain(checkpoint)}

    def sign(data: bytes) -> str:
        return sign_jws(data, firm_key.private_der, kid)

    with disk_errors(path), path.open("xb") as file:
        written = write_sealed(file, label, key.reveal(), content, sign)
        file.flush()
        os.fsync(file.fileno())
    return Sealed(written, key)


def require_whole(sealed: SealedFile, count: Callable[[int], None] | None = None) -> None:
    """Read the file and raise Damaged where any part of it is not what was signed."""
    if not sealed.is_ledger_whole:
        raise Damaged("sealed-ledger")
    if not sealed.is_payload_whole(count):
        raise Damaged("sealed-payload")


def require_manifest(sealed: SealedFile, manifest: bytes) -> None:
    """Raise Damaged where the payload's manifest is not the one that was signed."""
    if sealed.statement.content.get("manifest") != hashlib.sha256(manifest).hexdigest():
        raise Damaged("sealed-payload")


def opened_key(sealed: SealedFile, secret: Secret, operator: str | None) -> tuple[Secret, tuple[Slot, ...], Slot]:
    """The payload's key, all slots of the file, and the one that opened it; NotUnlocked."""
    slots = read_slots(sealed.header.slots)
    key, slot = open_file_key(slots, secret, operator, sealed.header.vault_id)
    return key, slots, slot
