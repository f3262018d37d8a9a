"""Restoring a backup through the window: it asks for what was certified since, and says what it can't know."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from reports.renderer import PdfRenderer
from tests.helpers.clicking import dialog, field, press, write
from tests.helpers.doors import LightDoors
from tests.helpers.shops import approved, ids_of, make_shop
from tests.helpers.vaults import PASSPHRASE
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.errors import ErrorDesk
from ui.forms.restore import RestoreDialog
from ui.main import parts
from ui.main_window import MainWindow
from ui.start import open_window

RENDERER = PdfRenderer()


@pytest.fixture
def opened(qapp: QApplication, answers: Answers) -> Iterator[tuple[MainWindow, AppContext]]:
    settings = Settings()
    settings.set("language", "en")
    window, context = open_window(qapp, settings)
    context.prompts = answers
    context.errors = ErrorDesk(context.catalogue, answers)
    window.supply(replace(parts(), entrances=LightDoors(RENDERER)))
    window.show()
    yield window, context
    wait_idle(context)
    dispose(window)
    context.runner.close()


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """An older backup, and the certificate of what was destroyed since."""
    shop = make_shop(tmp_path, renderer=RENDERER)
    backup = Path(shop.backups.write(tmp_path / "早先.qdbak").file)
    done = shop.destruction.execute(approved(shop, ids_of(shop)[:5]), tmp_path / "out")
    shop.close()
    assert done.certificate is not None
    return backup, Path(done.certificate.file)


def restored(
    opened: tuple[MainWindow, AppContext], answers: Answers, folder: Path, backup: Path, proofs: list[Path]
) -> str:
    """What the window tells once the backup is restored."""
    window, context = opened
    folder.mkdir()
    press(window, "Restore a backup…")
    asked = dialog(RestoreDialog)
    answers.files.append([backup])
    press(asked, "Backup: Choose…")
    assert field(asked, "Certificates and newer backups since then").isVisible()
    if proofs:
        answers.files.append(proofs)
        press(asked, "Certificates and newer backups since then: Add…")
    answers.folders.append(folder)
    press(asked, "Folder for the vault: Choose…")
    for passphrase in ("another one", PASSPHRASE):
        write(asked, "Passphrase or recovery code", passphrase)
        press(asked, "Restore")
        for _ in range(3):
            wait_idle(context)
        # A slip costs the passphrase alone: the rest is still chosen.
        assert asked.isVisible() is (passphrase != PASSPHRASE)
    assert answers.told[0].startswith("The passphrase does not fit")
    return answers.told[-1]


def test_what_a_certificate_proves_is_left_out(
    opened: tuple[MainWindow, AppContext], answers: Answers, kept: tuple[Path, Path], tmp_path: Path
) -> None:
    told = restored(opened, answers, tmp_path / "new", kept[0], [kept[1]])
    assert "7 records are restored" in told
    assert "had been destroyed since: 5" in told


def test_without_it_the_window_says_what_it_can_not_know(
    opened: tuple[MainWindow, AppContext], answers: Answers, kept: tuple[Path, Path], tmp_path: Path
) -> None:
    told = restored(opened, answers, tmp_path / "new", kept[0], [])
    assert "12 records are restored" in told
    assert "The backup knows nothing after 20" in told
