"""Outline icons (Tabler), coloured by token when they are drawn."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource

RATIOS = (1, 2, 3)


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw the icon into the rectangle, crisp at any scale."""
    _renderer(name, colour.name()).render(painter, rect)


def icon(name: str, colour: QColor, size: int = 16) -> QIcon:
    """The icon as a button takes it, drawn for each pixel ratio."""
    made = QIcon()
    for ratio in RATIOS:
        made.addPixmap(pixmap(name, colour, size, ratio))
    return made


def tick(colour: QColor, size: int = 16) -> QIcon:
    """The mark of a checked entry in a menu, nothing for one that is not; the style's own is a bitmap of one size."""
    made = QIcon()
    for ratio in RATIOS:
        shown = pixmap("check", colour, size, ratio)
        made.addPixmap(shown, QIcon.Mode.Normal, QIcon.State.On)
        shown.fill(Qt.GlobalColor.transparent)
        made.addPixmap(shown, QIcon.Mode.Normal, QIcon.State.Off)
    return made


def pixmap(name: str, colour: QColor, size: int = 16, ratio: float = 1) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


@cache
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
