"""Every screen, wizard page and dialog can be read and reached: whole, apart, named, in one language, by Tab."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from tests.helpers.layout import faults
from tests.shots import offices
from tests.shots.scenes import Scene, scenes
from tests.shots.stage import LEAST, WINDOW, Look, Stage

ROWS = 24  # of each sheet: enough for every state
SCENES = tuple(scenes())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The firm's vaults at each stage of its closing."""
    folder = tmp_path_factory.mktemp("offices")
    offices.build(folder, ROWS)
    return folder


@pytest.fixture(
    params=[("zh", WINDOW), ("zh", LEAST), ("en", WINDOW), ("en", LEAST)], ids=["zh", "zh-least", "en", "en-least"]
)
def look(request: pytest.FixtureRequest) -> Look:
    language, size = request.param
    assert isinstance(size, QSize)
    return Look(language, "light", size)


@pytest.fixture
def found() -> dict[str, list[str]]:
    """What is wrong, by the picture on which it would be seen."""
    return {}


@pytest.fixture
def stage(qapp: QApplication, look: Look, made: Path, tmp_path: Path, found: dict[str, list[str]]) -> Stage:
    def seen(name: str, widget: QWidget) -> None:
        wrong = faults(widget, look.language)
        if wrong:
            found[name] = wrong

    return Stage(qapp, look, made, tmp_path, seen)


# The offscreen platform says of each menu that it can't grab the keyboard.
@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
def test_everything_can_be_read_and_reached(stage: Stage, scene: Scene, found: dict[str, list[str]]) -> None:
    with stage.scene(scene.name):
        scene.walk(stage)
    assert found == {}


def test_at_two_hundred_per_cent_nothing_is_cut_either(made: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.shots", str(tmp_path), "--offices", str(made), "--only", "en-light-200"]
    done = subprocess.run([*command, "--check"], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("", 0), done.stderr
