"""Reading connections: one for each thread that reads at the same time, each unit on one snapshot."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.errors import NotUnlocked
from app.storage.connection import Connection
from app.storage.unit_of_work import UnitOfWork


class ReadPool:
    """Opens as many query-only connections as threads read at once, and uses them again.

    Raises NotUnlocked("vault-closed") once it is closed.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._state = threading.Condition()
        self._idle: list[Connection] = []
        self._busy: set[Connection] = set()
        self._is_paused = False
        self._is_closed = False
        self._mine = threading.local()

    @contextmanager
    def unit(self) -> Iterator[UnitOfWork]:
        """A unit of work on one snapshot; within another of the same thread it is that one's."""
        current: UnitOfWork | None = getattr(self._mine, "unit", None)
        if current is not None:
            yield current
            return
        connection = self._take()
        try:
            connection.begin(write=False)
            self._mine.unit = UnitOfWork(connection, writes=False)
            yield self._mine.unit
        finally:
            self._mine.unit = None
            self._give_back(connection)

    @property
    def is_reading(self) -> bool:
        """Whether the calling thread is inside a unit."""
        return getattr(self._mine, "unit", None) is not None

    @contextmanager
    def paused(self) -> Iterator[None]:
        """No connection is open inside: what reads is interrupted and waited for, new readers wait.

        For the moment in which the file under them is replaced. Not to be called by a thread that reads.
        """
        if self.is_reading:
            raise RuntimeError("this thread is reading")
        with self._state:
            self._is_paused = True
            while self._busy:
                for connection in self._busy:
                    connection.interrupt()
                self._state.wait(0.05)
            self._close_idle()
        try:
            yield
        finally:
            with self._state:
                self._is_paused = False
                self._state.notify_all()

    def close(self) -> None:
        """Close what is idle; what is busy is interrupted, waited for and closed. Nobody reads afterwards."""
        with self.paused():
            self._is_closed = True

    def _take(self) -> Connection:
        with self._state:
            self._state.wait_for(lambda: not self._is_paused)
            if self._is_closed:
                raise NotUnlocked("vault-closed")
            connection = self._idle.pop() if self._idle else self._connect()
            self._busy.add(connection)
            return connection

    def _give_back(self, connection: Connection) -> None:
        connection.rollback()
        with self._state:
            self._busy.discard(connection)
            self._idle.append(connection)
            self._state.notify_all()

    def _close_idle(self) -> None:
        while self._idle:
            self._idle.pop().close()
