"""What a person does on a window: finds parts by their words, presses, writes, chooses, scrolls."""

from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QWidget

from tests.helpers.windows import settle
from ui.context import AppContext
from ui.widgets.choices import DropDown

W = TypeVar("W", bound=QWidget)


class Hands:
    """Works on the widgets below a root, by their English words in the window's language."""

    context: AppContext

    def find(self, root: QWidget, kind: type[W]) -> W:
        """The first visible part of this kind."""
        return next(found for found in root.findChildren(kind) if found.isVisible())

    def hidden(self, root: QWidget, kind: type[W]) -> W:
        """The part of this kind, shown or not."""
        return root.findChildren(kind)[0]

    def press(self, root: QWidget, text: str) -> None:
        """Click the button, box or entry with this English text."""
        words = self.context.tr(text)
        buttons = [one for one in root.findChildren(QAbstractButton) if one.isVisible()]
        next(one for one in buttons if one.text() == words or one.accessibleName() == words).click()
        settle()

    def write(self, root: QWidget, name: str, text: str) -> None:
        """Put a text into the field with this English name."""
        words = self.context.tr(name)
        next(one for one in root.findChildren(QLineEdit) if one.isVisible() and one.accessibleName() == words).setText(
            text
        )

    def choose(self, root: QWidget, beginning: str) -> None:
        """Choose the entry that begins so, in the first drop-down that has it."""
        for box in root.findChildren(DropDown):
            entries = [box.itemText(at) for at in range(box.count())]
            fits = [at for at, entry in enumerate(entries) if entry.startswith(beginning)]
            if fits and box.isVisible():
                box.setCurrentIndex(fits[0])
                box.activated.emit(fits[0])
                return
        raise LookupError(beginning)

    def pages(self, screen: QWidget) -> int:
        """How many times the screen must be looked at where it scrolls as a whole."""
        areas = [area for area in screen.findChildren(QScrollArea) if area.isVisible()]
        bars = [area.verticalScrollBar() for area in areas]
        return 1 + max((-(-bar.maximum() // bar.pageStep()) for bar in bars), default=0)

    def turn(self, screen: QWidget, page: int) -> None:
        """Scroll the screen on by so many of its pages."""
        for area in screen.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(page * area.verticalScrollBar().pageStep())
