"""Takes what a large commit left in the log into the database, beside whatever else is done."""

import threading
from collections.abc import Callable
from contextlib import suppress

from app.errors import AppError
from app.storage.connection import Connection


class WriteBack:
    """A thread with a connection of its own, as long as that takes; readers and a writer go on meanwhile.

    The commit is safe in the log before. What can't be written back now (a full disk) is written back with a later
    commit, or when the last connection is closed.
    """

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Write back what is in the log now."""
        self.end()
        self._thread = threading.Thread(target=self._run, name="write-back")
        self._thread.start()

    def end(self) -> None:
        """Wait until nothing is written back any more, and no connection is open for it."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        with suppress(AppError):
            connection = self._connect()
            try:
                connection.write_back()
            finally:
                connection.close()
