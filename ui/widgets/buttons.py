"""Buttons: one look for each weight of action."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from ui.icons import icon
from ui.theme import Size, Theme, mark

Act = Literal["plain", "primary", "danger", "link", "chip", "icon"]

BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def _is_pressed_by(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether it was Return, which presses the button that has the focus.

    By itself Qt takes Space only, and gives Return to a dialog's default button: with the focus on Cancel it would
    start what was about to be cancelled.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    pressed.click()
    return True


class RingedButton(QAbstractButton):
    """A button that paints itself, with a focus ring when the keyboard brought the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.has_ring = event.reason() in BY_KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.has_ring = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_pressed_by(self, event):
            super().keyPressEvent(event)


class Button(QPushButton):
    """A button whose focus ring is drawn when the keyboard brought the focus."""

    def __init__(self, text: str = "", act: Act = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)
        self.setProperty("act", act)
        if act in ("link", "chip"):
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if act == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._why_not: Callable[[], str] | None = None
        self._is_wanted = True

    def bar_while(self, why_not: Callable[[], str]) -> None:
        """Grey the button, whatever else enables it, while this gives a reason; the reason is its tooltip."""
        self._why_not = why_not
        self.recheck()

    def weigh(self, act: Act) -> None:
        """Give the button another weight."""
        if self.property("act") != act:
            mark(self, act=act)

    def recheck(self) -> None:
        """Ask again whether there is a reason against it."""
        reason = self._why_not() if self._why_not else ""
        super().setEnabled(self._is_wanted and not reason)
        if self._why_not:
            self.setToolTip(reason)

    def setEnabled(self, enabled: bool) -> None:
        self._is_wanted = enabled
        self.recheck()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _is_pressed_by(self, event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in BY_KEYBOARD:
            mark(self, ring=True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.property("ring"):
            mark(self, ring=False)
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("ring") and self.property("act") in ("primary", "danger"):
            self._draw_inner_ring()

    def _draw_inner_ring(self) -> None:
        """On a filled button an edge of another colour is hard to see, a line in the text's colour is not."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 1.5))
        inset = 3.25
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)


def button(text: str, on_clicked: Callable[[], object] | None = None, act: Act = "plain") -> Button:
    """A button with a verb on it."""
    made = Button(text, act)
    if on_clicked is not None:
        made.clicked.connect(lambda _checked=False: on_clicked())
    return made


class IconButton(Button):
    """A square button with an icon and a name; drawn again when the theme changes."""

    def __init__(self, theme: Theme, name: str, text: str, colour: str = "ink2", parent: QWidget | None = None) -> None:
        super().__init__("", "icon", parent)
        self._theme = theme
        self._name = name
        self._colour = colour
        self.setIconSize(QSize(Size.ICON, Size.ICON))
        self.rename(text)
        self._draw()

    def rename(self, text: str) -> None:
        """Set what the button is called, for the tooltip and for screen readers."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def show_icon(self, name: str) -> None:
        self._name = name
        self._draw()

    def _draw(self) -> None:
        self.setIcon(icon(self._name, self._theme.colour(self._colour)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)
