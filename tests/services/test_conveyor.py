"""Work in a second thread: in order, errors told, nothing left running."""

import threading
import time

import pytest

from app.services.conveyor import Conveyor


def test_items_are_worked_on_in_their_order_in_another_thread() -> None:
    done: list[tuple[int, str]] = []
    conveyor: Conveyor[int] = Conveyor(lambda item: done.append((item, threading.current_thread().name)), "second")
    with conveyor:
        for item in range(20):
            conveyor.put(item)
        conveyor.finish()
        assert done == [(item, "second") for item in range(20)]


def test_an_error_in_the_work_comes_out_and_stops_it() -> None:
    done: list[int] = []

    def work(item: int) -> None:
        if item == 2:
            raise KeyError(item)
        done.append(item)

    conveyor: Conveyor[int] = Conveyor(work, "second")
    with pytest.raises(KeyError):
        put_many(conveyor, 1000)
    assert done == [0, 1]


def put_many(conveyor: Conveyor[int], count: int) -> None:
    with conveyor:
        for item in range(count):
            conveyor.put(item)


def test_an_error_on_the_last_item_comes_out_of_finish() -> None:
    conveyor: Conveyor[str] = Conveyor(int, "second")  # type: ignore[arg-type]
    with conveyor:
        conveyor.put("no number")
        with pytest.raises(ValueError, match="no number"):
            conveyor.finish()


def test_leaving_by_an_error_drops_what_was_not_begun() -> None:
    done: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(item: int) -> None:
        begun.set()
        go_on.wait(5)
        done.append(item)

    conveyor: Conveyor[int] = Conveyor(work, "second")

    def leave() -> None:
        with conveyor:
            conveyor.put(1)
            conveyor.put(2)
            begun.wait(5)
            raise RuntimeError("enough")

    def let_go_on() -> None:
        while not conveyor._dropped:
            time.sleep(0.001)
        go_on.set()

    letting = threading.Thread(target=let_go_on)
    letting.start()
    with pytest.raises(RuntimeError, match="enough"):
        leave()
    letting.join()
    assert done == [1]


def test_the_caller_is_never_far_ahead() -> None:
    done: list[int] = []
    ahead: list[int] = []

    def work(item: int) -> None:
        time.sleep(0.002)
        done.append(item)

    conveyor: Conveyor[int] = Conveyor(work, "second")
    with conveyor:
        for item in range(30):
            conveyor.put(item)
            ahead.append(item + 1 - len(done))
        conveyor.finish()
    assert max(ahead) <= 3
