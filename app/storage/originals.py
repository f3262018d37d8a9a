"""What cells of records were before they were cleaned."""

import json
from collections.abc import Iterable

from app.storage.connection import Connection


class OriginalStore:
    """Kept with the record, and gone with it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, originals: Iterable[tuple[int, str]]) -> None:
        """Enter what cells of records were before they were cleaned, as JSON {place: text}."""
        self._connection.executemany(
            "UPDATE record SET originals = ? WHERE id = ?", ((text, number) for number, text in originals)
        )

    def of(self, number: int) -> dict[int, str]:
        """A record's cells before they were cleaned, by their places; those that were not changed are left out."""
        text = self._connection.value("SELECT originals FROM record WHERE id = ?", (number,))
        return {int(place): before for place, before in json.loads(text or "{}").items()}
