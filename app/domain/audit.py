"""The audit log's mathematics: canonical events in a hash chain, a Merkle tree over them, signed checkpoints.

The tree is that of RFC 6962 (section 2.1): leaf = SHA-256(0x00 || data), node = SHA-256(0x01 || left || right).
Functions that take `leaves` take leaf hashes. Checkpoints have the form of C2SP tlog-checkpoint, a signed note.
"""

import base64
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from app.errors import Damaged

Detail: TypeAlias = Mapping[str, int | str | bool | list[str] | None]

HASH_BYTES = 32
START = bytes(HASH_BYTES)
"""What the first event has for the hash of the one before it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is shown: `at` is ISO 8601 UTC, `action` "noun.verb"; never personal data."""

    seq: int
    at: str
    operator: str
    action: str
    subject: str
    detail: Detail


def canonical_event(event: Event, previous: bytes) -> bytes:
    """The bytes that are hashed: JSON with sorted keys, no spaces, UTF-8, with the hash of the event before."""
    content = {
        "seq": event.seq,
        "at": event.at,
        "operator": event.operator,
        "action": event.action,
        "subject": event.subject,
        "detail": event.detail,
        "previous": previous.hex(),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def event_hash(event: Event, previous: bytes) -> bytes:
    """The event's hash, which is its leaf in the tree and stands in the event after it."""
    return leaf_hash(canonical_event(event, previous))


def leaf_hash(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that only grows: keeps one hash a level, so adding a leaf and asking the root cost log(n)."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []
        for leaf in leaves:
            self.add(leaf)

    def add(self, leaf: bytes) -> None:
        """Append a leaf hash."""
        height, node = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            node = node_hash(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))
        self.size += 1

    @property
    def root(self) -> bytes:
        """The root over all leaves so far; of no leaves SHA-256 of nothing."""
        if not self._peaks:
            return sha256(b"").digest()
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = node_hash(peak, node)
        return node


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes, in their order."""
    return Frontier(leaves).root


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """RFC 6962, 2.1.2: that the tree over the first `old_size` leaves is a beginning of the tree over all."""
    if not 0 < old_size <= len(leaves):
        raise IndexError(old_size)
    proof: list[bytes] = []
    low, high, whole = 0, len(leaves), True
    while old_size != high:
        middle = low + _split(high - low)
        if old_size <= middle:
            proof.append(merkle_root(leaves[middle:high]))
            high = middle
        else:
            proof.append(merkle_root(leaves[low:middle]))
            low, whole = middle, False
    if not whole:
        proof.append(merkle_root(leaves[low:high]))
    return proof[::-1]


def verify_consistency(old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the smaller tree is a beginning of the larger one (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == root
    parts = list(proof)
    if old_size & (old_size - 1) == 0:
        parts.insert(0, old_root)
    if not parts:
        return False
    position, last = old_size - 1, size - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = parts[0]
    for part in parts[1:]:
        if last == 0:
            return False
        if position & 1 or position == last:
            old, new = node_hash(part, old), node_hash(part, new)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            new = node_hash(new, part)
        position, last = position >> 1, last >> 1
    return last == 0 and old == old_root and new == root


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


@dataclass(frozen=True, slots=True)
class Note:
    """A checkpoint's signed note taken apart; `key_id` is the first four bytes of the key's SHA-256."""

    origin: str
    size: int
    root: bytes
    at: str
    text: bytes
    key_id: bytes
    signature: bytes


def origin_of(vault_id: str) -> str:
    """The log's name: the note's first line and its key's name."""
    return f"qingdang/{vault_id}"


def checkpoint_text(vault_id: str, size: int, root: bytes, at: str) -> bytes:
    """What is signed: origin, size, root, and the time as an extension line (c2sp.org/tlog-checkpoint)."""
    return f"{origin_of(vault_id)}\n{size}\n{base64.b64encode(root).decode()}\nat {at}\n".encode()


def signed_note(text: bytes, public: bytes, sign: Callable[[bytes], bytes]) -> str:
    """The note with its signature line (c2sp.org/signed-note, type 0x02: ECDSA over the text, key as SPKI DER)."""
    name = text.split(b"\n", 1)[0].decode()
    armoured = base64.b64encode(sha256(public).digest()[:4] + sign(text)).decode()
    return f"{text.decode()}\n\N{EM DASH} {name} {armoured}\n"


def read_note(note: str) -> Note:
    """The parts of a checkpoint's note, its signature unchecked; Damaged("checkpoint-unreadable")."""
    try:
        text, _, line = note.partition("\n\n")
        origin, size, root, at = text.split("\n")
        dash, name, armoured = line.split(" ")
        packed = base64.b64decode(armoured.removesuffix("\n"), validate=True)
        found = Note(
            origin, int(size), base64.b64decode(root, validate=True), at, f"{text}\n".encode(), packed[:4], packed[4:]
        )
    except ValueError as error:
        raise Damaged("checkpoint-unreadable") from error
    written = checkpoint_text(origin.removeprefix("qingdang/"), found.size, found.root, at.removeprefix("at "))
    signature = base64.b64encode(packed).decode()
    if written != found.text or (dash, name, armoured) != ("\N{EM DASH}", origin, f"{signature}\n"):
        raise Damaged("checkpoint-unreadable")
    return Note(found.origin, found.size, found.root, at[3:], found.text, found.key_id, found.signature)
