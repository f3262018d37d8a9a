"""Files under way out of the vault, so that a crash leaves neither half a file nor one that the vault does not know."""

from dataclasses import dataclass
from pathlib import Path

from app.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file that is written at `staging` and belongs at `target`; `owed` once the vault's own state tells of it."""

    id: int
    staging: Path
    target: Path
    owed: bool


class DeliveryStore:
    """Kept while a file is under way, and no longer."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, staging: Path, target: Path) -> Delivery:
        """Note a file before it is written."""
        cursor = self._connection.execute(
            "INSERT INTO delivery (staging, target) VALUES (?, ?)", (str(staging), str(target))
        )
        return Delivery(cursor.lastrowid, staging, target, owed=False)

    def owe(self, delivery: Delivery, target: Path) -> Delivery:
        """In the unit of work that tells of the file: from its commit on, the file belongs at the target."""
        target = target.absolute()  # whoever finishes it after a crash may work in another folder
        self._connection.execute("UPDATE delivery SET target = ?, owed = 1 WHERE id = ?", (str(target), delivery.id))
        return Delivery(delivery.id, delivery.staging, target, owed=True)

    def forget(self, delivery: Delivery) -> None:
        """The file is in place, or gone."""
        self._connection.execute("DELETE FROM delivery WHERE id = ?", (delivery.id,))

    def all(self) -> tuple[Delivery, ...]:
        """What a crash left."""
        rows = self._connection.rows("SELECT id, staging, target, owed FROM delivery ORDER BY id")
        return tuple(Delivery(row[0], Path(row[1]), Path(row[2]), bool(row[3])) for row in rows)
