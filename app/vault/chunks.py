"""Authenticated encryption of streams: AES-256-GCM in chunks, so that cuts, swaps and flips are all found.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): every chunk's nonce is a random prefix, the
chunk's number and a flag that marks the last one. A key seals one stream only.
"""

import io
import secrets
from collections.abc import Callable
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import Damaged

CHUNK = 256 * 1024
TAG = 16
SEALED = CHUNK + TAG
PREFIX = 7


def new_prefix() -> bytes:
    """The random part of a stream's nonces; stored in the clear before the stream."""
    return secrets.token_bytes(PREFIX)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class ChunkWriter(io.RawIOBase):
    """A file to write plain bytes to; what reaches `sink` is sealed. `finish` seals the last chunk.

    `bound` is authenticated with every chunk and binds the stream to its place.
    """

    def __init__(self, sink: Callable[[bytes], object], key: bytes, prefix: bytes, bound: bytes) -> None:
        super().__init__()
        self._sink = sink
        self._cipher = AESGCM(key)
        self._prefix = prefix
        self._bound = bound
        self._buffer = bytearray()
        self._number = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the base class also takes a None-able buffer
        view = memoryview(data).cast("B")
        self._buffer += view
        # One byte more than a chunk must be at hand: the last chunk is only known at the end.
        while len(self._buffer) > CHUNK:
            self._seal(bytes(self._buffer[:CHUNK]), last=False)
            del self._buffer[:CHUNK]
        return len(view)

    def finish(self) -> None:
        """Seal what is left as the last chunk (an empty stream is one empty chunk)."""
        self._seal(bytes(self._buffer), last=True)
        self._buffer.clear()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._sink(self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), plain, self._bound))
        self._number += 1


class ChunkReader(io.RawIOBase):
    """The plain bytes of a sealed stream that lies in `file` from `start` on, `length` sealed bytes long.

    Seekable; holds one chunk in memory. Raises Damaged("sealed-damaged") where a chunk is not what was sealed.
    """

    def __init__(self, file: BinaryIO, start: int, length: int, key: bytes, prefix: bytes, bound: bytes) -> None:
        super().__init__()
        full, rest = divmod(length, SEALED)
        if length < TAG or 0 < rest < TAG:
            raise Damaged("sealed-damaged", chunk=full)
        self._file = file
        self._start = start
        self._chunks = full + (rest > 0)
        self._size = length - self._chunks * TAG
        self._cipher = AESGCM(key)
        self._prefix = prefix
        self._bound = bound
        self._position = 0
        self._loaded = -1
        self._plain = b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, base + offset)
        return self._position

    def readinto(self, target: memoryview, /) -> int:  # type: ignore[override]  # typed as any writable buffer
        if self._position >= self._size and self._size:
            return 0
        number, offset = divmod(self._position, CHUNK)
        self._load(number)
        part = self._plain[offset : offset + len(target)]
        target[: len(part)] = part
        self._position += len(part)
        return len(part)

    def _load(self, number: int) -> None:
        if number == self._loaded:
            return
        last = number == self._chunks - 1
        self._file.seek(self._start + number * SEALED)
        length = self._size - number * CHUNK + TAG if last else SEALED
        try:
            sealed = self._file.read(length)
            self._plain = self._cipher.decrypt(_nonce(self._prefix, number, last=last), sealed, self._bound)
        except (InvalidTag, ValueError) as error:
            raise Damaged("sealed-damaged", chunk=number) from error
        self._loaded = number
