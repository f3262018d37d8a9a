"""The firm's settings in the database: only what differs from the defaults."""

from app.storage.connection import Connection


class SettingStore:
    """Keys and texts; which keys there are and what they may hold is the service's matter."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[str, str]:
        return dict(self._connection.rows("SELECT key, value FROM setting ORDER BY key"))

    def get(self, key: str) -> str | None:
        value: str | None = self._connection.value("SELECT value FROM setting WHERE key = ?", (key,))
        return value

    def put(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )

    def remove(self, key: str) -> None:
        """Back to the default."""
        self._connection.execute("DELETE FROM setting WHERE key = ?", (key,))
