"""One program at a time on a vault."""

import errno
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from app.errors import EnvironmentProblem, NotUnlocked
from app.vault.disk import disk_errors

LOCK = "lock"
HOLDER = "lock.json"


class VaultLock:
    """A lock of the operating system on the file `lock`: it ends with the process, so nothing is ever stale.

    Who holds it is written beside it, for the message to the second one; that file proves nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._holder = folder / HOLDER
        self._lock = FileLock(folder / LOCK, timeout=0, thread_local=False, fallback_to_soft=False)

    def acquire(self, operator: str, since: str) -> None:
        """Take it, or raise NotUnlocked("vault-in-use") with who has it since when.

        Raises EnvironmentProblem("no-lock-here") on file systems that know no locks, "no-permission" and "disk-full";
        then nobody has it.
        """
        with disk_errors(self._holder.parent):
            try:
                self._lock.acquire()
            except Timeout as error:
                raise NotUnlocked("vault-in-use", **self._read_holder()) from error
            except (OSError, NotImplementedError) as error:
                if isinstance(error, OSError) and error.errno != errno.ENOSYS:
                    raise
                raise EnvironmentProblem("no-lock-here", file=self._holder.parent.name) from error
            holder = {"operator": operator, "pid": os.getpid(), "host": platform.node(), "since": since}
            try:
                # A new file: one that lies there is a killed program's, or a link to somebody else's file.
                self._holder.unlink(missing_ok=True)
                with self._holder.open("x", encoding="utf-8") as file:
                    json.dump(holder, file, ensure_ascii=False)
            except OSError:
                self.release()
                raise

    @contextmanager
    def held(self, operator: str, since: str) -> Iterator[None]:
        """Have it within; raises what `acquire` raises."""
        self.acquire(operator, since)
        try:
            yield
        finally:
            self.release()

    def release(self) -> None:
        """Give it back; safe to call twice."""
        if not self._lock.is_locked:
            return
        with suppress(OSError):
            self._holder.unlink(missing_ok=True)
        self._lock.release()

    def _read_holder(self) -> dict[str, str | None]:
        """What the holder wrote; empty places where it is not there yet or unreadable."""
        try:
            said = json.loads(self._holder.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            said = {}
        said = said if isinstance(said, dict) else {}
        return {name: str(said[name]) if name in said else None for name in ("operator", "since", "host")}
