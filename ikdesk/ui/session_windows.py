"""Windows: the session is locked, left or switched, or the machine goes to sleep.

Sources: Microsoft Learn, WTSRegisterSessionNotification, WM_WTSSESSION_CHANGE and WM_POWERBROADCAST.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 0x2, 0x4, 0x6, 0x7
NOTIFY_FOR_THIS_SESSION = 0
_LEAVES = {
    WM_POWERBROADCAST: {PBT_APMSUSPEND},
    WM_WTSSESSION_CHANGE: {WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK},
}
_KIND = b"windows_generic_MSG"


def leaves(kind: bytes, message: int) -> bool:
    """Whether a message says that somebody left the machine.

    Args:
        kind: what Qt calls that sort of message.
        message: where it lies in memory.
    """
    if kind != _KIND or not message:
        return False
    said = wintypes.MSG.from_address(message)
    return said.wParam in _LEAVES.get(said.message, ())


class WindowsEar(QAbstractNativeEventFilter):
    """Hears the messages of one window.

    Args:
        window: what Windows calls it.
        left: called when somebody left the machine.
    """

    def __init__(self, window: int, left: Callable[[], None]) -> None:
        super().__init__()
        self._window, self._left = window, left
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)
        _sessions("WTSRegisterSessionNotification", wintypes.HWND(window), wintypes.DWORD(NOTIFY_FOR_THIS_SESSION))

    def end(self) -> None:
        """Hear no more."""
        _sessions("WTSUnRegisterSessionNotification", wintypes.HWND(self._window))
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(self, event_type: QByteArray | bytes | bytearray | memoryview, message: int) -> Any:
        """Look at a message, and let everybody else see it."""
        if leaves(bytes(QByteArray(event_type).data()), int(message)):
            self._left()
        return False, 0


def _sessions(function: str, *values: Any) -> None:
    """Ask Windows about sessions; where it cannot answer, the clocks still tell that it slept."""
    load = getattr(ctypes, "WinDLL", None)
    if load is None:
        return
    try:
        known = load("wtsapi32", use_last_error=True)
    except OSError:
        return
    call = getattr(known, function)
    call.argtypes, call.restype = [type(value) for value in values], wintypes.BOOL
    call(*values)
