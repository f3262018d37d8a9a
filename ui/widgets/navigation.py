"""The navigation on the left: what the firm is, the flow with its marks, the other places."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout, QWidget

from ui.theme import Size, Space, Theme, Type, font
from ui.widgets.boxes import column, holder, scrolled
from ui.widgets.buttons import RingedButton
from ui.widgets.marks import SIZE, Mark, draw_mark
from ui.widgets.texts import label

SIDE = 10  # between the edge and what stands in an entry


@dataclass(frozen=True, slots=True)
class Status:
    """What an entry says beside its name: a mark for stages of the flow, a short text on the right, both in words."""

    mark: Mark | None = None
    text: str = ""
    spoken: str = ""


class NavigationItem(RingedButton):
    """One entry; the chosen one is on a soft ground."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._status = Status()
        self._hovered = False
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setFixedHeight(Size.NAVIGATION_ROW)

    def show_status(self, status: Status) -> None:
        self._status = status
        self.setAccessibleDescription(status.spoken or status.text)
        self.update()

    def needed_width(self) -> int:
        """What mark, name and status take side by side."""
        text = QFontMetrics(font(Type.BASE, 500)).horizontalAdvance(self.text())
        status = QFontMetrics(font(Type.SMALL)).horizontalAdvance(self._status.text)
        mark = SIZE + SIDE if self._status.mark is not None else 0
        return 2 * SIDE + mark + text + (Space.S + status if status else 0)

    def sizeHint(self) -> QSize:
        return QSize(Size.NAVIGATION - Space.CARD, Size.NAVIGATION_ROW)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = float(SIDE)
        if self._status.mark is not None:
            draw_mark(painter, self._theme, self._status.mark, left, (self.height() - SIZE) / 2)
            left += SIZE + SIDE
        painter.setPen(self._theme.colour("ink2"))
        painter.setFont(font(Type.SMALL, tabular=True))
        room = QRectF(left, 0, self.width() - left - SIDE, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._status.text)
        painter.setPen(self._theme.colour("primary" if self.isChecked() else "ink1"))
        painter.setFont(font(Type.BASE, 500))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(self._theme.colour("primary_soft"))
        elif self._hovered:
            painter.setBrush(self._theme.colour("hover"))
        ground = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        if self.isChecked() or self._hovered:
            painter.drawRoundedRect(ground, 6, 6)
        if self.has_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.colour("primary"), 2))
            painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), 6, 6)


class Navigation(QFrame):
    """The column of entries; `on_chosen` gets the name of the place that was clicked."""

    def __init__(self, theme: Theme, on_chosen: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._on_chosen = on_chosen
        self._items: dict[str, NavigationItem] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.setProperty("edge", "right")
        self.setFixedWidth(Size.NAVIGATION)
        self._firm = label("", "strong", wrap=True)
        self._closure = label("", "small", "second", wrap=True)
        self._column: QVBoxLayout = column(gap=0, margins=(SIDE, 0, SIDE, Space.M))
        self._scroll = scrolled(holder(self._column))
        head = column(self._firm, self._closure, gap=Space.HAIR, margins=(2 * SIDE, Space.CARD, 2 * SIDE, Space.M))
        self.setLayout(column(head, self._scroll, gap=0))

    def show_firm(self, firm: str, closure: str) -> None:
        self._firm.setText(firm)
        self._closure.setText(closure)

    def add_section(self, text: str) -> None:
        caption = label(text, "small", "second")
        caption.setContentsMargins(SIDE, Space.M, 0, Space.XS)
        self._column.addWidget(caption)

    def add_space(self) -> None:
        """Push what follows to the bottom."""
        self._column.addStretch(1)

    def add(self, name: str, text: str, hint: str) -> None:
        """An entry; `hint` is its tooltip, with its keys."""
        item = NavigationItem(self._theme, text)
        item.setToolTip(hint)
        item.clicked.connect(lambda _checked=False: self._on_chosen(name))
        self._group.addButton(item)
        self._items[name] = item
        self._column.addWidget(item)

    def choose(self, name: str) -> None:
        """Mark an entry as the place shown; a name without an entry marks none."""
        chosen = self._items.get(name)
        if chosen is not None:
            chosen.setChecked(True)
            self._scroll.ensureWidgetVisible(chosen, 0, Space.S)

    def show_status(self, name: str, status: Status) -> None:
        if name in self._items:
            self._items[name].show_status(status)

    def item(self, name: str) -> NavigationItem:
        """The entry of this name; KeyError where there is none."""
        return self._items[name]
