"""The records screen on a vault of a million records: real widgets, and how long the window's thread is held up.

The bars are the hardening list's (22): rows within a second, any jump shown within 50 ms of its reading, and the
window's thread never blocked for 100 ms. They are measured beside the bench, not asserted on a busy machine's noise.
"""

import gc
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from pytest_benchmark.fixture import BenchmarkFixture

from app.services.roster import Services
from tests.helpers.large_vault import large_vault
from tests.helpers.windows import Answers, dispose, make_context, settle, wait_idle, wait_until
from ui.context import AppContext
from ui.screens.records import RecordsScreen
from ui.tables.cells import PENDING
from ui.theme import Size

RECORDS = 1_000_000
BLOCKED = 0.1  # seconds
FIRST_ROWS = 1.0
TICK_MS = 2


class Stalls(QObject):
    """The longest time for which the window's thread did not come round."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._before = time.perf_counter()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._before)
        self._before = now


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = large_vault(tmp_path_factory.mktemp("window"), RECORDS)
    gc.collect()
    gc.freeze()  # what making the vault left behind is not the window's to go through
    yield made
    gc.unfreeze()
    made.close()


@pytest.fixture
def context(qapp: QApplication, services: Services) -> Iterator[AppContext]:
    made = make_context(qapp, Answers())
    made.enter(services)
    yield made
    wait_idle(made)
    made.runner.close()


@pytest.fixture
def screen(context: AppContext) -> Iterator[RecordsScreen]:
    made = RecordsScreen(context)
    made.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
    yield made
    wait_idle(context)
    dispose(made)


def _table(screen: RecordsScreen) -> QTableView:
    return screen.findChildren(QTableView)[0]


def _has_rows(table: QTableView) -> bool:
    """Whether the first row in view has been read."""
    first = table.indexAt(table.viewport().rect().topLeft())
    return first.isValid() and first.data(PENDING) is False


def _timed(act: Callable[[], object], done: Callable[[], bool]) -> float:
    began = time.perf_counter()
    act()
    wait_until(done)
    return time.perf_counter() - began


def test_first_rows_come_and_the_window_answers_meanwhile(
    benchmark: BenchmarkFixture, screen: RecordsScreen, context: AppContext
) -> None:
    stalls = Stalls()
    seconds = _timed(screen.show, lambda: _has_rows(_table(screen)))
    wait_idle(context)
    benchmark.extra_info["stall_ms"] = round(stalls.longest * 1000)
    assert len(_table(screen).model().ids) == RECORDS  # type: ignore[attr-defined]  # an IdModel
    benchmark.pedantic(lambda: seconds, rounds=1)  # type: ignore[no-untyped-call]
    benchmark.extra_info["first_rows_s"] = round(seconds, 3)
    assert stalls.longest < BLOCKED
    assert seconds < FIRST_ROWS


def test_jumps_through_the_list(benchmark: BenchmarkFixture, screen: RecordsScreen, context: AppContext) -> None:
    screen.show()
    wait_idle(context)
    table = _table(screen)
    stalls = Stalls()
    places = iter(range(7_919, 10**9, 7_919))

    def jump() -> None:
        table.verticalScrollBar().setValue(next(places) % RECORDS * Size.ROW)
        wait_until(lambda: _has_rows(table))

    benchmark.pedantic(jump, rounds=50)  # type: ignore[no-untyped-call]
    benchmark.extra_info["stall_ms"] = round(stalls.longest * 1000)
    assert stalls.longest < BLOCKED


def test_typing_a_name(benchmark: BenchmarkFixture, screen: RecordsScreen, context: AppContext) -> None:
    screen.show()
    wait_idle(context)
    stalls = Stalls()

    def search() -> None:
        screen.receive("王芳")
        wait_idle(context)
        screen.receive("")
        settle()

    benchmark.pedantic(search, rounds=5)  # type: ignore[no-untyped-call]
    benchmark.extra_info["stall_ms"] = round(stalls.longest * 1000)
    assert stalls.longest < BLOCKED


def test_selecting_everything(benchmark: BenchmarkFixture, screen: RecordsScreen, context: AppContext) -> None:
    screen.show()
    wait_idle(context)
    table = _table(screen)
    stalls = Stalls()
    benchmark.pedantic(table.selectAll, rounds=3)  # type: ignore[no-untyped-call]
    wait_idle(context)
    benchmark.extra_info["stall_ms"] = round(stalls.longest * 1000)
    assert stalls.longest < BLOCKED
