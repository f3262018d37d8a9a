"""Which face of the program the arguments open, decided before anything heavy is loaded."""

import subprocess
import sys

import pytest

from app.__main__ import wants_window
from app.surroundings import has_display

HEAVY = ("typer", "reportlab", "openpyxl", "sqlcipher3", "app.cli", "app.bootstrap", "reports")


@pytest.mark.parametrize("arguments", [[], ["gui"], ["gui", "a.qingdang"]])
def test_nothing_gui_or_a_vault_opens_the_window(arguments: list[str]) -> None:
    assert wants_window(arguments)


@pytest.mark.parametrize("arguments", [["list", "a.qingdang"], ["--help"], ["gui", "--lang", "en"]])
def test_everything_else_is_the_command_lines(arguments: list[str]) -> None:
    assert not wants_window(arguments)


def test_without_a_display_the_command_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_display()


def test_window_is_ready_to_show_before_anything_heavy_is_loaded() -> None:
    """Otherwise the start takes several times as long as an empty window."""
    program = "import sys, ui.start; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert loaded & set(HEAVY) == set()
    assert "ui.screens.welcome" in loaded
