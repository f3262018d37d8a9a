"""Copying what should not stay in the clipboard."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

FOR_MS = 60_000


def copy_for_a_minute(text: str) -> None:
    """Put a text into the clipboard and take it out again after a minute, unless something else was copied since."""
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)

    def clear() -> None:
        if clipboard.text() == text:
            clipboard.clear()

    QTimer.singleShot(FOR_MS, clipboard, clear)
