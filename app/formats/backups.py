"""A backup's content: every row of every table and every attachment, as they are, in a bundle.

Rows are MessagePack arrays, each with its length (4 bytes, big-endian) before it: they carry bytes, texts and numbers
without a loss. Attachments are their sealed files; their keys are in the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, BinaryIO, TypeAlias

import msgspec

from app.errors import Damaged
from app.formats.bundles import BundleReader, BundleWriter

FORMAT = "qingdang-backup"
VERSION = 1
DIGESTS = {"sha256": sha256}
_LARGEST_ROW = 1 << 30
_BATCH = 256 * 1024

Value: TypeAlias = bytes | str | int | float | None
Row: TypeAlias = Sequence[Value]


class Table(msgspec.Struct, frozen=True):
    """A table's name, its columns in the rows' order, and how many rows it has."""

    name: str
    columns: list[str]
    rows: int


class About(msgspec.Struct, frozen=True):
    """What a backup says about itself: `schema` is the version of the tables, `founded_at` the vault's birth."""

    format: str
    version: int
    schema: int
    vault_id: str
    generation: int
    founded_at: str
    tables: list[Table]


class BackupWriter:
    """Writes a backup's content to a sealed file's payload."""

    def __init__(self, file: Any, made_at: datetime) -> None:
        self._bundle = BundleWriter(file, DIGESTS, made_at)
        self._tables: list[Table] = []
        self._encoder = msgspec.msgpack.Encoder()

    def table(
        self, name: str, columns: Sequence[str], rows: Iterable[Row], count: Callable[[int], None] | None = None
    ) -> None:
        """Write all rows of one table; `count` is told rows written."""
        written = 0
        with self._bundle.entry(_table_entry(name)) as entry:
            batch = bytearray()
            for row in rows:
                encoded = self._encoder.encode(row)
                batch += len(encoded).to_bytes(4, "big") + encoded
                written += 1
                if len(batch) >= _BATCH:
                    entry.write(bytes(batch))
                    batch.clear()
                if count and written % 1000 == 0:
                    count(1000)
            entry.write(bytes(batch))
        if count:
            count(written % 1000)
        self._tables.append(Table(name, list(columns), written))

    def blob(self, blob_id: bytes, parts: Iterable[bytes]) -> None:
        """Write one attachment's sealed file."""
        self._bundle.add(_blob_entry(blob_id), parts, stored=True)

    def finish(self, *, schema: int, vault_id: str, generation: int, founded_at: str) -> bytes:
        """Write the manifest; returns its bytes."""
        about = About(FORMAT, VERSION, schema, vault_id, generation, founded_at, self._tables)
        return self._bundle.finish(msgspec.to_builtins(about))


class BackupReader:
    """Reads a backup's content. Raises Damaged("backup-damaged") or Damaged("backup-newer")."""

    def __init__(self, file: BinaryIO) -> None:
        self._bundle = BundleReader(file)
        try:
            self.about = msgspec.convert(self._bundle.about, About)
        except msgspec.ValidationError as error:
            raise Damaged("backup-damaged") from error
        if self.about.format != FORMAT:
            raise Damaged("backup-damaged")
        if self.about.version > VERSION:
            raise Damaged("backup-newer", version=self.about.version)
        self.tables = {table.name: table for table in self.about.tables}

    @property
    def manifest(self) -> bytes:
        """The manifest's bytes, whose hash the sealed file's statement holds."""
        return self._bundle.manifest_bytes

    def rows(self, name: str) -> Iterator[list[Any]]:
        """The rows of one table, in the order they were written."""
        decoder = msgspec.msgpack.Decoder(list[Any])
        with self._bundle.open(_table_entry(name)) as entry:
            while head := entry.read(4):
                length = int.from_bytes(head, "big")
                if length > _LARGEST_ROW:
                    raise Damaged("backup-damaged")
                try:
                    yield decoder.decode(entry.read(length))
                except msgspec.MsgspecError as error:
                    raise Damaged("backup-damaged") from error

    def blobs(self) -> set[bytes]:
        """The ids of the attachments' sealed files."""
        return {bytes.fromhex(name[len("blobs/") :]) for name in self._bundle.names if name.startswith("blobs/")}

    def blob(self, blob_id: bytes) -> Iterator[bytes]:
        """One attachment's sealed file, part by part."""
        with self._bundle.open(_blob_entry(blob_id)) as entry:
            while part := entry.read(_BATCH):
                yield part

    def check(self, count: Callable[[int], None] | None = None) -> None:
        """Read everything and compare it with the manifest."""
        self._bundle.check(DIGESTS, count)


def _table_entry(name: str) -> str:
    return f"tables/{name}.msgpack"


def _blob_entry(blob_id: bytes) -> str:
    return f"blobs/{blob_id.hex()}"
