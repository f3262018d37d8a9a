"""Rule packs that were taken into the vault, with their signatures."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.instants import instant_text
from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class StoredPack:
    """A pack as its publisher signed it: payload and detached JWS."""

    version: str
    payload: str
    jws: str


@dataclass(frozen=True, slots=True)
class RulePackStore:
    """All packs that were ever taken; the last one counts."""

    connection: Connection

    def latest(self) -> StoredPack | None:
        row = self.connection.one("SELECT version, payload, jws FROM rule_pack ORDER BY id DESC LIMIT 1")
        return None if row is None else StoredPack(*row)

    def add(self, pack: StoredPack, at: datetime, by: str) -> None:
        self.connection.execute(
            "INSERT INTO rule_pack (version, payload, jws, taken_at, taken_by) VALUES (?, ?, ?, ?, ?)",
            (pack.version, pack.payload, pack.jws, instant_text(at), by),
        )
