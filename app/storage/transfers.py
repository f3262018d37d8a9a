"""Hand-overs in the database: what goes to whom, on which basis, and what was signed for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.instants import instant_of, instant_text
from app.domain.register_numbers import next_number
from app.domain.transfers import Basis, TransferState
from app.storage.connection import Connection, Row

_COLUMNS = (
    "id, number, state, recipient, contact, basis, opinion, masked, pack_version, created_at, created_by, records,"
    " executed_at, package, package_sha256, certificate, waiting_hold, accepted_on, accepted_by, receipt_sha256, code"
)


@dataclass(frozen=True, slots=True)
class Transfer:
    """A hand-over as it stands; `waiting_hold` is the hold on its records until the recipient has signed."""

    id: int
    number: str
    state: TransferState
    recipient: str
    contact: str
    basis: Basis
    opinion: str
    masked: bool
    pack_version: str
    created_at: datetime
    created_by: str
    records: int
    executed_at: datetime | None = None
    package: str | None = None
    package_sha256: str | None = None
    certificate: str | None = None
    waiting_hold: int | None = None
    accepted_on: date | None = None
    accepted_by: str | None = None
    receipt_sha256: str | None = None
    code: str | None = None


class TransferStore:
    """All hand-overs and their lists."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_number(self, year: int) -> str:
        """The number after the last one of the year: YJ-2026-001."""
        return next_number("YJ", year, (row[0] for row in self._connection.execute("SELECT number FROM transfer")))

    def add(self, transfer: Transfer, uids: Iterable[bytes]) -> None:
        """Keep a hand-over with its list; its id is given by the store."""
        number = self._connection.execute(
            "INSERT INTO transfer (number, state, recipient, contact, basis, opinion, masked, pack_version, created_at,"
            " created_by, records) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                transfer.number, transfer.state, transfer.recipient, transfer.contact, transfer.basis,
                transfer.opinion, int(transfer.masked), transfer.pack_version, instant_text(transfer.created_at),
                transfer.created_by, transfer.records,
            ),
        ).lastrowid  # fmt: skip
        self._connection.executemany(
            "INSERT INTO transfer_record (transfer_id, uid) VALUES (?, ?)", ((number, uid) for uid in uids)
        )

    def all(self) -> tuple[Transfer, ...]:
        """All hand-overs, oldest first."""
        return tuple(map(_transfer, self._connection.rows(f"SELECT {_COLUMNS} FROM transfer ORDER BY id")))

    def find(self, number: str) -> Transfer | None:
        row = self._connection.one(f"SELECT {_COLUMNS} FROM transfer WHERE number = ?", (number,))
        return _transfer(row) if row else None

    def record_ids(self, transfer: int) -> list[int]:
        """The numbers of the listed records that are still there."""
        rows = self._connection.rows(
            "SELECT r.id FROM transfer_record t JOIN record r ON r.uid = t.uid WHERE t.transfer_id = ? ORDER BY r.id",
            (transfer,),
        )
        return [row[0] for row in rows]

    def is_sensitive(self, transfer: int) -> bool:
        """Whether a listed record holds what PIPL 28 calls sensitive."""
        found = (
            "SELECT EXISTS (SELECT 1 FROM transfer_record t JOIN record r ON r.uid = t.uid"
            " WHERE t.transfer_id = ? AND r.pi_sensitive = 1)"
        )
        return bool(self._connection.value(found, (transfer,)))

    def claimed(self, but: int = 0) -> dict[bytes, str]:
        """The records of hand-overs that are under way, with their numbers."""
        rows = self._connection.rows(
            "SELECT r.uid, t.number FROM transfer t JOIN transfer_record r ON r.transfer_id = t.id"
            " WHERE t.state = 'prepared' AND t.id <> ?",
            (but,),
        )
        return {row[0]: row[1] for row in rows}

    def replace_list(self, transfer: int, uids: Iterable[bytes]) -> int:
        """Put another list in place of a hand-over's; how many records it has now."""
        self._connection.execute("DELETE FROM transfer_record WHERE transfer_id = ?", (transfer,))
        self._connection.executemany(
            "INSERT INTO transfer_record (transfer_id, uid) VALUES (?, ?)", ((transfer, uid) for uid in uids)
        )
        query = "SELECT count(*) FROM transfer_record WHERE transfer_id = ?"
        count = int(self._connection.value(query, (transfer,)))
        self._connection.execute("UPDATE transfer SET records = ? WHERE id = ?", (count, transfer))
        return count

    def save(self, transfer: Transfer) -> None:
        """Write what can change of a hand-over."""
        self._connection.execute(
            "UPDATE transfer SET state = ?, records = ?, executed_at = ?, package = ?, package_sha256 = ?,"
            " certificate = ?, waiting_hold = ?, accepted_on = ?, accepted_by = ?, receipt_sha256 = ?, code = ?"
            " WHERE id = ?",
            (
                transfer.state,
                transfer.records,
                instant_text(transfer.executed_at) if transfer.executed_at else None,
                transfer.package,
                transfer.package_sha256,
                transfer.certificate,
                transfer.waiting_hold,
                transfer.accepted_on.isoformat() if transfer.accepted_on else None,
                transfer.accepted_by,
                transfer.receipt_sha256,
                transfer.code,
                transfer.id,
            ),
        )

    def attach_receipt(self, transfer: int, attachment: bytes) -> None:
        """Link the signed sheet, an attachment by its uid."""
        self._connection.execute(
            "UPDATE transfer SET receipt_id = (SELECT id FROM attachment WHERE uid = ?) WHERE id = ?",
            (attachment, transfer),
        )


def _transfer(row: Row) -> Transfer:
    values = list(row)
    values[2], values[5], values[7] = TransferState(row[2]), Basis(row[5]), bool(row[7])
    values[9] = instant_of(row[9])
    values[12] = instant_of(row[12]) if row[12] else None
    values[17] = date.fromisoformat(row[17]) if row[17] else None
    return Transfer(*values)
