"""Encrypted databases alone, without a vault around them."""

from pathlib import Path

from app.storage.connection import Connection
from app.storage.migrations import migrate

KEY = bytes(range(32))


def new_database(path: Path, key: bytes = KEY) -> Connection:
    """A connection to a new database with the schema; the caller closes it."""
    connection = Connection(path, key, mode="rwc")
    migrate(connection)
    return connection
