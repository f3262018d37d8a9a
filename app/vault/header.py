"""The header file vault.json: key slots, generation, and where the audit log last stood."""

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from typing import Any

from app.errors import Damaged, NotUnlocked
from app.vault.keys import SALT_BYTES, Kdf, derived
from app.vault.secret import Secret
from app.vault.slots import Slot

FORMAT = "qingdang-vault"
VERSION = 1
LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Header:
    """What vault.json says.

    `created_at` is ISO 8601 UTC; `root` (hex) is the audit log's Merkle root over its first `size` events. The MAC is
    made with a key derived from the database key: only who can open the vault can write a header that opens.
    """

    vault_id: str
    generation: int
    created_at: str
    slots: tuple[Slot, ...]
    size: int = 0
    root: str = ""
    mac: str = ""

    def slot(self, name: str | None) -> Slot:
        """The operator's slot, the first operator's for None; NotUnlocked("unknown-operator")."""
        for slot in self.operators:
            if name is None or slot.name == name:
                return slot
        raise NotUnlocked("unknown-operator", operator=name)

    @property
    def operators(self) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if not slot.is_recovery)

    @property
    def recovery(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.is_recovery), None)

    def with_slot(self, slot: Slot) -> "Header":
        """The header with this slot in place of the one of its name (or of the recovery slot), else added."""
        others = [one for one in self.slots if (one.name, one.is_recovery) != (slot.name, slot.is_recovery)]
        places = [(one.name, one.is_recovery) for one in self.slots]
        at = places.index((slot.name, slot.is_recovery)) if len(others) < len(self.slots) else len(others)
        others.insert(at, slot)
        return replace(self, slots=tuple(others))


def authenticated(header: Header, key: Secret) -> Header:
    """The header with the MAC that the database key makes over it."""
    bare = replace(header, mac="")
    return replace(header, mac=hmac.new(derived(key, "header"), _canonical(_as_json(bare)), "sha256").hexdigest())


def check_mac(header: Header, key: Secret) -> None:
    """Raise Damaged("header-forged") where somebody without the database key wrote this header."""
    if not hmac.compare_digest(authenticated(header, key).mac.encode(), header.mac.encode()):
        raise Damaged("header-forged")


def serialised(header: Header) -> bytes:
    """The file's bytes; the digest inside tells an accident from a forgery before any passphrase is asked for."""
    data = _as_json(header)
    data["sha256"] = hashlib.sha256(_canonical(data)).hexdigest()
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def parsed(data: bytes) -> Header:
    """The header in these bytes.

    Raises Damaged: "header-newer" where a later version of the program wrote it, "header-damaged" for all else
    that is not exactly what `serialised` wrote.
    """
    try:
        raw = json.loads(data.decode("utf-8"))
        if raw["format"] != FORMAT:
            raise Damaged("header-damaged", part="format")
        _check_version(raw["version"])
        header = _from_json(raw)
        same = serialised(header) == data
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        raise Damaged("header-damaged", part="content") from error
    if not same:
        raise Damaged("header-damaged", part="digest")
    for slot in header.slots:
        slot.kdf.check()
    return header


def _check_version(version: object) -> None:
    if type(version) is not int or version < 1:
        raise Damaged("header-damaged", part="version")
    if version > VERSION:
        raise Damaged("header-newer", found=version, known=VERSION)


def _canonical(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _as_json(header: Header) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "vault_id": header.vault_id,
        "generation": header.generation,
        "created_at": header.created_at,
        "slots": [slot_json(slot) for slot in header.slots],
        "checkpoint": {"size": header.size, "root": header.root},
        "mac": header.mac,
    }


def _from_json(raw: dict[str, Any]) -> Header:
    return Header(
        vault_id=_text(raw["vault_id"]),
        generation=_number(raw["generation"]),
        created_at=_text(raw["created_at"]),
        slots=tuple(slot_from(slot) for slot in raw["slots"]),
        size=_number(raw["checkpoint"]["size"]),
        root=_text(raw["checkpoint"]["root"]),
        mac=_text(raw["mac"]),
    )


def slot_json(slot: Slot) -> dict[str, Any]:
    """A slot as JSON; sealed files carry slots in the same form."""
    return {
        "name": slot.name,
        "role": slot.role,
        "kdf": {"memory_kib": slot.kdf.memory_kib, "passes": slot.kdf.passes, "lanes": slot.kdf.lanes},
        "salt": _armoured(slot.salt),
        "box_public": _armoured(slot.box_public),
        "sign_public": _armoured(slot.sign_public),
        "private": _armoured(slot.private),
        "key": _armoured(slot.key),
    }


def slot_from(raw: dict[str, Any]) -> Slot:
    """The slot in this JSON; KeyError, TypeError or ValueError where it is none."""
    kdf = raw["kdf"]
    return Slot(
        name=_text(raw["name"]),
        role=_text(raw["role"]),
        kdf=Kdf(_number(kdf["memory_kib"]), _number(kdf["passes"]), _number(kdf["lanes"])),
        salt=_salt(raw["salt"]),
        box_public=_bytes(raw["box_public"]),
        sign_public=_bytes(raw["sign_public"]),
        private=_bytes(raw["private"]),
        key=_bytes(raw["key"]),
    )


def _armoured(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(value: object) -> bytes:
    return base64.b64decode(_text(value), validate=True)


def _salt(value: object) -> bytes:
    salt = _bytes(value)
    if len(salt) != SALT_BYTES:
        raise ValueError("no salt of ours")
    return salt


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: object) -> int:
    if type(value) is not int or value < 0:
        raise TypeError("not a count")
    return value
