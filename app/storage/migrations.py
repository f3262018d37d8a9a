"""The schema's versions: frozen SQL files, each applied in one transaction with its number."""

from functools import cache
from pathlib import Path

from app.errors import Damaged, EnvironmentProblem
from app.storage.connection import Connection

_FOLDER = Path(__file__).parent / "sql"


@cache
def _scripts() -> tuple[tuple[int, Path], ...]:
    return tuple((int(path.name.split("_")[0]), path) for path in sorted(_FOLDER.glob("*.sql")))


def newest() -> int:
    """The version that this program writes."""
    return _scripts()[-1][0]


def version(connection: Connection) -> int:
    """The version that the database has; 0 for an empty file."""
    return int(connection.value("PRAGMA user_version"))


def require_known(connection: Connection) -> int:
    """The database's version; Damaged("vault-newer") where a later program made it."""
    found = version(connection)
    if found > newest():
        raise Damaged("vault-newer", found=found, known=newest())
    return found


def require_newest(connection: Connection) -> None:
    """For a vault that can only be read: EnvironmentProblem("read-only-old-vault") where it would need migrating."""
    if require_known(connection) < newest():
        raise EnvironmentProblem("read-only-old-vault")


def migrate(connection: Connection, *, upto: int | None = None) -> None:
    """Bring the database to the newest version, or to `upto`, step by step; a step that fails leaves the one before.

    A restored backup is filled at the version it was made with and brought up then, as its vault would have been.
    """
    found = require_known(connection)
    for number, path in _scripts():
        if found < number <= (upto or newest()):
            _apply(connection, number, path.read_text(encoding="utf-8"))


def _apply(connection: Connection, number: int, sql: str) -> None:
    try:
        connection.script(f"BEGIN IMMEDIATE;\n{sql}\n;PRAGMA user_version = {number};\nCOMMIT;")
    except BaseException:
        connection.rollback()
        raise
