"""A backup's rows in a database of our own making, under a new key, without what was destroyed since.

The rows are written into a generation that nobody ever opens; where records of it were destroyed, the one that counts
is written from what stays, as a destruction does it, and the first goes with its key.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from app.domain.audit import Frontier
from app.domain.ledger import Ledger
from app.errors import Damaged
from app.formats.backups import BackupReader
from app.jobs import Progress
from app.services.known_customers import known_afterwards
from app.services.rotation import NextGeneration
from app.storage.connection import Connection
from app.storage.integrity import problems
from app.storage.migrations import migrate, newest
from app.storage.next_generation import NextGenerationStore
from app.storage.unit_of_work import UnitOfWork
from app.vault import generations
from app.vault.disk import reached, sync_file
from app.vault.folder import VaultFolder
from app.vault.keys import new_key
from app.vault.secret import Secret

_COUNTED = 1000
Enter = Callable[[UnitOfWork, int], None]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The database as it stands: generation, key, where its log ends, its records, and the attachments they need."""

    generation: int
    key: Secret
    frontier: Frontier
    records: int
    destroyed_again: int
    blobs: frozenset[bytes]


def rebuild(folder: VaultFolder, reader: BackupReader, ledger: Ledger, enter: Enter, progress: Progress) -> Rebuilt:
    """Make the database file in a folder under way.

    `enter` adds what the restoring itself has to say; it is told how many records are left out.
    Raises Damaged ("vault-newer", "backup-damaged", "next-generation-damaged"); the folder is then good for nothing.
    """
    if reader.about.schema > newest():
        raise Damaged("vault-newer", found=reader.about.schema, known=newest())
    generation, key = reader.about.generation + 1, new_key()
    connection = Connection(folder.database(generation), key.reveal(), mode="rwc")
    try:
        leaving = _fill(connection, reader, ledger, enter, progress)
        if not leaving:
            _index(connection, progress)
            return _finished(folder, generation, key, connection, leaving)
        following = _without_destroyed(folder, generation, key, connection, progress)
    finally:
        connection.close()
    generations.remove(folder, generation)
    reached("restore.forgotten")
    last = following.open()
    try:
        return _finished(folder, following.number, following.key, last, leaving)
    finally:
        last.close()


def _fill(connection: Connection, reader: BackupReader, ledger: Ledger, enter: Enter, progress: Progress) -> int:
    """Write every row and the stubs of what was destroyed since; how many records have both."""
    # The file is thrown away unless it becomes whole, so until then it needs no journal on the disk.
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    migrate(connection, upto=reader.about.schema)
    connection.begin()
    uow = UnitOfWork(connection, writes=True)
    tables = reader.about.tables
    if {table.name for table in tables} != set(uow.tables.names()):
        raise Damaged("backup-damaged")
    progress.start("restore.rows", sum(table.rows for table in tables))
    for table in tables:
        uow.tables.insert(table.name, table.columns, _counted(reader.rows(table.name), progress))
        reached("restore.table")
    for order in ledger.orders:
        uow.ledger.add(order)
    leaving = uow.ledger.returned()
    enter(uow, leaving)
    if connection.rows("PRAGMA foreign_key_check"):
        raise Damaged("backup-damaged")
    uow.commit()
    migrate(connection)
    return leaving


def _counted(rows: Iterable[list[object]], progress: Progress) -> Iterator[list[object]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _COUNTED == 0:
            progress.advance(_COUNTED)


def _index(connection: Connection, progress: Progress) -> None:
    uow = UnitOfWork(connection, writes=True)
    progress.start("restore.index", uow.tables.count("record"))
    connection.begin()
    uow.search.rebuild(progress.advance)
    uow.commit()
    reached("restore.indexed")


def _without_destroyed(
    folder: VaultFolder, generation: int, key: Secret, connection: Connection, progress: Progress
) -> NextGeneration:
    """Write the generation that counts: what stays, under a key that never held anything else."""
    following = NextGeneration(
        number=generation + 1,
        path=folder.database(generation + 1),
        key=new_key(),
        old_path=folder.database(generation),
        old_key=key,
    )

    def fill(target: NextGeneration) -> None:
        uow = UnitOfWork(target.connection, writes=False)
        store = NextGenerationStore(target.connection)
        store.leave_stubbed()
        store.change_customers(known_afterwards(uow, store))
        progress.start("restore.forget", store.rows())
        store.copy(progress.advance)
        progress.start("restore.index", uow.tables.count("record"))
        store.index(progress.advance)
        store.close()
        reached("restore.indexed")

    following.create()
    following.fill(connection, fill)
    progress.start("restore.check")
    following.check(UnitOfWork(connection, writes=False).audit.hashes())
    return following


def _finished(folder: VaultFolder, generation: int, key: Secret, connection: Connection, leaving: int) -> Rebuilt:
    if problems(connection):
        raise Damaged("backup-damaged")
    uow = UnitOfWork(connection, writes=False)
    rebuilt = Rebuilt(
        generation=generation,
        key=key,
        frontier=Frontier(uow.audit.hashes()),
        records=uow.tables.count("record"),
        destroyed_again=leaving,
        blobs=frozenset(uow.attachments.blobs()),
    )
    connection.execute("PRAGMA journal_mode = WAL")
    sync_file(folder.database(generation))
    return rebuilt
