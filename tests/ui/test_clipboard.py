"""What must not stay in the clipboard does not."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.windows import settle, wait_until
from ui import clipboard
from ui.clipboard import copy_for_a_minute

CODE = "7K2QF-MXRRN"


@pytest.fixture(autouse=True)
def _short_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "FOR_MS", 30)


def test_a_secret_leaves_the_clipboard_by_itself(qapp: QApplication) -> None:
    copy_for_a_minute(CODE)
    assert qapp.clipboard().text() == CODE
    wait_until(lambda: not qapp.clipboard().text(), 2000)


def test_what_was_copied_since_stays(qapp: QApplication) -> None:
    copy_for_a_minute(CODE)
    qapp.clipboard().setText("something else")
    settle(80)
    assert qapp.clipboard().text() == "something else"
