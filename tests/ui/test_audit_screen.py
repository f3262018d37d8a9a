"""The audit log's screen where an older state of the vault was put back: it is said, and accepted by name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from app.services.roster import Services
from app.services.unlocking import report_behind
from tests.helpers.clicking import press
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.screens.audit import AuditScreen


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault)
    report_behind(made.session, 99, "00" * 32)
    yield made
    made.close()


@pytest.fixture
def screen(context: AppContext, services: Services) -> Iterator[AuditScreen]:
    with unlocked(context, services) as entered:
        made = AuditScreen(entered)
        made.show()
        wait_idle(entered)
        yield made
        wait_idle(entered)
        dispose(made)


def texts(screen: AuditScreen) -> set[str]:
    return {label.text() for label in screen.findChildren(QLabel) if label.isVisible()}


def pressed(screen: AuditScreen, button: str) -> set[str]:
    press(screen, button)
    wait_idle(screen.context)
    return texts(screen)


def test_an_older_state_is_accepted_only_when_it_is_confirmed(screen: AuditScreen, answers: Answers) -> None:
    assert "The vault is not whole." in pressed(screen, "Check the whole vault")
    answers.confirmations.append(False)
    assert "The vault is not whole." in pressed(screen, "Accept the older state…")
    assert "may be back" in answers.asked[0]
    answers.confirmations.append(True)
    assert "The vault is whole." in pressed(screen, "Accept the older state…")
    assert "vault.behind-accepted" in {event.action for event in screen.context.services.audit.newest(5).events}
