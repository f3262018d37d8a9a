"""From the welcome screen through a vault's door to its screens, and back when it is locked."""

import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QStackedWidget, QWidget

from app.bootstrap import Services
from app.errors import Cancelled
from app.services.secrets import Secret
from app.settings import Settings
from tests.helpers import clicking
from tests.helpers.clicking import press, write
from tests.helpers.doors import LightDoors
from tests.helpers.vaults import PASSPHRASE
from tests.helpers.vaults import opened as open_again
from tests.helpers.windows import Answers, dispose, settle, wait_idle, wait_until
from ui.context import AppContext
from ui.desk import Desk
from ui.errors import ErrorDesk
from ui.main import parts
from ui.main_window import MainWindow
from ui.recents import Recents
from ui.screens.archive import ArchiveScreen
from ui.screens.plan import PlanScreen
from ui.screens.records import RecordsScreen
from ui.screens.unlock import Unlock
from ui.screens.welcome import Welcome
from ui.start import open_window
from ui.widgets.buttons import Button


class Opened:
    """The window, its context, and the answers that it gets."""

    def __init__(self, window: MainWindow, context: AppContext, answers: Answers) -> None:
        self.window = window
        self.context = context
        self.answers = answers

    def shown(self) -> QWidget | None:
        """Welcome, a door, or the desk."""
        stack = self.window.centralWidget()
        assert isinstance(stack, QStackedWidget)
        return stack.currentWidget()

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase at the door, press Return, and wait."""
        self.type(passphrase)
        wait_idle(self.context)

    def type(self, passphrase: str) -> None:
        """Type the passphrase at the door and press Return."""
        door = self.shown()
        assert isinstance(door, Unlock)
        wait_idle(self.context)
        secret = next(edit for edit in door.findChildren(QLineEdit) if edit.echoMode() is QLineEdit.EchoMode.Password)
        secret.clear()
        QTest.keyClicks(secret, passphrase)
        QTest.keyClick(secret, Qt.Key.Key_Return)

    def desk(self) -> Desk:
        desk = self.shown()
        assert isinstance(desk, Desk)
        return desk


@pytest.fixture
def opened(qapp: QApplication, answers: Answers) -> Iterator[Opened]:
    settings = Settings()
    settings.set("language", "en")
    window, context = open_window(qapp, settings)
    context.prompts = answers
    context.errors = ErrorDesk(context.catalogue, answers)
    window.supply(replace(parts(), entrances=LightDoors()))
    window.show()
    yield Opened(window, context, answers)
    wait_idle(context)
    dispose(window)
    context.runner.close()


def test_welcome_comes_first_and_lists_what_was_open(opened: Opened, vault: Path) -> None:
    assert isinstance(opened.shown(), Welcome)
    opened.window.open_vault(vault)
    opened.unlock()
    assert [recent.path for recent in Recents(opened.context.settings).all()] == [str(vault)]


def test_right_passphrase_opens_the_screens(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    assert opened.context.is_unlocked
    assert opened.desk().current is not None
    assert opened.window.windowTitle().startswith("北京晨光教育咨询有限公司")


def test_wrong_passphrases_cost_time_and_say_so(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    for _ in range(3):
        opened.unlock("not this one")
    door = opened.shown()
    assert isinstance(door, Unlock)
    waiting = [button for button in door.findChildren(Button) if "Try again in" in button.text()]
    assert [button.isEnabled() for button in waiting] == [False]
    assert not opened.context.is_unlocked


def test_return_unlocks_with_the_recovery_code_or_says_why_not(opened: Opened, vault: Path) -> None:
    services = open_again(vault)
    code = services.operators.renew_recovery_code(Secret(PASSPHRASE))
    services.close()
    opened.window.open_vault(vault)
    wait_idle(opened.context)
    door = opened.shown()
    assert isinstance(door, Unlock)
    press(door, "Use the recovery code")
    write(door, "Recovery code", code)
    write(door, "New passphrase", "another one 2026")
    again = clicking.field(door, "The same passphrase again")
    line = again.editor.findChild(QLineEdit)
    assert line is not None
    for typed, told in (("another one 2027", "The two passphrases are not the same."), ("another one 2026", "")):
        write(door, "The same passphrase again", typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert again.message == told
    wait_idle(opened.context)
    assert opened.context.is_unlocked


@dataclass(frozen=True, slots=True)
class SlowDoors(LightDoors):
    """They open nothing before they may."""

    may_open: threading.Event = field(default_factory=threading.Event)

    def open(self, vault: Path, passphrase: Secret, operator: str | None) -> Services:
        self.may_open.wait(10)
        return LightDoors.open(self, vault, passphrase, operator)


def test_who_goes_to_another_vault_leaves_none_open_behind(opened: Opened, vault: Path, tmp_path: Path) -> None:
    doors = SlowDoors()
    opened.context.entrances = doors
    opened.window.open_vault(vault)
    opened.type(PASSPHRASE)
    opened.window.open_vault(tmp_path / "another.qingdang")
    settle()
    doors.may_open.set()
    wait_idle(opened.context)
    assert not opened.context.is_unlocked
    open_again(vault).close()


def test_no_passphrase_stays_in_the_door(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    door = opened.shown()
    assert isinstance(door, Unlock)
    texts: list[str] = []
    for edit in door.findChildren(QLineEdit):
        edit.textChanged.connect(texts.append)
    opened.unlock()
    assert (len(texts) > 1, texts[-1]) == (True, "")


def test_locking_closes_the_vault_and_shows_its_door(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    QTest.keyClick(opened.desk(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert isinstance(opened.shown(), Unlock)
    assert not opened.context.is_unlocked
    opened.unlock()
    assert opened.context.is_unlocked


def test_a_vault_that_has_ended_is_no_longer_among_the_recent_ones(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    assert opened.context.settings.get("recent-vaults")
    shutil.rmtree(vault)
    opened.window.lock()
    welcome, focused = opened.shown(), opened.window.focusWidget()
    assert isinstance(welcome, Welcome)
    assert not opened.context.settings.get("recent-vaults")
    assert focused is not None
    assert welcome.isAncestorOf(focused)


def test_nobody_at_the_computer_locks_the_vault(opened: Opened, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    later = time.monotonic() + 3600
    monkeypatch.setattr("ui.idle.monotonic", lambda: later)
    opened.window._idle.tick()
    settle()
    assert not opened.context.is_unlocked


def test_a_computer_that_slept_during_a_change_is_locked_after_it(
    opened: Opened, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    go_on = threading.Event()
    opened.context.change(opened.desk(), "Checking", lambda _progress: go_on.wait(10), lambda _none: None)
    later = time.time() + 3600
    monkeypatch.setattr("ui.idle.time", lambda: later)
    opened.window._idle.tick()
    assert opened.context.is_unlocked
    go_on.set()
    wait_until(lambda: not opened.context.is_changing)
    opened.window._idle.tick()
    settle()
    assert not opened.context.is_unlocked


def test_what_is_still_being_read_when_the_vault_is_locked_is_told_to_nobody(opened: Opened, vault: Path) -> None:
    """It fails on the closed vault, and a dialog said so over the door."""
    opened.window.open_vault(vault)
    opened.unlock()
    go_on, told = threading.Event(), list[Exception]()
    services = opened.context.services

    def read(_progress: object) -> object:
        go_on.wait(10)
        return services.settings.all()

    opened.context.read(opened.window, read, lambda _settings: None, failed=told.append)
    opened.window.lock()
    go_on.set()
    wait_until(lambda: opened.context.runner.is_idle)
    assert told == []


def test_keys_go_to_places_and_search(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    desk = opened.desk()
    names = [place.name for place in parts().places]
    key = Qt.Key(Qt.Key.Key_1 + names.index("plan"))
    QTest.keyClick(desk, key, Qt.KeyboardModifier.ControlModifier)
    assert type(desk.current).__name__ == PlanScreen.__name__
    desk.go_to("records")
    assert type(desk.current).__name__ == RecordsScreen.__name__
    QTest.keyClick(desk, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(QApplication.focusWidget(), QLineEdit)


def test_a_dropped_vault_is_opened_and_dropped_tables_are_asked_about(
    opened: Opened, vault: Path, tmp_path: Path
) -> None:
    welcome = opened.shown()
    assert isinstance(welcome, Welcome)
    table = tmp_path / "名单.csv"
    table.write_text("姓名\n张建明", encoding="utf-8")
    welcome.take((table,))
    offers = [button.text() for button in welcome.findChildren(Button) if button.isVisible()]
    assert "See what is in these files" in offers
    welcome.take((vault,))
    assert isinstance(opened.shown(), Unlock)


def test_window_does_not_close_while_something_is_changed(opened: Opened, vault: Path) -> None:
    opened.window.open_vault(vault)
    opened.unlock()
    go_on = threading.Event()
    opened.context.change(opened.desk(), "Checking", lambda _progress: go_on.wait(10), lambda _none: None)
    assert not opened.window.close()
    assert len(opened.answers.told) == 1
    go_on.set()
    wait_until(lambda: not opened.context.is_changing)
    assert opened.window.close()
    assert not opened.context.is_unlocked


def test_a_vault_that_is_none_is_told_at_its_door(opened: Opened, tmp_path: Path) -> None:
    opened.window.open_vault(tmp_path)
    wait_idle(opened.context)
    door = opened.shown()
    assert isinstance(door, Unlock)
    assert any("vault" in label.text().lower() for label in door.findChildren(QLabel) if label.isVisible())


def test_a_vault_locked_under_an_open_question_is_left_alone(
    opened: Opened, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody answered for a quarter of an hour: the vault locks, and the late answer does nothing and says nothing."""

    def late_folder(_parent: QWidget, _title: str) -> Path:
        opened.window.lock()
        return vault.parent / "out"

    opened.window.open_vault(vault)
    opened.unlock()
    monkeypatch.setattr(opened.answers, "open_folder", late_folder)
    opened.desk().go_to("archive")
    screen = opened.desk().current
    assert isinstance(screen, ArchiveScreen)
    wait_idle(opened.context)
    with pytest.raises(Cancelled):
        screen._on_write()
    assert isinstance(opened.shown(), Unlock)
    assert opened.answers.told == []


def test_the_window_fits_on_the_screen(opened: Opened) -> None:
    """At 200 % a laptop's screen has less room than the least size: the window is no larger than the screen."""
    window = opened.window
    room = window.screen().availableSize()
    for size in (window.size(), window.minimumSize()):
        assert size.boundedTo(room) == size
