"""Long work: its progress, and the wish to stop it."""

import sys
import threading
import time
from dataclasses import dataclass

from app.errors import Cancelled

PDFIUM_TURN = threading.RLock()
"""To be held around every call into pdfium, which serves one thread at a time (window and background work share it)."""

# A thread that is done with a statement or a piece of a file waits this long for the interpreter instead of 5 ms.
_QUICK = 0.0002


class QuickTurns:
    """A context in which a thread waits little for the interpreter while another one computes.

    Several threads may be within it; when the last one leaves it is as it was.
    """

    _lock = threading.Lock()
    _within = 0
    _usual = 0.0

    def __enter__(self) -> None:
        with self._lock:
            if not QuickTurns._within:
                QuickTurns._usual = sys.getswitchinterval()
                sys.setswitchinterval(_QUICK)
            QuickTurns._within += 1

    def __exit__(self, *exc: object) -> None:
        with self._lock:
            QuickTurns._within -= 1
            if not QuickTurns._within:
                sys.setswitchinterval(QuickTurns._usual)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where a job stands: `total` is 0 while the size is unknown; `seconds` since the step began.

    `figures` are numbers that the job tells beside its progress, by name.
    """

    step: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    figures: tuple[tuple[str, int], ...] = ()

    @property
    def seconds_left(self) -> float | None:
        """Time left in this step at the speed so far, or None where it can't be said."""
        if not self.total or not self.done or self.seconds < 1:
            return None
        return self.seconds * (self.total - self.done) / self.done


class CancelToken:
    """A flag that one thread raises and the working thread looks at."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._closed = False

    def cancel(self) -> None:
        """Ask the job to stop; ignored after `close`."""
        if not self._closed:
            self._event.set()

    @property
    def is_cancelled(self) -> bool:
        # Who asked while the point of no return was being passed asked too late.
        return self._event.is_set() and not self._closed

    @property
    def is_closed(self) -> bool:
        """Whether the point of no return is passed, so that Cancel is no longer offered."""
        return self._closed

    def check(self) -> None:
        """Raise Cancelled if somebody asked for it."""
        if self.is_cancelled:
            raise Cancelled

    def close(self) -> None:
        """Pass the point of no return: raises Cancelled one last time, then never again."""
        self.check()
        self._closed = True


class Progress:
    """What a job tells about itself; polled by the window about ten times a second.

    `step` names are codes ("import.read", "destroy.copy"); their sentences are in app/messages/.
    Written by the working thread, read by any: one tuple is swapped, so no lock is needed.
    """

    def __init__(self, cancel: CancelToken | None = None) -> None:
        self.cancel = cancel or CancelToken()
        self._state = ("", 0, 0, time.monotonic())
        self._figures: dict[str, int] = {}

    def note(self, **figures: int) -> None:
        """Tell numbers worth watching; each stays until another of its name comes."""
        self._figures = self._figures | figures

    def start(self, step: str, total: int = 0) -> None:
        """Begin a step of `total` units (0: unknown); raises Cancelled."""
        self.cancel.check()
        self._state = (step, 0, total, time.monotonic())

    def advance(self, units: int = 1) -> None:
        """Count finished units; raises Cancelled."""
        self.cancel.check()
        step, done, total, since = self._state
        self._state = (step, done + units, total, since)

    def snapshot(self) -> Snapshot:
        step, done, total, since = self._state
        return Snapshot(step, done, total, time.monotonic() - since, tuple(self._figures.items()))
