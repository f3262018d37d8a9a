"""Attachments in the database: what they are, whom they belong to, and the keys of their blobs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.domain.instants import day_of, day_text, instant_of, instant_text
from app.storage.connection import Connection, Row

_OWN = "uid, customer_id, record_id, name, media_type, bytes, sha256, blob, key, pages, text_found, paper_location"
_PAPER = "box, volume, period_from, period_to"
_COLUMNS = f"{_OWN}, added_at, added_by, {_PAPER}"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan (with a blob and its key) or a paper file (with a place only).

    It goes with its record, or with the last record of its customer; one that belongs to nobody waits to be assigned.
    """

    uid: bytes
    customer_id: int | None
    record_id: int | None
    name: str
    media_type: str
    size: int
    sha256: str
    blob: bytes | None
    key: bytes | None = field(repr=False)
    pages: int | None
    text_found: str
    paper_location: str
    added_at: datetime
    added_by: str
    box: str = ""
    volume: str = ""
    period_from: date | None = None
    period_to: date | None = None


class AttachmentStore:
    """All attachments of the vault."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, attachment: Attachment) -> None:
        marks = ", ".join("?" for _ in _COLUMNS.split(","))
        self._connection.execute(
            f"INSERT INTO attachment ({_COLUMNS}) VALUES ({marks})",
            (
                attachment.uid,
                attachment.customer_id,
                attachment.record_id,
                attachment.name,
                attachment.media_type,
                attachment.size,
                attachment.sha256,
                attachment.blob,
                attachment.key,
                attachment.pages,
                attachment.text_found,
                attachment.paper_location,
                instant_text(attachment.added_at),
                attachment.added_by,
                attachment.box,
                attachment.volume,
                day_text(attachment.period_from),
                day_text(attachment.period_to),
            ),
        )

    def set_text(self, uid: bytes, text: str) -> None:
        """Keep the text that was read off a scan."""
        self._connection.execute("UPDATE attachment SET text_found = ? WHERE uid = ?", (text, uid))

    def papers(self) -> tuple[Attachment, ...]:
        """The register of paper files, by place, box and volume."""
        return self._select("WHERE blob IS NULL ORDER BY paper_location, box, volume, id")

    def change_paper(self, attachment: Attachment) -> None:
        """Enter again what the register says of a paper file, and whom it belongs to."""
        self._connection.execute(
            "UPDATE attachment SET customer_id = ?, record_id = ?, name = ?, pages = ?, paper_location = ?, box = ?,"
            " volume = ?, period_from = ?, period_to = ? WHERE uid = ? AND blob IS NULL",
            (
                attachment.customer_id,
                attachment.record_id,
                attachment.name,
                attachment.pages,
                attachment.paper_location,
                attachment.box,
                attachment.volume,
                day_text(attachment.period_from),
                day_text(attachment.period_to),
                attachment.uid,
            ),
        )

    def remove_paper(self, uid: bytes) -> None:
        """Take a paper file that was entered by mistake out of the register."""
        self._connection.execute("DELETE FROM attachment WHERE uid = ? AND blob IS NULL", (uid,))

    def all(self) -> tuple[Attachment, ...]:
        """All attachments, oldest first."""
        return self._select("ORDER BY id")

    def find(self, uid: bytes) -> Attachment | None:
        return next(iter(self._select("WHERE uid = ?", (uid,))), None)

    def same(self, sha256: str) -> tuple[Attachment, ...]:
        """Attachments with this content."""
        return self._select("WHERE sha256 = ? AND blob IS NOT NULL ORDER BY id", (sha256,))

    def of_records(self, record_ids: Sequence[int]) -> tuple[Attachment, ...]:
        """The attachments of these records themselves."""
        found: list[Attachment] = []
        for start in range(0, len(record_ids), _AT_ONCE):
            part = record_ids[start : start + _AT_ONCE]
            marks = ", ".join("?" for _ in part)
            found += self._select(f"WHERE record_id IN ({marks}) ORDER BY record_id, id", tuple(part))
        return tuple(found)

    def assign(self, uid: bytes, *, customer_id: int | None, record_id: int | None) -> None:
        """Say whom an attachment belongs to."""
        self._connection.execute(
            "UPDATE attachment SET customer_id = ?, record_id = ? WHERE uid = ?", (customer_id, record_id, uid)
        )

    def blobs(self) -> set[bytes]:
        """The blobs that belong to an attachment; any other in the folder is rubbish."""
        return {row[0] for row in self._connection.rows("SELECT blob FROM attachment WHERE blob IS NOT NULL")}

    def owners(self) -> dict[bytes, tuple[str | None, str | None]]:
        """Whom each attachment belongs to, as (customer uid, record uid) in hex."""
        rows = self._connection.rows(
            "SELECT a.uid, lower(hex(c.uid)), lower(hex(r.uid)) FROM attachment a"
            " LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN record r ON r.id = a.record_id"
        )
        return {row[0]: (row[1] or None, row[2] or None) for row in rows}

    def owner(self, attachment: Attachment) -> tuple[str | None, str | None]:
        """Whom one attachment belongs to, as (customer uid, record uid) in hex."""
        row = self._connection.one(
            "SELECT (SELECT lower(hex(uid)) FROM customer WHERE id = ?),"
            " (SELECT lower(hex(uid)) FROM record WHERE id = ?)",
            (attachment.customer_id, attachment.record_id),
        )
        return (row[0], row[1]) if row else (None, None)

    def owner_name(self, attachment: Attachment) -> str:
        """The name of the customer whom an attachment tells of, its own or its record's; "" for nobody's."""
        name = self._connection.value(
            "SELECT coalesce(nullif(c.name, ''), c.org) FROM customer c WHERE c.id ="
            " coalesce(?, (SELECT customer_id FROM record WHERE id = ?))",
            (attachment.customer_id, attachment.record_id),
        )
        return str(name or "")

    def records_of(self, attachment: Attachment) -> list[bytes]:
        """The uids of the records that an attachment tells about: its own, or all of its customer."""
        if attachment.record_id is not None:
            rows = self._connection.rows("SELECT uid FROM record WHERE id = ?", (attachment.record_id,))
        else:
            rows = self._connection.rows("SELECT uid FROM record WHERE customer_id = ?", (attachment.customer_id,))
        return [row[0] for row in rows]

    def _select(self, tail: str, parameters: tuple[object, ...] = ()) -> tuple[Attachment, ...]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM attachment {tail}", parameters)
        return tuple(_attachment(row) for row in rows)


def _attachment(row: Row) -> Attachment:
    return Attachment(
        uid=row[0],
        customer_id=row[1],
        record_id=row[2],
        name=row[3],
        media_type=row[4],
        size=row[5],
        sha256=row[6],
        blob=row[7],
        key=row[8],
        pages=row[9],
        text_found=row[10],
        paper_location=row[11],
        added_at=instant_of(row[12]),
        added_by=row[13],
        box=row[14],
        volume=row[15],
        period_from=day_of(row[16]),
        period_to=day_of(row[17]),
    )
