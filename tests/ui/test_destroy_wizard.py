"""Destroying through the wizard's real widgets: nothing by accident, and a certificate at the end."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.domain.decision_changes import Wanted
from app.domain.records import RecordQuery
from app.domain.words import OrderState, Role
from app.services.roster import Services
from app.services.secrets import Secret
from reports.renderer import PdfRenderer
from tests.helpers.clicking import choose, field, press, write
from tests.helpers.planted import planted
from tests.helpers.vaults import PASSPHRASE, opened
from tests.helpers.windows import Answers, settle, unlocked, wait_idle
from ui.context import AppContext
from ui.wizards.destroying import destroy_wizard
from ui.wizards.wizard import FlowWizard

APPROVER, WITNESS = "李清算", "赵监销"
NUMBER = "Type the order's number to confirm"


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    made.operators.add(APPROVER, Role.APPROVER, Secret(PASSPHRASE))
    made.operators.add(WITNESS, Role.WITNESS, Secret(PASSPHRASE))
    planted(made.session, 6)
    yield made
    made.close()


@pytest.fixture
def entered(context: AppContext, services: Services) -> Iterator[AppContext]:
    with unlocked(context, services) as made:
        yield made


@pytest.fixture
def wizard(window: QWidget, entered: AppContext) -> Iterator[FlowWizard]:
    made = destroy_wizard(entered, window, None)
    made.show()
    yield made
    wait_idle(entered)


def _next(wizard: FlowWizard, context: AppContext) -> None:
    wizard.next_button.click()
    wait_idle(context)


def _approve(wizard: FlowWizard, context: AppContext) -> None:
    _next(wizard, context)
    _next(wizard, context)
    choose(wizard.page, "Approver", APPROVER)
    write(wizard.page, "Passphrase", PASSPHRASE)
    _next(wizard, context)


def _first_page(wizard: FlowWizard) -> QPixmap:
    (picture,) = (
        one for one in wizard.page.findChildren(QLabel) if one.accessibleName() == "First page of the certificate"
    )
    return picture.pixmap()


def test_from_choice_to_certificate(
    wizard: FlowWizard, entered: AppContext, answers: Answers, services: Services, tmp_path: Path
) -> None:
    _approve(wizard, entered)
    assert wizard.flow.step == "execute"
    answers.folders.append(tmp_path / "out")
    press(wizard.page, "Choose a folder…")
    write(wizard.page, NUMBER, wizard.flow.state.order)
    write(wizard.page, "Your passphrase", PASSPHRASE)
    _next(wizard, entered)
    assert wizard.flow.step == "readback"
    choose(wizard.page, "Witness", WITNESS)
    write(wizard.page, "Passphrase", PASSPHRASE)
    _next(wizard, entered)
    assert wizard.flow.step == "certificate"
    assert not _first_page(wizard).isNull()
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf"]
    assert (answers.told, services.overview.figures().destroyed) == ([], 6)
    _next(wizard, entered)
    assert not wizard.isVisible()


def test_what_is_to_be_filled_in_stays_in_sight(
    wizard: FlowWizard, entered: AppContext, services: Services, tmp_path: Path
) -> None:
    """However many copies are told of: the field with the cursor was below the edge."""
    for at in range(5):
        services.backups.write(tmp_path / f"{at}.qdbak")
    _approve(wizard, entered)
    settle(15)
    for name in (NUMBER, "Your passphrase", "Folder for the certificate"):
        asked = field(wizard.page, name)
        assert asked.visibleRegion().boundingRect() == asked.rect()


def test_a_wrong_number_destroys_nothing(
    wizard: FlowWizard, entered: AppContext, services: Services, tmp_path: Path
) -> None:
    _approve(wizard, entered)
    wizard.flow.change(out=tmp_path / "out")
    write(wizard.page, NUMBER, "XH-1999-001")
    write(wizard.page, "Your passphrase", PASSPHRASE)
    _next(wizard, entered)
    assert wizard.flow.step == "execute"
    assert field(wizard.page, NUMBER).message == "This is not the order's number."
    assert services.overview.figures().destroyed == 0


def test_a_wrong_passphrase_is_told_and_the_page_stays(
    wizard: FlowWizard, entered: AppContext, answers: Answers, services: Services
) -> None:
    _next(wizard, entered)
    _next(wizard, entered)
    choose(wizard.page, "Approver", APPROVER)
    write(wizard.page, "Passphrase", "not this one")
    _next(wizard, entered)
    assert wizard.flow.step == "approve"
    assert len(answers.told) == 1
    assert services.destruction.all()[0].state is OrderState.DRAFT


def test_passphrases_leave_the_fields_when_the_page_is_left(wizard: FlowWizard, entered: AppContext) -> None:
    _approve(wizard, entered)
    assert [edit.text() for edit in wizard.findChildren(QLineEdit) if edit.text() == PASSPHRASE] == []


def test_the_destroying_button_is_no_default_and_is_red(wizard: FlowWizard, entered: AppContext) -> None:
    _approve(wizard, entered)
    assert wizard.next_button.property("act") == "danger"
    assert not wizard.next_button.isDefault()
    assert QApplication.focusWidget() is not wizard.next_button


def test_an_order_left_is_taken_up_again(
    wizard: FlowWizard, window: QWidget, entered: AppContext, services: Services
) -> None:
    _approve(wizard, entered)
    wizard.reject()
    again = destroy_wizard(entered, window, services.destruction.all()[0])
    again.show()
    assert again.flow.step == "execute"
    assert services.destruction.all()[0].order in again.windowTitle()
    again.close()


def test_records_are_found_by_a_search(wizard: FlowWizard, entered: AppContext) -> None:
    press(wizard.page, "What a search finds")
    _next(wizard, entered)
    assert field(wizard.page, "Search").message == "Please say what to search for."
    write(wizard.page, "Search", "顾客")
    wait_idle(entered)
    assert field(wizard.page, "Search").message == "6 records found"
    _next(wizard, entered)
    assert wizard.flow.step == "check"
    assert wizard.flow.state.preview.records == 6


def test_records_are_taken_from_a_pasted_list_or_a_file(
    wizard: FlowWizard, entered: AppContext, services: Services, answers: Answers, tmp_path: Path
) -> None:
    uids = [one.uid for one in services.records.list(RecordQuery(limit=4)).records]
    press(wizard.page, "The records of a list")
    _next(wizard, entered)
    shown = field(wizard.page, "Record numbers, one on a line")
    assert shown.message == "There is no record number in it yet."
    (box,) = wizard.page.findChildren(QPlainTextEdit)
    box.setPlainText(f"{uids[0]}\n{uids[1].upper()}\n这一行没有编号")
    assert shown.message == "2 record numbers in it"
    listed = tmp_path / "清单.csv"
    listed.write_text("uid,标题\n" + "\n".join(f"{uid},会员" for uid in uids), encoding="gb18030")
    answers.files.append([listed])
    press(wizard.page, "From a file…")
    wait_idle(entered)
    assert shown.message == "4 record numbers in it"
    _next(wizard, entered)
    _next(wizard, entered)
    assert wizard.flow.step == "approve"
    assert services.destruction.all()[0].records == 4


def test_approver_is_told_what_was_decided_by_hand(wizard: FlowWizard, entered: AppContext) -> None:
    """Whoever signs answers for it: that a person let records go is said before the signature."""
    ids = entered.services.records.resolve(search="顾客")
    entered.services.decisions.apply(ids[:2], Wanted("PI-TRUSTEE", date(2026, 1, 31)), "股东会决议 2026-3 号")
    _next(wizard, entered)
    _next(wizard, entered)
    assert wizard.flow.step == "approve"
    assert "Decided otherwise by hand: 2." in [one.text() for one in wizard.page.findChildren(QLabel)]
