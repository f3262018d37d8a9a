"""Where imports come from, in the database: what is said about a batch, and what was said before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.instants import day_text, instant_of, instant_text
from app.domain.legal_bases import LegalBasis
from app.domain.origins import Origin
from app.storage.connection import Connection

_ORIGIN = "source, purpose, legal_basis, purpose_until"


@dataclass(frozen=True, slots=True)
class OriginChange:
    """A batch's origin as it was until somebody changed it."""

    before: Origin
    changed_at: datetime
    changed_by: str
    reason: str


class OriginStore:
    """The origins of all batches, by the batches' 16-byte ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, uid: bytes) -> int | None:
        """The number of the batch with this id."""
        number: int | None = self._connection.value("SELECT id FROM batch WHERE uid = ?", (uid,))
        return number

    def get(self, batch_id: int) -> Origin:
        """What is said about a batch today; KeyError."""
        row = self._connection.one(f"SELECT {_ORIGIN} FROM batch WHERE id = ?", (batch_id,))
        if row is None:
            raise KeyError(batch_id)
        return _origin(*row)

    def latest(self) -> Origin | None:
        """What was said about the newest batch, None before the first."""
        row = self._connection.one(f"SELECT {_ORIGIN} FROM batch ORDER BY id DESC LIMIT 1")
        return None if row is None else _origin(*row)

    def change(self, batch_id: int, origin: Origin, why: OriginChange) -> None:
        """Say something else about a batch, and keep what was said before."""
        self._connection.execute(
            f"INSERT INTO batch_change (batch_id, changed_at, changed_by, reason, {_ORIGIN})"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (batch_id, instant_text(why.changed_at), why.changed_by, why.reason, *_stored(why.before)),
        )
        self._connection.execute(
            "UPDATE batch SET source = ?, purpose = ?, legal_basis = ?, purpose_until = ? WHERE id = ?",
            (*_stored(origin), batch_id),
        )

    def changes(self, batch_id: int) -> tuple[OriginChange, ...]:
        """What was said earlier, oldest first."""
        rows = self._connection.rows(
            f"SELECT {_ORIGIN}, changed_at, changed_by, reason FROM batch_change WHERE batch_id = ? ORDER BY id",
            (batch_id,),
        )
        return tuple(OriginChange(_origin(*row[:4]), instant_of(row[4]), row[5], row[6]) for row in rows)

    def move_ends(self, batch_id: int, rules: Collection[str], before: date | None, after: date | None) -> int:
        """Let the clock of a batch's records that followed its purpose's end follow the new one; how many.

        `rules`: the ids of those that follow a purpose; `before` and `after`: the first day after the purpose.
        """
        marks = ", ".join("?" for _ in rules)
        return self._connection.execute(
            "UPDATE record SET trigger_date = ? WHERE trigger_date IS ? AND sheet_id IN"
            f" (SELECT id FROM sheet WHERE batch_id = ?) AND rule IN ({marks})",
            (day_text(after), day_text(before), batch_id, *rules),
        ).rowcount


def _origin(source: str, purpose: str, basis: str, until: str | None) -> Origin:
    return Origin(source, purpose, LegalBasis(basis) if basis else None, date.fromisoformat(until) if until else None)


def _stored(origin: Origin) -> Iterable[str | None]:
    return origin.source, origin.purpose, origin.legal_basis or "", day_text(origin.purpose_until)
