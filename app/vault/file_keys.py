"""The key of a sealed file, for the same people as the vault: their slots, with the file's key in them."""

import binascii
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from app.errors import Damaged, NotUnlocked
from app.vault.header import slot_from, slot_json
from app.vault.keys import seal, unseal
from app.vault.recovery import read_code
from app.vault.secret import Secret
from app.vault.slots import Slot, open_slot


def file_slots(slots: Iterable[Slot], key: Secret, vault_id: str) -> list[dict[str, Any]]:
    """The vault's slots as a sealed file carries them; nobody's passphrase is needed."""
    return [slot_json(replace(slot, key=seal(key, slot.box_public, _info(vault_id)))) for slot in slots]


def read_slots(raw: Sequence[dict[str, Any]]) -> tuple[Slot, ...]:
    """The slots in a sealed file's header; Damaged("sealed-header")."""
    try:
        return tuple(slot_from(one) for one in raw)
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise Damaged("sealed-header") from error


def open_file_key(slots: Sequence[Slot], secret: Secret, operator: str | None, vault_id: str) -> tuple[Secret, Slot]:
    """The file's key and the slot that opened it: the operator's (the first one's for None) or the recovery slot.

    `secret` is that operator's passphrase or the vault's recovery code, as they were when the file was made.
    Raises NotUnlocked ("unknown-operator", "wrong-passphrase").
    """
    for slot, passphrase in _tries(slots, secret, operator, vault_id):
        keys = open_slot(slot, passphrase, vault_id=vault_id)
        if keys is None:
            continue
        key = unseal(slot.key, keys.box_private.reveal(), _info(vault_id))
        if key is None:
            raise Damaged("sealed-header")
        return key, slot
    raise NotUnlocked("wrong-passphrase", operator=_operator(slots, operator).name)


def _tries(slots: Sequence[Slot], secret: Secret, operator: str | None, vault_id: str) -> Iterable[tuple[Slot, Secret]]:
    recovery = next((slot for slot in slots if slot.is_recovery), None)
    code = _as_code(secret, vault_id)
    if recovery is not None and code is not None:
        yield recovery, code
    yield _operator(slots, operator), secret


def _as_code(secret: Secret, vault_id: str) -> Secret | None:
    """What was typed as this vault's recovery code, if it is one: its checksum tells."""
    try:
        return read_code(secret.reveal().decode(), vault_id)
    except (NotUnlocked, UnicodeDecodeError):
        return None


def _operator(slots: Sequence[Slot], name: str | None) -> Slot:
    for slot in slots:
        if not slot.is_recovery and name in (None, slot.name):
            return slot
    raise NotUnlocked("unknown-operator", operator=name)


def _info(vault_id: str) -> bytes:
    """Binds a sealed key to its use and vault: it is not taken for a database key, nor for one of another vault."""
    return f"qingdang/sealed-file/{vault_id}".encode()
