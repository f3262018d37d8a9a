"""The sealed file: one form for archive packages and backups, checkable by anybody, readable by the vault's operators.

    magic (8) | length (4) | header | length (8) | ledger | payload | statement | length (4) | end mark (8)

The header (JSON) is public: what the file is, and key slots for its payload key. The ledger (app.domain.ledger) is
public too. The payload is sealed in chunks (app.vault.chunks), bound to header and ledger. The statement is a JWS by
the firm's key over the hashes of all three, so every byte is covered without a passphrase. Lengths are big-endian.
"""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec

from app.domain.evidence import canonical
from app.vault.chunks import ChunkWriter, new_prefix

MAGIC = b"QDSEAL1\n"
END = b"\nQDSEAL1"
TYPE = "qingdang-sealed"
VERSION = 1


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody may know of a sealed file; `slots` open its payload key and are opaque here."""

    type: str
    version: int
    kind: str
    vault_id: str
    created_at: str
    program: str
    counts: dict[str, int]
    prefix: str
    slots: list[dict[str, Any]]


class PayloadSize(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of the sealed payload, as it lies in the file."""

    bytes: int
    sha256: str


class Statement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the firm's key signs: hashes (hex) of the parts, and what the payload's writer says about its content."""

    type: str
    version: int
    kind: str
    vault_id: str
    created_at: str
    header: str
    ledger: str
    payload: PayloadSize
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Label:
    """What the file is, as the caller knows it before writing."""

    kind: str
    vault_id: str
    created_at: str
    program: str
    counts: dict[str, int]
    slots: list[dict[str, Any]]
    ledger: bytes


@dataclass(frozen=True, slots=True)
class Written:
    """A sealed file as written: size and SHA-256 (hex) of the whole."""

    bytes: int
    sha256: str


def opening_bytes(header: bytes) -> bytes:
    """Magic, header length, header: what the statement's `header` hash covers."""
    return MAGIC + len(header).to_bytes(4, "big") + header


def bound_to(opening: bytes, ledger: bytes) -> bytes:
    """What every chunk of the payload is bound to: the hash of all that stands before it."""
    return hashlib.sha256(opening + len(ledger).to_bytes(8, "big") + ledger).digest()


def write_sealed(
    file: BinaryIO,
    label: Label,
    key: bytes,
    fill: Callable[[io.RawIOBase], dict[str, Any]],
    sign: Callable[[bytes], str],
) -> Written:
    """Write a sealed file. `key` (32 random bytes) is used for this file only.

    `fill` writes the payload and returns what the statement says about its content; `sign` makes a JWS.
    """
    prefix = new_prefix()
    header = Header(
        TYPE, VERSION, label.kind, label.vault_id, label.created_at, label.program, label.counts, prefix.hex(),
        label.slots,
    )  # fmt: skip
    opening = opening_bytes(canonical(msgspec.to_builtins(header)))
    whole = _Sink(file)
    whole.write(opening)
    whole.write(len(label.ledger).to_bytes(8, "big"))
    whole.write(label.ledger)
    payload = _Sink(whole)
    writer = ChunkWriter(payload.write, key, prefix, bound_to(opening, label.ledger))
    content = fill(writer)
    writer.finish()
    statement = Statement(
        TYPE, VERSION, label.kind, label.vault_id, label.created_at, hashlib.sha256(opening).hexdigest(),
        hashlib.sha256(label.ledger).hexdigest(), PayloadSize(payload.bytes, payload.sha256), content,
    )  # fmt: skip
    token = sign(canonical(msgspec.to_builtins(statement))).encode("ascii")
    whole.write(token + len(token).to_bytes(4, "big") + END)
    return Written(whole.bytes, whole.sha256)


class _Sink:
    """Passes bytes on, counts and hashes them."""

    def __init__(self, target: "BinaryIO | _Sink") -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.bytes = 0

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def write(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self.bytes += len(data)
