"""The content of an archive package: taken out of the vault, and read back."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.domain.evidence import ArchiveGroup, plain
from app.domain.instants import instant_text
from app.domain.records import named
from app.domain.retention import Decision
from app.domain.words import Kind
from app.errors import Damaged
from app.formats.packages import (
    ATTACHMENTS,
    CUSTOMERS,
    README,
    RECORDS,
    SHEETS,
    PackageReader,
    PackageWriter,
    PackedAttachment,
    PackedCustomer,
    PackedRecord,
    PackedSheet,
)
from app.formats.workbooks import Page
from app.i18n import N_, catalogue
from app.jobs import Progress
from app.services.audit import sign_checkpoint
from app.services.masking import masked_cell, masked_person
from app.services.sealing import PACKAGE, Sealed, require_manifest, seal
from app.services.session import Session
from app.storage.attachments import Attachment
from app.storage.batches import StoredSheet
from app.storage.records import Line
from app.storage.unit_of_work import UnitOfWork
from app.vault.blobs import BlobStore
from app.vault.digests import BOTH
from app.vault.sealed_file import SealedFile
from app.vault.slots import Slot

_AT_ONCE = 500
_README = N_(
    "Archive package {number} of {firm}, made on {made_at} with Qingdang {version}; rule pack {pack}.\n"
    "\n"
    "records.jsonl: the records exactly as they were kept, one a line. customers.jsonl: whose they are. "
    "sheets.json: where they came from. records.xlsx: the same records for reading; a cell longer than a spreadsheet "
    "allows is cut there. attachments.jsonl: the files under attachments. rules.json: the retention rules with their "
    "wording. manifest.json: SHA-256 and SM3 of every file.\n"
    "\n"
    "This content holds personal information: keep it as well protected as the package was.\n"
)


@dataclass(slots=True)
class Chosen:
    """The records of a package by their numbers, with what was decided over each."""

    decisions: dict[int, Decision] = field(default_factory=dict)
    kinds: dict[int, Kind] = field(default_factory=dict)
    sheets: dict[int, list[int]] = field(default_factory=dict)
    customers: set[str] = field(default_factory=set)
    uids: list[bytes] = field(default_factory=list)

    def take(self, line: Line, decision: Decision) -> None:
        assert line.facts.kind is not None
        self.decisions[line.id] = decision
        self.kinds[line.id] = line.facts.kind
        self.sheets.setdefault(line.sheet_id, []).append(line.id)
        self.uids.append(bytes.fromhex(line.uid))
        if line.customer:
            self.customers.add(line.customer)

    def groups(self) -> tuple[ArchiveGroup, ...]:
        """What they are, for the certificate: those of one kind, rule and end together, the largest first."""
        counts = Counter(
            (self.kinds[number], decision.rule, decision.retain_until, decision.permanent)
            for number, decision in self.decisions.items()
        )
        return tuple(
            ArchiveGroup(kind, rule, count, until, permanent)
            for (kind, rule, until, permanent), count in sorted(counts.items(), key=lambda one: (-one[1], str(one[0])))
        )


class Packing:
    """One package on its way out."""

    def __init__(
        self,
        session: Session,
        uow: UnitOfWork,
        chosen: Chosen,
        number: str,
        language: str,
        *,
        masked: bool = False,
        others: Sequence[Slot] = (),
    ) -> None:
        """`masked`: what tells of a person is starred out and no scan goes along; `others` can open the package too."""
        self._session = session
        self._masked = masked
        self._others = others
        self._uow = uow
        self._chosen = chosen
        self._number = number
        self._language = language
        self._ids = sorted(chosen.decisions)
        self._sheets = {number: uow.batches.sheet(number) for number in sorted(chosen.sheets)}
        self._attached = [(one, _entry(one)) for one in (() if masked else uow.attachments.of_records(self._ids))]
        self.attachments = len(self._attached)

    def seal(self, path: Path, progress: Progress) -> Sealed:
        """Write the package."""
        checkpoint = sign_checkpoint(self._uow, self._session)
        counts = {"records": len(self._ids), "attachments": self.attachments}
        progress.start("archive.write", 2 * len(self._ids) + self.attachments)

        def fill(target: io.RawIOBase) -> bytes:
            return self._fill(PackageWriter(target, BOTH, self._session.clock.now()), progress)

        return seal(
            self._session, self._uow, path, kind=PACKAGE, counts=counts, checkpoint=checkpoint, fill=fill,
            others=self._others,
        )  # fmt: skip

    def _fill(self, package: PackageWriter, progress: Progress) -> bytes:
        package.text(README, self._readme())
        package.listed(RECORDS, self._records(progress))
        package.listed(CUSTOMERS, self._customers())
        package.json(SHEETS, [_packed_sheet(sheet) for sheet in self._sheets.values()])
        package.workbook(self._pages(progress))
        package.listed(ATTACHMENTS, self._attachments())
        self._files(package, progress)
        used = {decision.rule for decision in self._chosen.decisions.values()}
        pack = self._session.pack
        package.rules(pack.version, [rule for rule in pack.rules if rule.id in used])
        return package.finish(self._about())

    def _about(self) -> dict[str, object]:
        session = self._session
        return {
            "number": self._number,
            "vault_id": session.vault_id,
            "firm": plain(self._uow.firm.get()),
            "made_at": instant_text(session.clock.now()),
            "made_by": session.operator.name,
            "program": session.program_version,
            "pack": session.pack.version,
            "records": len(self._ids),
            "customers": len(self._chosen.customers),
            "attachments": self.attachments,
        }

    def _readme(self) -> str:
        text = catalogue(self._language).gettext(_README)
        session = self._session
        return text.format(
            number=self._number, firm=self._uow.firm.get().name, made_at=session.clock.today().isoformat(),
            version=session.program_version, pack=session.pack.version,
        )  # fmt: skip

    def _records(self, progress: Progress) -> Iterator[PackedRecord]:
        originals = self._originals()
        for line, cells in self._lines(self._ids):
            progress.advance()
            heads = self._sheets[line.sheet_id].plan.heads()
            packed = _packed_record(line, self._chosen.decisions[line.id], named(heads, cells))
            before = originals.get(line.id)
            yield replace(packed, originals=[(heads[at], text) for at, text in before.items()]) if before else packed

    def _originals(self) -> dict[int, dict[int, str]]:
        """What cleaned cells were before, by record and place; a masked package tells none of it."""
        found: dict[int, dict[int, str]] = {}
        for start in range(0, 0 if self._masked else len(self._ids), _AT_ONCE):
            found |= self._uow.archives.originals(self._ids[start : start + _AT_ONCE])
        return found

    def _lines(self, ids: Sequence[int]) -> Iterator[tuple[Line, list[str]]]:
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            cells = self._uow.archives.cells(part)
            for line in self._uow.records.lines(part):
                yield self._told(line, cells[line.id])

    def _told(self, line: Line, cells: list[str]) -> tuple[Line, list[str]]:
        """The record as the package tells it."""
        if not self._masked:
            return line, cells
        columns = self._sheets[line.sheet_id].plan.columns
        hidden = [masked_cell(column, text) for column, text in zip(columns, cells, strict=True)]
        # A title is made of the row's own cells.
        return replace(line, title=""), hidden

    def _pages(self, progress: Progress) -> Iterator[Page]:
        for number, sheet in self._sheets.items():
            ids = sorted(self._chosen.sheets[number])
            yield Page(sheet.plan.name, ("uid", *sheet.plan.heads()), self._rows(ids, progress))

    def _rows(self, ids: Sequence[int], progress: Progress) -> Iterator[list[str]]:
        for line, cells in self._lines(ids):
            progress.advance()
            yield [line.uid, *cells]

    def _customers(self) -> Iterator[PackedCustomer]:
        people = self._uow.archives.people(sorted(self._chosen.customers))
        return (PackedCustomer(*(masked_person(person) if self._masked else person)) for person in people)

    def _attachments(self) -> Iterator[PackedAttachment]:
        owners = self._uow.attachments.owners()
        for one, entry in self._attached:
            record = owners[one.uid][1] or ""
            yield PackedAttachment(
                one.uid.hex(), record, entry, one.name, one.media_type, one.size, one.sha256, one.paper_location
            )

    def _files(self, package: PackageWriter, progress: Progress) -> None:
        blobs = BlobStore(self._session.folder.blobs)
        for one, entry in self._attached:
            progress.advance()
            if one.blob is not None and one.key is not None:
                package.file(entry, blobs.open(one.blob, one.key))


def read_back(path: Path, sealed: Sealed, progress: Progress) -> None:
    """Decrypt all of a package, compare every entry with the manifest and the file with what was written."""
    with SealedFile(path) as file:
        progress.start("archive.verify", file.size)
        content = PackageReader(file.payload(sealed.key.reveal()))
        require_manifest(file, content.manifest)
        content.check(BOTH, progress.advance)
        if file.sha256() != sealed.written.sha256:
            raise Damaged("sealed-payload")


def _entry(attachment: Attachment) -> str:
    """Where an attachment lies in the package: its id and its own ending, no name that anybody chose."""
    if attachment.blob is None:
        return ""
    suffix = Path(attachment.name).suffix.lower()
    plain_suffix = suffix if suffix[1:].isascii() and suffix[1:].isalnum() else ""
    return f"attachments/{attachment.uid.hex()}{plain_suffix}"


def _packed_record(line: Line, decision: Decision, cells: dict[str, str]) -> PackedRecord:
    facts = line.facts
    return PackedRecord(
        uid=line.uid,
        customer=line.customer,
        sheet=line.sheet_id,
        row=line.row_number,
        title=line.title,
        kind=facts.kind,
        sensitivity=facts.sensitivity,
        rule=decision.rule,
        trigger_date=facts.trigger_date,
        event_date=line.event_date,
        created_at=line.created_at,
        disposition=decision.disposition,
        retain_until=decision.retain_until,
        permanent=decision.permanent,
        basis=decision.basis,
        reasons=decision.reasons,
        fields=list(cells.items()),
    )


def _packed_sheet(sheet: StoredSheet) -> PackedSheet:
    batch = sheet.batch
    return PackedSheet(
        number=sheet.id,
        file=batch.file_name,
        file_sha256=batch.file_sha256,
        sheet=sheet.plan.name,
        kind=sheet.plan.kind,
        imported_at=batch.imported_at,
        source=batch.source,
        purpose=batch.purpose,
        legal_basis=batch.legal_basis or "",
        heads=list(sheet.plan.heads()),
    )
