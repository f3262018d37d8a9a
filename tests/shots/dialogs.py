"""Scenes of dialogs: those of the settings, errors, work under way, the command palette."""

import threading

from PySide6.QtWidgets import QDialog

from app.domain.words import PiType, Sensitivity
from app.errors import EnvironmentProblem, Refused
from app.jobs import Progress
from app.services.unlocking import report_behind
from tests.helpers.windows import settle
from tests.shots.offices import CLOSED, IMPORTED
from tests.shots.stage import Stage
from ui.forms.combinations import CombinationsDialog
from ui.forms.grading import GradingDialog
from ui.forms.reports import ReportDialog
from ui.forms.viewer import Viewer
from ui.palette import Palette
from ui.widgets.fields import SearchEdit


def of_settings(stage: Stage) -> None:
    stage.enter(IMPORTED)
    screen = stage.place("settings")
    for text, name in (("Add an operator…", "operator"), ("Change my passphrase…", "passphrase")):
        stage.press(screen, text)
        stage.show(name)
        stage.dialog_closed()
    stage.press(screen, "End the whole vault…")
    stage.show("ending")
    stage.dialog_closed()
    papers = {"Letterhead…": "letterhead", "Wording of notices…": "wording", "Signing certificate…": "signing"}
    for text, name in papers.items():
        stage.press(screen, text)
        stage.rest()
        stage.show(name)
        stage.dialog_closed()
    stage.expect("asked-again", accept=True)
    stage.press(screen, "New recovery code…")
    stage.rest()
    stage.show("recovery-code")


def grading(stage: Stage) -> None:
    """The table of what makes which grade: as it is, then with a type changed and what that would do."""
    stage.enter(IMPORTED)
    stage.press(stage.place("classify"), "The grading table…")
    stage.rest()
    stage.show()
    dialog = stage.dialog(GradingDialog)
    dialog.choose_grade(PiType.MOBILE_PHONE, Sensitivity.SENSITIVE)
    stage.rest()
    stage.show("changed")
    stage.press(dialog, "Combinations…")
    stage.press(stage.dialog(CombinationsDialog), "New combination")
    stage.show("combinations")


def errors(stage: Stage) -> None:
    """What every error looks like: one that says what to do, one of the computer, one that is the program's own."""
    stage.enter(IMPORTED)
    known = (
        Refused("role-forbids", role="viewer", action="execute", roles="handler"),
        EnvironmentProblem("read-only-vault"),
    )
    for error in known:
        stage.expect(error.code)
        stage.context.errors.show(stage.window, error)
    stage.expect("bug")
    stage.context.errors.show(stage.window, _mistake())


def _mistake() -> Exception:
    """An error as a bug in the program would raise it, with its place in the program."""
    try:
        assert not divmod(1, int("0"))
    except ZeroDivisionError as error:
        return error
    raise AssertionError


def working(stage: Stage) -> None:
    """A long change: the dialog that comes after a moment, then asked to stop."""
    stage.enter(IMPORTED)
    screen = stage.place("audit")
    go_on = threading.Event()

    def work(progress: Progress) -> None:
        progress.start("check", 20_000)
        progress.advance(8_204)
        go_on.wait(20)
        progress.cancel.check()

    stage.context.change(screen, stage.context.tr("Checking the whole vault"), work, lambda _none: None)
    settle(900)
    stage.show()
    stage.press(stage.dialog(QDialog), "Cancel")
    settle(150)
    stage.show("stopping")
    go_on.set()


def palette(stage: Stage) -> None:
    desk = stage.enter(CLOSED)
    desk.open_palette()
    stage.show()
    stage.find(stage.dialog(Palette), SearchEdit).setText("王建")
    stage.show("search")
    stage.dialog_closed()
    stage.place("audit")
    stage.press(desk, "Check the whole vault")
    stage.rest()
    stage.show("checked")
    report_behind(stage.context.services.session, 99, "00" * 32)
    stage.press(desk, "Check the whole vault")
    stage.rest()
    stage.show("older")


def document(stage: Stage) -> None:
    """An issued document looked at inside the program, and signed further."""
    stage.enter(CLOSED)
    screen = stage.place("documents")
    stage.press(screen, "Look at it…")
    stage.rest()
    stage.show("page")
    stage.find(stage.dialog(Viewer), SearchEdit).setText(stage.context.tr("Destruction certificate"))
    stage.rest()
    stage.show("searched")
    stage.press(stage.dialog(Viewer), "Whole page")
    stage.rest()
    stage.show("whole-page")
    stage.dialog_closed()
    stage.press(screen, "Sign it further…")
    stage.show("sign")
    stage.dialog_closed()
    stage.press(screen, "Write a report…")
    stage.rest()
    stage.write(stage.dialog(ReportDialog), "Watermark on every page", "草稿")
    stage.show("report")
    stage.dialog_closed()
