"""The net below every test holds: what leaks out of a test fails it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.scripts import ROOT

LEAK = """
import threading

def test_leaks():
    threading.Thread(target=threading.Event().wait, name="forgotten", daemon=True).start()
"""
SETTINGS = """
import os

def test_settings_are_its_own(tmp_path):
    assert os.environ["QINGDANG_SETTINGS"] == str(tmp_path / "settings")
    assert "QINGDANG_PASSPHRASE" not in os.environ
"""
QT_WARNING = """
from PySide6.QtCore import qWarning

def test_warns():
    qWarning("nobody expected this")
"""
PYTHON_WARNING = """
import warnings

def test_warns():
    warnings.warn("nobody expected this either")
"""


def _run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "test_inner.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest"]
    command += ["-p", "no:cacheprovider", "--rootdir", str(ROOT), str(folder / "test_inner.py")]
    environment = {**os.environ, "QINGDANG_PASSPHRASE": "from the developer's shell"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_forgotten_thread_fails_its_test(tmp_path: Path) -> None:
    assert "threads outlive the test: ['forgotten']" in _run(LEAK, tmp_path).stdout


def test_settings_and_passphrase_of_the_developer_stay_out(tmp_path: Path) -> None:
    done = _run(SETTINGS, tmp_path)
    assert done.returncode == 0, done.stdout


def test_unexpected_qt_warning_fails_its_test(tmp_path: Path) -> None:
    done = _run(QT_WARNING, tmp_path)
    assert (done.returncode, "nobody expected this" in done.stdout) == (1, True)


def test_unexpected_python_warning_fails_its_test(tmp_path: Path) -> None:
    done = _run(PYTHON_WARNING, tmp_path)
    assert (done.returncode, "nobody expected this either" in done.stdout) == (1, True)
