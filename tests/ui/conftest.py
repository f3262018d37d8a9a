"""A window's context on a real vault; the vault's key derivation costs nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import Services
from reports.renderer import PdfRenderer
from tests.helpers.clicking import close_dialogs
from tests.helpers.places import Place
from tests.helpers.vaults import make_vault, opened
from tests.helpers.windows import Answers, dispose, make_context, unlocked
from ui.context import AppContext


@pytest.fixture
def answers() -> Answers:
    """What modal questions will be answered with."""
    return Answers()


@pytest.fixture
def context(qapp: QApplication, answers: Answers) -> Iterator[AppContext]:
    """What screens are handed; no vault is open."""
    made = make_context(qapp, answers)
    yield made
    made.runner.close()


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A new vault's folder."""
    return make_vault(tmp_path)


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    """The vault, open."""
    made = opened(vault, renderer=PdfRenderer())
    yield made
    made.close()


@pytest.fixture
def desk_context(context: AppContext, services: Services) -> Iterator[AppContext]:
    """The context with the vault open."""
    with unlocked(context, services) as entered:
        yield entered


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    """What dialogs and wizards belong to; deleted after them."""
    made = QWidget()
    yield made
    close_dialogs()
    dispose(made)


@pytest.fixture
def place(context: AppContext, services: Services) -> Iterator[Place]:
    with unlocked(context, services) as entered:
        made = Place(entered)
        yield made
        made.rest()
        for screen in made.screens:
            dispose(screen)
