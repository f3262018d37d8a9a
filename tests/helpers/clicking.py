"""Finding and using widgets by the words that a person sees on them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QWidget

from tests.helpers.windows import settle
from ui.widgets.choices import DropDown
from ui.widgets.fields import Field

W = TypeVar("W", bound=QWidget)


def only(root: QWidget, kind: type[W]) -> W:
    """The one visible widget of this kind below the root."""
    found = [widget for widget in root.findChildren(kind) if widget.isVisible()]
    assert len(found) == 1, found
    return found[0]


def press(root: QWidget, text: str) -> None:
    """Press the visible, enabled button with this text or name."""
    found = [
        button
        for button in root.findChildren(QAbstractButton)
        if text in (button.text(), button.accessibleName()) and button.isVisible()
    ]
    assert len(found) == 1, (text, [button.text() for button in root.findChildren(QAbstractButton)])
    assert found[0].isEnabled(), text
    found[0].click()


def field(root: QWidget, text: str) -> Field:
    """The visible field with this label."""
    found = [one for one in root.findChildren(Field) if one.isVisible() and one.title == text]
    assert len(found) == 1, (text, [one.title for one in root.findChildren(Field)])
    return found[0]


def write(root: QWidget, label: str, text: str) -> None:
    """Type into the field with this label, in the place of what stands there."""
    editor = field(root, label).editor
    line = editor if isinstance(editor, QLineEdit) else editor.findChild(QLineEdit)
    assert line is not None, label
    line.clear()
    if text.isascii():
        QTest.keyClicks(line, text)
    else:
        # Qt's test keyboard has no Chinese; an input method inserts it just so.
        line.insert(text)


def choose(root: QWidget, label: str, starts_with: str) -> None:
    """Choose the entry that begins so in the drop-down with this label."""
    editor = field(root, label).editor
    assert isinstance(editor, DropDown)
    texts = [editor.itemText(at) for at in range(editor.count())]
    at = next(at for at, text in enumerate(texts) if text.startswith(starts_with))
    editor.setCurrentIndex(at)
    editor.activated.emit(at)


def drop(widget: QWidget, paths: Sequence[Path]) -> None:
    """Drag the paths over a widget and let them go there, as the system does."""
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, carried, button, keys)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, carried, button, keys))


def dialog(kind: type[W]) -> W:
    """The dialog of this kind that is open."""
    settle()
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert found, kind
    return found[-1]


def close_dialogs() -> None:
    """Close what a test left open."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.close()
            widget.deleteLater()
    settle()
