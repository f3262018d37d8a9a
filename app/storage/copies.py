"""Copies of records that left the vault: backups, packages, exports."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_COLUMNS = "id, kind, file, made_at, made_by, sha256, records, masked, expires_on, status, last_record, folder"
EXISTS, MISSING = "exists", "missing"


@dataclass(frozen=True, slots=True)
class OutsideCopy:
    """A file outside the vault that holds records. `file` is its name, `folder` where it was made ("": not known).

    `last_record`: a backup holds every record whose id is not larger; None where the records are listed one by one.
    """

    id: int
    kind: str
    file: str
    made_at: datetime
    made_by: str
    sha256: str
    records: int
    masked: bool
    expires_on: date | None
    status: str
    last_record: int | None
    folder: str = ""


class CopyStore:
    """Asked when a certificate lists what survives elsewhere."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, copy: OutsideCopy, uids: Iterable[bytes] = ()) -> int:
        """Keep a copy that was made, with its records where it holds not all; its id is given by the store."""
        cursor = self._connection.execute(
            "INSERT INTO outside_copy (kind, file, made_at, made_by, sha256, records, masked, expires_on, status,"
            " last_record, folder) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                copy.kind,
                copy.file,
                instant_text(copy.made_at),
                copy.made_by,
                copy.sha256,
                copy.records,
                int(copy.masked),
                copy.expires_on.isoformat() if copy.expires_on else None,
                copy.status,
                copy.last_record,
                copy.folder,
            ),
        )
        number = cursor.lastrowid
        self._connection.executemany(
            "INSERT INTO outside_copy_record (copy_id, uid) VALUES (?, ?)", ((number, uid) for uid in uids)
        )
        return number

    def all(self) -> tuple[OutsideCopy, ...]:
        """All copies ever made, oldest first."""
        return tuple(_copy(row) for row in self._connection.rows(f"SELECT {_COLUMNS} FROM outside_copy ORDER BY id"))

    def holding(self, order_id: int) -> tuple[tuple[OutsideCopy, int], ...]:
        """The copies that hold records of a destruction order, with how many of them.

        To be asked before the records go: a backup's share is counted by the ids that they still have.
        """
        return self._holding("SELECT uid FROM order_record WHERE order_id = ?", order_id)

    def of_batch(self, batch_id: int) -> tuple[tuple[OutsideCopy, int], ...]:
        """The copies that hold records of an import, with how many of them."""
        return self._holding(
            "SELECT r.uid FROM sheet s JOIN record r ON r.sheet_id = s.id WHERE s.batch_id = ?", batch_id
        )

    def _holding(self, uids: str, parameter: int) -> tuple[tuple[OutsideCopy, int], ...]:
        rows = self._connection.rows(
            f"WITH wanted (uid) AS MATERIALIZED ({uids})"
            f" SELECT {_COLUMNS}, CASE WHEN last_record IS NULL THEN"
            " (SELECT count(*) FROM wanted JOIN outside_copy_record c ON c.uid = wanted.uid"
            "   WHERE c.copy_id = outside_copy.id)"
            " ELSE (SELECT count(*) FROM wanted JOIN record r ON r.uid = wanted.uid"
            "   WHERE r.id <= outside_copy.last_record"
            # A number that a destruction made free may be given again: such a record came after the backup.
            "   AND r.created_at <= outside_copy.made_at) END AS held"
            " FROM outside_copy ORDER BY id",
            (parameter,),
        )
        return tuple((_copy(row), row[-1]) for row in rows if row[-1])

    def set_status(self, copy_id: int, status: str) -> None:
        """Say what became of a copy: a word of app.domain.labels.COPY_STATUSES."""
        self._connection.execute("UPDATE outside_copy SET status = ? WHERE id = ?", (status, copy_id))

    def prove(self, copy_id: int, on: date, how: str, proof: str, at: datetime, operator: str) -> None:
        """Keep that a copy is gone; a later word about it replaces the earlier one. `proof`: SHA-256 (hex) or ""."""
        self._connection.execute(
            "INSERT OR REPLACE INTO copy_proof (copy_id, proved_on, how, proof, recorded_at, recorded_by)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (copy_id, on.isoformat(), how, proof, instant_text(at), operator),
        )

    def proofs(self) -> dict[int, tuple[date, str, str]]:
        """Day, word and proof of every copy that is proved gone, by the copy's id."""
        rows = self._connection.rows("SELECT copy_id, proved_on, how, proof FROM copy_proof")
        return {row[0]: (date.fromisoformat(row[1]), row[2], row[3]) for row in rows}

    def keep_proof(self, digest: str, name: str, content: bytes, at: datetime) -> None:
        """Keep a photo or letter under its SHA-256; the same one twice is one."""
        self._connection.execute(
            "INSERT OR IGNORE INTO proof_paper (sha256, name, content, added_at) VALUES (?, ?, ?, ?)",
            (digest, name, content, instant_text(at)),
        )


def _copy(row: Row) -> OutsideCopy:
    return OutsideCopy(
        id=row[0],
        kind=row[1],
        file=row[2],
        made_at=instant_of(row[3]),
        made_by=row[4],
        sha256=row[5],
        records=row[6],
        masked=bool(row[7]),
        expires_on=date.fromisoformat(row[8]) if row[8] else None,
        status=row[9],
        last_record=row[10],
        folder=row[11],
    )
