"""A backup's rows in a database of our own making, under a new key, without what was destroyed since."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from app.domain.audit import Frontier
from app.domain.ledger import Ledger
from app.errors import Damaged
from app.formats.backups import BackupReader
from app.jobs import Progress
from app.services.forgetting import Gone, Row, remaining
from app.storage.connection import Connection
from app.storage.integrity import problems
from app.storage.migrations import migrate, newest
from app.storage.unit_of_work import UnitOfWork
from app.vault.disk import reached, sync_file
from app.vault.secret import Secret

_COUNTED = 1000


def rebuild(
    path: Path,
    key: Secret,
    reader: BackupReader,
    gone: Gone,
    ledger: Ledger,
    enter: Callable[[UnitOfWork], None],
    progress: Progress,
) -> Frontier:
    """Make the database file; `enter` adds what the restoring itself has to say. Returns where its log stands.

    Raises Damaged ("vault-newer", "backup-damaged"); the file is then good for nothing.
    """
    if reader.about.schema > newest():
        raise Damaged("vault-newer", found=reader.about.schema, known=newest())
    connection = Connection(path, key.reveal(), mode="rwc")
    try:
        # The file is thrown away unless it becomes whole, so until then it needs no journal on the disk.
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        migrate(connection, upto=reader.about.schema)
        connection.begin()
        uow = UnitOfWork(connection, writes=True)
        _fill(uow, reader, gone, progress)
        for order in ledger.orders:
            uow.ledger.add(order)
        enter(uow)
        _require_references(connection)
        uow.commit()
        frontier = _finished(connection, progress)
    finally:
        connection.close()
    sync_file(path)
    return frontier


def _fill(uow: UnitOfWork, reader: BackupReader, gone: Gone, progress: Progress) -> None:
    tables = reader.about.tables
    if {table.name for table in tables} != set(uow.tables.names()):
        raise Damaged("backup-damaged")
    progress.start("restore.rows", sum(table.rows for table in tables))
    for table in tables:
        rows = remaining(table.name, table.columns, reader.rows(table.name), gone)
        uow.tables.insert(table.name, table.columns, _counted(rows, progress))
        reached("restore.table")


def _counted(rows: Iterable[Row], progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _COUNTED == 0:
            progress.advance(_COUNTED)


def _require_references(connection: Connection) -> None:
    if connection.rows("PRAGMA foreign_key_check"):
        raise Damaged("backup-damaged")


def _finished(connection: Connection, progress: Progress) -> Frontier:
    """Bring the schema up, build the index again, read every page back."""
    migrate(connection)
    uow = UnitOfWork(connection, writes=True)
    progress.start("restore.index", uow.tables.count("record"))
    connection.begin()
    uow.search.rebuild(progress.advance)
    connection.commit()
    reached("restore.indexed")
    progress.start("restore.check")
    if problems(connection):
        raise Damaged("database-damaged")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA journal_mode = WAL")
    return Frontier(uow.audit.hashes())
