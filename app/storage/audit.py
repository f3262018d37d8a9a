"""The audit log in the database: appended to, never changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.domain.audit import START, Detail, Event, event_hash
from app.domain.evidence import Checkpoint
from app.domain.instants import instant_of, instant_text
from app.storage.connection import Connection, Row

_COLUMNS = "seq, at, operator, action, subject, detail"


@dataclass(frozen=True, slots=True)
class Link:
    """An event as it lies in the chain."""

    event: Event
    previous: bytes
    hash: bytes


class AuditStore:
    """Events and checkpoints."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, action: str, subject: str, detail: Detail, operator: str, at: datetime) -> None:
        """Add an event: `action` is "noun.verb", `subject` an id; counts, hashes and ids only, no personal data."""
        last = self._connection.one("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        seq, previous = (last[0] + 1, last[1]) if last else (1, START)
        event = Event(seq, instant_text(at), operator, action, subject, dict(detail))
        self._connection.execute(
            "INSERT INTO audit (seq, at, operator, action, subject, detail, previous, hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (seq, event.at, operator, action, subject, _text(detail), previous, event_hash(event, previous)),
        )

    def size(self) -> int:
        """How many events there are."""
        return int(self._connection.value("SELECT count(*) FROM audit"))

    def hashes(self, after: int = 0) -> list[bytes]:
        """The leaf hashes of the events after this number, in order."""
        return [row[0] for row in self._connection.rows("SELECT hash FROM audit WHERE seq > ? ORDER BY seq", (after,))]

    def newest(self, limit: int) -> tuple[Event, ...]:
        """The last events, newest first."""
        rows = self._connection.rows(f"SELECT {_COLUMNS} FROM audit ORDER BY seq DESC LIMIT ?", (limit,))
        return tuple(_event(row) for row in rows)

    def find(self, action: str) -> tuple[Event, ...]:
        """All events of one action, oldest first."""
        return tuple(
            _event(row)
            for row in self._connection.rows(f"SELECT {_COLUMNS} FROM audit WHERE action = ? ORDER BY seq", (action,))
        )

    def chain(self) -> Iterator[Link]:
        """Every event with its hashes, oldest first, for checking."""
        for row in self._connection.execute(f"SELECT {_COLUMNS}, previous, hash FROM audit ORDER BY seq"):
            yield Link(_event(row), row[6], row[7])

    def add_checkpoint(self, checkpoint: Checkpoint, note: str) -> None:
        """Keep a signed checkpoint; one a size is enough."""
        self._connection.execute(
            "INSERT OR IGNORE INTO checkpoint (size, root, at, note) VALUES (?, ?, ?, ?)",
            (checkpoint.size, bytes.fromhex(checkpoint.root), instant_text(checkpoint.at), note),
        )

    def checkpoints(self) -> tuple[tuple[Checkpoint, str], ...]:
        """All checkpoints with their notes, oldest first."""
        rows = self._connection.rows("SELECT size, root, at, note FROM checkpoint ORDER BY size")
        return tuple((Checkpoint(row[0], row[1].hex(), instant_of(row[2])), row[3]) for row in rows)

    def note(self, size: int) -> str | None:
        """The signed note of the checkpoint at this size."""
        note: str | None = self._connection.value("SELECT note FROM checkpoint WHERE size = ?", (size,))
        return note


def _text(detail: Detail) -> str:
    return json.dumps(dict(detail), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _event(row: Row) -> Event:
    return Event(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))
