"""An archive package's content: records in open formats that need no program of ours, in a bundle.

README.txt          what this is, in the language of the package
records.jsonl       one record a line, exactly as kept (PackedRecord)
customers.jsonl     whose they are (PackedCustomer)
sheets.json         where they were imported from (PackedSheet)
records.xlsx        the same records, a sheet for each imported sheet, for reading
attachments.jsonl   what is attached (PackedAttachment), with the files under attachments/
rules.json          the retention rules that they were archived under, with their wording
manifest.json       what the package is, and SHA-256 and SM3 of every other entry
"""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO, TypeVar, cast

import msgspec

from app.domain.retention import Basis, Reason, Rule
from app.domain.words import Disposition, Kind, Sensitivity
from app.errors import Damaged
from app.formats.bundles import BundleReader, BundleWriter, Digests
from app.formats.workbooks import Page, write_workbook

FORMAT = "qingdang-package"
VERSION = 1
README, RECORDS, CUSTOMERS, SHEETS = "README.txt", "records.jsonl", "customers.jsonl", "sheets.json"
WORKBOOK, ATTACHMENTS, RULES = "records.xlsx", "attachments.jsonl", "rules.json"
_BATCH = 64 * 1024

Packed = TypeVar("Packed")


@dataclass(frozen=True, slots=True)
class PackedRecord:
    """A record with its decision; `fields` are (column, cell) of the filled cells, `sheet` a number in sheets.json.

    `originals` are (column, cell) of cells that were cleaned at the import, as the file had them.
    """

    uid: str
    customer: str
    sheet: int
    row: int
    title: str
    kind: Kind | None
    sensitivity: Sensitivity | None
    rule: str | None
    trigger_date: date | None
    event_date: date | None
    created_at: datetime
    disposition: Disposition
    retain_until: date | None
    permanent: bool
    basis: tuple[Basis, ...]
    reasons: tuple[Reason, ...]
    fields: list[tuple[str, str]]
    originals: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PackedCustomer:
    """A customer of the packed records; parts that are not known are empty."""

    uid: str
    name: str
    org: str
    id_number: str
    phone: str
    email: str
    address: str
    code: str
    birth_date: str | None


@dataclass(frozen=True, slots=True)
class PackedSheet:
    """An imported sheet; `heads` are the columns' names."""

    number: int
    file: str
    file_sha256: str
    sheet: str
    kind: Kind
    imported_at: datetime
    source: str
    purpose: str
    legal_basis: str
    heads: list[str]


@dataclass(frozen=True, slots=True)
class PackedAttachment:
    """An attachment of a record; `entry` is its place in the package, "" for a paper file, which has a place only."""

    uid: str
    record: str
    entry: str
    name: str
    media_type: str
    bytes: int
    sha256: str
    paper_location: str


class PackageWriter:
    """Writes a package's content to a sealed file's payload."""

    def __init__(self, file: io.RawIOBase, digests: Digests, made_at: datetime) -> None:
        self._bundle = BundleWriter(file, digests, made_at)

    def text(self, name: str, text: str) -> None:
        self._bundle.add(name, [text.encode()])

    def listed(self, name: str, objects: Iterable[Any]) -> int:
        """JSON Lines: one object a line; returns how many."""
        count = 0
        batch = bytearray()
        with self._bundle.entry(name) as entry:
            for one in objects:
                batch += msgspec.json.encode(one) + b"\n"
                count += 1
                if len(batch) > _BATCH:
                    entry.write(bytes(batch))
                    batch.clear()
            entry.write(bytes(batch))
        return count

    def json(self, name: str, value: Any) -> None:
        self._bundle.add(name, [msgspec.json.format(msgspec.json.encode(value), indent=1)])

    def rules(self, version: str, rules: Iterable[Rule]) -> None:
        self.json(RULES, {"version": version, "rules": list(rules)})

    def workbook(self, pages: Iterable[Page]) -> None:
        """The records for reading; long cells are cut there, in the lines they are whole."""
        with self._bundle.entry(WORKBOOK, stored=True) as entry:
            write_workbook(cast("BinaryIO", entry), pages)

    def file(self, name: str, parts: Iterable[bytes]) -> None:
        """An attachment's content."""
        self._bundle.add(name, parts, stored=True)

    def finish(self, about: Mapping[str, Any]) -> bytes:
        """Write the manifest; returns its bytes."""
        return self._bundle.finish({"format": FORMAT, "version": VERSION, **about})


class PackageReader:
    """Reads a package's content. Raises Damaged("package-damaged") or Damaged("package-newer")."""

    def __init__(self, file: BinaryIO) -> None:
        self._bundle = BundleReader(file)
        self.about = self._bundle.about
        if self.about.get("format") != FORMAT:
            raise Damaged("package-damaged")
        version = self.about.get("version")
        if version != VERSION:
            raise Damaged("package-newer", version=str(version))

    @property
    def manifest(self) -> bytes:
        """The manifest's bytes, whose hash the sealed file's statement holds."""
        return self._bundle.manifest_bytes

    def records(self) -> Iterator[PackedRecord]:
        return self._listed(RECORDS, PackedRecord)

    def customers(self) -> Iterator[PackedCustomer]:
        return self._listed(CUSTOMERS, PackedCustomer)

    def attachments(self) -> Iterator[PackedAttachment]:
        return self._listed(ATTACHMENTS, PackedAttachment)

    def content(self, entry: str) -> Iterator[bytes]:
        """An entry's bytes, part by part."""
        with self._bundle.open(entry) as file:
            while part := file.read(_BATCH):
                yield part

    def check(self, digests: Digests, count: Callable[[int], None] | None = None) -> None:
        """Read everything and compare it with the manifest."""
        self._bundle.check(digests, count)

    def _listed(self, name: str, form: type[Packed]) -> Iterator[Packed]:
        decoder = msgspec.json.Decoder(form)
        with self._bundle.open(name) as file:
            for line in file:
                try:
                    yield decoder.decode(line)
                except msgspec.MsgspecError as error:
                    raise Damaged("package-damaged") from error
