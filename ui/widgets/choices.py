"""Check boxes, radio buttons and drop-downs, drawn from the tokens."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from ui.icons import paint
from ui.theme import Size, Space, Theme

T = TypeVar("T")

BOX = Size.BOX


def _hint(widget: QAbstractButton) -> QSize:
    text = widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, widget.text())
    return QSize(BOX + Space.S + text.width() + 6, max(Space.XL, text.height() + 6))


def _paint_choice(widget: QAbstractButton, theme: Theme, *, is_round: bool) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(2.5, (widget.height() - BOX) / 2 + 0.5, BOX - 1, BOX - 1)
    chosen = widget.isChecked()
    accent = theme.colour("primary" if widget.isEnabled() else "ink3")
    edge = accent if chosen or widget.hasFocus() else theme.colour("ink3")
    painter.setPen(QPen(edge, 2 if widget.hasFocus() else 1.2))
    painter.setBrush(accent if chosen and not is_round else theme.colour("surface"))
    if is_round:
        painter.drawEllipse(box)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawEllipse(box.center(), 4.5, 4.5)
    else:
        painter.drawRoundedRect(box, 4, 4)
        if chosen:
            paint(painter, "check", box.adjusted(2, 2, -2, -2), theme.colour("on_primary"))
    painter.setPen(theme.colour("ink1" if widget.isEnabled() else "ink3"))
    text = QRectF(BOX + Space.S + 2, 0, widget.width() - BOX - Space.S - 2, widget.height())
    painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, widget.text())
    painter.end()


if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object  # Qt's own class comes with the box or the radio button


class _Choice(_Button):
    """What a box and a radio button share: their size, where they are hit, and how they are drawn."""

    IS_ROUND = False

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)

    def sizeHint(self) -> QSize:
        return _hint(self)

    def minimumSizeHint(self) -> QSize:
        return _hint(self)

    def hitButton(self, position: object) -> bool:
        return self.rect().contains(position)  # type: ignore[call-overload,no-any-return]  # Qt gives a QPoint

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_choice(self, self._theme, is_round=self.IS_ROUND)


class CheckBox(_Choice, QCheckBox):
    """A check box with its text."""


class RadioButton(_Choice, QRadioButton):
    """One of several choices."""

    IS_ROUND = True


class DropDown(QComboBox, Generic[T]):
    """One value out of a short list of (value, text)."""

    def __init__(self, theme: Theme, choices: Iterable[tuple[T, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: list[T] = []
        self.setMaxVisibleItems(16)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[T, str]]) -> None:
        """Replace the list; keeps no selection."""
        self.clear()
        self._values = []
        for value, text in choices:
            self._values.append(value)
            self.addItem(text)

    def value(self) -> T:
        """The chosen value; IndexError while the list is empty."""
        return self._values[self.currentIndex()]

    def choose(self, value: T) -> None:
        """Choose a value; ValueError where it isn't offered."""
        self.setCurrentIndex(self._values.index(value))

    def minimumSizeHint(self) -> QSize:
        """A long entry may be cut while it is chosen: the list and the tooltip have it whole."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), Size.FIELD), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - Space.XL - Size.BOX
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        self.setToolTip(self.currentText() if option.currentText != self.currentText() else "")
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("ink2"), 1.5, c=Qt.PenCapStyle.RoundCap))
        x, y = self.width() - 18.0, self.height() / 2 - 1.5
        painter.drawPolyline([QPointF(x - 4, y), QPointF(x, y + 4), QPointF(x + 4, y)])
        painter.end()
