"""Copying what should not stay in the clipboard, nor in the history that some systems and programs keep of it."""

from typing import Any

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

FOR_MS = 60_000
_OURS = "application/x-qingdang"
_ONE, _ZERO = b"\x01\x00\x00\x00", b"\x00\x00\x00\x00"
# How clipboard histories are asked to pass something over: Windows (Qt hands these on under their own names), macOS by
# the convention of nspasteboard.org, KDE.
_PRIVATE = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _ONE,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _ZERO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _ZERO,
    "application/x-nspasteboard-concealed-type": b"",
    "x-kde-passwordManagerHint": b"secret",
}


def copy_private(text: str) -> None:
    """Put a text of the vault into the clipboard, until `forget_copied` or until something else is copied."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OURS, b"1")
    for name, value in _PRIVATE.items():
        data.setData(name, value)
    QGuiApplication.clipboard().setMimeData(data)


def copy_for_a_minute(text: str) -> None:
    """The same, and take it out again after a minute, unless something else was copied since."""
    copy_private(text)
    clipboard = QGuiApplication.clipboard()

    def clear() -> None:
        if clipboard.text() == text:
            clipboard.clear()

    QTimer.singleShot(FOR_MS, clipboard, clear)


def forget_copied() -> None:
    """Empty the clipboard if it still holds what was copied out of a vault: when it closes, when records are gone."""
    clipboard = QGuiApplication.clipboard()
    held: Any = clipboard.mimeData()  # None where another program has the clipboard open
    if held is not None and held.hasFormat(_OURS):
        clipboard.clear()
