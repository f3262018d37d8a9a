"""Rotations for tests: a next generation with everything that a vault holds."""

from app.jobs import Progress
from app.services.rotation import NextGeneration
from app.services.session import Session
from app.storage.connection import Connection


def tables(connection: Connection) -> list[str]:
    """The schema's own tables, without the search index's."""
    rows = connection.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return sorted(row[0] for row in rows if not row[0].startswith(("sqlite_", "search")))


def copy_everything(following: NextGeneration) -> None:
    connection = following.connection
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in tables(connection):
        connection.execute(f'INSERT INTO next."{table}" SELECT * FROM main."{table}"')  # noqa: S608 - names of the schema


def rotate(session: Session) -> None:
    """Everything into the next generation."""
    session.replace_generation(copy_everything, Progress())
