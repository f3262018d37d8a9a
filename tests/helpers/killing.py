"""Work killed at a chosen point, in a child process, as a power cut would end it, or meeting an error there."""

import os
import signal
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import EnvironmentProblem
from app.vault import disk

FINISHED = 0
FAILED = 77

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a child with this process's state needs fork")


def points(act: Callable[[], object]) -> list[str]:
    """The fault points that `act` reaches, in their order, each as often as it is reached; run in a child."""
    reading, writing = os.pipe()

    def record(point: str) -> None:
        os.write(writing, f"{point}\n".encode())

    child = _fork(act, record)
    os.close(writing)
    with os.fdopen(reading) as lines:
        found = lines.read().splitlines()
    assert _status(child) == FINISHED
    return found


def killed_at(count: int, act: Callable[[], object]) -> bool:
    """Run `act` in a child and kill it (SIGKILL) at the `count`-th fault point, from 1; False if it finished first."""
    reached = 0

    def kill(_point: str) -> None:
        nonlocal reached
        reached += 1
        if reached == count:
            os.kill(os.getpid(), signal.SIGKILL)

    return _was_killed(_fork(act, kill))


def failed_at(count: int, number: int, act: Callable[[], object], patch: pytest.MonkeyPatch) -> bool:
    """Run `act` here with an OSError of this number at the `count`-th fault point, from 1; False if it finished."""
    left = count

    def fail(point: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise OSError(number, point)

    with patch.context() as meanwhile:
        meanwhile.setattr(disk, "fault", fail)
        try:
            act()
        except (EnvironmentProblem, OSError):
            return True
    return False


def killed_after(seconds: float, act: Callable[[], object]) -> bool:
    """Run `act` in a child and kill it after so long; False if it finished first."""
    child = _fork(act, lambda _point: None)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return _was_killed(child)


def in_child(act: Callable[[], object]) -> int:
    """Run `act` in a child, for what would change this process (its user, its limits); its exit code."""
    return _status(_fork(act, lambda _point: None))


def limit_file_size(most: int) -> None:
    """Let no file of this process grow beyond so many bytes: stands in for a full disk. Only in a child."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def limit_memory(more: int) -> None:
    """Let this process ask for so many more bytes and then get none. Only in a child."""
    import resource

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))


def _fork(act: Callable[[], object], fault: Callable[[str], None]) -> int:
    with warnings.catch_warnings():
        # The child runs only our own code and ends without cleaning up, so the threads it has not do not matter.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    try:
        disk.fault = fault
        act()
    except BaseException as error:  # noqa: BLE001 - whatever it was, it must not run on into pytest
        sys.__stderr__.write(f"child: {error!r}\n") if sys.__stderr__ else None
        os._exit(FAILED)
    os._exit(FINISHED)


def _was_killed(child: int) -> bool:
    status = _status(child)
    assert status in (FINISHED, -signal.SIGKILL), f"the child ended with {status}"
    return status == -signal.SIGKILL


def _status(child: int) -> int:
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
