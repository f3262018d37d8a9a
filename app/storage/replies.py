"""What came of notices, in the database: how letters fared, consents, proof files, objections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from app.domain.instants import instant_of, instant_text
from app.domain.notices import Consent, Method
from app.domain.words import NoticeKind
from app.storage.connection import Connection


class LetterKey(NamedTuple):
    """A letter's id and number with what is known of its customer: number in the database, id (hex), and so on."""

    letter: int
    number: int
    customer: int | None
    uid: str
    code: str
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class StoredProof:
    """A proof file; `attachment` (hex) is None once it left with a customer whom it showed."""

    about: str
    attachment: str | None
    sha256: str
    size: int
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Objection:
    """What a customer said against a notice; `customer` and `text` are "" once the customer is gone."""

    customer: str
    name: str
    received_on: date
    text: str
    hold: str | None


class ReplyStore:
    """All that was entered about letters after they were written."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def letter_keys(self, notice: int) -> list[LetterKey]:
        """Each letter with all that a receipt list can name it by."""
        rows = self._connection.rows(
            "SELECT l.id, l.number, l.customer_id, coalesce(lower(hex(c.uid)), ''), coalesce(c.code, ''),"
            " coalesce(nullif(c.name, ''), c.org, ''), coalesce(c.phone, ''), coalesce(c.email, '')"
            " FROM notice_letter l LEFT JOIN customer c ON c.id = l.customer_id WHERE l.notice_id = ?",
            (notice,),
        )
        return [LetterKey(*row) for row in rows]

    def open_letters(self, notice: int) -> list[int]:
        """The ids of the letters of which nothing is known yet."""
        rows = self._connection.rows("SELECT id FROM notice_letter WHERE notice_id = ? AND method IS NULL", (notice,))
        return [row[0] for row in rows]

    def deliver(self, letters: Iterable[tuple[int, Method, date]], at: datetime, by: str) -> int:
        """Say how letters fared and when; how many there were."""
        rows = [(method, on.isoformat(), instant_text(at), by, letter) for letter, method, on in letters]
        self._connection.executemany(
            "UPDATE notice_letter SET method = ?, delivered_on = ?, entered_at = ?, entered_by = ? WHERE id = ?", rows
        )
        return len(rows)

    def consent(self, letters: Iterable[tuple[int, Consent, date]]) -> int:
        """Say what customers answered; how many there were."""
        rows = [(consent, on.isoformat(), letter) for letter, consent, on in letters]
        self._connection.executemany("UPDATE notice_letter SET consent = ?, consent_on = ? WHERE id = ?", rows)
        return len(rows)

    def consenting(self) -> set[str]:
        """The ids (hex) of the customers whose last word on a provision is yes."""
        rows = self._connection.rows(
            "SELECT lower(hex(c.uid)), l.consent FROM notice_letter l JOIN customer c ON c.id = l.customer_id"
            " WHERE l.consent NOT NULL ORDER BY l.consent_on, l.id"
        )
        last: dict[str, str] = dict(rows)
        return {customer for customer, consent in last.items() if consent == Consent.GIVEN}

    def untold(self, order: int, today: date) -> int:
        """How many customers of a destruction order no notice before the destruction has reached by this day.

        A public notice reaches everybody to whom it was written; a letter whoever got it.
        """
        return int(
            self._connection.value(
                "SELECT count(DISTINCT r.customer_id) FROM order_record o JOIN record r ON r.uid = o.uid"
                " WHERE o.order_id = ? AND r.customer_id NOT NULL AND r.personal = 1 AND NOT EXISTS"
                " (SELECT 1 FROM notice_letter l JOIN notice n ON n.id = l.notice_id"
                "  WHERE l.customer_id = r.customer_id AND n.kind = ?"
                "  AND (n.published_on <= ? OR l.method <> 'returned' AND l.delivered_on <= ?))",
                (order, NoticeKind.DESTRUCTION, today.isoformat(), today.isoformat()),
            )
        )

    def add_proof(
        self, notice: int, about: str, attachment: bytes, letters: Sequence[int], at: datetime, by: str
    ) -> None:
        """Keep a proof that lies in the attachment of this uid, with the letters that it shows."""
        proof = self._connection.execute(
            "INSERT INTO notice_proof (notice_id, attachment_id, about, sha256, bytes, added_at, added_by)"
            " SELECT ?, id, ?, sha256, bytes, ?, ? FROM attachment WHERE uid = ?",
            (notice, about, instant_text(at), by, attachment),
        ).lastrowid
        self._connection.executemany(
            "INSERT INTO notice_proof_letter (proof_id, letter_id) VALUES (?, ?)", ((proof, one) for one in letters)
        )

    def proofs(self, notice: int) -> tuple[StoredProof, ...]:
        """The proof files, oldest first."""
        rows = self._connection.rows(
            "SELECT p.about, lower(hex(a.uid)), p.sha256, p.bytes, p.added_at FROM notice_proof p"
            " LEFT JOIN attachment a ON a.id = p.attachment_id WHERE p.notice_id = ? ORDER BY p.id",
            (notice,),
        )
        return tuple(StoredProof(row[0], row[1] or None, row[2], row[3], instant_of(row[4])) for row in rows)

    def object(self, notice: int, customer: int, said: tuple[date, str], hold: int, at: datetime, by: str) -> None:
        """Keep what a customer said against it and when, with the hold that was placed."""
        self._connection.execute(
            "INSERT INTO notice_objection (notice_id, customer_id, received_on, text, hold_id, entered_at, entered_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (notice, customer, said[0].isoformat(), said[1], hold, instant_text(at), by),
        )

    def objections(self, notice: int) -> tuple[Objection, ...]:
        """What came in against it, oldest first."""
        rows = self._connection.rows(
            "SELECT coalesce(lower(hex(c.uid)), ''), c.name, c.org, o.received_on, o.text, o.hold_id"
            " FROM notice_objection o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.notice_id = ? ORDER BY o.id",
            (notice,),
        )
        return tuple(
            Objection(
                row[0], row[1] or row[2] or "", date.fromisoformat(row[3]), row[4], str(row[5]) if row[5] else None
            )
            for row in rows
        )
