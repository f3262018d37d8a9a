"""From nothing to the welcome window, in a process of its own, beside an empty PySide6 window: the aim is twice.

The program's own entry is started; a watcher beside it ends it as soon as its window has been painted.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 10
TIMES = 2.0
# Both end when their window was painted and the event loop has gone round once. Only the window's own painting is
# looked at: an event filter sees each event of each widget, which took 25 ms of the program's start and none of the
# empty window's.
ENDING = """
import os
from PySide6.QtCore import QTimer

def painted():
    QTimer.singleShot(0, lambda: os._exit(0))
"""
EMPTY = (
    ENDING
    + """
from PySide6.QtWidgets import QApplication, QWidget

class Empty(QWidget):
    def paintEvent(self, event):
        painted()

application = QApplication([])
window = Empty()
window.resize(400, 300)
window.show()
application.exec()
"""
)
WELCOME = (
    ENDING
    + """
import sys
from PySide6.QtWidgets import QApplication
made = QApplication.__init__

def begin(self, *arguments):
    made(self, *arguments)
    from ui.main_window import MainWindow
    paint = MainWindow.paintEvent

    def watched(window, event):
        paint(window, event)
        painted()

    MainWindow.paintEvent = watched

QApplication.__init__ = begin
sys.argv = ["qingdang"]
from app.__main__ import main
main()
"""
)


def _run(program: str, settings: Path) -> None:
    # Without a timeout of its own: waiting with one asks every 50 ms only, which is half of what is measured.
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QINGDANG_SETTINGS": str(settings)}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)


def _best(program: str, settings: Path) -> float:
    """The shortest of several starts: what the machine does beside it only adds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        _run(program, settings)
        times.append(time.perf_counter() - began)
    return min(times)


@pytest.mark.benchmark(group="start")
def test_empty_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(_run, (EMPTY, tmp_path), rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]


@pytest.mark.benchmark(group="start")
def test_welcome_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    benchmark.pedantic(_run, (WELCOME, tmp_path), rounds=ROUNDS, warmup_rounds=1)  # type: ignore[no-untyped-call]


def test_the_welcome_window_beside_an_empty_one(tmp_path: Path) -> None:
    _run(WELCOME, tmp_path)
    assert _best(WELCOME, tmp_path) <= TIMES * _best(EMPTY, tmp_path)
