"""When to lock by itself: after some minutes without key or mouse, sleep included."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from ilacs_desktop.domain.moments import Clock

LOOK_MS = 10_000
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class Idle(QObject):
    """Emits ``lock_wanted`` after ``minutes`` without a sign of life.

    Two clocks are looked at and the longer pause counts: the steady one stands still while some machines
    sleep, the wall clock may be set back.
    """

    lock_wanted = Signal()

    def __init__(self, clock: Clock, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.minutes = minutes
        self._clock = clock
        self._steady = QElapsedTimer()
        self._last_at: datetime = clock()
        self._steady.start()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            app.applicationStateChanged.connect(self._on_state)
            self._watch(app.focusWindow())

    def start(self) -> None:
        """Begin to count; called when the house is opened."""
        self.alive()
        self._timer.start()

    def stop(self) -> None:
        """Count no longer; called when the house is locked."""
        self._timer.stop()

    def alive(self) -> None:
        """Somebody is there."""
        self._steady.restart()
        self._last_at = self._clock()

    def idle_seconds(self) -> float:
        """How long nobody was there, by the clock that says longer."""
        wall = (self._clock() - self._last_at).total_seconds()
        return max(wall, self._steady.elapsed() / 1000)

    def look(self) -> None:
        """Ask for the lock if the time has come."""
        if self._timer.isActive() and self.idle_seconds() >= self.minutes * 60:
            self.stop()
            self.lock_wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice keys and mouse on our windows; never keep an event."""
        if event.type() in _SIGNS:
            # After a sleep the first touch must not count before the pause has been looked at.
            self.look()
            if self._timer.isActive():
                self.alive()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.look()
