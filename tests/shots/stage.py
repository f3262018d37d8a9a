"""Drives the real window: opens vaults through the door, goes to places, walks wizards, and shows what it finds."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from app.clock import Clock
from app.demo import PASSPHRASE as OF_THE_DEMO
from app.settings import Settings
from reports.renderer import PdfRenderer
from tests.helpers.doors import LightDoors
from tests.helpers.vaults import FixedClock
from tests.helpers.windows import dispose, settle, wait_idle, wait_until
from tests.shots.hands import Hands
from tests.shots.offices import HANDLER, PASSPHRASE, vault_of
from ui.context import AppContext
from ui.desk import Desk
from ui.main import parts
from ui.main_window import MainWindow
from ui.places import Parts
from ui.prompts import Prompts
from ui.screen import Screen
from ui.screens.unlock import Unlock
from ui.start import open_window
from ui.widgets.dialogs import ConfirmDialog, MessageDialog, PassphraseDialog
from ui.wizards.wizard import FlowWizard

D = TypeVar("D", bound=QDialog)
# Told with the name of the picture and what is to be seen on it.
Seen = Callable[[str, QWidget], None]
WAITS = (ConfirmDialog, MessageDialog, PassphraseDialog)  # dialogs that the program waits for
ROUNDS = 3  # reads follow reads: a list, then its rows, then the chosen row's panel
NOBODY = 65534
WINDOW = QSize(1280, 800)
LEAST = QSize(1024, 700)


@dataclass(frozen=True, slots=True)
class Look:
    """Language, appearance and the window's size."""

    language: str = "zh"
    appearance: str = "light"
    size: QSize = WINDOW


@dataclass(frozen=True, slots=True)
class ShotDoors(LightDoors):
    """The ways into vaults; the demo is only offered, never made."""

    def demo_passphrase(self) -> str:
        return OF_THE_DEMO

    def demo_folder(self) -> Path:
        return Path.home() / "Documents" / "Qingdang demo 2026-11-21 100000"


class Chosen(Prompts):
    """Files and folders are chosen beforehand; every other question is really asked, in its real dialog."""

    def __init__(self, context: AppContext) -> None:
        super().__init__(context.theme, context.catalogue)
        self.files: list[Path] = []
        self.folder: Path | None = None

    def open_files(self, parent: QWidget, title: str, kinds: str) -> list[Path]:
        return self.files

    def open_file(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.files[0] if self.files else None

    def open_folder(self, parent: QWidget, title: str) -> Path | None:
        return self.folder

    def save_file(self, parent: QWidget, title: str, proposed: str, kinds: str) -> Path | None:
        return self.folder / proposed if self.folder else None


class Stage(Hands):
    """One window after another, each on its own copy of a vault; `seen` is told what stands to be looked at."""

    def __init__(self, application: QApplication, look: Look, offices: Path, work: Path, seen: Seen) -> None:
        self.look = look
        self.offices = offices
        self.work = work
        self._application = application
        self._seen = seen
        self._hook = sys.excepthook
        self._scene = ""
        self._expected: list[tuple[str, bool]] = []
        self._unexpected: list[str] = []
        self.window: MainWindow
        self.chosen: Chosen

    @contextmanager
    def scene(self, name: str) -> Iterator[None]:
        """A new window for this scene, gone at its end; its pictures' names begin with the scene's."""
        settings = Settings(self.work / "settings")
        settings.set("language", self.look.language)
        settings.set("appearance", self.look.appearance)
        settings.set("recent-vaults", [])
        self._scene = name
        self._expected, self._unexpected = [], []
        self.window, self.context = open_window(self._application, settings)
        self.chosen = Chosen(self.context)
        self.context.prompts = self.chosen
        self.window.resize(self.look.size)
        self.window.show()
        watch = QTimer()
        watch.timeout.connect(self._on_waiting)
        watch.start(20)
        try:
            yield
        finally:
            watch.stop()
            self._end()
        if self._unexpected or self._expected:
            raise AssertionError(f"{name}: asked {self._unexpected}, not asked {self._expected}")

    def _end(self) -> None:
        for dialog in self._dialogs():
            dialog.close()
        self.rest()
        dispose(self.window)
        sys.excepthook = self._hook
        for left in self.work.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()

    # -- where to be

    def supply(self, clock: Clock | None = None) -> Parts:
        """Load services and screens, as the window does right after it is shown."""
        made = replace(parts(), entrances=ShotDoors(PdfRenderer(), clock or FixedClock()))
        self.window.supply(made)
        self.rest()
        return made

    def door(self, office: str) -> Unlock:
        """The door of a copy of this office's vault."""
        copy = self.work / "vault"
        shutil.copytree(vault_of(self.offices, office), copy / vault_of(self.offices, office).name)
        self.supply()
        self.window.open_vault(copy / vault_of(self.offices, office).name)
        self.rest()
        return self.find(self.window, Unlock)

    def enter(self, office: str, operator: str = HANDLER) -> Desk:
        """The desk of a copy of this office's vault, through its door."""
        self.door(office)
        return self.unlock(operator)

    def unlock(self, operator: str = HANDLER) -> Desk:
        """From the door to the desk."""
        self.choose(self.window, operator)
        self.write(self.window, "Passphrase", PASSPHRASE)
        self.press(self.window, "Unlock")
        self.rest()
        return self.find(self.window, Desk)

    def place(self, name: str, shown: object = None) -> Screen:
        """A place of the navigation."""
        desk = self.find(self.window, Desk)
        desk.go_to(name, shown)
        self.rest()
        return desk.current

    def wizard(self, name: str, shown: object = None) -> FlowWizard:
        """A wizard over the desk."""
        self.context.go(name, shown)
        self.rest()
        return self.dialog(FlowWizard)

    def dialog(self, kind: type[D]) -> D:
        """The dialog of this kind that was opened last."""
        return [dialog for dialog in self._dialogs() if isinstance(dialog, kind)][-1]

    def dialog_closed(self) -> None:
        """Close the dialog that was opened last."""
        self._dialogs()[-1].close()
        settle()

    def _dialogs(self) -> list[QDialog]:
        return [dialog for dialog in self.window.findChildren(QDialog) if dialog.isVisible()]

    def expect(self, name: str, *, accept: bool = False) -> None:
        """Look at the next dialog that the program waits for, under this name; any other one is a fault."""
        self._expected.append((name, accept))

    # -- what to do there

    def forward(self, wizard: FlowWizard) -> None:
        """Press the wizard's button, and wait for what it starts."""
        wizard.next_button.click()
        wait_until(lambda: not wizard.is_working)
        self.rest()

    def rest(self) -> None:
        """Wait until nothing is being read or done any more."""
        for _ in range(ROUNDS):
            wait_idle(self.context)

    def show(self, name: str = "", widget: QWidget | None = None) -> None:
        """Have it looked at: the widget, else the dialog that is open, else the window."""
        settle(15)
        dialogs = self._dialogs()
        self._seen(
            f"{self._scene}-{name}" if name else self._scene, widget or (dialogs[-1] if dialogs else self.window)
        )

    def _on_waiting(self) -> None:
        """A dialog that the program waits for: look at it and answer as expected."""
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, WAITS):
            return
        if not self._expected:
            self._unexpected += [label.text() for label in dialog.findChildren(QLabel) if label.text()]
            self._unexpected += [details.toPlainText() for details in dialog.findChildren(QPlainTextEdit)]
            dialog.reject()
            return
        name, accepts = self._expected.pop(0)
        try:
            self.show(name, dialog)
            if isinstance(dialog, PassphraseDialog):
                dialog.passphrase.line.setText(PASSPHRASE)
        finally:
            dialog.done(int(QDialog.DialogCode.Accepted if accepts else QDialog.DialogCode.Rejected))


@contextmanager
def as_owner() -> Iterator[None]:
    """Be who started the program again, in the midst of being somebody who may only read."""
    if sys.platform == "win32":
        yield
        return
    played = os.geteuid()
    os.seteuid(os.getuid())
    try:
        yield
    finally:
        os.seteuid(played)


@contextmanager
def as_reader(vault: Path) -> Iterator[None]:
    """Be somebody who may read the vault and not write it."""
    inside = (vault, *vault.rglob("*"))
    above = [path for path in vault.parents if Path(tempfile.gettempdir()) in path.parents]
    for path in (*above, *inside):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)
        return
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in inside:
            path.chmod(0o755 if path.is_dir() else 0o644)
