"""Attachments on disk: one sealed file a blob, each under a random key of its own that only the database holds."""

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.disk_problems import STAGING_SUFFIX
from app.errors import Damaged
from app.vault.chunks import CHUNK, PREFIX, ChunkReader, ChunkWriter, new_prefix
from app.vault.disk import disk_errors, reached, replace, shred, staging_beside, sync_folder

MAGIC = b"QDBLOB1\n"
ID_BYTES = 16
NAME = re.compile(r"[0-9a-f]{32}")
"""A blob's file."""
_HEAD = len(MAGIC) + PREFIX


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored blob: its random id and key, and the plain content's SHA-256 (hex) and size."""

    id: bytes
    key: bytes
    sha256: str
    bytes: int


class BlobStore:
    """The vault's folder blobs/. A blob that no row knows is rubbish of a crash, cleared by `clear_orphans`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, stream: BinaryIO, count: Callable[[int], None] | None = None) -> Blob:
        """Seal a stream into a new blob, on the disk when this returns; `count` is told the bytes read."""
        blob_id, key, prefix = secrets.token_bytes(ID_BYTES), secrets.token_bytes(32), new_prefix()
        path = self.path(blob_id)
        digest = hashlib.sha256()
        size = 0
        with disk_errors(path), self._written(path) as file:
            file.write(MAGIC + prefix)
            writer = ChunkWriter(file.write, key, prefix, MAGIC + blob_id)
            while block := stream.read(CHUNK):
                digest.update(block)
                size += len(block)
                writer.write(block)
                if count:
                    count(len(block))
            writer.finish()
        return Blob(blob_id, key, digest.hexdigest(), size)

    def open(self, blob_id: bytes, key: bytes) -> Iterator[bytes]:
        """The plain content, part by part; raises Damaged("blob-missing" or "sealed-damaged")."""
        path = self.path(blob_id)
        try:
            file = path.open("rb")
        except FileNotFoundError as error:
            raise Damaged("blob-missing", blob=blob_id.hex()) from error
        with file:
            head = file.read(_HEAD)
            if len(head) != _HEAD or not head.startswith(MAGIC):
                raise Damaged("sealed-damaged", chunk=0)
            length = path.stat().st_size - _HEAD
            reader = ChunkReader(file, _HEAD, length, key, head[len(MAGIC) :], MAGIC + blob_id)
            while part := reader.read(CHUNK):
                yield part

    def sealed(self, blob_id: bytes) -> Iterator[bytes]:
        """The blob's file as it lies there: what a backup copies."""
        try:
            with self.path(blob_id).open("rb") as file:
                while part := file.read(CHUNK):
                    yield part
        except FileNotFoundError as error:
            raise Damaged("blob-missing", blob=blob_id.hex()) from error

    def put_sealed(self, blob_id: bytes, parts: Iterator[bytes]) -> None:
        """Write a blob's file as a backup holds it."""
        path = self.path(blob_id)
        with disk_errors(path), self._written(path) as file:
            for part in parts:
                file.write(part)

    def shred(self, blob_id: bytes) -> None:
        """Overwrite and remove; a blob that is gone already is fine."""
        shred(self.path(blob_id))

    def ids(self) -> set[bytes]:
        """The blobs that lie there."""
        return {bytes.fromhex(path.name) for path in self._there() if NAME.fullmatch(path.name)}

    def clear_orphans(self, known: Collection[bytes]) -> int:
        """Shred what no row of the database knows and what was never finished; returns how many files went."""
        rubbish = [path for path in self._there() if path.name.endswith(STAGING_SUFFIX)]
        rubbish += [self.path(blob_id) for blob_id in self.ids().difference(known)]
        for path in rubbish:
            shred(path)
        return len(rubbish)

    def path(self, blob_id: bytes) -> Path:
        """Where a blob's file lies."""
        return self._folder / blob_id.hex()

    def _there(self) -> list[Path]:
        """What lies in the folder; behind a link nothing, for it may lead to files that are somebody else's."""
        with disk_errors(self._folder):
            return list(self._folder.iterdir()) if self._folder.is_dir() and not self._folder.is_symlink() else []

    @contextmanager
    def _written(self, path: Path) -> Iterator[BinaryIO]:
        """A file to write that takes its place whole, on the disk, or leaves nothing."""
        self._folder.mkdir(exist_ok=True)
        staging = staging_beside(path)
        try:
            with staging.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            reached("blob.staged")
            replace(staging, path)
            sync_folder(self._folder)
            reached("blob.stored")
        except BaseException:
            with suppress(OSError):
                staging.unlink(missing_ok=True)
            raise
