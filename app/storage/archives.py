"""What an archive package takes out of the database, and the states it leaves behind."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.domain.words import State
from app.storage.connection import Connection

_AT_ONCE = 500


class Person(NamedTuple):
    """A customer as it is packed; texts are empty where nothing is known."""

    uid: str
    name: str
    org: str
    id_number: str
    phone: str
    email: str
    address: str
    code: str
    birth_date: str | None


class ArchiveStore:
    """Reads records by their numbers, some hundred at a time, and marks them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cells(self, ids: Sequence[int]) -> dict[int, list[str]]:
        """The cells of these records (at most some hundred)."""
        marks = ", ".join("?" for _ in ids)
        rows = self._connection.rows(f"SELECT id, content FROM record WHERE id IN ({marks})", tuple(ids))
        return {row[0]: json.loads(row[1]) for row in rows}

    def originals(self, ids: Sequence[int]) -> dict[int, dict[int, str]]:
        """What cells of these records were before they were cleaned, by their places; clean records are left out."""
        marks = ", ".join("?" for _ in ids)
        rows = self._connection.rows(
            f"SELECT id, originals FROM record WHERE originals NOTNULL AND id IN ({marks})", tuple(ids)
        )
        return {number: {int(at): text for at, text in json.loads(kept).items()} for number, kept in rows}

    def people(self, uids: Sequence[str]) -> list[Person]:
        """The customers of these ids, in their order in the vault."""
        found: list[Person] = []
        for start in range(0, len(uids), _AT_ONCE):
            part = [bytes.fromhex(uid) for uid in uids[start : start + _AT_ONCE]]
            marks = ", ".join("?" for _ in part)
            rows = self._connection.rows(
                "SELECT lower(hex(uid)), name, org, id_number, phone, email, address, code, birth_date FROM customer"
                f" WHERE uid IN ({marks}) ORDER BY id",
                part,
            )
            found += [Person(*row) for row in rows]
        return found

    def mark(self, states: Iterable[tuple[int, State]]) -> None:
        """Set the state of records."""
        self._connection.executemany(
            "UPDATE record SET state = ? WHERE id = ?", ((state, number) for number, state in states)
        )
