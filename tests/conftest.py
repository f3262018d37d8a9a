"""What every test relies on: no screen, settings of its own, compiled catalogues, no thread left behind."""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.helpers.scripts import load_script
from tests.helpers.sweeps import is_full_size
from ui.theme import STYLE

pytest_plugins = ["tests.helpers.vaults", "tests.helpers.shops"]

# Before anything imports Qt or asks for the language: no window, and Chinese unless a test says otherwise.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
# Where its users sit: papers tell the computer's time.
os.environ["TZ"] = "CST-8"  # needs no zone files
if hasattr(time, "tzset"):
    time.tzset()

# The same examples in every run, so that a red run is red again; a full-size run looks for new ones.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("search", max_examples=2000, print_blob=True, deadline=None)
settings.load_profile("search" if is_full_size() else "steady")

THREADS_MAY_TAKE = 2.0  # seconds to end after a test


def pytest_configure(config: pytest.Config) -> None:
    """Compile stale catalogues, once: in the process that hands out the tests, not in its workers."""
    if not hasattr(config, "workerinput"):
        load_script("catalogues").compile_stale()


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt makes the application with: the same as the program does."""
    return ["qingdang", *STYLE]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's settings and passphrase out of every test."""
    monkeypatch.setenv("QINGDANG_SETTINGS", str(tmp_path / "settings"))
    monkeypatch.delenv("QINGDANG_PASSPHRASE", raising=False)


def _python_threads() -> set[threading.Thread]:
    # Threads of Qt and other C code that once called Python stay listed as dummies: they are not ours to end.
    return {thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)}


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """Fail a test whose threads outlive it: they would work on the next test's files."""
    before = _python_threads()
    yield
    give_up = time.monotonic() + THREADS_MAY_TAKE
    left = _python_threads() - before
    for thread in left:
        thread.join(max(0.0, give_up - time.monotonic()))
    names = sorted(thread.name for thread in left if thread.is_alive())
    if names:
        pytest.fail(f"threads outlive the test: {names}", pytrace=False)
