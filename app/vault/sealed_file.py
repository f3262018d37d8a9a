"""An existing sealed file (app.vault.container): its parts, their checks, its payload."""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from app.errors import Damaged
from app.vault.chunks import CHUNK, PREFIX, ChunkReader
from app.vault.container import END, MAGIC, TYPE, VERSION, Header, Statement, bound_to, opening_bytes
from app.vault.jws import Opened, open_jws

_FOOT = 4 + len(END)
_BLOCK = 1024 * 1024
_LARGEST_HEADER = 16 * 1024 * 1024
_LARGEST_STATEMENT = 32 * 1024 * 1024  # a JWS of at most 16 MB, as text
_LARGEST_LEDGER = 1024 * 1024 * 1024

Part = TypeVar("Part", Header, Statement)


class SealedFile:
    """A sealed file, opened. That it opens proves that some key signed the statement and that the header is its own.

    Raises Damaged: "sealed-foreign" (no such file), "sealed-cut" (its end is not where it belongs: something was cut
    off or added), "sealed-statement" or "sealed-header" (that part is not what was signed), "sealed-newer" (made by
    a newer version of the program).
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self.size = os.fstat(self._file.fileno()).st_size
            self.opened = self._open_statement()
            self.statement = _decoded(self.opened.payload, Statement, "sealed-statement")
            self.header = self._open_public()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def _open_statement(self) -> Opened:
        if self._file.read(len(MAGIC)) != MAGIC:
            raise Damaged("sealed-foreign")
        self._file.seek(max(0, self.size - _FOOT))
        foot = self._file.read(_FOOT)
        length = int.from_bytes(foot[:4], "big")
        self._payload_end = self.size - _FOOT - length
        if foot[4:] != END or self._payload_end < len(MAGIC):
            raise Damaged("sealed-cut")
        if length > _LARGEST_STATEMENT:  # nothing has been proved yet: a forged length must not fill the memory
            raise Damaged("sealed-statement")
        self._file.seek(self._payload_end)
        try:
            opened = open_jws(self._file.read(length))
        except Damaged as error:
            raise Damaged("sealed-statement") from error
        if not opened.ok:
            raise Damaged("sealed-statement")
        return opened

    def _open_public(self) -> Header:
        self._file.seek(len(MAGIC))
        header = self._sized(4, _LARGEST_HEADER)
        self._opening = opening_bytes(header)
        if hashlib.sha256(self._opening).hexdigest() != self.statement.header:
            raise Damaged("sealed-header")
        self.ledger = self._sized(8, _LARGEST_LEDGER)
        self._payload_start = self._file.tell()
        return _decoded(header, Header, "sealed-header")

    def _sized(self, width: int, most: int) -> bytes:
        length = int.from_bytes(self._file.read(width), "big")
        if length > min(most, self._payload_end - self._file.tell()):
            raise Damaged("sealed-header" if width == 4 else "sealed-ledger")
        return self._file.read(length)

    @property
    def is_ledger_whole(self) -> bool:
        return hashlib.sha256(self.ledger).hexdigest() == self.statement.ledger

    def is_payload_whole(self, count: Callable[[int], None] | None = None) -> bool:
        """Read the whole sealed payload and compare it with the statement; `count` is told the bytes read."""
        if self.statement.payload.bytes != self._payload_end - self._payload_start:
            return False
        digest = hashlib.sha256()
        for block in self._blocks(self._payload_start, self._payload_end):
            digest.update(block)
            if count:
                count(len(block))
        return digest.hexdigest() == self.statement.payload.sha256

    def sha256(self) -> str:
        """The hash (hex) of the whole file, as certificates name it."""
        digest = hashlib.sha256()
        for block in self._blocks(0, self.size):
            digest.update(block)
        return digest.hexdigest()

    def payload(self, key: bytes) -> io.BufferedReader:
        """The plain payload, seekable while this file is open; reading raises Damaged where a chunk is not whole."""
        bound = bound_to(self._opening, self.ledger)
        length = self._payload_end - self._payload_start
        prefix = _hex(self.header.prefix)
        if len(prefix) != PREFIX:
            raise Damaged("sealed-header")
        return io.BufferedReader(ChunkReader(self._file, self._payload_start, length, key, prefix, bound), CHUNK)

    def _blocks(self, start: int, end: int) -> Iterator[bytes]:
        self._file.seek(start)
        while start < end and (block := self._file.read(min(_BLOCK, end - start))):
            start += len(block)
            yield block


def _hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError as error:
        raise Damaged("sealed-header") from error


def _decoded(data: bytes, part: type[Part], code: str) -> Part:
    try:
        version = msgspec.json.decode(data, type=dict[str, object])
        if version.get("type") != TYPE or not isinstance(version.get("version"), int):
            raise Damaged(code)
        if version["version"] != VERSION:
            raise Damaged("sealed-newer", version=str(version["version"]))
        return msgspec.json.decode(data, type=part)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged(code) from error
