"""Mappings that were chosen for sheets, by their header signatures: no header's words and no value of any row."""

import json
from dataclasses import dataclass
from datetime import datetime

from app.domain.instants import instant_text
from app.domain.mappings import ColumnChoice
from app.domain.words import Field, Kind, PiType
from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """What was chosen: the kind of the sheet's records, and its columns in the order of their header words."""

    kind: Kind
    columns: tuple[ColumnChoice, ...]


class MappingStore:
    """Asked when a sheet is looked at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, signature: bytes) -> KeptMapping | None:
        """What was chosen for a sheet with these header words."""
        row = self._connection.one("SELECT kind, columns FROM mapping WHERE signature = ?", (signature,))
        if row is None:
            return None
        columns = (ColumnChoice(Field(name) if name else None, PiType(kind)) for name, kind in json.loads(row[1]))
        return KeptMapping(Kind(row[0]), tuple(columns))

    def keep(self, signature: bytes, mapping: KeptMapping, at: datetime) -> None:
        """Remember a mapping in the place of an earlier one."""
        columns = json.dumps([[one.field or "", one.type] for one in mapping.columns])
        self._connection.execute(
            "INSERT OR REPLACE INTO mapping (signature, kind, columns, kept_at) VALUES (?, ?, ?, ?)",
            (signature, mapping.kind, columns, instant_text(at)),
        )
