"""Letterhead and wording in the settings, through their real dialogs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QPlainTextEdit

from app.bootstrap import Services
from app.domain.firm_papers import NoticeTemplate
from app.domain.words import NoticeKind
from reports.renderer import PdfRenderer
from tests.helpers.clicking import choose, dialog, field, press
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, wait_idle
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.forms.wordings import LetterheadDialog, WordingDialog
from ui.screens.settings import SettingsScreen


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    yield made
    made.close()


@pytest.fixture
def screen(desk_context: AppContext) -> Iterator[SettingsScreen]:
    made = SettingsScreen(desk_context)
    made.show()
    wait_idle(desk_context)
    yield made
    wait_idle(desk_context)
    dispose(made)


def write(root: LetterheadDialog | WordingDialog, name: str, text: str) -> None:
    editor = field(root, name).editor
    assert isinstance(editor, QPlainTextEdit)
    editor.setPlainText(text)


def test_a_letterhead_is_entered_looked_at_and_kept(
    screen: SettingsScreen, services: Services, answers: Answers, tmp_path: Path
) -> None:
    Image.new("RGB", (60, 20)).save(tmp_path / "logo.png")
    press(screen, "Letterhead…")
    wait_idle(screen.context)
    form = dialog(LetterheadDialog)
    write(form, "Lines under the firm's name", "8 Biyun Road\n021-58886600")
    answers.files.append([tmp_path / "logo.png"])
    press(form, "Choose a logo…")
    wait_idle(screen.context)
    press(form, "Look at a letter…")
    wait_idle(screen.context)
    dialog(Viewer).accept()
    assert services.firm_papers.all("en").letterhead.is_plain
    press(form, "Use this letterhead")
    wait_idle(screen.context)
    kept = services.firm_papers.all("en").letterhead
    assert (kept.lines, bool(kept.logo)) == (("8 Biyun Road", "021-58886600"), True)


def test_a_wording_that_leaves_out_what_the_law_asks_is_refused(
    screen: SettingsScreen, services: Services, answers: Answers
) -> None:
    press(screen, "Wording of notices…")
    wait_idle(screen.context)
    form = dialog(WordingDialog)
    write(form, "Points in place of the program's", "Recipient: somebody")
    press(form, "Use this wording")
    wait_idle(screen.context)
    assert "art. 22" in answers.told[-1]
    assert services.firm_papers.all("en").notices == {}
    write(form, "Points in place of the program's", "Recipient: {recipient}, {contact}")
    choose(form, "Kind of notice", "The service ends")
    write(form, "Opening", "{firm} closes.")
    press(form, "Use this wording")
    wait_idle(screen.context)
    assert services.firm_papers.all("en").notices == {
        NoticeKind.SUCCESSION: NoticeTemplate(body="Recipient: {recipient}, {contact}"),
        NoticeKind.CLOSING: NoticeTemplate(opening="{firm} closes."),
    }
