"""Tasks on the days: a line a task, its bar from the day it begins to its last day, today as a line down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Space, Theme, Type, font

LINE, HEAD, NAMES = 28, 30, 250
BAR = 12
Tone = Literal["done", "danger", "primary", "wait", "ink3"]


@dataclass(frozen=True, slots=True)
class Bar:
    """One task: `hint` is shown over it and read out."""

    name: str
    first: date
    last: date
    tone: Tone
    hint: str


class Timeline(QWidget):
    """Painted whole; the table beside it says the same to who can't see it."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._today = date.min
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar], today: date) -> None:
        self._bars, self._today = tuple(bars), today
        self.setAccessibleDescription("\n".join(bar.hint for bar in self._bars))
        self.setFixedHeight(HEAD + LINE * len(self._bars) + Space.S)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(NAMES + 400, HEAD + LINE * len(self._bars) + Space.S)

    def days(self) -> tuple[date, date]:
        """The first and the last day shown, whole months."""
        first = min([bar.first for bar in self._bars] + [self._today])
        last = max([bar.last for bar in self._bars] + [self._today])
        return first.replace(day=1), _month_after(last) - timedelta(days=1)

    def _x(self, day: date) -> float:
        first, last = self.days()
        return NAMES + (self.width() - NAMES - Space.S) * (day - first).days / max(1, (last - first).days + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._bars:
            self._paint_months(painter)
            for at, bar in enumerate(self._bars):
                self._paint_bar(painter, HEAD + at * LINE, bar)
            x = self._x(self._today)
            painter.setPen(QPen(self._theme.colour("danger"), 1.5))
            painter.drawLine(QPointF(x, HEAD - Space.XS), QPointF(x, self.height() - Space.XS))
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        painter.setFont(font(Type.SMALL, tabular=True))
        month, last = self.days()
        taken = 0.0
        while month <= last:
            x = self._x(month)
            painter.setPen(QPen(self._theme.colour("line"), 1))
            painter.drawLine(QPointF(x, HEAD - Space.S), QPointF(x, self.height()))
            text = f"{month:%Y-%m}"
            if x >= taken:
                painter.setPen(self._theme.colour("ink2"))
                painter.drawText(QPointF(x + Space.XS, HEAD - Space.M), text)
                taken = x + QFontMetrics(painter.font()).horizontalAdvance(text) + Space.M
            month = _month_after(month)

    def _paint_bar(self, painter: QPainter, top: int, bar: Bar) -> None:
        painter.setFont(font(Type.TABLE))
        painter.setPen(self._theme.colour("ink1" if bar.tone != "done" else "ink2"))
        metrics = QFontMetrics(painter.font())
        text = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, NAMES - Space.M)
        painter.drawText(QRectF(0, top, NAMES - Space.M, LINE), Qt.AlignmentFlag.AlignVCenter, text)
        left, right = self._x(bar.first), self._x(bar.last + timedelta(days=1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(bar.tone))
        middle = top + (LINE - BAR) / 2
        painter.drawRoundedRect(QRectF(left, middle, max(right - left, 5.0), BAR), 3, 3)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            at = (event.pos().y() - HEAD) // LINE
            if 0 <= at < len(self._bars):
                QToolTip.showText(event.globalPos(), self._bars[at].hint, self)
            return True
        return super().event(event)


def _month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
