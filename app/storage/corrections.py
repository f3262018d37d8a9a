"""Corrections of single cells, in the database."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.instants import instant_text
from app.storage.connection import Connection
from app.storage.orders import LISTED


@dataclass(frozen=True, slots=True)
class CorrectedRow:
    """A record's cells as they will be, and what is made from them."""

    id: int
    cells: Sequence[str]
    title: str
    event_date: str | None
    personal: int


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction; `before` None where the old value was not kept."""

    record_id: int
    place: int
    before: str | None
    reason: str
    corrected_at: datetime
    corrected_by: str


class CorrectionStore:
    """Writes a record's cells anew, in the present generation."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, row: CorrectedRow, texts: tuple[str, str]) -> None:
        """Write the cells; `texts` are what the search found the record by, and will."""
        run = self._connection.execute
        run(
            "UPDATE record SET content = ?, title = ?, event_date = ?, personal = ? WHERE id = ?",
            (content_of(row), row.title, row.event_date, row.personal, row.id),
        )
        before, after = texts
        # The index keeps no texts: to let go of one it must be told which.
        run("INSERT INTO search (search, rowid, text) VALUES ('delete', ?, ?)", (row.id, before))
        run("INSERT INTO search (rowid, text) VALUES (?, ?)", (row.id, after))

    def note(self, correction: Correction) -> None:
        """Remember that a cell was corrected, why, and by whom."""
        self._connection.execute(
            "INSERT INTO correction (record_id, place, before, reason, corrected_at, corrected_by)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                correction.record_id,
                correction.place,
                correction.before,
                correction.reason,
                instant_text(correction.corrected_at),
                correction.corrected_by,
            ),
        )

    def obstacles(self, record_id: int) -> dict[str, int]:
        """What forbids changing a record: it is frozen, or on the list of an order or a transfer, or in a package."""
        queries = {
            "record-held": "SELECT count(*) FROM hold_record h JOIN hold ON hold.id = h.hold_id"
            " WHERE h.record_id = ? AND hold.released_at IS NULL",
            "record-listed": f"SELECT count(*) FROM record WHERE id = ? AND {LISTED}",
            "record-packed": "SELECT count(*) FROM record WHERE id = ? AND state IN ('archived', 'transferred')",
        }
        found = {code: int(self._connection.value(query, (record_id,))) for code, query in queries.items()}
        return {code: count for code, count in found.items() if count}


def content_of(row: CorrectedRow) -> str:
    """The cells as they are stored."""
    return json.dumps(list(row.cells), ensure_ascii=False, separators=(",", ":"))
