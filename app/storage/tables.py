"""Whole tables as rows, for backups: every table of the schema except what is derived or belongs to this machine."""

from collections.abc import Iterable, Iterator, Sequence

from app.errors import Damaged
from app.storage.connection import Connection, Row

# Files under way on this machine, and work begun there, mean nothing to a restored vault.
_LEFT_OUT = {"delivery", "draft"}


class TableStore:
    """Reads and writes rows as they are. The search index is no table of it: it is built again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names(self) -> tuple[str, ...]:
        """The tables, in a fixed order."""
        rows = self._connection.rows("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        return tuple(sorted(row[0] for row in rows if not row[0].startswith("sqlite_") and row[0] not in _LEFT_OUT))

    def columns(self, table: str) -> tuple[str, ...]:
        """A table's columns, in their order; Damaged("backup-damaged") for a table that the schema has not."""
        if table not in self.names():
            raise Damaged("backup-damaged")
        return tuple(row[0] for row in self._connection.rows("SELECT name FROM pragma_table_info(?)", (table,)))

    def count(self, table: str) -> int:
        """How many rows a table has."""
        self.columns(table)
        return int(self._connection.value(f'SELECT count(*) FROM "{table}"'))

    def last_id(self, table: str) -> int:
        """The largest row id of a table, 0 where it is empty."""
        self.columns(table)
        return int(self._connection.value(f'SELECT coalesce(max(id), 0) FROM "{table}"'))

    def rows(self, table: str) -> Iterator[Row]:
        """All rows, read as they are asked for."""
        names = ", ".join(f'"{column}"' for column in self.columns(table))
        return iter(self._connection.execute(f'SELECT {names} FROM "{table}"'))

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Write rows; references between tables are checked when the unit of work commits."""
        if tuple(columns) != self.columns(table):
            raise Damaged("backup-damaged")
        marks = ", ".join("?" for _ in columns)
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        self._connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
