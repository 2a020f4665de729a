"""How long nobody has touched the keyboard, the mouse or the screen, and whether the machine slept meanwhile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

EVERY = 5_000  # milliseconds between two looks
JUMP = 120.0  # seconds between two looks that mean that the machine slept, or that somebody set its clock
MINUTE = 60.0  # seconds
_TOUCHES = {
    QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride,  # a key that is a shortcut comes as nothing else
    QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TabletPress, QEvent.Type.TabletMove,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """When to lock.

    Args:
        screen: idle minutes before the screen is locked.
        full: idle minutes before the program ends and begins anew with the password.
        keys: what locks the screen at once, wherever one is, for example "F12".
    """

    screen: float
    full: float
    keys: tuple[str, ...] = ()


class IdleWatch(QObject):
    """Watches what people do in the windows of the program; nothing the program does itself counts.

    ``blanked()`` when a key was pressed that hides everything, ``screen_due()`` and ``full_due()`` when it was idle
    too long, ``slept()`` when the machine did.

    Args:
        clock: seconds that only go forward.
        wall: seconds since 1970.
        parent: lives as long as this.
    """

    blanked = Signal()
    screen_due = Signal()
    full_due = Signal()
    slept = Signal()

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, wall: Callable[[], float] = time.time,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._clock, self._wall = clock, wall
        self._limits: Limits | None = None
        self._keys: frozenset[str] = frozenset()
        self._touched = self._looked = self._at = 0.0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.look)

    def begin(self, limits: Limits) -> None:
        """Watch from now on.

        Args:
            limits: when to lock; other ones may be given later.
        """
        begun, self._limits = self._limits is not None, limits
        self._keys = frozenset(QKeySequence(key).toString() for key in limits.keys if key)
        if begun:
            return
        self._touched = self._looked = self._clock()
        self._at = self._wall()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._on_window)
        for window in QGuiApplication.allWindows():
            self._on_window(window)
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        if self._limits is None:
            return
        self._limits = None
        self._timer.stop()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.disconnect(self._on_window)
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)

    def look(self) -> None:
        """See how long it was idle, and whether the clocks jumped since the last look."""
        if self._limits is None:
            return
        now, wall = self._clock(), self._wall()
        jumped = max(now - self._looked, abs(wall - self._at)) > JUMP  # not every clock goes on while a machine sleeps
        self._looked, self._at = now, wall
        idle = now - self._touched
        if jumped:
            self.slept.emit()
        elif idle >= self._limits.full * MINUTE:
            self.full_due.emit()
        elif idle >= self._limits.screen * MINUTE:
            self.screen_due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there. The keys that hide everything come here before any part of a window."""
        if self._limits is None or event.type() not in _TOUCHES:
            return False
        self._touched = self._clock()
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if QKeySequence(event.keyCombination()).toString() not in self._keys:
            return False
        if not event.isAutoRepeat():
            self.blanked.emit()
        return True

    def _on_window(self, window: QWindow | None) -> None:
        """Every window gets its keys through the system's own window: that is where they are seen first."""
        if window is not None:
            window.installEventFilter(self)
