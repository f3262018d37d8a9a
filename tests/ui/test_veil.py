"""A window is dimmed while a dialog stands over it, and long messages keep their button within reach."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from tests.helpers.windows import settle
from ui.context import AppContext
from ui.theme import Size
from ui.widgets.dialogs import ConfirmDialog, Dialog, MessageDialog
from ui.widgets.veil import Veil


def _veil(window: QWidget) -> Veil | None:
    return window.findChild(Veil, options=Qt.FindChildOption.FindDirectChildrenOnly)


def test_a_window_is_dimmed_as_long_as_a_dialog_is_open(window: QWidget) -> None:
    window.resize(800, 600)
    window.show()
    first, second = Dialog(window, "One"), Dialog(window, "Two")
    first.show()
    second.show()
    veil = _veil(window)
    assert veil is not None
    assert (veil.isVisible(), veil.size()) == (True, window.size())
    window.resize(900, 700)
    settle()
    assert veil.size() == window.size()
    first.close()
    assert veil.isVisible()
    second.close()
    assert not veil.isVisible()


def test_a_dialog_over_a_dialog_dims_that_one(window: QWidget) -> None:
    window.show()
    below = Dialog(window, "Below")
    below.show()
    above = Dialog(below, "Above")
    above.show()
    assert _veil(below) is not None
    above.close()
    below.close()


def test_the_dimmed_window_is_darker(window: QWidget) -> None:
    window.resize(400, 300)
    window.show()
    before = window.grab().toImage().pixelColor(10, 10).lightness()
    dialog = Dialog(window, "One")
    dialog.show()
    assert window.grab().toImage().pixelColor(10, 10).lightness() < before
    dialog.close()


def test_a_long_message_scrolls_and_keeps_its_button(context: AppContext, window: QWidget) -> None:
    text = "\n".join(f"12 · Because of article {number} of the law on keeping things." for number in range(200))
    window.show()
    dialogs = (
        MessageDialog(window, context.theme, context.catalogue, "Written", text),
        ConfirmDialog(window, context.catalogue, "Go on", text, "Go on"),
    )
    for dialog in dialogs:
        dialog.show()
        settle()
        assert dialog.height() < Size.LEAST_HEIGHT
        (area,) = dialog.findChildren(QScrollArea)
        assert area.verticalScrollBar().maximum() > 0
        assert area.focusPolicy() & Qt.FocusPolicy.TabFocus
        dialog.close()


def test_a_short_message_does_not_scroll(context: AppContext, window: QWidget, qapp: QApplication) -> None:
    window.show()
    dialog = MessageDialog(window, context.theme, context.catalogue, "Written", "It is there.")
    dialog.show()
    assert dialog.findChildren(QScrollArea) == []
    dialog.close()
