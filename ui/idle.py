"""Notices when nobody works at the computer, so that the vault can be locked."""

from collections.abc import Callable
from time import monotonic, time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

TICK_MS = 5000
# A tick that comes this much late means that the computer slept.
SLEPT = 60.0  # seconds
SIGNS = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
)


class IdleWatch(QObject):
    """Calls `on_idle` after `limit` seconds without a key or the mouse, or when the computer has slept.

    `limit` is asked at each tick; 0 switches the watch off, but for sleep. As long as nobody stops the watch it calls
    again: the vault may not be locked while something is being changed.
    """

    def __init__(self, application: QApplication, limit: Callable[[], float], on_idle: Callable[[], None]) -> None:
        super().__init__(application)
        self._limit = limit
        self._on_idle = on_idle
        self._last_sign = monotonic()
        self._last_tick = time()
        self._has_slept = False
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._application = application

    def start_watching(self) -> None:
        self._last_sign = monotonic()
        self._last_tick = time()
        self._has_slept = False
        self._application.installEventFilter(self)
        self._timer.start()

    def stop_watching(self) -> None:
        self._application.removeEventFilter(self)
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clocks; called by the timer."""
        now = time()
        self._has_slept = self._has_slept or now - self._last_tick > TICK_MS / 1000 + SLEPT
        self._last_tick = now
        limit = self._limit()
        if self._has_slept or (limit and monotonic() - self._last_sign > limit):
            self._on_idle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS:
            self._last_sign = monotonic()
        return False
