"""Work outside the window's thread: one runner, four outcomes, callbacks that die with their owner."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from app.errors import Cancelled
from app.jobs import Progress, Snapshot
from ui import collector

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

POLL_MS = 100
WORKERS = 4


@dataclass(eq=False)
class Task(Generic[T]):
    """One piece of work under way; `progress.cancel` is its only handle."""

    owner: QObject
    done: Callable[[T], None]
    failed: Callable[[Exception], None]
    cancelled: Callable[[], None] | None
    watch: Callable[[Snapshot], None] | None
    unwanted: Callable[[T], None] | None = None
    progress: Progress = field(default_factory=Progress)
    is_dropped: bool = False

    def cancel(self) -> None:
        """Ask the work to stop; the outcome is still told, as cancelled."""
        self.progress.cancel.cancel()

    def drop(self) -> None:
        """Ask the work to stop and tell nobody how it ended."""
        self.is_dropped = True
        self.cancel()

    @property
    def is_wanted(self) -> bool:
        """Whether somebody is still there to hear of it."""
        return not self.is_dropped and isValid(self.owner)


class TaskRunner(QObject):
    """Runs work on a few threads and tells its owner, in the window's thread, how it ended.

    `work` gets a Progress and may raise; it must not touch widgets. `done` gets its result. `failed` gets
    the exception (by default the runner's own `on_failed`), `cancelled` nothing. None of them is called
    once the owner is gone; then `unwanted` gets the result, for what must be closed. `watch` gets a Snapshot about ten
    times a second while the work runs.
    """

    _landed = Signal(object, object, object)

    def __init__(self, on_failed: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._on_failed = on_failed
        self._pool: ThreadPoolExecutor | None = None
        self._running: set[Task[Any]] = set()
        self._is_closed = False
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._landed.connect(self._land, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        watch: Callable[[Snapshot], None] | None = None,
        unwanted: Callable[[T], None] | None = None,
    ) -> Task[T]:
        task = Task(owner, done, failed or self._on_failed, cancelled, watch, unwanted)
        if self._is_closed:
            # A timer of a window that is going may still fire; nobody is there to hear of it.
            task.drop()
            return task
        collector.hold_back()
        self._running.add(task)
        if watch is not None and not self._timer.isActive():
            self._timer.start()
        self._threads().submit(self._work, task, work)
        return task

    def _threads(self) -> ThreadPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # wanted once the window is seen

            self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="qingdang")
        return self._pool

    @property
    def is_idle(self) -> bool:
        return not self._running

    def drop_all(self) -> None:
        """Ask all work to stop; nobody hears of it any more."""
        for task in self._running:
            task.drop()

    def close(self) -> None:
        """Ask all work to stop and wait for it; nobody hears of it any more."""
        self._is_closed = True
        self.drop_all()
        self._timer.stop()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._running.clear()
        collector.go_on()

    def _work(self, task: Task[T], work: Callable[[Progress], T]) -> None:
        """In the worker's thread: exactly one outcome, whatever happens."""
        try:
            result = work(task.progress)
        except Exception as error:  # noqa: BLE001 - this is where errors change threads; `failed` sorts them
            self._landed.emit(task, None, error)
        else:
            if not self._is_closed:
                self._landed.emit(task, result, None)
            elif task.unwanted is not None:
                task.unwanted(result)  # the window's thread does not wait for it any more

    @Slot(object, object, object)
    def _land(self, task: Task[Any], result: object, error: Exception | None) -> None:
        self._running.discard(task)
        if not self._running:
            collector.go_on()
        if not any(other.watch for other in self._running):
            self._timer.stop()
        if not task.is_wanted:
            if error is None and task.unwanted is not None:
                task.unwanted(result)
            return
        if error is None:
            task.done(result)
        elif isinstance(error, Cancelled):
            if task.cancelled is not None:
                task.cancelled()
        else:
            task.failed(error)

    @Slot()
    def _poll(self) -> None:
        for task in tuple(self._running):
            if task.watch is not None and task.is_wanted:
                task.watch(task.progress.snapshot())


class Latest:
    """A lane of reads where only the last one asked for counts: earlier ones are dropped."""

    def __init__(self, runner: TaskRunner, owner: QObject) -> None:
        self._runner = runner
        self._owner = owner
        self._task: Task[Any] | None = None

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        self.drop()
        self._task = self._runner.run(self._owner, work, done, failed=failed)

    def drop(self) -> None:
        """Forget what is under way."""
        if self._task is not None:
            self._task.drop()
            self._task = None
