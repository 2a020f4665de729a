"""What the system says: it goes to sleep, its screen is locked, or somebody else takes the machine over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal


class Ear(Protocol):
    """Hears one system."""

    def end(self) -> None:
        """Hear no more."""


class SessionWatch(QObject):
    """Hears of it where the system can say it. ``left()`` when nobody should find the data open any more.

    Where a system cannot say it, nothing is heard; that the machine slept is seen from its clocks, too.
    """

    left = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear: Ear | None = None

    def begin(self, window: int) -> None:
        """Listen from now on.

        Args:
            window: what the system calls the program's window.
        """
        if self._ear is None:
            self._ear = _ear(window, self.left.emit)

    def end(self) -> None:
        """Listen no more."""
        ear, self._ear = self._ear, None
        if ear is not None:
            ear.end()


def _ear(window: int, left: Callable[[], None]) -> Ear | None:
    """The one for this system; none where there is nothing to hear with."""
    if sys.platform == "win32":
        from ikdesk.ui.session_windows import WindowsEar

        return WindowsEar(window, left)
    if sys.platform == "darwin":
        from ikdesk.ui.session_mac import mac_ear

        return mac_ear(left)
    from ikdesk.ui.session_bus import linux_ear

    return linux_ear(left)
