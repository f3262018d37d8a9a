"""Dialogs and the desk of errors: what is asked, what is answered, what is never shown."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from app.errors import Cancelled, Damaged, EnvironmentProblem, Refused, UserError
from app.i18n import catalogue
from app.jobs import CancelToken, Snapshot
from app.log import redacted
from app.services.secrets import Secret
from tests.helpers.clicking import dialog, press
from tests.helpers.windows import Answers, settle
from ui.context import AppContext
from ui.errors import ErrorDesk
from ui.prompts import Prompts
from ui.widgets.buttons import Button
from ui.widgets.dialogs import ConfirmDialog, MessageDialog, PassphraseDialog, ProgressDialog

NAME = "张建明"


@pytest.fixture
def prompts(context: AppContext) -> Prompts:
    """The real ones: they ask with real dialogs."""
    return Prompts(context.theme, context.catalogue)


def _meanwhile(act: Callable[[], None]) -> None:
    """Do something while a modal dialog is open."""
    QTimer.singleShot(50, act)


@pytest.mark.parametrize(("verb", "answer"), [("Start the demo", True), ("Cancel", False)])
def test_a_question_is_answered_by_its_verb(prompts: Prompts, window: QWidget, verb: str, answer: bool) -> None:
    _meanwhile(lambda: press(dialog(ConfirmDialog), verb))
    assert prompts.confirm(window, "Try it", "It takes a minute.", "Start the demo") is answer


def test_cancel_has_the_focus_where_the_verb_destroys(context: AppContext, window: QWidget) -> None:
    asking = ConfirmDialog(window, context.catalogue, "Destroy", "It can't be undone.", "Destroy", danger=True)
    asking.show()
    buttons = {button.text(): button for button in asking.findChildren(Button)}
    assert asking.focusWidget() is buttons["Cancel"]
    assert not buttons["Destroy"].isDefault()


def test_a_passphrase_is_given_back_as_a_secret_and_leaves_no_trace(prompts: Prompts, window: QWidget) -> None:
    seen: list[str] = []

    def answer() -> None:
        asking = dialog(PassphraseDialog)
        line = asking.findChildren(QLineEdit)[0]
        assert line.echoMode() is QLineEdit.EchoMode.Password
        line.textChanged.connect(seen.append)
        QTest.keyClicks(line, "correct horse")
        QTest.keyClick(line, Qt.Key.Key_Return)

    _meanwhile(answer)
    assert prompts.passphrase(window, "王建华", "To sign the order.", "Sign") == Secret("correct horse")
    assert seen[-1] == ""


def test_no_passphrase_where_it_is_cancelled(prompts: Prompts, window: QWidget) -> None:
    _meanwhile(lambda: dialog(PassphraseDialog).reject())
    assert prompts.passphrase(window, "王建华", "To sign the order.", "Sign") is None


def test_caps_lock_is_noticed_while_typing(context: AppContext, window: QWidget) -> None:
    asking = PassphraseDialog(window, context.theme, context.catalogue, "王建华", "To sign.", "Sign")
    asking.show()
    line = asking.findChildren(QLineEdit)[0]
    hint = next(label for label in asking.findChildren(QLabel) if label.text() == "Caps Lock is on.")
    QTest.keyClick(line, Qt.Key.Key_A)
    assert not hint.isVisible()
    capital = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A")
    QApplication.sendEvent(line, capital)
    assert hint.isVisible()


class Told:
    """An error desk with what it told."""

    def __init__(self, language: str = "en") -> None:
        self.answers = Answers()
        self.desk = ErrorDesk(catalogue(language), self.answers)
        self.desk.redact = redacted

    def of(self, error: BaseException) -> str:
        self.desk.show(None, error)
        return "\n".join(self.answers.told)


@pytest.fixture
def told(qapp: QApplication) -> Told:
    return Told()


def test_cancelled_is_told_to_nobody(told: Told) -> None:
    assert told.of(Cancelled()) == ""


def test_a_known_error_is_told_in_a_sentence_under_its_heading(told: Told) -> None:
    text = told.of(EnvironmentProblem("read-only-vault"))
    assert text.startswith("The computer did not let this happen")
    assert "read-only-vault" not in text


def test_a_vault_that_lost_a_file_is_no_file_that_can_t_be_taken(told: Told) -> None:
    assert told.of(Damaged("database-missing", file="vault-2.db")).startswith("The vault is not whole")


def test_a_refusal_says_that_it_is_one(told: Told) -> None:
    assert told.of(Refused("role-forbids", role="viewer", action="import", roles="handler")).startswith(
        "This is not allowed"
    )


def test_a_wrong_entry_is_asked_to_be_checked(told: Told) -> None:
    assert told.of(UserError("bad-firm-name")).startswith("Please check what was entered")


def test_what_is_not_installed_is_no_mistake_of_who_asks(told: Told) -> None:
    assert told.of(UserError("ocr-missing")).startswith("A part of the program is missing")


def test_a_bug_is_told_without_any_value(told: Told) -> None:
    """What an exception quotes may be a customer's name."""
    with pytest.raises(KeyError) as raised:
        {"": 0}[NAME]
    text = told.of(raised.value)
    assert "KeyError" in text
    assert "test_dialogs.py" in text
    assert NAME not in text


def test_details_of_a_bug_can_be_copied(context: AppContext, window: QWidget) -> None:
    shown = MessageDialog(
        window, context.theme, context.catalogue, "A mistake", "Stopped.", details="KeyError\n  a.py:1"
    )
    shown.show()
    assert [box.toPlainText() for box in shown.findChildren(QPlainTextEdit)] == ["KeyError\n  a.py:1"]
    press(shown, "Copy the details")
    assert QApplication.clipboard().text() == "KeyError\n  a.py:1"


def test_escape_asks_long_work_to_stop_and_does_not_hide_it(context: AppContext, window: QWidget) -> None:
    token = CancelToken()
    shown = ProgressDialog(window, context.catalogue, "Checking", token)
    shown.open()
    shown.show_snapshot(Snapshot("check", 3, 10, 5.0))
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    settle()
    assert (token.is_cancelled, shown.isVisible()) == (True, True)
    assert "Stopping…" in [button.text() for button in shown.findChildren(Button)]


def test_cancel_is_not_offered_after_the_point_of_no_return(context: AppContext, window: QWidget) -> None:
    token = CancelToken()
    shown = ProgressDialog(window, context.catalogue, "Destroying", token)
    shown.open()
    token.close()
    shown.show_snapshot(Snapshot("destroy.read", 3, 10, 5.0))
    assert [button.isEnabled() for button in shown.findChildren(Button)] == [False]


def test_progress_says_count_and_time_left(context: AppContext, window: QWidget) -> None:
    shown = ProgressDialog(window, context.catalogue, "Importing", CancelToken())
    shown.open()
    shown.show_snapshot(Snapshot("import.rows", 5_000, 20_000, 10.0))
    texts = [label.text() for label in shown.findChildren(QLabel)]
    assert "5,000 of 20,000" in texts
    assert "about 30 seconds left" in texts


def test_a_dialog_is_as_high_as_its_text(context: AppContext, window: QWidget) -> None:
    long = "A long sentence that takes more than one line of a dialog of this width. " * 6
    shown = ConfirmDialog(window, context.catalogue, "Question", long, "Go on")
    shown.show()
    settle()
    label = next(one for one in shown.findChildren(QLabel) if one.text() == long)
    assert label.height() >= label.heightForWidth(label.width())
