"""Work that somebody left half done, and the firm's own rules of classification."""

import json
from dataclasses import dataclass
from datetime import datetime

from app.domain.instants import instant_text
from app.domain.words import Kind, Sensitivity
from app.storage.connection import Connection, Row


@dataclass(frozen=True, slots=True)
class OwnRule:
    """What the firm decided about sheets with these headers where `proposed` was the program's rule, "" for none.

    `signature` is the keyed hash of app/domain/mappings.py. What is None stays as the program proposes it.
    """

    signature: bytes
    proposed: str
    kind: Kind | None
    sensitivity: Sensitivity | None
    rule: str | None
    headers: tuple[str, ...]
    made_by: str


class OwnRuleStore:
    """The firm's own rules."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, rule: OwnRule, at: datetime) -> None:
        """Enter a rule in the place of one for the same sheets."""
        self._connection.execute(
            "INSERT OR REPLACE INTO own_rule (signature, proposed, kind, sensitivity, rule, headers, made_at, made_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                rule.signature,
                rule.proposed,
                rule.kind,
                rule.sensitivity,
                rule.rule,
                json.dumps(rule.headers, ensure_ascii=False),
                instant_text(at),
                rule.made_by,
            ),
        )

    def all(self) -> tuple[OwnRule, ...]:
        """All rules, oldest first."""
        rows = self._connection.rows(
            "SELECT signature, proposed, kind, sensitivity, rule, headers, made_by FROM own_rule ORDER BY made_at"
        )
        return tuple(map(_own_rule, rows))

    def of(self, signature: bytes) -> dict[str, OwnRule]:
        """The rules for sheets of this signature, by the program's proposal."""
        return {rule.proposed: rule for rule in self.all() if rule.signature == signature}

    def forget(self, signature: bytes, proposed: str) -> bool:
        """Take a rule out; whether it was there."""
        statement = "DELETE FROM own_rule WHERE signature = ? AND proposed = ?"
        return self._connection.execute(statement, (signature, proposed)).rowcount > 0


class DraftStore:
    """Half-done work by name. It can hold customers' values: no backup and no next generation takes it along."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, name: str, content: str, at: datetime) -> None:
        self._connection.execute(
            "INSERT OR REPLACE INTO draft (name, content, kept_at) VALUES (?, ?, ?)", (name, content, instant_text(at))
        )

    def find(self, name: str) -> str | None:
        found: str | None = self._connection.value("SELECT content FROM draft WHERE name = ?", (name,))
        return found

    def drop(self, name: str) -> None:
        self._connection.execute("DELETE FROM draft WHERE name = ?", (name,))


def _own_rule(row: Row) -> OwnRule:
    return OwnRule(
        signature=row[0],
        proposed=row[1],
        kind=Kind(row[2]) if row[2] else None,
        sensitivity=Sensitivity(row[3]) if row[3] else None,
        rule=row[4],
        headers=tuple(json.loads(row[5])),
        made_by=row[6],
    )
