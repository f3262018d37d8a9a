"""Hands work over to one thread beside the caller's, in order and never much ahead."""

import gc
import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")
_AHEAD = 1
_LOOK = 0.05
# The collector would walk the thousands of rows on their way again and again; there are no cycles in them.
_SELDOM = 200_000


class Conveyor(Generic[Item]):
    """A context: within it, what is put is worked on in another thread, one item after another.

    An error there comes out at the next `put` or `finish`. Leaving by an error drops what was not begun. When the
    context is left the thread has ended, and what it used is the caller's again.
    """

    def __init__(self, work: Callable[[Item], None], name: str) -> None:
        self._work = work
        self._items: queue.Queue[Item | None] = queue.Queue(_AHEAD)
        self._error: BaseException | None = None
        self._dropped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._usual_collection = gc.get_threshold()

    def put(self, item: Item) -> None:
        """Hand over an item; waits while one is ahead. Raises what the work on an earlier one raised."""
        self._hand_over(item)

    def finish(self) -> None:
        """Wait until everything is done. Raises what the work raised."""
        self._hand_over(None)
        self._thread.join()
        self._raise()

    def __enter__(self) -> "Conveyor[Item]":
        gc.set_threshold(_SELDOM, *self._usual_collection[1:])
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._dropped = True
        while self._thread.is_alive():
            try:
                self._items.put(None, timeout=_LOOK)
            except queue.Full:
                continue
            self._thread.join()
        gc.set_threshold(*self._usual_collection)

    def _hand_over(self, item: Item | None) -> None:
        while True:
            self._raise()
            try:
                self._items.put(item, timeout=_LOOK)
            except queue.Full:
                continue
            return

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        while (item := self._items.get()) is not None:
            if self._dropped or self._error is not None:
                continue
            try:
                self._work(item)
            except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
                self._error = error
