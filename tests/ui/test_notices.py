"""The screens of notices and hand-overs: what is entered in their forms reaches the vault."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTableView, QWidget

from app.bootstrap import Services
from app.domain.notices import Particulars
from app.domain.words import Closure, NoticeKind
from tests.helpers.clicking import choose, dialog, press, write
from tests.helpers.papers import PaperRenderer
from tests.helpers.planted import Planted, planted
from tests.helpers.vaults import make_vault, opened, sample_firm
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.notices import ConsentDialog, DeliveryDialog, ObjectionDialog, PublishDialog
from ui.forms.transfers import ReceiptDialog, TransferDialog
from ui.panels.facts import FactCard
from ui.screens.notices import NoticesScreen
from ui.screens.transfers import TransfersScreen
from ui.theme import Size
from ui.widgets.buttons import Button
from ui.widgets.dialogs import Dialog

SAID = Particulars("上海新芽教育科技有限公司", "021-58886600")


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    found = opened(make_vault(tmp_path, firm=sample_firm(Closure.MERGER)), renderer=PaperRenderer())
    yield found
    found.close()


@pytest.fixture
def shop(services: Services) -> Planted:
    return planted(services.session, 3)


@pytest.fixture
def entered(context: AppContext, services: Services) -> Iterator[AppContext]:
    with unlocked(context, services) as found:
        yield found


def shown(context: AppContext, kind: type[NoticesScreen] | type[TransfersScreen]) -> QWidget:
    screen = kind(context)
    screen.resize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT)
    screen.show()
    rest(context)
    return screen


def rest(context: AppContext) -> None:
    for _ in range(3):
        wait_idle(context)


def enter(context: AppContext, screen: QWidget, opening: str, kind: type[Dialog], verb: str, **lines: str) -> None:
    """Open a form by its button, fill in its lines by their labels, press its verb."""
    press(screen, opening)
    form = dialog(kind)
    for label, text in lines.items():
        write(form, label.replace("_", " "), text)
    press(form, verb)
    rest(context)


def test_a_notice_is_published_delivered_and_objected_to(
    entered: AppContext, services: Services, shop: Planted, tmp_path: Path
) -> None:
    services.notices.prepare(NoticeKind.PROVISION, SAID, tmp_path / "out")
    screen = shown(entered, NoticesScreen)
    enter(entered, screen, "Enter the publication…", PublishDialog, "Enter the publication",
          Day_on_which_the_notice_went_up="2026-11-19")  # fmt: skip
    enter(entered, screen, "Enter deliveries…", DeliveryDialog, "Enter the deliveries", Letter_or_customer="2")
    enter(entered, screen, "Enter an answer…", ConsentDialog, "Enter the answer", Letter_or_customer="1")
    enter(entered, screen, "Enter an objection…", ObjectionDialog, "Enter and freeze", Letter_or_customer="3",
          What_the_customer_objects_to="不同意")  # fmt: skip
    status = services.notices.status("GZ-2026-001")
    assert status.period is not None
    assert status.period.public_from == date(2026, 11, 19)
    counts = status.counts
    assert (counts.delivered, counts.consented, counts.objections) == (1, 1, 1)
    assert [hold.records for hold in services.holds.all()] == [1]
    dispose(screen)


def test_the_cursor_stays_with_what_was_acted_on(
    entered: AppContext, services: Services, shop: Planted, tmp_path: Path
) -> None:
    """The card is filled anew after each act: the cursor went to the navigation with the button that had it."""
    services.notices.prepare(NoticeKind.PROVISION, SAID, tmp_path / "out")
    screen = shown(entered, NoticesScreen)
    screen.activateWindow()
    button(screen, "Enter the publication…").setFocus()
    services.notices.publish("GZ-2026-001", date(2026, 11, 19))
    entered.changed.emit()
    rest(entered)
    assert isinstance(screen.focusWidget(), FactCard)
    dispose(screen)


def test_a_day_that_is_none_keeps_the_form_open(
    entered: AppContext, services: Services, shop: Planted, tmp_path: Path
) -> None:
    services.notices.prepare(NoticeKind.CLOSING, SAID, tmp_path / "out")
    screen = shown(entered, NoticesScreen)
    press(screen, "Enter the publication…")
    form = dialog(PublishDialog)
    write(form, "Day on which the notice went up", "19.11.2026")
    press(form, "Enter the publication")
    assert form.isVisible()
    assert any("2026-11-21" in label.text() for label in form.findChildren(QLabel))
    assert services.notices.status("GZ-2026-001").period is None
    form.close()
    dispose(screen)


def test_a_hand_over_goes_out_only_through_an_open_gate(
    entered: AppContext, services: Services, shop: Planted, tmp_path: Path, answers: Answers
) -> None:
    screen = shown(entered, TransfersScreen)
    button(screen, "Prepare a hand-over…").click()
    form = dialog(TransferDialog)
    write(form, "Name of the recipient", SAID.recipient)
    write(form, "How the recipient is reached", SAID.contact)
    choose(form, "Which records", "Correspondence")
    press(form, "Draw up the list")
    rest(entered)
    assert form.isVisible(), "what was typed is not asked again"
    choose(form, "Which records", "What the plan hands over")
    press(form, "Draw up the list")
    rest(entered)
    assert services.transfers.status("YJ-2026-001").transfer.records == 3
    assert not button(screen, "Hand over…").isEnabled()
    services.notices.prepare(NoticeKind.SUCCESSION, SAID, tmp_path / "letters")
    services.notices.publish("GZ-2026-001", date(2026, 9, 1))
    entered.changed.emit()
    rest(entered)
    screen.findChildren(QTableView)[0].selectRow(0)
    assert button(screen, "Hand over…").isEnabled()
    answers.folders.append(tmp_path / "package")
    answers.confirmations.append(True)
    press(screen, "Hand over…")
    rest(entered)
    assert services.transfers.status("YJ-2026-001").transfer.code
    enter(entered, screen, "Enter the receipt…", ReceiptDialog, "Enter the receipt",
          Signed_for_the_recipient_by="李接收")  # fmt: skip
    assert services.transfers.status("YJ-2026-001").transfer.accepted_by == "李接收"
    dispose(screen)


def button(screen: QWidget, text: str) -> Button:
    return next(one for one in screen.findChildren(Button) if one.text() == text)
