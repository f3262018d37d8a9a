"""The program's window: welcome, a vault's door, or the open vault; nothing else happens here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from app.domain.labels import KNOWN_UNTIL
from ui.context import AppContext
from ui.formatting import moment_or_day, number
from ui.idle import IdleWatch
from ui.recents import Recents
from ui.screens.welcome import Ways, Welcome
from ui.theme import Size

if TYPE_CHECKING:
    from app.services.gathering import TakenIn
    from app.services.restoration import Restored
    from app.services.roster import Services
    from app.services.scanning import ScannedFile
    from app.services.secrets import Secret
    from ui.entrances import DemoVault, Restoring
    from ui.forms.restore import RestoreDialog
    from ui.places import Parts

GEOMETRY = "window-geometry"
AUTO_LOCK = "auto-lock-minutes"


class MainWindow(QMainWindow):
    """Shows one of three things; the screens of an open vault come and go with it.

    `painted` is emitted once, when the window can be seen for the first time.
    """

    painted = Signal()

    def __init__(self, context: AppContext, application: QApplication) -> None:
        super().__init__()
        self._context = context
        self._was_painted = False
        self._parts: Parts | None = None
        self._wanted: Path | None = None
        self._to_import: tuple[Path, ...] = ()
        self._vault: Path | None = None
        self._lock_after = 0.0
        self._recents = Recents(context.settings)
        self._idle = IdleWatch(application, lambda: self._lock_after, self._on_idle)
        self._welcome = Welcome(
            context,
            Ways(self.open_vault, self._choose_vault, self._new_vault, self._demo, self._inspect, self._restore),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._welcome)
        self.setCentralWidget(self._stack)
        # At 200 % a laptop's screen is smaller than the least size; the title bar takes some of it too.
        room = self.screen().availableSize() - QSize(0, Size.FRAME)
        self.setMinimumSize(QSize(Size.LEAST_WIDTH, Size.LEAST_HEIGHT).boundedTo(room))
        self.resize(QSize(Size.WINDOW_WIDTH, Size.WINDOW_HEIGHT).boundedTo(room))
        geometry = context.settings.get(GEOMETRY)
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self).activated.connect(self._choose_vault)
        self._show_title("")

    def supply(self, parts: Parts) -> None:
        """Take over the services' doors and the screens, once they are loaded."""
        self._parts = parts
        self._context.entrances = parts.entrances
        self._context.errors.redact = parts.redact
        self._welcome.enable()
        if self._wanted is not None:
            self.open_vault(self._wanted)

    def open_vault(self, vault: Path) -> None:
        """Show the vault's door, at the latest once the services are loaded; the vault that was open is locked."""
        if self._parts is None:
            self._wanted = vault
            return
        self._leave()
        self._vault = vault
        firm = next((recent.firm for recent in self._recents.all() if recent.path == str(vault)), "")
        self._show(self._parts.door(self._context, vault, firm, self.enter, self.show_welcome))

    def enter(self, services: Services) -> None:
        """Show an opened vault."""
        assert self._parts is not None
        firm = services.session.firm
        self._vault = services.session.folder.path
        self._recents.note(str(self._vault), firm.name, firm.closure)
        self._lock_after = 60.0 * int(services.settings.all()[AUTO_LOCK])
        self._context.enter(services)
        self._show_title(firm.name)
        self._show(self._parts.desk(self._context, self._parts, self.lock))
        self._idle.start_watching()
        self._context.changed.connect(self._read_settings)

    def lock(self) -> None:
        """Close the vault and show its door; not while something is being changed."""
        if not self._context.is_unlocked or self._context.is_changing or self._vault is None:
            return
        if self._vault.exists():
            self.open_vault(self._vault)
        else:  # it has ended, or its disk was taken out
            if self._vault.parent.exists():
                self._recents.forget(str(self._vault))
            self.show_welcome()

    def show_welcome(self) -> None:
        self._leave()
        self._show(self._welcome)
        self._welcome.show_recents()  # and put the focus there

    def _leave(self) -> None:
        self._idle.stop_watching()
        if self._context.is_unlocked:
            self._context.changed.disconnect(self._read_settings)
            self._context.runner.drop_all()  # what is still being read would fail on the closed vault, and say so
        for dialog in self.findChildren(QWidget):
            if dialog.isWindow():
                dialog.close()
        self._context.leave()
        self._show_title("")

    def _show(self, widget: QWidget) -> None:
        before = self._stack.currentWidget()
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        if before is not None and before is not widget and before is not self._welcome:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _show_title(self, firm: str) -> None:
        name = self._context.tr("Qingdang")
        self.setWindowTitle(f"{firm} — {name}" if firm else name)

    def _read_settings(self) -> None:
        services = self._context.services
        self._context.read(self, lambda _progress: services.settings.all(), self._take_settings)

    def _take_settings(self, settings: dict[str, str]) -> None:
        self._lock_after = 60.0 * int(settings[AUTO_LOCK])

    def _on_idle(self) -> None:
        self.lock()

    def _choose_vault(self) -> None:
        chosen = self._context.prompts.open_folder(self, self._context.tr("Open a vault's folder"))
        if chosen is not None:
            self.open_vault(chosen)

    def _new_vault(self, files: tuple[Path, ...]) -> None:
        if self._parts is not None:
            self._to_import = files
            self._parts.new_vault(self._context, self, self._on_made).open()

    def _on_made(self, vault: Path, passphrase: Secret) -> None:
        entrances = self._context.entrances
        assert entrances is not None
        self._context.read(self, lambda _progress: entrances.open(vault, passphrase, None), self._enter_new)

    def _enter_new(self, services: Services) -> None:
        """Show a vault just made, and import what was dropped for it."""
        self.enter(services)
        if self._to_import:
            self._context.go("import-wizard", self._to_import)

    def _inspect(self, files: tuple[Path, ...]) -> None:
        entrances = self._context.entrances
        if entrances is not None:
            self._context.change(
                self,
                self._context.tr("Looking into the files"),
                lambda progress: entrances.scan(files, progress),
                self._show_inspected,
            )

    def _show_inspected(self, found: TakenIn[ScannedFile]) -> None:
        assert self._parts is not None
        self._parts.inspection(self._context, self, found).open()

    def _restore(self) -> None:
        if self._parts is not None:
            dialog = self._parts.restoration(self._context, self)
            dialog.accepted.connect(lambda: self._begin_restoring(dialog))
            dialog.open()

    def _begin_restoring(self, dialog: RestoreDialog) -> None:
        entrances, restoring = self._context.entrances, dialog.value()
        assert entrances is not None

        def failed(error: Exception) -> None:
            self._context.errors.show(self, error)
            dialog.ask_again()

        self._context.change(
            self,
            self._context.tr("Restoring the backup"),
            lambda progress: entrances.restore(restoring, progress),
            lambda restored: self._on_restored(restoring, restored),
            failed=failed,
        )

    def _on_restored(self, restoring: Restoring, restored: Restored) -> None:
        tr = self._context.tr
        shown = self._context.ngettext("{n} record is restored.", "{n} records are restored.", restored.records).format(
            n=number(restored.records)
        )
        if restored.destroyed_again:
            left = tr("Left out, because they had been destroyed since: {n}.")
            shown = tr("{first} {then}").format(first=shown, then=left.format(n=number(restored.destroyed_again)))
        unknown = tr(KNOWN_UNTIL).format(moment=moment_or_day(restored.made_at))
        shown = f"{shown}\n\n{unknown}"
        self._context.prompts.tell(self, tr("The backup is restored"), shown, problem=False)
        self.open_vault(restoring.target)

    def _demo(self) -> None:
        entrances, tr = self._context.entrances, self._context.tr
        if entrances is None:
            return
        folder = entrances.demo_folder()
        text = tr(
            "A vault of an invented firm with 3,000 customers is made in {folder}, and its office files are imported. "
            "You can then try everything on it, from classifying to the destruction certificate.\n\n"
            "All its operators have the same passphrase: {passphrase}"
        ).format(folder=folder, passphrase=entrances.demo_passphrase())
        if self._context.prompts.confirm(self, tr("Try it with an invented firm"), text, tr("Start the demo")):
            self._context.change(
                self,
                tr("The invented firm is being prepared"),
                lambda progress: entrances.demo(folder, progress),
                self._on_demo,
            )

    def _on_demo(self, demo: DemoVault) -> None:
        entrances = self._context.entrances
        assert entrances is not None
        self._recents.note_demo(str(demo.vault))
        self._context.read(self, lambda _progress: entrances.open(demo.vault, demo.passphrase, None), self.enter)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._context.is_changing:
            tr = self._context.tr
            self._context.prompts.tell(
                self,
                tr("Something is still being done"),
                tr("Please wait until it is finished, or cancel it first. Then close the window."),
                problem=False,
            )
            event.ignore()
            return
        self._context.settings.set(GEOMETRY, self.saveGeometry().toBase64().toStdString())
        self._leave()
        self._context.runner.close()
        event.accept()
