"""The next generation of a vault's database: written beside the present one, checked, then switched to."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from app.errors import Damaged
from app.storage.connection import Connection, key_text
from app.storage.integrity import problems
from app.storage.migrations import migrate
from app.storage.unit_of_work import UnitOfWork
from app.vault.secret import Secret


@dataclass(slots=True)
class NextGeneration:
    """A database under a new key that is not the truth yet.

    While it is filled, `connection` is the present database's writing connection inside one transaction, with the
    new file attached as `next` (schema made, tables empty): rows are written with INSERT INTO next.… SELECT.
    Afterwards, while it is verified, `unit()` and `open()` work on the new file alone.
    """

    number: int
    path: Path
    key: Secret
    old_path: Path
    old_key: Secret
    _attached: Connection | None = field(default=None, repr=False)

    @property
    def connection(self) -> Connection:
        """Only while it is filled."""
        if self._attached is None:
            raise RuntimeError("the next generation is not attached")
        return self._attached

    def open(self) -> Connection:
        """A connection of its own to the new file, to be closed by the caller."""
        return Connection(self.path, self.key.reveal())

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """A unit of work on the new file; only while it is verified."""
        connection = self.open()
        try:
            connection.begin()
            yield UnitOfWork(connection, writes=True)
        finally:
            connection.rollback()
            connection.close()

    def create(self) -> None:
        """Make the empty file with its schema."""
        connection = Connection(self.path, self.key.reveal(), mode="rwc")
        try:
            migrate(connection)
        finally:
            connection.close()

    def fill(self, writer: Connection, fill: "Filler") -> None:
        """Let `fill` write the rows, in one transaction that only reads the present database."""
        writer.execute("ATTACH DATABASE ? AS next KEY ?", (str(self.path.absolute()), key_text(self.key.reveal())))
        try:
            # The file is thrown away unless it becomes whole, so it needs no journal until it is switched to.
            writer.execute("PRAGMA next.journal_mode = MEMORY")
            writer.execute("PRAGMA next.synchronous = OFF")
            writer.execute("PRAGMA next.cache_size = -65536")
            # References are checked once, over the whole file, when it is filled.
            writer.execute("PRAGMA foreign_keys = OFF")
            writer.begin()
            self._attached = writer
            fill(self)
            writer.commit()
        finally:
            self._attached = None
            writer.rollback()
            writer.execute("PRAGMA foreign_keys = ON")
            writer.execute("DETACH DATABASE next")

    def check(self, events: list[bytes]) -> None:
        """Read the new file whole: every page's MAC, the structure, the references, and that the log goes on.

        `events`: the audit log's hashes before the rotation. Raises Damaged("next-generation-damaged").
        """
        connection = self.open()
        try:
            _check(connection, events)
        finally:
            connection.close()

    @contextmanager
    def checking(self, events: list[bytes]) -> Iterator[None]:
        """Do as `check` does in a second thread, beside what is done within; an error there ends the check too."""
        connection = self.open()
        try:
            with ThreadPoolExecutor(1, "check") as beside:
                check = beside.submit(_check, connection, events)
                try:
                    yield
                except BaseException:
                    connection.interrupt()
                    raise
                check.result()
        finally:
            connection.close()


def _check(connection: Connection, events: list[bytes]) -> None:
    found = problems(connection)
    kept = [row[0] for row in connection.rows("SELECT hash FROM audit ORDER BY seq LIMIT ?", (len(events),))]
    if kept != events:
        found.append("audit")
    if found:
        raise Damaged("next-generation-damaged", part=" ".join(found))


Filler: TypeAlias = Callable[[NextGeneration], None]
