"""The wizard that sets up a vault, through its real widgets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.labels import CLOSURES
from app.domain.words import Closure
from app.services.secrets import Secret
from reports.renderer import PdfRenderer
from tests.helpers.clicking import press
from tests.helpers.doors import LightDoors
from tests.helpers.pdf_text import text_of
from tests.helpers.vaults import PASSPHRASE, USCC, opened
from tests.helpers.windows import Answers, wait_idle
from ui.context import AppContext
from ui.forms.viewer import Viewer
from ui.widgets.choices import CheckBox, RadioButton
from ui.wizards.new_vault import new_vault_wizard
from ui.wizards.wizard import FlowWizard


@pytest.fixture
def made() -> list[tuple[Path, Secret]]:
    return []


@pytest.fixture
def wizard(
    window: QWidget, context: AppContext, answers: Answers, tmp_path: Path, made: list[tuple[Path, Secret]]
) -> Iterator[FlowWizard]:
    context.entrances = LightDoors(PdfRenderer())
    wizard = new_vault_wizard(context, window, lambda vault, secret: made.append((vault, secret)))
    answers.folders.append(tmp_path)
    wizard.show()
    yield wizard
    wait_idle(context)


def _edits(wizard: FlowWizard) -> list[QLineEdit]:
    return [edit for edit in wizard.page.findChildren(QLineEdit) if edit.isVisible()]


def _next(wizard: FlowWizard) -> None:
    wizard.next_button.click()


def _until_place(wizard: FlowWizard) -> None:
    name, code = _edits(wizard)
    QTest.keyClicks(name, "Chenguang Ltd")
    QTest.keyClicks(code, USCC)
    kinds = {radio.text(): radio for radio in wizard.page.findChildren(RadioButton)}
    kinds[CLOSURES[Closure.TRANSFER]].click()
    _next(wizard)
    _next(wizard)
    operator, first, second = _edits(wizard)
    QTest.keyClicks(operator, "Wang")
    QTest.keyClicks(first, PASSPHRASE)
    QTest.keyClicks(second, PASSPHRASE)
    _next(wizard)


def test_it_is_no_larger_than_the_screen(wizard: FlowWizard, window: QWidget) -> None:
    """At 200 % its button stood beyond the edge."""
    room = window.screen().availableSize()
    assert window.width() <= room.width()
    assert (wizard.width() <= room.width(), wizard.height() <= room.height()) == (True, True)


def test_going_on_with_nothing_entered_says_what_is_missing(wizard: FlowWizard) -> None:
    _next(wizard)
    assert wizard.flow.step == "firm"
    assert wizard.page.fields["firm"].message == "Please enter the firm's name."


def test_escape_does_not_lose_the_recovery_code(
    wizard: FlowWizard, context: AppContext, made: list[tuple[Path, Secret]], tmp_path: Path
) -> None:
    _until_place(wizard)
    wizard.flow.change(folder=tmp_path)
    _next(wizard)
    wait_idle(context)
    for leave in (lambda: QTest.keyClick(wizard, Qt.Key.Key_Escape), wizard.close):
        leave()
        assert wizard.isVisible()
        assert wizard.page.fields["code_kept"].message
    for box in wizard.page.findChildren(CheckBox):
        box.click()
    QTest.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    assert [vault for vault, _passphrase in made] == [tmp_path / "Chenguang Ltd.qingdang"]


def test_vault_is_made_and_handed_over(
    wizard: FlowWizard, context: AppContext, made: list[tuple[Path, Secret]], tmp_path: Path
) -> None:
    _until_place(wizard)
    assert wizard.flow.step == "place"
    wizard.flow.change(folder=tmp_path)
    _next(wizard)
    wait_idle(context)
    assert wizard.flow.step == "code"
    _next(wizard)
    assert made == []
    for box in wizard.page.findChildren(CheckBox):
        box.click()
    _next(wizard)
    assert made == [(tmp_path / "Chenguang Ltd.qingdang", Secret(PASSPHRASE))]
    services = opened(made[0][0])
    assert services.session.operator.name == "Wang"
    services.close()


def test_the_recovery_sheet_is_printed_from_memory_and_saved_only_when_asked(
    wizard: FlowWizard, context: AppContext, answers: Answers, tmp_path: Path
) -> None:
    _until_place(wizard)
    wizard.flow.change(folder=tmp_path)
    _next(wizard)
    wait_idle(context)
    created = wizard.flow.state.created
    assert created is not None
    press(wizard, "Print the recovery sheet…")
    wait_idle(context)
    (viewer,) = wizard.findChildren(Viewer)
    viewer.accept()
    assert list(tmp_path.glob("*.pdf")) == []
    answers.targets += [None, tmp_path / "sheet"]
    press(wizard, "Save it as a PDF…")
    wait_idle(context)
    assert list(tmp_path.glob("*.pdf")) == []
    press(wizard, "Save it as a PDF…")
    wait_idle(context)
    text = text_of((tmp_path / "sheet.pdf").read_bytes())
    assert created.recovery_code in text
    assert created.vault_id in text
    assert "Chenguang Ltd.qingdang" in text.replace("ChenguangLtd", "Chenguang Ltd")
    assert "sheet.pdf" in answers.told[-1]


def test_return_goes_on_and_the_keyboard_reaches_the_next_page(wizard: FlowWizard) -> None:
    _until_place(wizard)
    QTest.keyClick(wizard, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wizard.flow.step == "place"
