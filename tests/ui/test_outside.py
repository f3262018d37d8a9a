"""Paper and copies outside the vault, recorded through the order's dialog."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.capacities import CopyEnd, PaperMethod
from app.services.roster import Services
from reports.renderer import PdfRenderer
from tests.helpers.clicking import choose, close_dialogs, dialog, field, press, write
from tests.helpers.planted import planted
from tests.helpers.vaults import opened
from tests.helpers.windows import Answers, dispose, unlocked, wait_idle
from ui.context import AppContext
from ui.forms.outside import OutsideDialog
from ui.forms.outside_entries import CopyEndDialog, HeldElsewhereDialog, PaperDestroyedDialog
from ui.screen import Screen
from ui.screens.backup import BackupScreen
from ui.screens.orders import OrdersScreen

Shown: TypeAlias = Callable[[Screen], Screen]


@pytest.fixture
def services(vault: Path) -> Iterator[Services]:
    made = opened(vault, renderer=PdfRenderer())
    planted(made.session, 6)
    yield made
    made.close()


@pytest.fixture
def order(services: Services) -> str:
    number = services.destruction.prepare().order
    services.destruction.approve(number, services.session.signer)
    return number


@pytest.fixture
def entered(context: AppContext, services: Services) -> Iterator[AppContext]:
    with unlocked(context, services) as made:
        yield made


@pytest.fixture
def outside(entered: AppContext, order: str, window: QWidget) -> OutsideDialog:
    made = OutsideDialog(entered, window, order)
    made.show()
    return made


@pytest.fixture
def shown(entered: AppContext) -> Iterator[Shown]:
    """Shows a screen by itself, and closes it."""
    made: list[Screen] = []

    def show(screen: Screen) -> Screen:
        made.append(screen)
        screen.resize(1200, 800)
        screen.show()
        wait_idle(entered)
        return screen

    yield show
    close_dialogs()
    for screen in made:
        dispose(screen)


def texts(root: QWidget) -> str:
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())


def test_an_order_leads_to_what_lies_outside(entered: AppContext, order: str, shown: Shown) -> None:
    screen = shown(OrdersScreen(entered))
    press(screen, "Paper and copies outside…")
    found = dialog(OutsideDialog)
    assert order in texts(found)
    assert "No paper is recorded" in texts(found)


def test_destroyed_paper_is_recorded_with_all_that_shows_it(
    outside: OutsideDialog, entered: AppContext, services: Services, order: str, answers: Answers, tmp_path: Path
) -> None:
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(300))
    press(outside, "Record destroyed paper…")
    form = dialog(PaperDestroyedDialog)
    press(form, "Record it")
    assert field(form, "What the register calls it").message == "Please fill this in."
    assert field(form, "Where").message == "Please fill this in."
    for caption, text in (
        ("What the register calls it", "2014年会员登记表"), ("How many volumes", "12"), ("File number", "KH-2014-03"),
        ("First year", "2014"), ("Last year", "2015"), ("Where", "嘉定粉碎站"), ("Weight or count", "12.5 kg"),
        ("Who did it", "安信销毁公司"), ("Destroyed on", "2030-01-01"),
    ):  # fmt: skip
        write(form, caption, text)
    choose(form, "How", "pulped")
    press(form, "Record it")
    assert field(form, "Destroyed on").message == "This day is still to come."
    write(form, "Destroyed on", "2026-11-20")
    answers.files.append([photo])
    press(form, "Choose files…")
    press(form, "Record it")
    wait_idle(entered)
    (item,) = services.outside.of_order(order).paper
    assert (item.name, item.volumes, item.method) == ("2014年会员登记表", 12, PaperMethod.PULPED)
    assert (item.place, item.amount, item.contractor) == ("嘉定粉碎站", "12.5 kg", "安信销毁公司")
    assert (item.first_year, item.last_year, len(item.photos)) == (2014, 2015, 1)
    for shown in ("2014年会员登记表", "12 volumes", "pulped", "12.5 kg", "1 photo"):
        assert shown in texts(outside)


def test_a_processors_copy_is_recorded_and_proved_gone(
    outside: OutsideDialog, entered: AppContext, services: Services, order: str, answers: Answers, tmp_path: Path
) -> None:
    proof = tmp_path / "删除确认.pdf"
    proof.write_bytes(b"%PDF-1.7 deleted")
    press(outside, "Held elsewhere…")
    held = dialog(HeldElsewhereDialog)
    press(held, "Record it")
    assert field(held, "Who holds it").message == "Please fill this in."
    write(held, "Who holds it", "短信平台")
    press(held, "It has been asked to delete it")
    press(held, "Record it")
    wait_idle(entered)
    (copy,) = services.outside.of_order(order).copies
    assert (copy.file, copy.status, copy.records) == ("短信平台", "asked", 6)
    press(outside, "Record its end…")
    form = dialog(CopyEndDialog)
    press(form, "Record it")
    assert "nothing proves" in field(form, "What proves it").message
    answers.files.append([proof])
    press(form, "Choose a file…")
    write(form, "On", "2026-11-20")
    press(form, "Record it")
    wait_idle(entered)
    (copy,) = services.outside.of_order(order).copies
    assert (copy.status, copy.how, str(copy.proved_on)) == ("deleted", CopyEnd.DELETED, "2026-11-20")
    with pytest.raises(AssertionError):
        press(outside, "Record its end…")


def test_a_certified_order_takes_no_more_paper(
    entered: AppContext, services: Services, order: str, window: QWidget, tmp_path: Path
) -> None:
    services.backups.write(tmp_path / "早先.qdbak")
    done = services.destruction.execute(order, tmp_path / "out")
    assert done.certificate is not None
    made = OutsideDialog(entered, window, order)
    made.show()
    with pytest.raises(AssertionError):
        press(made, "Record destroyed paper…")
    (copy,) = services.outside.of_order(order).copies
    assert (copy.file, copy.records) == ("早先.qdbak", 6)


def test_the_backups_screen_takes_a_copy_of_everything(entered: AppContext, services: Services, shown: Shown) -> None:
    screen = shown(BackupScreen(entered))
    press(screen, "Held elsewhere…")
    held = dialog(HeldElsewhereDialog)
    write(held, "Who holds it", "代账公司")
    press(held, "Record it")
    wait_idle(entered)
    assert [(one.file, one.records, one.status) for one in services.outside.copies()] == [("代账公司", 6, "exists")]
