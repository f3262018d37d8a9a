"""What SQLCipher and SQLite themselves say about a database file."""

from app.storage.connection import Connection


def page_problems(connection: Connection) -> list[str]:
    """Pages whose authentication code does not hold, also those that no query reads; empty is good."""
    return [str(row[0]) for row in connection.rows("PRAGMA cipher_integrity_check")]


def structure_problems(connection: Connection) -> list[str]:
    """Trees, records and free lists that are not as they should be; empty is good."""
    return [str(row[0]) for row in connection.rows("PRAGMA quick_check") if row[0] != "ok"]


def reference_problems(connection: Connection) -> list[str]:
    """Tables with rows that refer to rows that are not there; empty is good."""
    return [str(row[0]) for row in connection.rows("PRAGMA foreign_key_check")]


def problems(connection: Connection) -> list[str]:
    """Which of "pages", "structure", "references" are harmed; empty is good. Reads the file whole."""
    checks = {"pages": page_problems, "structure": structure_problems, "references": reference_problems}
    return [name for name, check in checks.items() if check(connection)]
