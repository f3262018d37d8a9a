"""Scans and paper files that belong to records: attached, listed, exported."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from app.domain.audit import Detail
from app.domain.checks import Check
from app.domain.findings import found
from app.domain.permissions import Action
from app.errors import Damaged, UserError
from app.formats.scan_texts import Recogniser, recognise, recogniser, text_layer
from app.formats.scans import HEAD, media_type, page_count
from app.jobs import Progress
from app.services.deliveries import delivered, require_free
from app.services.leaves import Leaves, Picture
from app.services.session import Session
from app.storage.attachments import Attachment
from app.storage.copies import EXISTS, OutsideCopy
from app.storage.unit_of_work import UnitOfWork
from app.vault.blobs import Blob, BlobStore
from app.vault.disk import disk_errors, reached, write_parts

__all__ = ["Attached", "AttachmentService", "check_attachments", "clear_orphans", "owner_of"]

COPY = "attachment"
_BLOCK = 256 * 1024
_THUMBNAIL = 96  # pixels wide: a line of print is three high, and a number on an identity card four
_LARGEST_DRAWN = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment as it is shown. `customer` and `record` are uids in hex; `pages` None where not known.

    `text_found`: whether it carries text, or the extra `ocr` read some off it. `sha256` is "" for paper.
    """

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    customer: str | None
    record: str | None
    pages: int | None
    text_found: bool
    paper_location: str


@dataclass(frozen=True, slots=True)
class _Owner:
    customer_id: int | None
    record_id: int | None


class AttachmentService:
    """One file is one unit of work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._blobs = BlobStore(session.folder.blobs)

    def all(self) -> tuple[Attached, ...]:
        """All attachments, oldest first."""
        self._session.require(Action.READ)
        with self._session.read() as uow:
            owners = uow.attachments.owners()
            return tuple(_shown(one, owners[one.uid]) for one in uow.attachments.all())

    def add(
        self,
        files: Sequence[Path],
        *,
        customer: str | None = None,
        record: str | None = None,
        paper_location: str = "",
        ocr: bool = False,
        progress: Progress | None = None,
    ) -> tuple[Attached, ...]:
        """Attach files to a record or a customer (uids in hex); with no file, a paper file at its place.

        A file that is attached already is not kept twice; one that belonged to nobody is assigned. `ocr` reads the
        text of pages that carry none; a file without pages stays as it is. Raises UserError ("record-not-found",
        "customer-not-found", "file-not-found", "one-owner-only", "ocr-missing").
        """
        self._session.require(Action.ATTACH)
        progress = progress or Progress()
        read = recogniser() if ocr else None
        with self._session.read() as uow:
            owner = _owner(uow, customer, record)
        if not files:
            return (self._entered(owner, paper_location),)
        added = tuple(self._attach(path, owner, paper_location, progress) for path in files)
        return tuple(self._read_if_legible(one, read, progress) for one in added) if read else added

    def read_text(self, attachment_id: str, progress: Progress | None = None) -> Attached:
        """Read the text off a scan that has none yet (the extra `ocr`); it is searched with its record from then on.

        Raises UserError ("attachment-not-found", "attachment-is-paper", "ocr-missing", "scan-unreadable").
        """
        self._session.require(Action.ATTACH)
        with self._session.read() as uow:
            one = self._scan(uow, attachment_id)
            shown = _shown(one, uow.attachments.owners()[one.uid])
        return self._read(shown, recogniser(), progress or Progress())

    def look(self, attachment_id: str) -> Leaves:
        """An attachment to be looked at inside the program; the look is logged.

        Raises UserError ("attachment-not-found", "attachment-is-paper").
        """
        self._session.require(Action.LOOK_UP)
        with self._session.read() as uow:
            one = self._scan(uow, attachment_id)
        content = b"".join(self._blobs.open(one.blob or b"", one.key or b""))
        with self._session.write() as uow:
            self._log(uow, "attachment.show", one, {})
            uow.commit()
        return Leaves(one.name, one.media_type, content)

    def thumbnail(self, attachment_id: str) -> Picture | None:
        """The first page of a scan, too small for anything on it to be read, and therefore not logged.

        None for what can't be drawn, or is too large to be drawn by the way. Raises UserError
        ("attachment-not-found", "attachment-is-paper").
        """
        self._session.require(Action.LOOK_UP)
        with self._session.read() as uow:
            one = self._scan(uow, attachment_id)
        if one.size > _LARGEST_DRAWN:
            return None
        leaves = Leaves(one.name, one.media_type, b"".join(self._blobs.open(one.blob or b"", one.key or b"")))
        try:
            return leaves.draw(0, _THUMBNAIL) if leaves.pages else None
        except UserError:
            return None

    def export(self, attachment_id: str, out: Path) -> Attached:
        """Write an attachment's content to a new file, in the clear; logged as a disclosure.

        Raises UserError ("attachment-not-found", "attachment-is-paper", "target-exists").
        """
        self._session.require(Action.EXPORT)
        with self._session.read() as uow:
            one = self._scan(uow, attachment_id)
            shown = _shown(one, uow.attachments.owners()[one.uid])
        require_free(out)
        with delivered(self._session, out) as (delivery,):
            write_parts(delivery.staging, self._blobs.open(one.blob or b"", one.key or b""))
            with self._session.write() as uow:
                self._disclose(uow, one, out)
                uow.deliveries.owe(delivery, out)
                uow.commit()
        return shown

    def _scan(self, uow: UnitOfWork, attachment_id: str) -> Attachment:
        """An attachment that has a file. Raises UserError ("attachment-not-found", "attachment-is-paper")."""
        one = uow.attachments.find(_uid(attachment_id)) if _is_uid(attachment_id) else None
        if one is None:
            raise UserError("attachment-not-found", attachment=attachment_id)
        if one.blob is None or one.key is None:
            raise UserError("attachment-is-paper", place=one.paper_location)
        return one

    def _read_if_legible(self, attached: Attached, read: Recogniser, progress: Progress) -> Attached:
        try:
            return self._read(attached, read, progress)
        except UserError:
            return attached

    def _read(self, attached: Attached, read: Recogniser, progress: Progress) -> Attached:
        """The attachment with its text, which is read off its pages where it has none."""
        if attached.text_found:
            return attached
        with self._session.read() as uow:
            one = self._scan(uow, attached.id)
        progress.start("attach.read", one.pages or 0)
        content = BytesIO(b"".join(self._blobs.open(one.blob or b"", one.key or b"")))
        text = recognise(content, one.media_type, one.name, read, progress)
        if not text:
            return attached
        with self._session.write() as uow:
            uow.attachments.set_text(one.uid, text)
            self._log(uow, "attachment.read", one, {"characters": len(text)})
            uow.commit()
        return replace(attached, text_found=True)

    def _attach(self, path: Path, owner: _Owner, place: str, progress: Progress) -> Attached:
        with _reading(path) as file:
            kind = media_type(file.read(HEAD))
            pages = page_count(file, kind)
            text = text_layer(file, kind)
            digest = _digest(file)
            with self._session.read() as uow:
                known = uow.attachments.same(digest)
            fitting = [one for one in known if (one.customer_id, one.record_id) in (_ids(owner), (None, None))]
            if fitting:
                return self._assigned(fitting[0], owner)
            file.seek(0)
            progress.start("attach.store", path.stat().st_size)
            blob = self._blobs.add(file, progress.advance)
        reached("attach.stored")
        try:
            return self._entered(owner, place, blob, name=path.name, kind=kind, pages=pages, text=text)
        except BaseException:
            self._blobs.shred(blob.id)
            raise

    def _entered(
        self, owner: _Owner, place: str, blob: Blob | None = None, *, name: str = "", kind: str = "",
        pages: int | None = None, text: str = "",
    ) -> Attached:  # fmt: skip
        """A new attachment; without a blob it is a paper file."""
        return self._put(
            Attachment(
                uid=secrets.token_bytes(16),
                customer_id=owner.customer_id,
                record_id=owner.record_id,
                name=name,
                media_type=kind,
                size=blob.bytes if blob else 0,
                sha256=blob.sha256 if blob else "",
                blob=blob.id if blob else None,
                key=blob.key if blob else None,
                pages=pages,
                text_found=text,
                paper_location=place,
                added_at=self._session.clock.now(),
                added_by=self._session.operator.name,
            )
        )

    def _put(self, attachment: Attachment) -> Attached:
        with self._session.write() as uow:
            uow.attachments.add(attachment)
            detail: Detail = {"bytes": attachment.size, "sha256": attachment.sha256, "paper": attachment.blob is None}
            self._log(uow, "attachment.add", attachment, detail)
            shown = _shown(attachment, uow.attachments.owners()[attachment.uid])
            uow.commit()
        return shown

    def _assigned(self, attachment: Attachment, owner: _Owner) -> Attached:
        with self._session.write() as uow:
            if (attachment.customer_id, attachment.record_id) != _ids(owner):
                uow.attachments.assign(attachment.uid, customer_id=owner.customer_id, record_id=owner.record_id)
                self._log(uow, "attachment.assign", attachment, {})
            shown = _shown(attachment, uow.attachments.owners()[attachment.uid])
            uow.commit()
        return shown

    def _disclose(self, uow: UnitOfWork, attachment: Attachment, out: Path) -> None:
        now = self._session.clock.now()
        uids = uow.attachments.records_of(attachment)
        uow.copies.add(
            OutsideCopy(
                id=0, kind=COPY, file=out.name, made_at=now, made_by=self._session.operator.name,
                sha256=attachment.sha256, records=len(uids), masked=False, expires_on=None, status=EXISTS,
                last_record=None, folder=str(out.absolute().parent),
            ),
            uids,
        )  # fmt: skip
        self._log(uow, "attachment.export", attachment, {"sha256": attachment.sha256, "records": len(uids)})

    def _log(self, uow: UnitOfWork, action: str, attachment: Attachment, detail: Detail) -> None:
        uow.audit.append(action, attachment.uid.hex(), detail, self._session.operator.name, self._session.clock.now())


def clear_orphans(session: Session) -> None:
    """At opening: remove the files of attachments that were never entered, or that are gone from the database."""
    with session.read() as uow:
        known = uow.attachments.blobs()
    BlobStore(session.folder.blobs).clear_orphans(known)


def check_attachments(session: Session, uow: UnitOfWork) -> Check:
    """Whether every attachment's file is there and decrypts to what was attached."""
    blobs = BlobStore(session.folder.blobs)
    scans = [one for one in uow.attachments.all() if one.blob is not None]
    broken = sum(not _is_whole(blobs, one) for one in scans)
    return found("attachments", broken == 0, "check-attachments", attachments=len(scans), problems=broken)


def _is_whole(blobs: BlobStore, attachment: Attachment) -> bool:
    digest = sha256()
    try:
        for part in blobs.open(attachment.blob or b"", attachment.key or b""):
            digest.update(part)
    except Damaged:
        return False
    return digest.hexdigest() == attachment.sha256


def owner_of(uow: UnitOfWork, customer: str | None, record: str | None) -> tuple[int | None, int | None]:
    """Numbers of the customer or record of these uids in hex; UserError ("…-not-found", "one-owner-only")."""
    return _ids(_owner(uow, customer, record))


def _owner(uow: UnitOfWork, customer: str | None, record: str | None) -> _Owner:
    if customer is not None and record is not None:
        raise UserError("one-owner-only")
    if record is not None:
        number = uow.records.find(_uid(record)) if _is_uid(record) else None
        if number is None:
            raise UserError("record-not-found", uid=record)
        return _Owner(None, number)
    if customer is not None:
        number = uow.customers.find(_uid(customer)) if _is_uid(customer) else None
        if number is None:
            raise UserError("customer-not-found", customer=customer)
        return _Owner(number, None)
    return _Owner(None, None)


def _ids(owner: _Owner) -> tuple[int | None, int | None]:
    return owner.customer_id, owner.record_id


def _is_uid(text: str) -> bool:
    return len(text) == 32 and all(letter in "0123456789abcdef" for letter in text)


def _uid(text: str) -> bytes:
    return bytes.fromhex(text)


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    if not path.is_file():
        raise UserError("file-not-found", file=path.name)
    with disk_errors(path), path.open("rb") as file:
        yield file


def _shown(attachment: Attachment, owner: tuple[str | None, str | None]) -> Attached:
    return Attached(
        id=attachment.uid.hex(),
        name=attachment.name,
        media_type=attachment.media_type,
        size=attachment.size,
        sha256=attachment.sha256,
        customer=owner[0],
        record=owner[1],
        pages=attachment.pages,
        text_found=bool(attachment.text_found),
        paper_location=attachment.paper_location,
    )
