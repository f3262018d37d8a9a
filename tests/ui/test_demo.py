"""The demo in the window: its passphrase is told before, at its door and above its screens; no other vault's is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.demo import PASSPHRASE as OF_THE_DEMO
from app.jobs import Progress
from app.services.secrets import Secret
from app.settings import Settings
from tests.helpers.doors import LightDoors
from tests.helpers.vaults import PASSPHRASE, make_vault
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.desk import Desk
from ui.entrances import DemoVault
from ui.errors import ErrorDesk
from ui.main import parts
from ui.main_window import MainWindow
from ui.screens.unlock import Unlock
from ui.start import open_window


@dataclass(frozen=True, slots=True)
class DemoDoors(LightDoors):
    """Makes a small vault where the program makes the demo's."""

    folder: Path = Path()

    def demo_folder(self) -> Path:
        return self.folder

    def demo(self, folder: Path, progress: Progress) -> DemoVault:
        return DemoVault(make_vault(folder), Secret(PASSPHRASE))


@pytest.fixture
def opened(qapp: QApplication, answers: Answers, tmp_path: Path) -> Iterator[tuple[MainWindow, AppContext]]:
    settings = Settings()
    settings.set("language", "en")
    window, context = open_window(qapp, settings)
    context.prompts = answers
    context.errors = ErrorDesk(context.catalogue, answers)
    (tmp_path / "demo").mkdir()
    window.supply(replace(parts(), entrances=DemoDoors(folder=tmp_path / "demo")))
    window.show()
    yield window, context
    wait_idle(context)
    dispose(window)
    context.runner.close()


def _texts(window: MainWindow) -> str:
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisible())


def test_the_demos_passphrase_is_told_wherever_it_is_asked_for(
    opened: tuple[MainWindow, AppContext], answers: Answers
) -> None:
    """Approving and witnessing take it: without it the demo would end there."""
    window, context = opened
    answers.confirmations.append(True)
    window._demo()
    for _ in range(3):
        wait_idle(context)
    assert PASSPHRASE in answers.asked[0]
    assert window.findChildren(Desk)
    assert f"type {PASSPHRASE}" in _texts(window)
    window.lock()
    wait_idle(context)
    assert window.findChildren(Unlock)
    assert f"passphrase: {PASSPHRASE}" in _texts(window)


def test_another_vaults_door_tells_nothing(opened: tuple[MainWindow, AppContext], vault: Path) -> None:
    window, context = opened
    window.open_vault(vault)
    wait_idle(context)
    assert PASSPHRASE not in _texts(window)


def test_it_can_be_typed_without_an_input_method(qapp: QApplication) -> None:
    """A passphrase's field takes none, on any system."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    QTest.keyClicks(line, OF_THE_DEMO)
    assert line.text() == OF_THE_DEMO
    assert OF_THE_DEMO.isascii()
