"""An unlocked vault: who works with it, its units of work, and the change to a next generation."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.clock import Clock
from app.domain.audit import Frontier
from app.domain.firm import Firm
from app.domain.operators import Operator
from app.domain.permissions import Action, is_one_person, may, roles_for
from app.domain.retention import Reason, RulePack
from app.errors import Damaged, EnvironmentProblem, NotUnlocked, Refused
from app.jobs import Progress
from app.services.rotation import Filler, NextGeneration
from app.storage.connection import LONG_LOG, Connection
from app.storage.firm import FirmKey
from app.storage.migrations import migrate, require_newest
from app.storage.read_pool import ReadPool
from app.storage.unit_of_work import UnitOfWork
from app.storage.values import told_as_damage
from app.storage.write_back import WriteBack
from app.vault import generations
from app.vault.disk import reached
from app.vault.folder import VaultFolder
from app.vault.header import Header, authenticated
from app.vault.keys import Kdf, new_key
from app.vault.lock import VaultLock
from app.vault.pages import PAGE, wal_of
from app.vault.secret import Secret
from app.vault.signing import Signer
from app.vault.slots import Slot, new_slot, resealed

ONE_PERSON = "one-person-roles"


@dataclass(frozen=True, slots=True)
class Access:
    """What unlocking found: the authenticated header, the database key, and whose passphrase it was.

    `lock` is None where the folder can't be written: the session then only reads.
    """

    folder: VaultFolder
    header: Header
    key: Secret
    operator: Operator
    signer: Signer
    lock: VaultLock | None


class Session:
    """One operator's work with an open vault.

    One thread writes at a time; any number read, each on its own connection and snapshot.
    """

    def __init__(self, access: Access, clock: Clock, program_version: str) -> None:
        self.folder = access.folder
        self.vault_id = access.header.vault_id
        self.operator = access.operator
        self.signer = access.signer
        self.clock = clock
        self.program_version = program_version
        self.read_only = access.lock is None
        self.warnings: tuple[Reason, ...] = ()
        self.pack = RulePack("", date.min, ())
        self._lock = access.lock
        self._header = access.header
        self._key = access.key
        self._writing = threading.RLock()
        self._writer = None if self.read_only else self._connect_writer()
        self._readers = ReadPool(self._reader)
        self._write_back = WriteBack(self._connect)
        self._frontier = Frontier()
        self._is_noted = True

    def use(self, pack: RulePack) -> None:
        """Decide by these rules from now on; before, none decides over anything."""
        self.pack = pack

    @property
    def is_open(self) -> bool:
        """Whether anything can still be read and written here."""
        return bool(self._key)

    @property
    def header(self) -> Header:
        """The header as it lies on the disk."""
        return self._header

    @property
    def generation(self) -> int:
        return self._header.generation

    @property
    def firm(self) -> Firm:
        with self.read() as uow:
            return uow.firm.get()

    def firm_key(self) -> FirmKey:
        """The firm's own key, which signs evidence, checkpoints and PDFs."""
        with self.read() as uow:
            return uow.firm.key()

    @contextmanager
    def write(self, *, large: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work that changes the vault; taken back unless it commits.

        In a `large` one nothing sees to it that what is entered refers to what is there, except the caller: SQLite then
        keeps no copies of the pages that large statements touch (see bulk). What its commit left in the log is written
        back after it, beside whatever is done next.
        Raises EnvironmentProblem("read-only-vault"). Units that write do not nest, nor begin inside one that reads:
        who changes the generation waits for readers, and they would wait for it.
        """
        if self._readers.is_reading:
            raise RuntimeError("a unit that writes does not begin inside one that reads")
        with self._writing:
            writer = self._writable()
            if writer.in_transaction:
                raise RuntimeError("a unit of work is open already")
            writer.prepare(large=large)
            with told_as_damage(writer):
                writer.begin()
                uow = UnitOfWork(writer, writes=True)
                try:
                    yield uow
                finally:
                    writer.rollback()
                    writer.prepare(large=False)
                    if uow.is_committed:
                        self._note_log(writer)
                        if large and _has_long_log(writer.path):
                            self._write_back.begin()

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A unit of work that only reads, on one snapshot; within another of the same thread it is that one's.

        Raises Damaged("database-damaged") where a value can't be read, as units that write do.
        """
        with self._readers.unit() as uow, told_as_damage(uow.connection):
            yield uow

    def require(self, action: Action) -> None:
        """Raise Refused("role-forbids") where the operator's role does not allow this."""
        if not may(self.operator.role, action, one_person=self.is_one_person()):
            raise Refused("role-forbids", role=self.operator.role, action=action, roles=", ".join(roles_for(action)))

    def is_one_person(self) -> bool:
        """Whether the operator stands in every role, being the only one (documents say so)."""
        with self.read() as uow:
            allowed = uow.settings.get(ONE_PERSON) != "no"
            return is_one_person(uow.operators.all(), allowed=allowed)

    def slot_for(self, name: str, role: str, passphrase: Secret, kdf: Kdf, signing: Secret | None = None) -> Slot:
        """A key slot that opens the present generation, for somebody new or with the signing key that somebody has."""
        return new_slot(
            name, role, passphrase, kdf=kdf, vault_id=self.vault_id, generation=self.generation, key=self._key,
            signing=signing,
        )[0]  # fmt: skip

    def commit_with_slot(self, uow: UnitOfWork, slot: Slot) -> None:
        """Commit together with a new or changed key slot.

        The header goes first; should the commit fail, it is put back. A crash between the two leaves a slot that
        the database does not know, and the next opening enters it.
        """
        before = self._header
        try:
            self._put_header(before.with_slot(slot))
            reached("slot.written")
            uow.commit()
        except BaseException:
            with suppress(EnvironmentProblem):
                self._put_header(before)
            raise

    def follow_log(self) -> bool:
        """Read the log's hashes at opening; whether the database goes on from where the header last saw it.

        False: the database file is older than its header says, or another history.
        """
        with self.read() as uow:
            hashes = uow.audit.hashes()
        frontier = Frontier(hashes[: self._header.size])
        goes_on = (frontier.size, frontier.root.hex()) == (self._header.size, self._header.root)
        for leaf in hashes[self._header.size :]:
            frontier.add(leaf)
        self._frontier = frontier
        return goes_on

    def replace_generation(self, fill: Filler, progress: Progress, verify: Filler | None = None) -> None:
        """Write the next generation under a new key and switch to it; see NextGeneration.

        `fill` writes its rows; `verify` reads the new file back and may add figures to it. Until `verify` is done
        an error, a cancel or a crash leaves everything as it was; from the switch on the new generation is the
        truth, and a crash only leaves the old file's removal to the next opening.
        Raises EnvironmentProblem("read-only-vault"), Damaged("next-generation-damaged"), and what the two raise.
        """
        if self._readers.is_reading:
            raise RuntimeError("a generation is not replaced under this thread's own reading")
        with self._writing:
            writer = self._writable()
            self._write_back.end()
            following = self._next()
            try:
                with told_as_damage(writer):
                    self._prepare(following, writer, fill, progress, verify)
                progress.cancel.close()
                header = self._header_for(following)
            except BaseException:
                generations.remove(self.folder, following.number)
                raise
            with self._readers.paused():
                self._switch(following, header)
            self._finish(following)

    def close(self) -> None:
        """Close every connection, drop the keys and give the lock back; safe to call twice."""
        with self._writing:
            try:
                self._write_back.end()
                self._readers.close()
                self._close_writer()
            finally:
                self._key = Secret(b"")
                if self._lock is not None:
                    self._lock.release()

    def _next(self) -> NextGeneration:
        number = self.generation + 1
        return NextGeneration(
            number=number,
            path=self.folder.database(number),
            key=new_key(),
            old_path=self.folder.database(self.generation),
            old_key=self._key,
        )

    def _prepare(
        self, following: NextGeneration, writer: Connection, fill: Filler, progress: Progress, verify: Filler | None
    ) -> None:
        reached("rotate.begun")
        generations.remove(self.folder, following.number)
        following.create()
        reached("rotate.created")
        following.fill(writer, fill)
        reached("rotate.filled")
        progress.start("rotate.check")
        with self.read() as uow:
            events = uow.audit.hashes()
        with following.checking(events):
            if verify is not None:
                verify(following)
            reached("rotate.verified")
        reached("rotate.checked")

    def _header_for(self, following: NextGeneration) -> Header:
        """The header that makes it the truth: the new key sealed to every slot, the log where it stands there."""
        slots = tuple(
            resealed(slot, following.key, vault_id=self.vault_id, generation=following.number)
            for slot in self._header.slots
        )
        with following.unit() as uow:
            frontier = Frontier(uow.audit.hashes())
        header = replace(
            self._header, generation=following.number, slots=slots, size=frontier.size, root=frontier.root.hex()
        )
        return authenticated(header, following.key)

    def _switch(self, following: NextGeneration, header: Header) -> None:
        writer, self._writer = self._writer, None
        assert writer is not None
        writer.close()
        try:
            generations.switch(self.folder, header)
        except BaseException:
            # The rename may have happened before the error: what the disk says decides.
            if self.folder.read_header().generation != following.number:
                self._writer = self._connect_writer()
                generations.remove(self.folder, following.number)
                raise
        self._header, self._key = header, following.key
        self._writer = self._connect_writer()
        self._frontier = Frontier()
        self._advance(self._writer)

    def _finish(self, following: NextGeneration) -> None:
        """Remove the old generation, and make sure that its key opens nothing that is left."""
        generations.remove(self.folder, following.number - 1)
        reached("rotate.old-removed")
        with suppress(Damaged):
            Connection(following.path, following.old_key.reveal(), mode="ro").close()
            raise RuntimeError("the old key opens the new generation")

    def _writable(self) -> Connection:
        if self.read_only:
            raise EnvironmentProblem("read-only-vault")
        if self._writer is None:
            raise NotUnlocked("vault-closed")
        return self._writer

    def _connect(self) -> Connection:
        return Connection(generations.require_database(self.folder, self._header), self._key.reveal())

    def _connect_writer(self) -> Connection:
        """The writing connection, its schema brought to this program's version."""
        connection = self._connect()
        try:
            # Where a crash or a full disk cut off the writing back, a page lies torn that the log still has whole.
            with suppress(EnvironmentProblem):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _reader(self) -> Connection:
        path = generations.require_database(self.folder, self._header)
        if not self.read_only:
            return Connection(path, self._key.reveal(), query_only=True)
        # Where a writer is at work or was killed there is a shared memory file, and its WAL counts.
        in_use = path.with_name(path.name + "-shm").exists()
        connection = Connection(path, self._key.reveal(), mode="ro" if in_use else "immutable", query_only=True)
        try:
            require_newest(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is None:
            return
        try:
            if not self._is_noted:
                self._note_log(writer)
        finally:
            writer.close()

    def _note_log(self, writer: Connection) -> None:
        """Bring the header's checkpoint up to the log. A header that can't be written now is brought up later."""
        self._advance(writer)
        root = self._frontier.root.hex()
        if (self._frontier.size, root) == (self._header.size, self._header.root):
            return
        self._is_noted = False
        with suppress(EnvironmentProblem):
            self._put_header(replace(self._header, size=self._frontier.size, root=root))
            self._is_noted = True

    def _advance(self, writer: Connection) -> None:
        for (leaf,) in writer.rows("SELECT hash FROM audit WHERE seq > ? ORDER BY seq", (self._frontier.size,)):
            self._frontier.add(leaf)

    def _put_header(self, header: Header) -> None:
        header = authenticated(header, self._key)
        self.folder.write_header(header)
        self._header = header


def _has_long_log(database: Path) -> bool:
    log = wal_of(database)
    return log.exists() and log.stat().st_size >= LONG_LOG * PAGE
