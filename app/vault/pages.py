"""Reads the pages of an encrypted database without SQLite: an independent look at what a file really holds.

Format: SQLCipher 4 with a raw key. Pages of 4096 bytes end in 80 reserved bytes: a 16-byte IV and a 64-byte HMAC-SHA512
over ciphertext, IV and little-endian page number. The first page starts with a 16-byte salt instead of SQLite's magic.
The HMAC key is PBKDF2-HMAC-SHA512 (2 rounds) of the key over the salt XOR 0x3a. Cell and overflow layout: SQLite's
file format, sections 1.5 and 1.6.
"""

import hashlib
import hmac
import struct
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from app.errors import Damaged
from app.vault.disk import disk_errors

PAGE = 4096
SALT = 16
IV = 16
MAC = 64
USABLE = PAGE - IV - MAC
LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23  # bytes of a spilled cell that stay on its page, at least
WAL_HEADER = 32
FRAME_HEADER = 24
LOCK_PAGE = (1 << 30) // PAGE + 1  # holds the byte at 1 GiB that SQLite locks and never writes
MAGIC = b"SQLite format 3\x00"

TABLE_LEAF = 0x0D
INDEX_LEAF = 0x0A
INDEX_INTERIOR = 0x02


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number in the database, from 1, and its 4016 usable bytes, or sealed all of its 4096."""

    number: int
    data: bytes


class PageKeys:
    """The keys of one database file: the raw key, and the MAC key made from the file's salt."""

    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = algorithms.AES(key)
        mac_salt = bytes(byte ^ 0x3A for byte in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, mac_salt, 2, 32)

    def open(self, number: int, raw: bytes) -> bytes | None:
        """The page's plain bytes, or None where the MAC does not hold (another key, or a damaged page)."""
        start = SALT if number == 1 else 0
        sealed, mac = raw[start : PAGE - MAC], raw[PAGE - MAC :]
        expected = hmac.new(self._mac_key, sealed + number.to_bytes(4, "little"), hashlib.sha512).digest()
        if not hmac.compare_digest(expected, mac):
            return None
        cipher = Cipher(self._key, modes.CBC(sealed[-IV:])).decryptor()
        plain = cipher.update(sealed[:-IV]) + cipher.finalize()
        return MAGIC + plain if number == 1 else plain


def keys_of(path: Path, key: bytes) -> PageKeys:
    """The keys of a database file, whose first bytes are its salt."""
    with disk_errors(path), path.open("rb") as file:
        return PageKeys(key, file.read(SALT))


def opened(sealed: Page, keys: PageKeys, name: str) -> Page:
    """The decrypted page; Damaged("page-unreadable") where it does not open: what can't be read proves nothing."""
    plain = keys.open(sealed.number, sealed.data) if len(sealed.data) == PAGE else None
    if plain is None:
        raise Damaged("page-unreadable", file=name, page=sealed.number)
    return Page(sealed.number, plain)


def sealed_pages(path: Path) -> Iterator[Page]:
    """Every page of a database file as it lies there, except the one that SQLite never writes."""
    with disk_errors(path), path.open("rb") as file:
        number = 0
        while raw := file.read(PAGE):
            number += 1
            if number != LOCK_PAGE:
                yield Page(number, raw)


def sealed_frames(wal: Path) -> Iterator[Page]:
    """Every frame of a write-ahead log as it lies there, those of earlier uses of the log too."""
    with disk_errors(wal), wal.open("rb") as file:
        file.read(WAL_HEADER)
        while len(frame := file.read(FRAME_HEADER + PAGE)) == FRAME_HEADER + PAGE:
            yield Page(int.from_bytes(frame[:4], "big"), frame[FRAME_HEADER:])


def opens_anything(path: Path, key: bytes) -> bool:
    """Whether the key opens the file's first page: the old key is tried so on what exists after a destruction."""
    with disk_errors(path), path.open("rb") as file:
        raw = file.read(PAGE)
    return len(raw) == PAGE and PageKeys(key, raw[:SALT]).open(1, raw) is not None


@dataclass(frozen=True, slots=True)
class Spill:
    """A cell whose payload goes on in overflow pages: its first part, what is missing, and the next page's number."""

    start: bytes
    missing: int
    next_page: int


def spills(page: Page) -> Iterator[Spill]:
    """The cells of a leaf or index page that spill over."""
    data = page.data
    head = 100 if page.number == 1 else 0
    kind = data[head]
    if kind not in {TABLE_LEAF, INDEX_LEAF, INDEX_INTERIOR}:
        return
    count = int.from_bytes(data[head + 3 : head + 5], "big")
    pointers = head + (12 if kind == INDEX_INTERIOR else 8)
    if pointers + 2 * count > USABLE:
        return
    cells = [*sorted(struct.unpack_from(f">{count}H", data, pointers)), USABLE]
    for at, following in pairwise(cells):
        if following - at >= LEAST_LOCAL:
            spill = _spill(data, at, kind)
            if spill is not None:
                yield spill


def _spill(data: bytes, at: int, kind: int) -> Spill | None:
    if not 0 < at < USABLE - 4:
        return None
    if kind == INDEX_INTERIOR:
        at += 4
    size, at = _varint(data, at)
    if kind == TABLE_LEAF:
        _rowid, at = _varint(data, at)
    most = USABLE - 35 if kind == TABLE_LEAF else (USABLE - 12) * 64 // 255 - 23
    if size <= most:
        return None
    local = LEAST_LOCAL + (size - LEAST_LOCAL) % (USABLE - 4)
    local = local if local <= most else LEAST_LOCAL
    if at + local + 4 > USABLE:
        return None
    next_page = int.from_bytes(data[at + local : at + local + 4], "big")
    return Spill(data[at : at + local], size - local, next_page)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        if at + index >= len(data):
            return value, at + index
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[min(at + 8, len(data) - 1)], at + 9


class PageFile:
    """Random access to a database's newest pages, for following overflow chains; safe to share between threads.

    A page that the write-ahead log holds is read there: its newest frame of the log's present use.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._reading = threading.Lock()
        with disk_errors(path), ExitStack() as opened_here:
            self._file = opened_here.enter_context(path.open("rb"))
            self._keys = PageKeys(key, self._file.read(SALT))
            self._count = path.stat().st_size // PAGE
            wal = wal_of(path)
            self._wal = opened_here.enter_context(wal.open("rb")) if wal.exists() else None
            self._frames = {} if self._wal is None else _newest_frames(self._wal)
            opened_here.pop_all()

    def read(self, number: int) -> bytes | None:
        """The page's plain bytes; None where there is no such page or it does not open."""
        with self._reading, disk_errors(self._path):
            if self._wal is not None and number in self._frames:
                self._wal.seek(self._frames[number])
                raw = self._wal.read(PAGE)
            elif 0 < number <= self._count:
                self._file.seek((number - 1) * PAGE)
                raw = self._file.read(PAGE)
            else:
                return None
        return self._keys.open(number, raw)

    def payload(self, spill: Spill) -> bytes:
        """The whole payload of a spilled cell, as far as its chain can be followed."""
        parts, missing, number = [spill.start], spill.missing, spill.next_page
        while missing > 0 and (data := self.read(number)) is not None:
            parts.append(data[4 : 4 + missing])
            missing -= len(parts[-1])
            number = int.from_bytes(data[:4], "big")
        return b"".join(parts)

    def close(self) -> None:
        self._file.close()
        if self._wal is not None:
            self._wal.close()


def wal_of(database: Path) -> Path:
    """Where a database's write-ahead log lies."""
    return database.with_name(database.name + "-wal")


def _newest_frames(wal: BinaryIO) -> dict[int, int]:
    """Where each page's newest frame stands; frames with another salt than the log's are of an earlier use."""
    salts = wal.read(WAL_HEADER)[16:24]
    frames: dict[int, int] = {}
    at = WAL_HEADER
    while len(head := wal.read(FRAME_HEADER)) == FRAME_HEADER:
        if head[8:16] == salts:
            frames[int.from_bytes(head[:4], "big")] = at + FRAME_HEADER
        at += FRAME_HEADER + PAGE
        wal.seek(at)
    return frames
