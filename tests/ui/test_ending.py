"""The end of the whole vault through its dialog: nobody by accident, nobody stopped without a reason."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.services.roster import Services
from app.vault import disk
from reports.renderer import PdfRenderer
from tests.helpers.clicking import field, press, write
from tests.helpers.planted import planted
from tests.helpers.vaults import PASSPHRASE, opened, sample_firm
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext, Going
from ui.forms.ending import EndingDialog
from ui.screens.settings import SettingsScreen

FIRM = sample_firm().name
TYPED = "Type the firm's name to confirm"


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    yield made
    made.close()


@pytest.fixture
def ask(context: AppContext, services: Services, window: QWidget) -> Iterator[Callable[[], EndingDialog]]:
    """Opens the dialog."""
    with unlocked(context, services):

        def made() -> EndingDialog:
            dialog = EndingDialog(context, window)
            dialog.show()
            return dialog

        yield made
        wait_idle(context)


def texts(dialog: QWidget) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def test_a_vault_with_records_says_why_it_does_not_end(ask: Callable[[], EndingDialog], services: Services) -> None:
    planted(services.session, 3)
    dialog = ask()
    assert "3 records have to be destroyed by an order" in texts(dialog)
    with pytest.raises(AssertionError):
        press(dialog, "Sign as Handler…")


def _sign(dialog: EndingDialog, context: AppContext, answers: Answers) -> None:
    """Have both of them sign."""
    for role in ("Handler", "Approver"):
        answers.passphrases.append(PASSPHRASE)
        press(dialog, f"Sign as {role}…")
        wait_idle(context)


def test_everybody_signs_then_it_ends(
    ask: Callable[[], EndingDialog], context: AppContext, services: Services, answers: Answers, tmp_path: Path
) -> None:
    goings: list[Going] = []
    context.going.connect(goings.append)
    vault = services.session.folder.path
    screen = SettingsScreen(context)
    context.changed.connect(screen.refresh)
    dialog = ask()
    _sign(dialog, context, answers)
    write(dialog, TYPED, "another firm")
    press(dialog, "Destroy the whole vault…")
    assert field(dialog, TYPED).message == "This is not the firm's name."
    assert vault.exists()
    write(dialog, TYPED, FIRM)
    answers.folders.append(tmp_path / "end")
    answers.confirmations.append(True)
    press(dialog, "Destroy the whole vault…")
    wait_idle(context)
    assert not vault.exists()
    assert [path.name[:4] for path in (tmp_path / "end").iterdir()] == ["ZKZ-"]
    (told,) = answers.told
    assert "The vault has ended" in told
    assert goings == [Going("lock")]
    dispose(screen)


def test_saying_no_at_the_last_moment_changes_nothing(
    ask: Callable[[], EndingDialog], context: AppContext, services: Services, answers: Answers, tmp_path: Path
) -> None:
    dialog = ask()
    _sign(dialog, context, answers)
    write(dialog, TYPED, FIRM)
    answers.folders.append(tmp_path / "end")
    answers.confirmations.append(False)
    press(dialog, "Destroy the whole vault…")
    wait_idle(context)
    assert services.session.folder.path.exists()
    assert services.checkup.check().ok


def test_an_end_that_fails_after_it_began_leads_back_to_the_door(
    ask: Callable[[], EndingDialog],
    context: AppContext,
    services: Services,
    answers: Answers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The vault is closed by then: its screens could only say so."""
    goings: list[Going] = []
    context.going.connect(goings.append)
    dialog = ask()
    _sign(dialog, context, answers)
    write(dialog, TYPED, FIRM)
    answers.folders.append(tmp_path / "end")
    answers.confirmations.append(True)

    def no_room(point: str) -> None:
        if point == "end.noted":
            raise OSError(errno.ENOSPC, point)

    monkeypatch.setattr(disk, "fault", no_room)
    press(dialog, "Destroy the whole vault…")
    wait_idle(context)
    assert "The disk is full" in answers.told[0]
    assert goings == [Going("lock")]
    assert services.session.folder.header_path.exists()
