"""Buttons by the keyboard: Return and Space press the one that has the focus, and no other."""

from typing import Literal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.helpers.windows import wait_until
from ui.context import AppContext
from ui.widgets.buttons import Button, RingedButton, button
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.options import Option

KEYS = [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space]


@pytest.mark.parametrize("key", KEYS)
def test_the_focused_button_is_pressed(context: AppContext, window: QWidget, key: Qt.Key) -> None:
    pressed: list[str] = []
    parts: list[Button | RingedButton] = [
        button("One", lambda: pressed.append("one")),
        Option(context.theme, "key", "Two", "The second.", lambda: pressed.append("two")),
    ]
    layout = QVBoxLayout(window)
    for part in parts:
        layout.addWidget(part)
    window.show()
    for part in parts:
        part.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(part, key)
    assert pressed == ["one", "two"]


def test_return_on_cancel_cancels(context: AppContext, window: QWidget) -> None:
    """The dialog's default is the verb: Return goes there only from elsewhere."""
    window.show()
    dialog = ConfirmDialog(window, context.catalogue, "Send", "It is sent.", "Send it")
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    dialog.show()
    cancel = next(one for one in dialog.findChildren(Button) if one.text() == "Cancel")
    cancel.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    assert answers == [ConfirmDialog.DialogCode.Rejected]


def test_a_greyed_button_is_not_pressed(window: QWidget) -> None:
    pressed: list[str] = []
    made = button("One", lambda: pressed.append("one"))
    QVBoxLayout(window).addWidget(made)
    window.show()
    made.setEnabled(False)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed == []


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("act", ["primary", "danger"])
def test_a_filled_button_shows_its_focus_in_the_colour_of_its_text(
    context: AppContext, window: QWidget, act: Literal["primary", "danger"], appearance: str
) -> None:
    """WCAG 2.2, 2.4.13: the edge alone differs from the fill by 2:1 only."""
    context.theme.set_appearance(appearance)
    made = button("", act=act)
    QVBoxLayout(window).addWidget(made)
    window.show()
    wait_until(window.isActiveWindow)
    made.clearFocus()
    wanted = context.theme.colour("on_primary").rgb()

    def has_ring() -> bool:
        picture = made.grab().toImage()
        middle = picture.height() // 2
        return any(picture.pixel(across, middle) == wanted for across in range(picture.width() // 4))

    assert not has_ring()
    made.setFocus(Qt.FocusReason.TabFocusReason)
    assert has_ring()
    made.clearFocus()
    assert not has_ring()
