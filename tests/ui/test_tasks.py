"""Background work ends in exactly one of four ways, and nobody who is gone hears of it."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from app.errors import Cancelled, UserError
from app.jobs import Progress, Snapshot
from tests.helpers.windows import settle, wait_until
from ui.tasks import Latest, TaskRunner


class Heard:
    """What was told, in order."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def __call__(self, what: object = "nothing") -> None:
        self.told.append(what)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def runner(qapp: QApplication, heard: Heard) -> Iterator[TaskRunner]:
    made = TaskRunner(heard)
    yield made
    made.close()


def _ended(runner: TaskRunner) -> None:
    wait_until(lambda: runner.is_idle)


def test_result_comes_in_the_windows_thread(runner: TaskRunner, heard: Heard) -> None:
    owner = QObject()
    runner.run(owner, lambda _progress: 42, lambda result: heard((result, threading.current_thread())))
    _ended(runner)
    assert heard.told == [(42, threading.main_thread())]


def test_error_goes_to_the_runners_desk_where_nobody_else_takes_it(runner: TaskRunner, heard: Heard) -> None:
    error = UserError("bad-firm-name")

    def work(_progress: Progress) -> None:
        raise error

    owner = QObject()
    runner.run(owner, work, heard)
    _ended(runner)
    assert heard.told == [error]


def test_cancelled_work_tells_cancelled_and_no_error(runner: TaskRunner, heard: Heard) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.advance()

    owner = QObject()
    task = runner.run(owner, work, heard, cancelled=lambda: heard("cancelled"))
    begun.wait(5)
    task.cancel()
    _ended(runner)
    assert heard.told == ["cancelled"]


def test_callbacks_die_with_their_owner(runner: TaskRunner, heard: Heard) -> None:
    """A screen may be gone before its answer comes; touching its widgets would crash."""
    go = threading.Event()
    owner = QObject()
    runner.run(owner, lambda _progress: go.wait(5), heard)
    owner.deleteLater()
    settle()
    go.set()
    _ended(runner)
    assert heard.told == []


def test_a_result_that_nobody_takes_can_be_closed(runner: TaskRunner, heard: Heard) -> None:
    go = threading.Event()
    owner = QObject()
    runner.run(owner, lambda _progress: go.wait(5) and "an open vault", lambda _result: None, unwanted=heard)
    owner.deleteLater()
    settle()
    go.set()
    _ended(runner)
    assert heard.told == ["an open vault"]


def test_so_can_one_that_comes_when_the_runner_closes(qapp: QApplication, heard: Heard) -> None:
    runner = TaskRunner(heard)
    begun, owner = threading.Event(), QObject()

    def work(progress: Progress) -> str:
        begun.set()
        while not progress.cancel.is_cancelled:
            pass
        return "an open vault"

    runner.run(owner, work, lambda _result: None, unwanted=heard)
    begun.wait(5)
    runner.close()
    settle()
    assert heard.told == ["an open vault"]


def test_only_the_latest_answer_of_a_lane_counts(runner: TaskRunner, heard: Heard) -> None:
    first_may_end = threading.Event()
    owner = QObject()
    lane = Latest(runner, owner)
    lane.run(lambda _progress: first_may_end.wait(5) and "old", heard)
    lane.run(lambda _progress: "new", heard)
    wait_until(lambda: heard.told == ["new"])
    first_may_end.set()
    _ended(runner)
    assert heard.told == ["new"]


def test_progress_is_told_while_the_work_runs(runner: TaskRunner, heard: Heard) -> None:
    go = threading.Event()

    def work(progress: Progress) -> None:
        progress.start("import.rows", 10)
        progress.advance(3)
        go.wait(5)

    def watch(now: Snapshot) -> None:
        heard((now.step, now.done, now.total))
        go.set()

    owner = QObject()
    runner.run(owner, work, lambda _none: None, watch=watch)
    _ended(runner)
    assert heard.told[0] == ("import.rows", 3, 10)


def test_closing_the_runner_stops_everything_and_tells_nobody(qapp: QApplication, heard: Heard) -> None:
    runner = TaskRunner(heard)
    begun = threading.Event()
    seen: list[BaseException] = []

    def work(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.advance()
        except Cancelled as error:
            seen.append(error)
            raise

    owner = QObject()
    runner.run(owner, work, heard)
    begun.wait(5)
    runner.close()
    settle()
    assert len(seen) == 1
    assert heard.told == []


def test_no_pass_over_everything_comes_while_work_runs(runner: TaskRunner, heard: Heard) -> None:
    """Such a pass holds up the window's thread: 0.3 s while a plan of 35,000 different facts is made."""
    usual = gc.get_threshold()
    owner = QObject()
    runner.run(owner, lambda _progress: gc.get_threshold(), heard)
    _ended(runner)
    (meanwhile,) = heard.told
    assert isinstance(meanwhile, tuple)
    assert meanwhile[:2] == usual[:2]
    assert meanwhile[2] > 1000 * usual[2]
    assert gc.get_threshold() == usual
