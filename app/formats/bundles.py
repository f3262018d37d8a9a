"""A bundle: a ZIP of named entries with a manifest of their hashes, written and read as a stream.

It is what lies inside a sealed file, so that whoever has opened one needs no program of ours to read on.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, Protocol

import msgspec

from app.errors import Damaged

MANIFEST = "manifest.json"
_BLOCK = 256 * 1024
_LARGEST_MANIFEST = 256 * 1024 * 1024


class Digest(Protocol):
    """A running hash."""

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


Digests = Mapping[str, Callable[[], Digest]]


class EntryFacts(msgspec.Struct, frozen=True):
    """One entry as the manifest has it; `digests` by algorithm, in hex."""

    name: str
    bytes: int
    digests: dict[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """What a bundle says about itself and its entries."""

    about: dict[str, Any]
    entries: list[EntryFacts]


class EntryWriter(io.RawIOBase):
    """Takes an entry's bytes, hashing them on the way."""

    def __init__(self, target: BinaryIO, digests: Iterable[Digest]) -> None:
        super().__init__()
        self._target = target
        self._digests = tuple(digests)
        self.bytes = 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # the base class takes any buffer
        self._target.write(data)
        for digest in self._digests:
            digest.update(data)
        self.bytes += len(data)
        return len(data)


class BundleWriter:
    """Writes a bundle to a file that need not be seekable. `digests` are the algorithms of the manifest."""

    def __init__(self, file: io.RawIOBase, digests: Digests, made_at: datetime) -> None:
        # ZipFile asks for BinaryIO and uses write, flush and tell of it; a stream that cannot tell is counted.
        self._zip = zipfile.ZipFile(file, "w")
        self._digests = digests
        self._made_at = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
        self._entries: list[EntryFacts] = []

    @contextmanager
    def entry(self, name: str, *, stored: bool = False) -> Iterator[EntryWriter]:
        """Write one entry; `stored` ones are not compressed (what is compressed or encrypted already)."""
        running = {algorithm: make() for algorithm, make in self._digests.items()}
        with self._open(name, stored=stored) as target:
            writer = EntryWriter(target, running.values())
            yield writer
        digests = {algorithm: digest.hexdigest() for algorithm, digest in running.items()}
        self._entries.append(EntryFacts(name, writer.bytes, digests))

    def add(self, name: str, parts: Iterable[bytes], *, stored: bool = False) -> None:
        """Write one entry from its parts."""
        with self.entry(name, stored=stored) as writer:
            for part in parts:
                writer.write(part)

    def finish(self, about: Mapping[str, Any]) -> bytes:
        """Write the manifest and close; returns the manifest's bytes, for whoever signs them."""
        manifest = Manifest(dict(about), self._entries)
        text = json.dumps(msgspec.to_builtins(manifest), ensure_ascii=False, indent=1).encode()
        with self._open(MANIFEST, stored=False) as target:
            target.write(text)
        self._zip.close()
        return text

    def _open(self, name: str, *, stored: bool) -> BinaryIO:
        info = zipfile.ZipInfo(name, self._made_at)
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        # The fastest level: these files are large, and written while somebody waits.
        info._compresslevel = 1  # type: ignore[attr-defined]  # noqa: SLF001 - public only from Python 3.13 on
        return self._zip.open(info, "w", force_zip64=True)  # type: ignore[return-value]


class BundleReader:
    """Reads a bundle. Raises Damaged("bundle-damaged") where it is none or an entry is not what the manifest says."""

    def __init__(self, file: BinaryIO | io.RawIOBase) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > _LARGEST_MANIFEST:
                raise Damaged("bundle-damaged", entry=MANIFEST)
            self.manifest_bytes = self._zip.read(info)
            self.manifest = msgspec.json.decode(self.manifest_bytes, type=Manifest)
        except (zipfile.BadZipFile, KeyError, EOFError, msgspec.MsgspecError, NotImplementedError) as error:
            raise Damaged("bundle-damaged", entry=MANIFEST) from error
        self._facts = {entry.name: entry for entry in self.manifest.entries}

    @property
    def about(self) -> dict[str, Any]:
        return self.manifest.about

    @property
    def names(self) -> list[str]:
        return list(self._facts)

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One entry's bytes, buffered; a damaged one raises Damaged while it is read."""
        if name not in self._facts:
            raise Damaged("bundle-damaged", entry=name)
        try:
            with self._zip.open(name) as raw, io.BufferedReader(raw, _BLOCK) as buffered:  # type: ignore[type-var]
                yield buffered
        except (zipfile.BadZipFile, EOFError, KeyError) as error:
            raise Damaged("bundle-damaged", entry=name) from error

    def check(self, digests: Digests, count: Callable[[int], None] | None = None) -> None:
        """Read every entry and compare sizes and hashes with the manifest, and the two lists of names."""
        listed = set(self._zip.namelist())
        if listed != {*self._facts, MANIFEST} or len(self._zip.namelist()) != len(listed):
            raise Damaged("bundle-damaged", entry=MANIFEST)
        for facts in self.manifest.entries:
            self._check(facts, digests, count)

    def _check(self, facts: EntryFacts, digests: Digests, count: Callable[[int], None] | None) -> None:
        running = {algorithm: make() for algorithm, make in digests.items()}
        size = 0
        with self.open(facts.name) as entry:
            while block := entry.read(_BLOCK):
                size += len(block)
                for digest in running.values():
                    digest.update(block)
                if count:
                    count(len(block))
        found = {algorithm: digest.hexdigest() for algorithm, digest in running.items()}
        if size != facts.bytes or found != facts.digests:
            raise Damaged("bundle-damaged", entry=facts.name)
