"""What every screen is handed: language, settings, theme, tasks, prompts, and the open vault's services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from app.errors import Cancelled
from app.i18n import Catalogue
from app.jobs import Progress, Snapshot
from app.settings import Settings
from ui.clipboard import forget_copied
from ui.errors import ErrorDesk
from ui.later import dialogs
from ui.prompts import Prompts
from ui.tasks import Task, TaskRunner
from ui.theme import Theme

if TYPE_CHECKING:
    # Loading the services takes longer than showing the window; ui/main.py does it after the first paint.
    from app.services.roster import Services
    from ui.entrances import Entrances
    from ui.widgets.dialogs import ProgressDialog

T = TypeVar("T")

DIALOG_AFTER = 0.6  # seconds


@dataclass(frozen=True, slots=True)
class Going:
    """A wish to be somewhere else: a place of the navigation or a wizard, with what it shall show."""

    place: str
    shown: object = None


class Bus(QObject):
    """The signals that screens share."""

    changed = Signal()
    left = Signal()
    going = Signal(object)


class AppContext:
    """Handed to every screen and wizard; holds no widgets.

    `changed` is emitted once after each change to the vault: screens then read again what they show.
    `left` is emitted when the vault is locked: nothing that was read from it may be kept.
    `going` carries a Going to the main window.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        settings: Settings,
        theme: Theme,
        runner: TaskRunner,
        prompts: Prompts,
        errors: ErrorDesk,
        language: str,
    ) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.theme = theme
        self.runner = runner
        self.prompts = prompts
        self.errors = errors
        self.language = language
        self.entrances: Entrances | None = None
        self._services: Services | None = None
        self._change: Task[Any] | None = None
        self._bus = Bus()
        self.changed = self._bus.changed
        self.left = self._bus.left
        self.going = self._bus.going

    def tr(self, message: str) -> str:
        return self.catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.catalogue.ngettext(singular, plural, n)

    @property
    def services(self) -> Services:
        """The open vault's services.

        Raises Cancelled, which is told to nobody, where the vault was locked meanwhile: under an open file dialog,
        say, whose answer then has nobody to go to.
        """
        if self._services is None:
            raise Cancelled
        return self._services

    @property
    def is_unlocked(self) -> bool:
        return self._services is not None

    def enter(self, services: Services) -> None:
        """Take over an opened vault."""
        self._services = services

    def leave(self) -> None:
        """Close the vault; keys and connections are dropped, and what was copied out of it leaves the clipboard."""
        forget_copied()
        services, self._services = self._services, None
        if services is not None:
            self.left.emit()
            services.close()

    def go(self, place: str, shown: object = None) -> None:
        """Ask the main window for a place of the navigation or a wizard."""
        self.going.emit(Going(place, shown))

    def read(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        unwanted: Callable[[T], None] | None = None,
    ) -> Task[T]:
        """Read in the background."""
        return self.runner.run(owner, work, done, failed=failed, unwanted=unwanted)

    @property
    def is_changing(self) -> bool:
        return self._change is not None

    def change(
        self,
        owner: QWidget,
        heading: str,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        cancelled: Callable[[], None] | None = None,
        watch: Callable[[Snapshot], None] | None = None,
    ) -> Task[T] | None:
        """Change the vault in the background, tell all screens once, then call `done`.

        A dialog with `heading` appears after 0.6 s unless the caller shows the progress itself (`watch`).
        While one change is under way another is not begun: None is returned.
        """
        if self._change is not None:
            return None
        shown = _Shown(self.catalogue, owner, heading)

        def end() -> None:
            self._change = None
            shown.close()

        def on_done(result: T) -> None:
            end()
            # The change may have been the end of the vault: its screens could only say that it is closed.
            if self._services is None or self._services.session.is_open:
                self.changed.emit()
            if isValid(owner):
                done(result)

        def on_failed(error: Exception) -> None:
            end()
            if failed is None or not isValid(owner):
                self.errors.show(owner.window() if isValid(owner) else None, error)
            else:
                failed(error)

        def on_cancelled() -> None:
            end()
            if cancelled is not None and isValid(owner):
                cancelled()

        task = self.runner.run(
            self._bus,
            work,
            on_done,
            failed=on_failed,
            cancelled=on_cancelled,
            watch=watch or shown.watch,
        )
        shown.task = task
        self._change = task
        return task


class _Shown:
    """The progress dialog of one change, which comes only when the work takes its time."""

    def __init__(self, catalogue: Catalogue, owner: QWidget, heading: str) -> None:
        self._catalogue = catalogue
        self._owner = owner
        self._heading = heading
        self._began = monotonic()
        self._dialog: ProgressDialog | None = None
        self.task: Task[Any] | None = None

    def watch(self, now: Snapshot) -> None:
        if self._dialog is None and self.task is not None and monotonic() - self._began > DIALOG_AFTER:
            token = self.task.progress.cancel
            over = self._owner.window() if isValid(self._owner) else None
            self._dialog = dialogs().ProgressDialog(over, self._catalogue, self._heading, token)
            self._dialog.open()
        if self._dialog is not None:
            self._dialog.show_snapshot(now)

    def close(self) -> None:
        if self._dialog is not None:
            self._dialog.accept()
            self._dialog.deleteLater()
            self._dialog = None
