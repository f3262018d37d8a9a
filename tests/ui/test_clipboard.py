"""What must not stay in the clipboard does not."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.helpers.windows import settle, wait_until
from ui import clipboard
from ui.clipboard import copy_for_a_minute, copy_private, forget_copied

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


def test_what_came_from_a_vault_is_forgotten_and_nothing_else(qapp: QApplication) -> None:
    copy_private("慕容雪见岚")
    assert qapp.clipboard().text() == "慕容雪见岚"
    forget_copied()
    assert qapp.clipboard().text() == ""
    qapp.clipboard().setText("somebody's own")
    forget_copied()
    assert qapp.clipboard().text() == "somebody's own"


def test_clipboard_histories_are_asked_to_pass_it_over(qapp: QApplication) -> None:
    copy_private(CODE)
    held = qapp.clipboard().mimeData()
    assert bytes(held.data("x-kde-passwordManagerHint").data()) == b"secret"
    for name in ("CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"):
        assert bytes(held.data(f'application/x-qt-windows-mime;value="{name}"').data()) == bytes(4)
    forget_copied()
