"""The connection to the encrypted database: the only place that knows SQLCipher."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import quote

from sqlcipher3 import dbapi2

from app.errors import AppError, Cancelled, Damaged, EnvironmentProblem, NotUnlocked

Row: TypeAlias = tuple[Any, ...]
Conflict = dbapi2.IntegrityError
"""Raised where a constraint of the schema says no (a name that is taken); a bug unless the caller expects it."""
Failure = dbapi2.OperationalError
"""Raised where a statement meets a value that it can't work with (text that is no JSON)."""

_BUSY_SECONDS = 10.0
_PRIMARY = 0xFF
_STEPS_BETWEEN_QUESTIONS = 20_000
LONG_LOG = 1000
"""How many pages make a log long, as SQLite has it: a usual commit takes it into the database then."""
_SETTINGS = (
    "cipher_log_level = NONE",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "mmap_size = 0",
    "synchronous = FULL",
    # Records' ids are random, so their indexes are written all over: with SQLite's 2 MB a large import takes six
    # times as long. Taken only as far as it is used.
    "cache_size = -65536",
)
_MEANINGS: dict[int, type[AppError]] = {
    3: EnvironmentProblem,  # SQLITE_PERM
    5: NotUnlocked,  # SQLITE_BUSY
    6: NotUnlocked,  # SQLITE_LOCKED
    7: EnvironmentProblem,  # SQLITE_NOMEM
    8: EnvironmentProblem,  # SQLITE_READONLY
    10: EnvironmentProblem,  # SQLITE_IOERR
    11: Damaged,  # SQLITE_CORRUPT
    13: EnvironmentProblem,  # SQLITE_FULL
    14: EnvironmentProblem,  # SQLITE_CANTOPEN
    26: Damaged,  # SQLITE_NOTADB
}
_CODES = {
    3: "no-permission",
    5: "vault-in-use",
    6: "vault-in-use",
    7: "not-enough-memory",
    8: "read-only-vault",
    10: "disk-error",
    11: "database-damaged",
    13: "disk-full",
    14: "database-not-opened",
    26: "database-damaged",
}
_INTERRUPTED = 9
# Without an adapter the driver asks each bytes and None for two attributes that they don't have, which takes longer
# than to store the value. This one gives bytes themselves, at half the cost of calling the type.
dbapi2.register_adapter(bytes, bytes.__bytes__)
dbapi2.register_adapter(type(None), lambda value: value)


class Cursor:
    """Rows of one statement, read as they are asked for."""

    def __init__(self, cursor: dbapi2.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Row]:
        with _translated():
            yield from self._cursor

    def fetchone(self) -> Row | None:
        with _translated():
            row: Row | None = self._cursor.fetchone()
            return row

    def fetchall(self) -> list[Row]:
        with _translated():
            return list(self._cursor.fetchall())

    def fetchmany(self, size: int) -> list[Row]:
        with _translated():
            return list(self._cursor.fetchmany(size))

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    @property
    def lastrowid(self) -> int:
        """The id of the row just inserted."""
        return int(self._cursor.lastrowid)


class Connection:
    """One connection in autocommit mode: transactions are begun and ended by name.

    Errors of the environment and damage come out as AppError (see _MEANINGS), an interrupt as Cancelled, a
    constraint as Conflict; anything else is a bug and passes through. Not to be shared between threads, except
    `interrupt`.
    """

    def __init__(self, path: Path, key: bytes, *, mode: str = "rw", query_only: bool = False) -> None:
        """Open a database with a raw 256-bit key; `mode` is "rw", "rwc" (create), "ro" or "immutable"."""
        self.path = path
        flags = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
        with _translated():
            self._db = dbapi2.connect(
                f"file:{quote(str(path.absolute()))}?{flags}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=_BUSY_SECONDS,
            )
        try:
            self._set_up(key, mode, query_only=query_only)
        except BaseException:
            self._db.close()
            raise

    def _set_up(self, key: bytes, mode: str, *, query_only: bool) -> None:
        with _translated():
            self._db.execute(f'PRAGMA key = "{key_text(key)}"')
            for setting in _SETTINGS:
                self._db.execute(f"PRAGMA {setting}")
            self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            if mode != "rwc" and self._db.execute("PRAGMA page_count").fetchone() == (0,):
                # SQLite takes an emptied file for a new database.
                raise Damaged("database-damaged")
            if mode in ("rw", "rwc") and not query_only:
                self._db.execute("PRAGMA journal_mode = WAL")
            if query_only or mode not in ("rw", "rwc"):
                self._db.execute("PRAGMA query_only = ON")

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Cursor:
        with _translated():
            return Cursor(self._db.execute(sql, parameters))

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Cursor:
        """Run a statement for every row; errors raised by the rows' own iterator pass through."""
        with _translated():
            return Cursor(self._db.executemany(sql, rows))

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query."""
        return self.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row, or None."""
        return self.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, or None where there is no row."""
        row = self.one(sql, parameters)
        return None if row is None else row[0]

    def script(self, sql: str) -> None:
        """Run several statements; the script brings its own BEGIN and COMMIT."""
        with _translated():
            self._db.executescript(sql)

    def prepare(self, *, large: bool) -> None:
        """How the next transactions are treated; outside transactions only, where SQLite takes it.

        In a `large` one no foreign keys are looked at, and its commit leaves a long log to `write_back`.
        """
        self.execute(f"PRAGMA foreign_keys = {'OFF' if large else 'ON'}")
        self.execute(f"PRAGMA wal_autocheckpoint = {0 if large else LONG_LOG}")

    def write_back(self) -> None:
        """Take into the database what commits left in the log, as far as no reader needs it there."""
        self.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def begin(self, *, write: bool = True) -> None:
        """Begin a transaction: at once a writing one, or a reading one on one snapshot."""
        self.execute("BEGIN IMMEDIATE" if write else "BEGIN")

    def commit(self) -> None:
        """Commit; where that fails nothing of the transaction is left."""
        try:
            self.execute("COMMIT")
        except BaseException:
            self.rollback()
            raise

    def rollback(self) -> None:
        """Take the transaction back; SQLite may have done so itself on a full disk."""
        if self._db.in_transaction:
            with suppress(dbapi2.OperationalError):
                self._db.execute("ROLLBACK")

    @property
    def in_transaction(self) -> bool:
        return bool(self._db.in_transaction)

    def interrupt(self) -> None:
        """Stop the running statement; it raises Cancelled. The only call that any thread may make."""
        self._db.interrupt()

    @contextmanager
    def stoppable(self, is_unwanted: Callable[[], bool]) -> Iterator[None]:
        """Ask now and then, within long statements too; where the answer is yes the statement raises Cancelled."""
        self._db.set_progress_handler(lambda: int(is_unwanted()), _STEPS_BETWEEN_QUESTIONS)
        try:
            yield
        finally:
            self._db.set_progress_handler(None, 0)

    def close(self) -> None:
        with _translated():
            self._db.close()


def key_text(key: bytes) -> str:
    """The key as SQLCipher takes a raw one, skipping its own key derivation."""
    return f"x'{key.hex()}'"


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except dbapi2.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY
        if code == _INTERRUPTED:
            raise Cancelled from error
        if code in _MEANINGS:
            raise _MEANINGS[code](_CODES[code]) from error
        if isinstance(error, Failure) and not code:
            # The driver's own, which SQLite knows nothing of: a text whose bytes are none, and are in the message.
            raise Damaged("database-damaged") from None
        raise
    except MemoryError as error:
        raise EnvironmentProblem("not-enough-memory") from error
