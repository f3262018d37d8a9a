"""Rows, columns, cards and rules: how parts are set side by side."""

from collections.abc import Callable, Iterable
from typing import Literal, TypeAlias, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Space

Part: TypeAlias = QWidget | QBoxLayout | int | None
Margins: TypeAlias = tuple[int, int, int, int]
CardTone = Literal["plain", "next", "wait", "danger", "done", "info", "drop", "bar"]
Box = TypeVar("Box", bound=QBoxLayout)

RADIUS = 8  # of cards
NONE: Margins = (0, 0, 0, 0)
CARD: Margins = (Space.CARD, Space.L, Space.CARD, Space.L)
PAGE: Margins = (Space.XXL, Space.XL, Space.XXL, Space.XL)


def column(*parts: Part, gap: int = Space.S, margins: Margins = NONE) -> QVBoxLayout:
    """Parts one below the other; an int is a gap of that size, None takes the room that is left."""
    return _filled(QVBoxLayout(), parts, gap, margins)


def row(*parts: Part, gap: int = Space.S, margins: Margins = NONE) -> QHBoxLayout:
    """Parts side by side; an int is a gap of that size, None takes the room that is left."""
    return _filled(QHBoxLayout(), parts, gap, margins)


def holder(layout: QBoxLayout, ground: str = "none") -> QWidget:
    """A widget around a layout."""
    made = QWidget()
    made.setProperty("ground", ground)
    made.setLayout(layout)
    return made


def strip(*parts: QWidget, gap: int = Space.M) -> QWidget:
    """Parts of one width and one height side by side."""
    line = row(*parts, gap=gap)
    for at in range(len(parts)):
        line.setStretch(at, 1)
    return holder(line)


def card(layout: QBoxLayout, tone: CardTone = "plain", margins: Margins = CARD) -> QFrame:
    """A framed surface around a layout."""
    made = _Accented() if tone == "next" else QFrame()
    made.setProperty("card", tone)
    layout.setContentsMargins(*margins)
    made.setLayout(layout)
    return made


class _Accented(QFrame):
    """A card with a stripe on its left that follows its round corners, as a style sheet's border does not."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        painter.setClipPath(outline)
        painter.fillRect(0, 0, Space.XS, self.height(), self.palette().color(QPalette.ColorRole.Highlight))
        painter.end()


def edge(layout: QBoxLayout, side: Literal["left", "right", "top", "bottom"]) -> QFrame:
    """A raised area with a line on the side where it meets the page."""
    made = QFrame()
    made.setProperty("edge", side)
    made.setLayout(layout)
    return made


def rule() -> QFrame:
    """A one-pixel line."""
    made = QFrame()
    made.setProperty("rule", True)
    made.setFixedHeight(1)
    return made


class FittingScroll(QScrollArea):
    """Scrolls vertically where its content doesn't fit; both ways on a screen smaller than the least window.

    Qt asks a content of wrapped texts how high it is at its narrowest; this asks at the width that it has.
    """

    def __init__(self, inner: QWidget, *, fills: bool = False) -> None:
        """One that `fills` scrolls only where the content is at its least: its tables take the room there is."""
        super().__init__()
        self._fills = fills
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = inner.layout()
        if layout is not None:
            layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        # One of its own: handing out Qt's makes PySide look for its class among all, which takes 10 ms of a start.
        self._ground = QWidget()
        self.setViewport(self._ground)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._refit: _Refit | None = None

    def _fit(self) -> None:
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if inner is None or layout is None:
            return
        width = self._ground.width()
        wanted = layout.minimumSize().height()
        if layout.hasHeightForWidth():
            wanted = (layout.totalMinimumHeightForWidth if self._fills else layout.totalHeightForWidth)(width)
        if wanted != inner.minimumHeight():
            inner.setMinimumHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._refit is None:
            QTimer.singleShot(0, self, self._follow)

    def _follow(self) -> None:
        """Fit again whenever the content asks for another room.

        Not before it is seen: the first event handed over makes PySide build all classes of events, 5 ms of a start.
        """
        inner = self.widget()
        if self._refit is None and inner is not None:
            self._refit = _Refit(self, self._fit)
            inner.installEventFilter(self._refit)
            self._fit()


class _Refit(QObject):
    """Tells when a content's layout changed."""

    def __init__(self, parent: QObject, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._changed = changed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        return super().eventFilter(watched, event)


def scrolled(inner: QWidget, *, fills: bool = False) -> FittingScroll:
    """The widget, scrolling where it doesn't fit; the area itself takes no focus."""
    return FittingScroll(inner, fills=fills)


def clear(box: QBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while box.count():
        item = box.takeAt(0)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)


def _filled(box: Box, parts: Iterable[Part], gap: int, margins: Margins) -> Box:
    box.setSpacing(gap)
    box.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, QWidget):
            box.addWidget(part)
        else:
            box.addLayout(part)
    return box
